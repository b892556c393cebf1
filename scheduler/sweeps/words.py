"""Overlays in a few words: what a job is called in tables, and what it was."""

from collections.abc import Callable, Iterator

from scheduler.problem import Minutes
from scheduler.sweeps.statements import AS_IT_IS, More, Overlay

Call = Callable[[str], str]
"""How an id is called: by itself, or by its title."""


def name_of(overlay: Overlay, call: Call = str) -> str:
    """What the planner calls it, else what it says: ``WGTU +30 min``."""
    return overlay.name or describe(overlay, call)


def describe(overlay: Overlay, call: Call = str) -> str:
    """All that it says, in a few words."""
    return "; ".join(_pieces(overlay, call)) or AS_IT_IS


def _pieces(overlay: Overlay, call: Call) -> Iterator[str]:
    for d in overlay.durations:
        whose = "all sessions" if d.of == "all" else call(d.of)
        last = f"{d.percent} %" if d.minutes is None else f"{_minutes(d.minutes)} min"
        yield f"{whose}: {last}"
    for more in overlay.more:
        yield f"{call(more.of)} +{_needed(more)}"
    for less in overlay.less:
        yield f"{call(less.of)} −{less.minutes} min"
    for name in overlay.without:
        yield f"without {call(name)}"
    for absent in overlay.absent:
        yield f"{call(absent.who)} away {absent.when}"
    for gone in overlay.gone:
        yield f"{call(gone.room)} gone" + (f" {gone.when}" if gone.when is not None else "")
    for over in overlay.overtime:
        yield f"{over.slot}: overtime {over.minutes} min"
    if overlay.last_close is not None:
        yield f"last close +{overlay.last_close.minutes} min"
    if overlay.policy is not None:
        yield f"policy {overlay.policy}"
    if overlay.seed is not None:
        yield f"seed {overlay.seed}"


def _needed(more: More) -> str:
    if more.minutes is not None:
        return f"{more.minutes} min"
    return f"{more.slots} slot{'' if more.slots == 1 else 's'}"


def _minutes(minutes: Minutes) -> str:
    if minutes.least == minutes.likely == minutes.most:
        return str(minutes.likely)
    return f"{minutes.likely} ({minutes.least} to {minutes.most})"
