"""First when, then where: the meeting without its rooms, and bounds of what overlaps cost."""
