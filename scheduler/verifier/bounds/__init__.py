"""
Bounds that a file proves by prices, checked by arithmetic over names and clock times.

Nothing here searches, and nothing depends on where the prices come from: whatever they are, they
prove what the arithmetic of ``counts`` gives, and no more is accepted.
"""

from scheduler.verifier.bounds.certificates import Checked, check_bounds

__all__ = ["Checked", "check_bounds"]
