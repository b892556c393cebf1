"""What a reader makes of tables of cells: which day, slot and room a cell is of, as heads say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from scheduler.problem import Problem
from tests.render.reading.forms import HOURS, Box, Paper, Table
from tests.render.reading.promised import Cell, Content, Hours, Promises, Row, plain, words

CLOCK = re.compile(r"\d\d:\d\d")
ARROW = re.compile(" [→←] ")
"""Between what is gone and where it is; no title has one."""


class MisreadError(AssertionError):
    """A cell whose day, slot or room nobody can tell."""


class Reader:
    """
    Knows the days and rooms of a meeting by name, and the words of a language, or of two.

    A room is called as in the first of them.
    """

    def __init__(self, problem: Problem, language: str) -> None:
        codes = language.split(",")
        promises = [Promises(problem, (), code) for code in codes]
        self._rooms = {
            _bare(" / ".join(dict.fromkeys(p.head(room.id) for p in promises))): promises[0].room(
                room.id
            )
            for room in problem.rooms
        }
        self._words = words(language)
        self._side = {_bare(self._words[key]) for key in ("side_events", "side_events_row")}
        self._days = {
            day: [
                [plain(format_date(day, form, code)).casefold() for code in codes]
                for form in ("EEEE", "EEE")
            ]
            for day in problem.days
        }

    def read(self, paper: Paper, only_room: str | None) -> dict[Cell, Content]:
        """
        Cell -> what stands in it; empty cells are left out.

        ``only_room``: the room of a table that has none in its heads.
        """
        found = dict[Cell, Content]()
        for table in paper.tables:
            for cell, box in self._cells(table, only_room):
                gone = [line for line in box.lines if self._is_gone(line)]
                content = Content(
                    tuple(
                        _uncut(line, box.told, side=cell.room is None)
                        for line in box.lines
                        if line not in gone
                    ),
                    frozenset([*box.gone, *(self._left(line) for line in gone)]),
                    box.marked,
                )
                if content != Content(()) and found.setdefault(cell, content) != content:
                    raise MisreadError(f"{cell} is printed twice, otherwise: {content}")
        return found

    def rows(self, paper: Paper) -> list[Row]:
        """What a list says, a table for each day: hours first, then the session, last the room."""
        found = list[Row]()
        for table in paper.tables:
            day = self._day(table.caption)
            roomed = " ".join(table.rows[0][-1].lines) == self._words["room"]
            for row in table.rows[table.heads :]:
                if row[1].lines:
                    room = " / ".join(row[-1].lines) if roomed else None
                    when = hours(" ".join(row[0].lines))
                    found.append(Row(day, when, tuple(row[1].lines), room, row[1].marked))
        return found

    def _is_gone(self, line: str) -> bool:
        return line.startswith(f"{self._words['no_longer']} ") or ARROW.search(line) is not None

    def _left(self, line: str) -> str:
        return line.removeprefix(f"{self._words['no_longer']} ")

    def _cells(self, table: Table, only_room: str | None) -> Iterator[tuple[Cell, Box]]:
        above = table.rows[: table.heads]
        heads = [
            " ".join(dict.fromkeys(line for row in above for line in row[n].lines))
            for n in range(len(table.rows[0]))
        ]
        for row in table.rows[table.heads :]:
            label = " ".join(row[0].lines)
            last = len(row) - (heads[-1] == "" or " ".join(row[-1].lines) == label)
            for head, box in list(zip(heads, row, strict=True))[1:last]:
                if box.lines or box.gone or box.marked:
                    yield self._cell(head, label, table.caption, only_room), box

    def _cell(self, head: str, label: str, caption: str, only_room: str | None) -> Cell:
        day = self._day(head if self._weekday(head) else f"{caption} {head}")
        if _bare(label) in self._side:
            return Cell(day, None, None)
        if HOURS.search(label):
            return Cell(day, hours(label), only_room)
        if _bare(label) not in self._rooms:
            raise MisreadError(f"neither a room nor hours: {label!r}")
        return Cell(day, hours(head), self._rooms[_bare(label)])

    def _weekday(self, text: str) -> bool:
        said = text.casefold()
        return any(self._names(day, said, short) for day in self._days for short in (0, 1))

    def _names(self, day: date, said: str, short: int) -> bool:
        return any(name in said for name in self._days[day][short])

    def _day(self, text: str) -> date:
        """The day that bears the name; where several do, the one whose number stands there."""
        said = text.casefold()
        named = [day for day in self._days if self._names(day, said, 0)]
        named = named or [day for day in self._days if self._names(day, said, 1)]
        # the month of a Chinese date is a number, too
        numbers = {int(number) for number in re.findall(r"\d+(?!\d|月)", HOURS.sub("", said))}
        exact = [day for day in named if day.day in numbers]
        found = exact if numbers else named
        if len(found) != 1:
            raise MisreadError(f"not one day: {text!r}")
        return found[0]


def hours(text: str) -> Hours:
    found = HOURS.search(text)
    if found is None:
        raise MisreadError(f"no hours: {text!r}")
    start, _, end = found[0].partition(" – ")
    return start, end


def _uncut(line: str, told: str, *, side: bool) -> str:
    """
    A line that ends in dots with what a pointer on it is told.

    Clock times are never cut: a line that lacks one stays as it is, and is a difference.
    """
    if "…" not in line:
        return line
    first, last = (part.strip() for part in line.split("…", 1))
    for whole in told.split("; "):
        piece = whole if side else whole.rpartition(" (")[0]
        if _bare(piece).startswith(_bare(first)) and piece.endswith(last):
            return piece if CLOCK.findall(piece) == CLOCK.findall(line) else line
    return line


def differences(
    promised: dict[Cell, Content], found: dict[Cell, Content], *, picture: bool = False
) -> Sequence[str]:
    """
    One line for each cell that says something else than is promised.

    A ``picture`` shades what changed, but does not draw what is gone; words may be broken in it.
    """
    told = list[str]()
    for cell in sorted({*promised, *found}, key=str):
        wanted, said = promised.get(cell, Content(())), found.get(cell, Content(()))
        if cell.room is None and _in_order(said.lines):
            wanted, said = _sorted(wanted), _sorted(said)
        same = (_drawn(wanted) == _drawn(said)) if picture else wanted == said
        if not same:
            told.append(f"{cell}\n  promised {wanted}\n  printed  {said}")
    return told


def _drawn(content: Content) -> Content:
    lines = tuple(map(_bare, content.lines))
    return Content(lines, marked=content.marked)


def _bare(text: str) -> str:
    """A word may be broken between two lines of a picture."""
    return text.replace(" ", "")


def _in_order(lines: Sequence[str]) -> bool:
    """Whether side events stand in order of their starts; those of one start stand in any."""
    starts = [line.partition(" ")[0] for line in lines if CLOCK.match(line)]
    return starts == sorted(starts)


def _sorted(content: Content) -> Content:
    """Each with the lines below it that have no hours, as its name in another language."""
    told = list[list[str]]()
    for line in content.lines:
        if CLOCK.match(line) or not told:
            told.append([])
        told[-1].append(line)
    return replace(content, lines=tuple(line for lines in sorted(told) for line in lines))
