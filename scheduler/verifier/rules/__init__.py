"""One module a rule: how a timetable is judged by it."""
