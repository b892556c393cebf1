"""The problem as the planner writes it: the meeting, its statements, where it stands."""
