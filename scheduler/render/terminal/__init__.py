"""The terminal: what a command answers, and a timetable as a grid or in plain lines."""
