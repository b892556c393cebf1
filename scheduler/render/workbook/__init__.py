"""
The timetable as a spreadsheet (xlsx), and its sittings as text (csv).

``annex_xlsx`` writes the file, ``view_sheet`` a sheet of a view, ``sittings_sheet`` the sheet with
a row for each sitting; which columns that has is said in ``columns``, for csv too.
"""
