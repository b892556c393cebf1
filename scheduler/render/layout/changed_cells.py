"""What differs from the issue before, in words: a line for each cell of the annex that changes."""

from collections.abc import Iterable, Iterator

from scheduler.render.languages.dating import on
from scheduler.render.layout.shape import Layout


def describe_changes(layout: Layout) -> Iterator[str]:
    """``Wednesday 26 February, 10:00 – 13:00: now also ENIP``, in order of room, day and hour."""
    words = layout.language
    tables = layout.tables if layout.view != "side-events" else ()
    for table in tables:
        for index, column in enumerate(layout.columns):
            for row in table.rows:
                cell = row.cells[index]
                if cell.changed:
                    added = [entry.text for entry in cell.entries if entry.added]
                    order = [entry.text for entry in cell.entries] if cell.reordered else []
                    place = (on(column.day, words), row.label, table.room_name)
                    yield _sentence(layout, place, added, cell.removed, order)
    for side in layout.side_events or ():
        if side.changed:
            added = [
                f"{e.text} ({e.hours}{words.comma}{e.room_name})" for e in side.entries if e.added
            ]
            place = (on(side.day, words), words.side_events, None)
            yield _sentence(layout, place, added, side.removed, [])


def _sentence(
    layout: Layout,
    place: Iterable[str | None],
    added: Iterable[str],
    removed: Iterable[str],
    order: Iterable[str],
) -> str:
    words = layout.language
    pairs = ((words.gains, added), (words.loses, removed), (words.reorders, order))
    said = [
        pattern.format(names=words.joint.join(names))
        for pattern, names in ((pattern, list(names)) for pattern, names in pairs)
        if names
    ]
    where = words.comma.join(part for part in place if part is not None)
    return f"{where}{words.colon}{words.joint.join(said)}"
