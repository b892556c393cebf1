"""export: the annex, other views, calendars, data."""
