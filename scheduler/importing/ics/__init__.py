"""
What a calendar file (iCalendar, RFC 5545) says of busy times, line by line.

Why repetition is worked out here and not by recurring-ical-events, which the tests compare with: of
the calendars that planners brought it takes EXRULE, METHOD:CANCEL, a whole day that ends when it
starts, UNTIL as a date, TZID on a UTC time and a VTIMEZONE that differs from its name otherwise
than they are meant; one bad rule loses the file; no complaint has a line. And dateutil, which it
stands on, follows a rule that nothing ever matches to the year 9999: 15 s for the 30th of February.
Here a rule is followed only around the meeting, and so many steps.
"""
