"""Edits that are carried out on one reading of a text: a thousand of them read it once."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from scheduler.scenario.editing.edits import AddSession, DropSession, Edit, SetField
from scheduler.scenario.editing.yaml_spans import Patch, Spans, patched

Place = tuple[int, int, str]
"""Where a patch begins and ends, and the kind of its edit."""
SIDE_BY_SIDE = (AddSession.__name__, DropSession.__name__)
"""Edits of these kinds do not mind others of their kind right beside them."""


class Batch:
    """
    Patches of one text that have nothing to do with one another.

    Where two touch, the later edit is of the text that the earlier one made: it begins a new batch.
    """

    def __init__(self, text: str) -> None:
        self.spans = Spans(text)
        self._patches: list[Patch] = []
        self._places: list[Place] = []
        self._added: set[str] = set()
        self._fields: set[tuple[str, str]] = set()
        self._drops = 0

    @property
    def text(self) -> str:
        """With all of them."""
        return patched(self.spans.text, self._patches)

    def changes_ground_of(self, edit: Edit) -> bool:
        """Whether an edit needs the text with those before: a new session, a field set again."""
        few = self._drops + 2 > len(self.spans.entries("sessions"))
        if isinstance(edit, DropSession):
            return few or edit.session in self._added
        return isinstance(edit, SetField) and (
            edit.session in self._added or (edit.session, edit.path[0]) in self._fields
        )

    def takes(self, edit: Edit, patches: Sequence[Patch]) -> bool:
        """Whether the patches of an edit go with those before; they are among them then."""
        kind = type(edit).__name__
        places = [(patch.start, patch.end, kind) for patch in patches]
        if any(_touch(place, other) for place in places for other in self._near(place)):
            return False
        self._patches += patches
        for place in places:
            at = bisect_left(self._places, place)
            if self._places[at : at + 1] != [place]:
                insort(self._places, place)
        self._drops += isinstance(edit, DropSession)
        if isinstance(edit, AddSession):
            self._added.add(edit.session)
        if isinstance(edit, SetField):
            self._fields.add((edit.session, edit.path[0]))
        return True

    def _near(self, place: Place) -> Iterator[Place]:
        """The edits that begin within it or right behind it, and those before that reach to it."""
        start, end, _ = place
        first = at = bisect_left(self._places, (start, start, ""))
        while at < len(self._places) and self._places[at][0] <= end:
            yield self._places[at]
            at += 1
        before = first - 1
        while before >= 0 and self._places[before][1] >= start:
            yield self._places[before]
            before -= 1


def _touch(place: Place, other: Place) -> bool:
    """Both ends count; but neighbours of one kind may go together."""
    (start, end, kind), (begin, over, other_kind) = place, other
    if kind == other_kind and kind in SIDE_BY_SIDE and (over <= start or end <= begin):
        return False
    return begin <= end and start <= over
