"""Calendars (iCalendar): how they count changes, and how they are written and read."""
