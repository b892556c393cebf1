"""
What was trimmed in a revision stays trimmed when the fact that came with it is taken back.

Minutes in force are those that are published, so nothing gives them back by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler import store as stores
from scheduler.commands.inputs.stores import StoredMeeting
from scheduler.problem import Problem
from scheduler.render.reports.replan_report import voice_of
from scheduler.replanning.facts import parse
from scheduler.timetable import Timetable
from scheduler.timetable.diff import minutes


@dataclass(frozen=True, slots=True)
class Trimmed:
    """
    What a revision took from sessions when a fact came that was taken back since.

    ``number``: that of the revision; ``before``: minutes of these sessions in the one before it.
    """

    number: int
    before: Mapping[str, int]

    def short_in(self, timetable: Timetable) -> dict[str, int]:
        """Session to the minutes that it lacks there, of those that it had before."""
        lacking = {id: had - held_minutes(timetable, id) for id, had in self.before.items()}
        return {
            id: lack for id, lack in lacking.items() if held_minutes(timetable, id) and lack > 0
        }


def trimmed_with(store: stores.Store, state: StoredMeeting, undone: Sequence[str]) -> list[Trimmed]:
    """For each fact of what is published, what was trimmed in the revision that it came in."""
    head = state.base
    if head.published is None or not undone:
        return []
    issues = [stores.published(store, n).record for n in range(head.published.number + 1)]
    found = []
    for fact in parse(state.problem, undone):
        came = next((n for n, issue in enumerate(issues) if str(fact) in issue.facts), 0)
        if came > 0:
            was, now = issues[came - 1].timetable, issues[came].timetable
            before = {s.session: held_minutes(was, s.session) for s in now.sittings}
            trimmed = Trimmed(came, {id: m for id, m in before.items() if id != fact.subject})
            short = trimmed.short_in(now).keys() & trimmed.short_in(head.record.timetable).keys()
            kept = {id: m for id, m in trimmed.before.items() if id in short}
            found += [Trimmed(came, kept)] if kept else []
    return found


def told_of(problem: Problem, trimmed: Sequence[Trimmed], after: Timetable) -> Iterator[str]:
    """``trimmed in Rev.1, and not given back ...: CEI by 30 min``, a line for each revision."""
    voice = voice_of(problem, after)
    for one in trimmed:
        lacks = one.short_in(after)
        if lacks:
            told = ", ".join(f"{voice.session(id)} by {lack} min" for id, lack in lacks.items())
            yield f"trimmed in Rev.{one.number}, and not given back with the fact: {told}"


def held_minutes(timetable: Timetable, session: str) -> int:
    """All minutes of a session; 0 without a place."""
    return minutes(timetable.of_session(session))
