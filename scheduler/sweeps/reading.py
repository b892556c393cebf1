"""A sweep file read together with its scenario, or every complaint about both at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.scenario import Diagnostic, InvalidScenarioError, Loaded, load
from scheduler.scenario.diagnostics import quoted
from scheduler.scenario.other_files import OtherFile, read_other
from scheduler.scenario.rereading import complaints
from scheduler.sweeps.jobs import MOST_JOBS, Job, count_of, jobs_of
from scheduler.sweeps.overlays import apply, faults
from scheduler.sweeps.statements import Sweep
from scheduler.sweeps.words import Call, name_of
from scheduler.timetable.wording import wording_of

TOLD = 3
"""Complaints about a changed scenario that are told of one option."""


@dataclass(frozen=True)
class ReadSweep:
    """A sweep, its scenario, and how ids are called in the names of options."""

    path: Path
    sweep: Sweep
    base: Loaded

    @property
    def call(self) -> Call:
        return wording_of(self.base.problem).of

    def jobs(self) -> tuple[Job, ...]:
        """All its jobs, in order."""
        return tuple(jobs_of(self.sweep, self.base.problem, self.call))


def read_sweep(path: Path) -> ReadSweep:
    """
    Read a sweep and the scenario that it names.

    InvalidScenarioError with every complaint about either, each with file, line and column:
    unknown names, impossible values, options with which the scenario could not be read.
    """
    file = read_other(path, Sweep, "the sweep")
    sweep = file.content
    if sweep is None:
        raise InvalidScenarioError(file.complaints)
    try:
        base = load(path.parent / sweep.base)
    except InvalidScenarioError as error:
        raise InvalidScenarioError((*_of_axes(file, sweep), *error.diagnostics)) from None
    found = (*_of_axes(file, sweep), *_of_options(file, sweep, base))
    if found:
        raise InvalidScenarioError(tuple(sorted(found)))
    return ReadSweep(path, sweep, base)


def _of_axes(file: OtherFile[Sweep], sweep: Sweep) -> Iterator[Diagnostic]:
    """Names that are given twice, and more jobs than anybody can mean."""
    names = Counter(axis.axis for axis in sweep.axes)
    for i, axis in enumerate(sweep.axes):
        if names[axis.axis] > 1:
            message = f"{quoted(axis.axis)} is the name of several axes"
            yield file.complaint(("axes", i, "axis"), "S016", message)
        called = Counter(map(name_of, axis.overlays))
        for j, overlay in enumerate(axis.overlays):
            if called[name_of(overlay)] > 1:
                message = f"{quoted(name_of(overlay))}: several options have this name"
                where = "options" if axis.options is not None else "axis"
                yield file.complaint(("axes", i, where, j), "S016", message)
    total = count_of(sweep)
    if min(total, sweep.sample or total) > MOST_JOBS:
        message = f"{total:,} jobs: at most {MOST_JOBS:,}; 'sample' draws as many as it says"
        yield file.complaint(("axes",), "S008", message)


def _of_options(file: OtherFile[Sweep], sweep: Sweep, base: Loaded) -> Iterator[Diagnostic]:
    """What cannot be taken of each option, and what the reader says of the scenario with it."""
    before = {(c.code, c.message) for c in complaints(base.problem)}
    for i, axis in enumerate(sweep.axes):
        for j, overlay in enumerate(axis.options or ()):
            loc = ("axes", i, "options", j)
            wrong = faults(base.problem, overlay)
            for fault in wrong:
                yield file.complaint((*loc, *fault.loc), fault.code, str(fault))
            if wrong or not overlay.changes_the_scenario:
                continue
            after = complaints(apply(base.problem, overlay))
            new = [c for c in after if (c.code, c.message) not in before]
            for complaint in new[:TOLD]:
                yield file.complaint(loc, complaint.code, f"with this, {complaint.message}")
