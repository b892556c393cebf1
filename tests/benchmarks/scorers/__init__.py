"""What others charge for a timetable, counted from their instances alone."""
