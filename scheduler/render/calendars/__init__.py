"""
Calendars (iCalendar): what is in them, how they count changes, how they are written and read.

- ``keeping`` counts: which entries a feed keeps, with SEQUENCE and what is cancelled;
- ``zones`` describes a time zone exactly (VTIMEZONE);
- ``writing`` and ``reading`` turn that into bytes and back.
"""
