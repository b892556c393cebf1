"""Timetables: sittings, files, differences, what runs now."""

from scheduler.timetable.record import Change, Charge, Kind, Record, Run, Tier, Warning_
from scheduler.timetable.timetable import Timetable, Unplaced

__all__ = ["Change", "Charge", "Kind", "Record", "Run", "Tier", "Timetable", "Unplaced", "Warning_"]
