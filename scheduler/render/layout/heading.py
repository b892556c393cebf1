"""The words around the tables of the annex, and what differs from the issue before, in words."""

import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from scheduler.render.languages.dating import moment, on
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.issues import called
from scheduler.render.layout.moves import Move
from scheduler.render.layout.shape import Cell, Layout, Run, SideCell
from scheduler.render.layout.sheets import Entry, Sheet


def in_both(one: str | None, other: str | None) -> str | None:
    """``Tuesday / Mardi``; once where they are the same."""
    texts = [text for text in (one, other) if text]
    return " / ".join(texts[:1] if len({*map(unpunctuated, texts)}) == 1 else texts) or None


def unpunctuated(text: str) -> str:
    """Equal for texts of which only blanks, commas, colons and brackets are another language's."""
    plain = unicodedata.normalize("NFKC", text).replace("\N{ARABIC COMMA}", ",")
    return "".join(plain.split())


def title(layout: Layout) -> str:
    """The title, with the mark of the footnote where there is one and it lacks it."""
    text = layout.title or layout.heading
    return f"{text}*" if footnotes(layout) and not text.endswith("*") else text


def below_title(layout: Layout) -> str | None:
    """Meeting · venue · dates · time zone, without what the title says; None if that is all."""
    if layout.heading == layout.title:
        return None
    return layout.heading.removeprefix(f"{layout.title}{layout.language.dot}")


def subtitle(layout: Layout) -> str | None:
    """``Programme: Chair of the WGTU``, and whether nothing changed; None but for a programme."""
    if layout.of is None:
        return None
    language = layout.language
    whose = language.programme.format(name=layout.of)
    if not layout.unchanged:
        return whose
    return f"{whose}{language.dot}{language.unchanged.format(issue=language.previous)}"


def footnotes(layout: Layout) -> tuple[tuple[Run, ...], ...]:
    """The footnotes; the first gets the mark of the title if it has none."""
    written = tuple(footnote for footnote in layout.footnotes if footnote)
    if not written or written[0][0].text.startswith("*"):
        return written
    first, *others = written
    return ((Run("* "), *first), *others)


def revised(layout: Layout) -> str | None:
    """``Rev.1``; of a draft ``Draft r3 of Rev.1``; None for the first issue."""
    if layout.draft is not None and layout.also is not None:
        return in_both(revised(_first_alone(layout)), revised(layout.also))
    return called(layout.language, layout.revision, layout.draft)


def as_of(layout: Layout) -> str | None:
    """``as of 25 February 2025, 17:55``; words of the planner's own stay as they are."""
    if layout.as_of is None:
        return None
    if layout.also is not None:
        return in_both(as_of(_first_alone(layout)), as_of(layout.also))
    when = moment_of(layout)
    text = moment(when, layout.language) if when is not None else layout.as_of
    return layout.language.as_of.format(moment=text)


def _first_alone(layout: Layout) -> Layout:
    """With the words of the first of its two languages."""
    return replace(layout, also=None, language=language_of(layout.language.code))


def issue(layout: Layout) -> str | None:
    """``Rev.1 · as of 25 February 2025, 17:55``: what stands at the foot of every form."""
    parts = (revised(layout), as_of(layout))
    return layout.language.dot.join(part for part in parts if part is not None) or None


def newest(layout: Layout) -> tuple[str, str] | None:
    """``Newest issue: https://...`` and ``This paper: Rev.1``; None without an address."""
    if layout.address is None:
        return None
    if layout.also is not None:
        told = zip(newest(_first_alone(layout)) or (), newest(layout.also) or (), strict=True)
        where, which = (in_both(*words) or "" for words in told)
        return where, which
    language = layout.language
    parts = (revised(layout) or language.first_issue, as_of(layout))
    held = language.dot.join(part for part in parts if part is not None)
    return (
        language.newest.format(address=layout.address),
        language.this_paper.format(issue=held),
    )


def moment_of(layout: Layout) -> datetime | None:
    """When the timetable was as printed, if the record says so in figures."""
    try:
        return datetime.fromisoformat(layout.as_of or "")
    except ValueError:
        return None


def dated(layout: Layout) -> datetime:
    """
    The date that a file bears, in UTC: when the timetable was as printed, else the first day.

    Not the clock, for the same timetable is the same file.
    """
    first = datetime.combine(min(column.day for column in layout.columns), time())
    moment = moment_of(layout) or first
    zone = moment.tzinfo or ZoneInfo(layout.timezone)
    return moment.replace(tzinfo=zone).astimezone(UTC)


def unplaced(layout: Layout) -> str | None:
    """``Not yet scheduled: WGTU; WGTR``; None if everything has its place."""
    names = layout.language.joint.join(homeless.text for homeless in layout.unplaced)
    return layout.language.unplaced.format(names=names) if names else None


def description(layout: Layout, sheet: Sheet) -> str:
    """What a screen reader says of a table before it reads it."""
    heads = (
        " ".join(part for part in (column.over, column.name, column.date) if part)
        for column in sheet.columns
    )
    language = layout.language
    labels = dict.fromkeys(band.label for band in sheet.bands if band.label)
    sentences = [
        language.columns.format(names=language.joint.join(heads)),
        language.rows.format(names=language.joint.join(labels)),
        *([language.both_ends] if sheet.mirrored else []),
    ]
    return " ".join(sentences)


def describe_changes(layout: Layout, moves: Sequence[Move]) -> Iterator[str]:
    """
    What moved, a line each, then what else differs, in order of room, day and hour.

    ``WGTU: Thursday 27 February, 10:00 – 13:00 → Friday 28 February, 10:00 – 13:00``, then
    ``Wednesday 26 February, 10:00 – 13:00: now also ENIP``.
    """
    tables = layout.tables if layout.view != "side-events" else ()
    rooms = {table.room for table in tables}
    shown = [move for move in moves if _is_shown(layout, rooms, move)]
    yield from (move.line for move in shown)
    told = Told(shown)
    for table in tables:
        for index, column in enumerate(layout.columns):
            for row in table.rows:
                if row.cells[index].changed:
                    place = (on(column.day, layout.language), row.label, table.room_name)
                    yield from _cell_line(layout, row.cells[index], place, told, table.room)
    for side in layout.side_events or ():
        if side.changed:
            yield from _side_line(layout, side, told)


class Told:
    """What the lines of moves tell already: who came to a cell, and who left it."""

    def __init__(self, moves: Sequence[Move]) -> None:
        self.came = {(move.session, place) for move in moves for place in move.now}
        self.left = {(move.session, place) for move in moves for place in move.was}


def _is_shown(layout: Layout, rooms: Container[str], move: Move) -> bool:
    """Whether a cell that it left or came to is printed; all side events are, or none."""
    days = {column.day for column in layout.columns}
    side = layout.side_events is not None
    return any(
        day in days and (room in rooms if slot else side)
        for room, day, slot in (*move.was, *move.now)
    )


def _cell_line(
    layout: Layout, cell: Cell, place: Sequence[str | None], told: Told, room: str
) -> Iterator[str]:
    here, language = (room, cell.day, cell.slot or ""), layout.language
    added = [e.line for e in cell.entries if e.added and (e.session, here) not in told.came]
    removed = [left.text for left in cell.left if (left.session, here) not in told.left]
    order = [entry.titled for entry in cell.entries] if cell.reordered else []
    hours = [_with_hours(e, place[1] or "") for e in cell.entries if e.altered]
    clauses = ((language.gains, added), (language.loses, removed))
    others = ((language.reorders, order), (language.rehoured, hours))
    yield from _sentence(layout, place, (*clauses, *others))


def _side_line(layout: Layout, side: SideCell, told: Told) -> Iterator[str]:
    language = layout.language
    added = [
        f"{e.titled} ({e.hours}{language.comma}{e.room_name})"
        for e in side.entries
        if e.added and (e.session, (e.room, side.day, "")) not in told.came
    ]
    moved = {session for session, place in told.left if place[1:] == (side.day, "")}
    removed = [left.text for left in side.left if left.session not in moved]
    place = (on(side.day, language), language.side_events, None)
    yield from _sentence(layout, place, ((language.gains, added), (language.loses, removed)))


def _with_hours(entry: Entry, slot: str) -> str:
    return entry.line if entry.first or entry.then else f"{entry.titled} ({slot})"


def _sentence(
    layout: Layout, place: Iterable[str | None], clauses: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[str]:
    """``clauses``: patterns, each with the names that it is filled with; none if all are empty."""
    language = layout.language
    filled = [
        pattern.format(names=language.joint.join(names)) for pattern, names in clauses if names
    ]
    if filled:
        where = language.comma.join(part for part in place if part is not None)
        yield f"{where}{language.colon}{language.joint.join(filled)}"
