"""The columns of the form for side events, for the writer and for the reader."""

from typing import Literal, NamedTuple

Kind = Literal["text", "date", "time", "minutes", "number", "room", "access", "yes"]


class Column(NamedTuple):
    """A column: the field that it fills, its heading, a hint, and what may stand in it."""

    field: str
    heading: str
    hint: str
    kind: Kind = "text"
    required: bool = False


COLUMNS = (
    Column("title", "Title", "As it is to be printed", required=True),
    Column("organiser", "Organiser", "Who holds it: a delegation, a body, an organisation"),
    Column("partners", "Co-organisers", "With a semicolon between them"),
    Column("first", "First date", "A day of the meeting", "date"),
    Column("second", "Second date", "Another day that would do", "date"),
    Column("start", "Start", "The hour that would suit best, such as 13:15", "time"),
    Column("minutes", "Minutes", "How long it is", "minutes", required=True),
    Column("room", "Room", "The room that would suit best", "room"),
    Column("attendance", "Participants", "How many are expected", "number"),
    Column("features", "Needs", "What the room must have, with a semicolon between"),
    Column("closed", "Open or closed", "Who may come in", "access"),
    Column("webcast", "Webcast", "Whether it is to be shown on the web", "yes"),
    Column("items", "Agenda items", "With a semicolon between them"),
    Column("documents", "Documents", "Symbols or links, with a semicolon between them"),
    Column("description", "Description", "A few sentences, without names of persons"),
)
SHEET, LISTS = "Requests", "Lists"
ACCESS = ("open", "closed")
ROWS = 200
"""Requests that a form has room for."""
LONGEST = 600
"""Minutes of a request, where no slot for side events says less."""
