"""Timetables for Working Group sessions: solve, verify, replan, export."""

__version__ = "0.1.0"
