"""import --against: what a file says otherwise than a scenario, and the scenario with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.imports import parts
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.against import AgainstOption
from scheduler.files import announce
from scheduler.importing.against.comparing import Comparison, compare
from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileReport
from scheduler.importing.against.meeting_view import View, base_of
from scheduler.importing.against.taking_over import Taken, take_over
from scheduler.importing.tally import first_of, left_out
from scheduler.interface.plan import require_meeting
from scheduler.render.terminal.answer import GOOD, NO, OK, WEAK, Answer, Line, counted, say, to_json
from scheduler.scenario import load
from scheduler.scenario.yaml.source import read_bytes
from scheduler.vocabulary.command_lines import rollgrid

Reader = Callable[[View], FileReport]
"""Reads the file for a scenario."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The answer: differences, and what happened to them where they were to be applied."""

    file: Path
    scenario: Path
    report: FileReport
    comparison: Comparison
    taken: Taken | None

    @property
    def open(self) -> Sequence[Difference]:
        """Differences that are still there."""
        if self.taken is None:
            return self.comparison.differences
        return [difference for difference, _ in self.taken.left if not difference.follows]


def answer(file: Path, read: Reader, option: AgainstOption, scenario: Path) -> Answer:
    """
    The differences as lines or JSON; with ``--apply`` the scenario with them.

    InvalidScenarioError if the scenario has errors, or the errors of the file as its reader has
    them; nothing is written then.
    """
    announce(scenario=scenario if option.apply else None)
    loaded = load(scenario)
    problem = loaded.problem
    base = None
    if option.before is not None:
        with Inputs(scenario, None) as inputs:
            record, name = inputs.record(option.before)
        require_meeting(name, record, problem.meeting.id)
        base = base_of(problem, record.sittings)
    view = View(problem, base)
    report = read(view)
    comparison = compare(view, report)
    taken = None
    if option.apply:
        taken = take_over(scenario, read_bytes(scenario), comparison.differences, drop=option.drop)
    told = _Told(file, scenario, report, comparison, taken)
    code = NO if option.exit_code and told.open else OK
    files = [(scenario, taken.data)] if taken is not None and taken.over else []
    body: bytes | list[Line] = _json(told) if option.as_json else [*_lines(told)]
    return Answer(code, body, [*_remarks(told)], files, tells_files=True)


def _lines(told: _Told) -> Iterator[Line]:
    if not told.comparison.differences:
        yield say("No difference.", GOOD, indent=0)
        return
    if told.taken is None:
        yield say(counted(len(told.comparison.differences), "difference"), indent=0)
        yield from (say(one.sentence) for one in told.comparison.differences)
        return
    if told.taken.over:
        yield say("Taken over", GOOD, indent=0)
        yield from (say(one.sentence) for one in told.taken.over)
    followers = [one for one, _ in told.taken.left if one.follows]
    if followers:
        yield say("Will change when the timetable is solved again", indent=0)
        yield from (say(one.sentence) for one in followers)
    if told.open:
        yield say("Not taken over", WEAK, indent=0)
        left = ((one, why) for one, why in told.taken.left if not one.follows)
        yield from (say(f"{one.sentence}: {why}") for one, why in left)


def _remarks(told: _Told) -> Iterator[str]:
    for notes in (told.report.remarks, told.comparison.notes):
        yield from (f"note: {note}" for note in first_of(notes, "such notes"))
    yield from left_out(told.report.left)
    read, left = len(told.report.sessions), len(told.report.left)
    yield parts.count(told.file, "session", "sessions", read, left)
    if told.taken is not None and told.taken.over:
        yield f"next: {rollgrid('check', told.scenario)}"


def _json(told: _Told) -> bytes:
    reasons: Iterable[tuple[Difference, str]] = told.taken.left if told.taken is not None else ()
    why = {id(difference): reason for difference, reason in reasons}
    applied = {id(difference) for difference in told.taken.over} if told.taken is not None else ()
    changes = [
        {
            "session": one.session,
            "kind": one.kind,
            "name": one.name,
            "before": one.before,
            "after": one.after,
            "place": one.place,
            "applied": id(one) in applied,
            "reason": why.get(id(one), one.why),
        }
        for one in told.comparison.differences
    ]
    left = [{"place": o.place, "name": o.name, "reason": o.why} for o in told.report.left]
    notes = [*told.report.remarks, *told.comparison.notes]
    content = {"file": str(told.file), "against": str(told.scenario), "changes": changes}
    return to_json({**content, "left_out": left, "notes": notes})
