"""What every command reads: scenario, timetable, store, orders."""
