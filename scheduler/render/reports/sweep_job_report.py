"""One job of a sweep: what it was, what it came to, what beats it, what cannot all hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.explanation.explain import Explanation
from scheduler.problem import Problem
from scheduler.render.reports.sweep_report import Row, SweepView, beaten_by, ends
from scheduler.render.terminal.answer import BAD, GOOD, QUIET, WEAK, Line, View, adapt, aligned, say
from scheduler.timetable.wording import Wording, wording_of

MOST = 3
"""Jobs that beat it, and conflicts, that are told."""
NAMES = {
    "format": "the format of results",
    "scenario": "the scenario",
    "policy": "the policy",
    "seconds": "the seconds per job",
    "seed": "the seed",
    "avoid": "the strategies left out",
    "rollgrid": "rollgrid",
    "ortools": "OR-Tools",
}
"""What a result depends on."""


@dataclass(frozen=True, slots=True)
class JobView:
    """
    All that is told of a job.

    Attributes
    ----------
    problem
        The scenario with its overlays.
    explanation
        Where nothing is possible, what cannot all hold; None where nobody looked.
    outdated
        Where a stored result of it counts no longer: what it was and is, by name.
    """

    sweep: SweepView
    row: Row
    problem: Problem
    explanation: Explanation | None = None
    outdated: Mapping[str, tuple[object, object]] | None = None


def lines(job: JobView, view: View) -> list[Line]:
    """A line for each axis; then the result."""
    wording = wording_of(job.problem)
    made = [say(f"Job {job.row.job.number} of {job.sweep.name}", "bold")]
    width = max(map(len, job.sweep.axes))
    for axis, choice in zip(job.sweep.axes, job.row.job.choices, strict=True):
        made.append(say(f"{axis + ':':<{width + 2}}{choice}"))
    made += [Line(), *_result(job, wording), *_outdated(job)]
    return list(adapt(made, view))


def _result(job: JobView, wording: Wording) -> Iterator[Line]:
    result, failure = job.row.result, job.row.failure
    if result is None:
        told = "It failed: " + failure.reason if failure is not None else "It has no result yet."
        yield say(told, WEAK)
        return
    if result.figures is None:
        yield say(
            {
                "infeasible": "No timetable is possible.",
                "refused": "The options contradict each other.",
            }.get(result.state, "No timetable was found in the time."),
            BAD,
        )
        for reason in result.reason.splitlines():
            yield say(wording.word(reason), indent=4)
        yield from _conflicts(job.explanation, wording)
        return
    proof = "Every tier is proved optimal." if result.optimal else "Not proved optimal."
    yield say(f"A timetable that the verifier accepts. {proof}", GOOD)
    rows = [["tier", "cost", "at least"]]
    rows += [[name, f"{cost:,}", f"{bound:,}"] for name, cost, bound in result.tiers]
    for number, text in enumerate(aligned(rows)):
        yield Line(text, QUIET if number == 0 else "")
    figures = result.figures
    yield say(
        f"{figures.held:,} minutes held, {figures.overtime:,} of them overtime, "
        f"{figures.trimmed:,} trimmed; {figures.room_slots:,} room slots, {figures.free:,} minutes "
        f"left in them; the last session ends {ends(figures, job.sweep.zone)}"
    )
    yield from _rivals(job)


def _rivals(job: JobView) -> Iterator[Line]:
    if job.row.unbeaten:
        yield say("No other job beats it.", GOOD)
        return
    for other in beaten_by(job.sweep, job.row)[:MOST]:
        yield say(f"Beaten by job {other.job.number}: {other.job.name}")


def _conflicts(explanation: Explanation | None, wording: Wording) -> Iterator[Line]:
    if explanation is None:
        return
    for conflict in explanation.conflicts[:MOST]:
        yield say("These cannot all hold:", BAD)
        for claim in conflict.claims:
            yield say(wording.word(claim.says), indent=4)
        for repair in conflict.repairs[:1]:
            yield say(f"What helps: {wording.word(repair.says)}", GOOD)


def _outdated(job: JobView) -> Iterator[Line]:
    if not job.outdated:
        return
    yield say("The stored result is out of date:", WEAK)
    for name, (before, now) in job.outdated.items():
        if name == "scenario":
            yield say("the scenario has changed", indent=4)
        else:
            yield say(f"{NAMES.get(name, name)}: {_said(before)} then, {_said(now)} now", indent=4)


def _said(value: object) -> str:
    return "none" if value is None else str(value)


def fields(job: JobView) -> Mapping[str, object]:
    """The same as plain data, with the timetable."""
    result = job.row.result
    return {
        "sweep": job.sweep.name,
        "job": job.row.job.number,
        "key": job.row.job.key,
        "choices": dict(zip(job.sweep.axes, job.row.job.choices, strict=True)),
        "result": job.row.outcome,
        "unbeaten": job.row.unbeaten,
        "reason": result.reason if result is not None else "",
        "tiers": [list(tier) for tier in result.tiers] if result is not None else [],
        "beaten_by": [other.job.number for other in beaten_by(job.sweep, job.row)],
        "conflicts": _conflict_fields(job.explanation),
        "outdated": sorted(job.outdated or ()),
        "timetable": result.timetable if result is not None else "",
    }


def _conflict_fields(explanation: Explanation | None) -> Sequence[object]:
    conflicts = explanation.conflicts if explanation is not None else ()
    return [
        {"claims": [c.says for c in one.claims], "repairs": [r.says for r in one.repairs]}
        for one in conflicts
    ]
