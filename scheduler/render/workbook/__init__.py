"""The timetable as a spreadsheet (xlsx), and its sittings as text (csv)."""
