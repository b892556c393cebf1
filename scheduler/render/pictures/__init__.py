"""Pictures of a timetable, for looking: one module for what each shows."""
