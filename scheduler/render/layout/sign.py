"""What the sign at the door of a room says: its sittings day by day, and where others went."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.render.layout.lists import Meeting, sheets_in_order
from scheduler.render.layout.moves import find_moves
from scheduler.render.layout.promises import Placed
from scheduler.render.layout.sheets import Gone, Page


def sign_room(meeting: Meeting, rooms: Sequence[str] | None) -> str:
    """The room asked for, or the only one in use; ValueError if these are several."""
    asked = meeting.rooms if rooms is None else tuple(rooms)
    if len(asked) != 1:
        raise ValueError(f"a sign is of one room: --room with one of {', '.join(meeting.rooms)}")
    return asked[0]


def sign_page(meeting: Meeting, room: str) -> Page:
    """A list for each day; what left the room is told with where it is now."""
    went = {(move.session, at): move for move in find_moves(meeting) for at in move.left}

    def gone(placed: Placed) -> Gone:
        move = went.get((placed.session, placed.sitting.start))
        left = meeting.names.left(placed).gone
        if move is None:
            return left
        return replace(left, to=meeting.language.went.format(name="", place=move.there).strip())

    return sheets_in_order(meeting.only([room]), None, gone)
