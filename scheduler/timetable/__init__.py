"""Timetables: sittings, files, differences, what runs now."""
