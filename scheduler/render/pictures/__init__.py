"""Pictures of a timetable, for looking (svg, png): what each shows is a module."""
