"""What is stored of a replan: the next revision of what was published."""

from collections.abc import Sequence

from scheduler.problem import Waiver
from scheduler.replanning.replan import Replanned
from scheduler.search.solve import record
from scheduler.timetable import Record, Warning_


def record_replan(
    way: Replanned,
    previous: Record,
    *,
    sha256: str,
    notes: Sequence[Warning_] = (),
    waive: Sequence[Waiver] = (),
) -> Record:
    """The record of a replan of ``previous``; the rest as ``search.solve.record``."""
    return record(way.outcome, sha256=sha256, notes=notes, waive=waive).model_copy(
        update={
            "revision": previous.revision + 1,
            "as_of": f"{way.now:%Y-%m-%d %H:%M}",
            "facts": way.facts,
            "changes": way.changes,
        }
    )
