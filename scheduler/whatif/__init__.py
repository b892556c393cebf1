"""What would follow if a session had to be elsewhere: solved anew, as close as can be."""

from scheduler.whatif.forced import NoSuchPlaceError, force

__all__ = ["NoSuchPlaceError", "force"]
