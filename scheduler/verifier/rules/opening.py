"""The opening session is over before any other starts."""

from scheduler.verifier.rules.precedence import breaches

__all__ = ["breaches"]
