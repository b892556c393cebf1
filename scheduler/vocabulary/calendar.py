"""Years that clocks can reckon with, wherever a date or a moment is read."""

YEARS = range(1970, 2200)
"""In others a date is a slip, or a time zone leaves the calendar."""
