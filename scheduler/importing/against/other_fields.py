"""Differences in the other fields of a session that a table has: its title, who presides, ..."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from scheduler.importing.against.differences import Difference, Kind
from scheduler.importing.against.file_report import FileSession
from scheduler.importing.against.lengths import bounds
from scheduler.importing.against.pairing import names_of
from scheduler.importing.against.sayings import listing, moment_words
from scheduler.importing.yaml_text import flow
from scheduler.letter.folding import plain
from scheduler.problem import Session
from scheduler.problem.fields import Minutes, Pin
from scheduler.scenario.editing import Edit, SetField

DEEP = ("minutes", "pin", "split", "features")
"""Fields that have fields, which are written one by one."""
LONGEST = 80
"""Letters of a text that are shown."""


def retitled(
    session: Session, heard: FileSession, *, renamed: bool = False
) -> Iterator[Difference]:
    """Another title or label of a session that the file has by its id, or at its place."""
    if heard.id != session.id or not heard.title or ("title" in heard.fields and not renamed):
        return
    if plain(heard.title) in names_of(session):
        return
    field = "label" if session.label else "title"
    yield _difference(session, heard, "title", (session.printed, heard.title), field)


def refilled(session: Session, heard: FileSession) -> Iterator[Difference]:
    """Every field of a table that says something else."""
    if not heard.fields:
        return
    told = _as_session(session, heard.fields)
    if told is None:
        return
    for field in heard.fields:
        if field in ("id", "pin") or field not in Session.model_fields:
            continue
        before, after = getattr(session, field), getattr(told, field)
        if _plain(before) == _plain(after):
            continue
        kind: Kind = "title" if field in ("title", "label") else "field"
        if field == "minutes":
            kind = "lengthened" if after.likely > before.likely else "shortened"
        yield _difference(session, heard, kind, (_words(before), _words(after)), field)
    yield from _repinned(session, heard, told.pin)


def _as_session(session: Session, fields: Mapping[str, Any]) -> Session | None:
    try:
        return Session.model_validate({"minutes": session.minutes, **fields, "id": session.id})
    except ValidationError:  # the reader of the table has said so
        return None


def _repinned(session: Session, heard: FileSession, pin: Pin | None) -> Iterator[Difference]:
    """A pin of a table that the session has not; what the table leaves out stays."""
    own = session.pin
    for name in ("exact", "not_before", "room") if pin is not None else ():
        told, before = getattr(pin, name), getattr(own, name) if own is not None else None
        if told is None or told == before:
            continue
        other = {"exact": "not_before", "not_before": "exact"}.get(name, "")
        value = flow(told if isinstance(told, str) else f"{told:%Y-%m-%d %H:%M}")
        words = told if isinstance(told, str) else moment_words(told)
        yield Difference(
            session=session.id,
            name=session.printed,
            kind="room" if name == "room" else "moved",
            before=_words(before) if before is not None else "",
            after={"exact": "", "not_before": "not before ", "room": "in "}[name] + words,
            place=heard.place,
            edits=(SetField(session.id, ("pin", name), value, instead_of=other),),
        )


def _difference(
    session: Session, heard: FileSession, kind: Kind, words: tuple[str, str], field: str
) -> Difference:
    value = heard.fields.get(field, heard.title)
    label = {"field": f"{field.replace('_', ' ')} ", "title": "called "}.get(kind, "")
    unit = " minutes" if field == "minutes" else ""
    return Difference(
        session=session.id,
        name=session.printed,
        kind=kind,
        before=words[0] or "nothing",
        after=f"{label}{words[1] or 'nothing'}{unit}",
        place=heard.place,
        edits=tuple(_edits(session, field, value)),
    )


def _edits(session: Session, field: str, value: Any) -> Iterator[Edit]:
    if field in DEEP and isinstance(value, Mapping) and value and getattr(session, field):
        for name, inner in value.items():
            yield SetField(session.id, (field, name), flow(inner))
    else:
        yield SetField(session.id, (field,), flow(value))


def _plain(value: Any) -> Any:
    """As it is compared: text without its line breaks, lists of names whatever their kind."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value or None


def _words(value: Any) -> str:
    match value:
        case Minutes():
            return bounds(value)
        case bool():
            return "yes" if value else "no"
        case None:
            return ""
        case tuple() | frozenset():
            return listing([*map(str, sorted(value) if isinstance(value, frozenset) else value)])
    return moment_words(value) if hasattr(value, "hour") else _clipped(" ".join(str(value).split()))


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4].rsplit(' ', 1)[0]} ..."
