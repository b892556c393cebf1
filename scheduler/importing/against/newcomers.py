"""Sessions that only the file has, as sessions of the scenario."""

from collections.abc import Mapping
from typing import Any

from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileSession
from scheduler.importing.against.meeting_view import View
from scheduler.importing.against.rolling_orders import StartsOf, order_for
from scheduler.importing.against.sayings import listing, parts_words
from scheduler.importing.new_ids import NewIds
from scheduler.importing.yaml_text import flow
from scheduler.scenario.editing import AddSession, Edit, JoinOrder
from scheduler.scenario.tables.sessions import slug

LENGTHLESS = "the file does not say how long it is"


class Arrivals:
    """
    Sessions that are new, one after the other in order of time.

    In a room with a rolling order one joins that, after what comes before it, new or not; else it
    is pinned to where the file has it.
    """

    def __init__(self, view: View, known: Mapping[str, FileSession]) -> None:
        self._view = view
        self._ids = NewIds(view.sessions)
        self._orders = [StartsOf(order.order, known) for order in view.problem.rolling]

    def add(self, heard: FileSession) -> Difference:
        """The difference, and what would make it a session of the scenario."""
        view, id = self._view, self._ids.new(heard.id or slug(heard.title))
        words = {part.room for part in heard.stretches} - {""}
        rooms = [*dict.fromkeys(view.room(word) for word in sorted(words))]
        unknown = next((word for word in sorted(words) if view.room(word) is None), None)
        held = [room for room in rooms if room is not None]
        alone = view.problem.rooms[0].id if len(view.problem.rooms) == 1 else None
        held = held or ([alone] if alone is not None and heard.stretches else [])
        fields: dict[str, Any] = {"id": id, **_titled(heard), **heard.fields} | {"id": id}
        if "minutes" not in fields:
            fields["minutes"] = sum(part.minutes for part in heard.stretches)
        why = f"the scenario has no room called {unknown!r}" if unknown is not None else ""
        why = why or ("" if fields["minutes"] else LENGTHLESS)
        index = order_for(view, held) if heard.stretches and "kind" not in heard.fields else None
        edits: list[Edit] = []
        if index is None:
            fields |= _placed(view, heard, held)
        elif not why:
            start = heard.stretches[0].begins
            edits.append(JoinOrder(index, id, self._orders[index].predecessor(start)))
            self._orders[index].append(id, start)
        inside = f" in {listing([*map(view.room_name, held)])}" if held else ""
        when = parts_words(heard.stretches, view.slot_names) if heard.stretches else ""
        return Difference(
            session=id,
            name=heard.name,
            kind="new",
            after=f"{when}{inside}" if when else "",
            place=heard.place,
            edits=() if why else (AddSession(id, flow(fields)), *edits),
            why=why,
        )


def _titled(heard: FileSession) -> dict[str, str]:
    return {"title": heard.title} if heard.title else {}


def _placed(view: View, heard: FileSession, rooms: list[str]) -> dict[str, Any]:
    """Where and when, as fields."""
    fields: dict[str, Any] = {"rooms": rooms} if rooms and "rooms" not in heard.fields else {}
    if not heard.stretches or "pin" in heard.fields:
        return fields
    first = heard.stretches[0]
    if len(heard.stretches) > 1:
        fields["split"] = {"least_part": min(part.minutes for part in heard.stretches) or 1}
    if first.exact:
        return fields | {"pin": {"exact": f"{first.begins:%Y-%m-%d %H:%M}"}}
    kind = str(heard.fields.get("kind", "session"))
    begun = (view.slots.starting(kind, part.start) for part in heard.stretches)
    slots = [one.id for one in begun if one is not None]
    return fields | ({"slots": list(dict.fromkeys(slots))} if slots else {})
