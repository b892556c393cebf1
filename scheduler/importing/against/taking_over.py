"""Differences written into the text of a scenario, as far as the result passes its checks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.importing.against.differences import Difference
from scheduler.scenario import diagnose_text
from scheduler.scenario.diagnostics import Diagnostic
from scheduler.scenario.editing import NotEditableError, at_sessions, rewrite

KEEPS = "the scenario keeps it; --drop removes it"
HALVED = 16
"""Of so many that are blamed each is tried; of more, those that are blamed twice are left."""


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
    again = _take_all_but_blamed(taken, path, able)
    # once what was to blame is settled, they may go
    _take(taken, path, again)
    order = {id(difference): at for at, difference in enumerate(differences)}
    taken.over.sort(key=lambda one: order[id(one)])
    taken.left.sort(key=lambda pair: order[id(pair[0])])
    return taken


@dataclass(frozen=True, slots=True)
class _Refusal:
    """
    Why differences cannot be taken over together.

    ``hopeless``: by their number, those that cannot be written at all, each with the reason.
    ``blamed``: by their number, those of the sessions at which a check finds something wrong.
    """

    reason: str
    hopeless: dict[int, str] = field(default_factory=dict)
    blamed: dict[int, str] = field(default_factory=dict)


def _take_all_but_blamed(
    taken: Taken, path: Path, differences: Sequence[Difference]
) -> list[Difference]:
    """All that can be taken over at once, without looking for it; those to blame come back."""
    aside: list[Difference] = []
    rest = [*differences]
    while rest:
        refusal = _try(taken, path, rest)
        if refusal is None:
            break
        out = refusal.hopeless or refusal.blamed
        taken.left += [(rest[at], reason) for at, reason in refusal.hopeless.items()]
        if not refusal.hopeless:
            aside += [rest[at] for at in refusal.blamed]
        if not out:
            _take(taken, path, rest)
            break
        rest = [difference for at, difference in enumerate(rest) if at not in out]
    return aside


def _take(taken: Taken, path: Path, differences: Sequence[Difference]) -> None:
    """All at once if that goes, else one half and then the other; of many, all but the blamed."""
    refusal = _try(taken, path, differences) if differences else None
    if refusal is None:
        return
    out = refusal.hopeless or (refusal.blamed if len(differences) > HALVED else {})
    if len(differences) == 1:
        taken.left.append((differences[0], refusal.reason))
    elif out:
        taken.left += [(differences[at], reason) for at, reason in out.items()]
        _take(taken, path, [one for at, one in enumerate(differences) if at not in out])
    else:
        half = len(differences) // 2
        _take(taken, path, differences[:half])
        _take(taken, path, differences[half:])


def _try(taken: Taken, path: Path, differences: Sequence[Difference]) -> _Refusal | None:
    """Take all of them over, or say why not."""
    of = [number for number, one in enumerate(differences) for _ in one.edits]
    try:
        edits = [edit for difference in differences for edit in difference.edits]
        text = rewrite(taken.data.decode(), edits)
    except NotEditableError as error:
        hopeless = {of[edit]: each.sentence for edit, each in reversed(error.each.items())}
        return _Refusal(error.sentence, hopeless=hopeless)
    wrong = [d for d in diagnose_text(path, text.encode()) if d.severity == "error"]
    if not wrong:
        taken.data = text.encode()
        taken.over += differences
        return None
    at_line = {d.line: _said(d) for d in reversed(wrong) if d.file == str(path)}
    blamed = at_sessions(text, at_line)
    of_session = {n: blamed.get(one.session, "") for n, one in enumerate(differences)}
    return _Refusal(_said(wrong[0]), blamed={n: why for n, why in of_session.items() if why})


def _said(wrong: Diagnostic) -> str:
    return f"line {wrong.line}: {wrong.code} {wrong.message}"
