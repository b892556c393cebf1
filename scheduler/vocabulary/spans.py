"""Spans from one moment or tick to another, joined where they meet."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

At = TypeVar("At", int, datetime)


def merge(spans: Iterable[tuple[At, At]]) -> tuple[tuple[At, At], ...]:
    """Sorted, disjoint spans that cover the same time."""
    merged: list[tuple[At, At]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
