"""
The opening session is over before any other starts: a precedence from it to each of the others.

    early_ab       unless b starts when the opening a is over                  (soft, warn)
"""

from scheduler.model.rules.precedence import lines, obey

__all__ = ["lines", "obey"]
