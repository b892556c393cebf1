"""The opening session is over before any other starts."""

from scheduler.verify.precedence import breaches

__all__ = ["breaches"]
