"""Differences written into the text of a scenario, as far as the result passes its checks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.importing.against.differences import Difference
from scheduler.scenario import diagnose_text
from scheduler.scenario.editing import NotEditableError, rewrite

KEEPS = "the scenario keeps it; with --drop it is taken out"


@dataclass(slots=True)
class Taken:
    """``data``: the scenario after it. ``left``: what was not taken over, each with the reason."""

    data: bytes
    over: list[Difference] = field(default_factory=list)
    left: list[tuple[Difference, str]] = field(default_factory=list)


def take_over(
    path: Path, data: bytes, differences: Sequence[Difference], *, drop: bool = False
) -> Taken:
    """
    As many differences as can be, each as a whole; the result has no error that it had not.

    ``data`` is a scenario without errors, the text of ``path``. ``drop``: sessions that the file
    has not are taken out as well.
    """
    taken = Taken(data)
    able: list[Difference] = []
    for difference in differences:
        if not difference.edits:
            taken.left.append((difference, difference.why))
        elif difference.drops and not drop:
            taken.left.append((difference, KEEPS))
        else:
            able.append(difference)
    _take(taken, path, able)
    order = {id(difference): at for at, difference in enumerate(differences)}
    taken.over.sort(key=lambda one: order[id(one)])
    taken.left.sort(key=lambda pair: order[id(pair[0])])
    return taken


def _take(taken: Taken, path: Path, differences: Sequence[Difference]) -> None:
    """All at once if that goes, else one half and then the other."""
    if not differences:
        return
    edits = [edit for difference in differences for edit in difference.edits]
    try:
        data = rewrite(taken.data.decode(), edits).encode()
        wrong = [d for d in diagnose_text(path, data) if d.severity == "error"]
        reason = f"line {wrong[0].line}: {wrong[0].code} {wrong[0].message}" if wrong else ""
    except NotEditableError as error:
        data, reason = taken.data, f"line {error.line}: {error}" if error.line else str(error)
    if not reason:
        taken.data = data
        taken.over += differences
    elif len(differences) == 1:
        taken.left.append((differences[0], reason))
    else:
        half = len(differences) // 2
        _take(taken, path, differences[:half])
        _take(taken, path, differences[half:])
