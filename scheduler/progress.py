"""What a long search tells while it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The incumbent and bound of the tier being searched, after so many seconds."""

    tier: str
    incumbent: int
    bound: int
    seconds: float
