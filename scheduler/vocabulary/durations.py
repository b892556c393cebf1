"""Durations as people write them: ``90``, ``90m``, ``6h``, ``1h30``, ``2 hours``."""

import re

DURATION = (
    r"[0-9]{1,5}( ?([mM]|[mM][iI][nN]|[mM]inutes?))?"
    r"|[0-9]{1,3} ?([hH]|[hH]ours?)( ?[0-5]?[0-9]( ?([mM]|[mM][iI][nN]|[mM]inutes?))?)?"
)
"""The same as a regular expression, from end to end."""
_PARTS = re.compile(r"(?:([0-9]+) ?h[a-z]*)? ?(?:([0-9]+)[a-z ]*)?")


def minutes_in(text: str) -> int | None:
    """Minutes that the words say; None if they say no duration."""
    word = text.strip()
    parts = _PARTS.fullmatch(word.lower()) if re.fullmatch(DURATION, word) else None
    return int(parts[1] or 0) * 60 + int(parts[2] or 0) if parts is not None else None
