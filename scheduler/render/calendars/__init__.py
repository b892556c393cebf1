"""
Calendars (iCalendar): what is in them, how they count changes, how they are written and read.

- ``entries`` counts: which entries a feed carries over, with SEQUENCE and what is cancelled;
- ``concerned`` says whose sittings a calendar has;
- ``vtimezone`` describes a time zone exactly;
- ``ics_writer`` and ``ics_reader`` turn that into bytes and back.
"""
