"""The sets that can be run by name: an instance as a problem, and how it is scored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.benchmarks.adapters import cosplib, ietf, optaplanner, tpac
from tests.benchmarks.centre import centre
from tests.benchmarks.data import instance
from tests.benchmarks.scorers import cosplib as cosplib_score
from tests.benchmarks.scorers import ietf as ietf_score
from tests.benchmarks.scorers import optaplanner as optaplanner_score
from tests.benchmarks.scorers import tpac as tpac_score

Score = Callable[[Timetable], dict[str, int]]
MEETINGS = {"50": 160, "100": 320, "200": 640, "400": 1280, "800": 2560}
"""Time grains of the meeting instances, by their number of meetings."""


@dataclass(frozen=True, slots=True)
class Case:
    """
    A problem and an independent scorer of its timetables.

    ``score`` gives the instance's own figures by name; ``total`` is the one to compare.
    """

    problem: Problem
    score: Score


def case(name: str) -> Case:
    """
    ``ietf106``, ``tpac2023``, ``cosplib:GECCO20`` (``cosplib:GECCO20:hard``: presenters hard),
    ``optaplanner:100``, ``scale:2000``.

    Raises
    ------
    ValueError
        There is no such set.
    """
    kind, _, rest = name.partition(":")
    match kind:
        case "ietf106":
            return _ietf(instance("ietf/ietf106"))
        case "tpac2023":
            return _tpac(instance("w3c/tpac2023"))
        case "cosplib":
            which, _, presenters = rest.partition(":")
            return _cosplib(instance(f"cosplib/{which}"), presenters or "soft")
        case "optaplanner" if rest in MEETINGS:
            data = f"optaplanner/{rest}meetings-{MEETINGS[rest]}timegrains-5rooms"
            return _optaplanner(instance(data))
        case "scale" if rest.isdigit():
            return Case(centre(int(rest)), lambda timetable: {"total": len(timetable.unplaced)})
    raise ValueError(f"no set is called {name!r}: {case.__doc__}")


def _ietf(data: Any) -> Case:
    def score(timetable: Timetable) -> dict[str, int]:
        placed = {
            s.session: (s.room, s.start.astimezone(UTC), s.end.astimezone(UTC))
            for s in timetable.sittings
        }
        found = ietf_score.score(data, placed)
        return {"total": sum(found.values()), "unplaced": len(timetable.unplaced), **found}

    return Case(ietf.problem(data), score)


def _tpac(data: Any) -> Case:
    def score(timetable: Timetable) -> dict[str, int]:
        sittings = [(s.session, s.room, s.start) for s in timetable.sittings]
        found = tpac_score.score(data, sittings)
        return {"total": found["small"] + 1_000 * found["switches"], **found}

    return Case(tpac.problem(data), score)


def _cosplib(data: Any, presenters: str) -> Case:
    def score(timetable: Timetable) -> dict[str, int]:
        found = cosplib_score.score(data, timetable)
        return {"total": found["total"], **found}

    return Case(cosplib.problem(data, presenters=presenters), score)


def _optaplanner(data: Any) -> Case:
    def score(timetable: Timetable) -> dict[str, int]:
        found = optaplanner_score.score(data, timetable)
        return {"total": found["medium"], **found}

    return Case(optaplanner.problem(data), score)
