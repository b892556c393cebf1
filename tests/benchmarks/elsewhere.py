"""What others have reached on the same instances, and what we set out to reach."""

import re
from dataclasses import dataclass

from tests.benchmarks.tables import BROKEN, Run, is_proved


@dataclass(frozen=True, slots=True)
class Target:
    """
    ``at_most``: of the figure to compare; None where there is nothing to compare
    with. ``within``: seconds of the whole run. ``elsewhere``: who reached what.
    """

    at_most: float | None
    elsewhere: str
    within: float | None = None
    proved: bool = False

    def missed(self, runs: list[Run], median: float) -> str | None:
        """In which way a set of runs falls short, if it does."""
        if any(run["score"].get(figure, 0) for run in runs for figure in BROKEN):
            return "not all placed, or a rule of the instance broken"
        if self.at_most is not None and median > self.at_most:
            return f"{median:,.0f} instead of at most {self.at_most:,.0f}"
        late = [run["total"] for run in runs if self.within and run["total"] > self.within]
        if late:
            return f"{len(late)} of {len(runs)} runs took more than {self.within:g} s"
        unproved = sum(not is_proved(run) for run in runs)
        return f"{unproved} of {len(runs)} not proved" if self.proved and unproved else None


_PROBE = "CP-SAT probe, 60 s"

TARGETS: dict[str, Target] = {
    "ietf106": Target(
        0,
        "166,000 after 600 s (its generator, repaired); upstream 0 in 16 of 40 half-hour runs",
        within=10,
        proved=True,
    ),
    "cosplib:N2OR": Target(1, f"1 (hyper-heuristic, 60 s; {_PROBE}, proved)"),
    "cosplib:GECCO19": Target(1_000_029, f"1,000,029 ({_PROBE}); 1,000,116 (published)"),
    "cosplib:GECCO20": Target(
        5_782, f"5,782 ({_PROBE}); 6,298 (published); 11,487 (hyper-heuristic, 60 s)"
    ),
    "cosplib:GECCO20Workshop": Target(None, "none known"),
    "cosplib:GECCO22": Target(None, "none known"),
    "cosplib:ISF22": Target(101_395, f"101,395 ({_PROBE}); 310,756 (matheuristic, 60 s)"),
    "cosplib:OR60F": Target(274, f"274 (matheuristic, 60 s, 8 clashes); 480 ({_PROBE})"),
    "cosplib:OR60F2": Target(1_660, "1,660 (published)"),
    "cosplib:OR60F:hard": Target(433, "433 (published, no clash)"),
    "optaplanner:50": Target(155, "Timefold 1.24 (Java), 120 s: 11 hard, 210; never feasible"),
    "optaplanner:100": Target(73, "Timefold 1.24 (Java), 90 s: 14 hard, 583; never feasible"),
    "optaplanner:400": Target(8, "8 (probe, 60 s); Timefold not run"),
    "tpac2023": Target(4, "4 small, 0–1 switches in 0.45 s, no proof", within=10, proved=True),
    "overrun:optaplanner100": Target(
        0, "Timefold 1.24 restarted warm: 94 of 100 moved", within=1, proved=True
    ),
    "overrun:ietf106": Target(0, "none known", within=1, proved=True),
    "fosdem": Target(0, "nobody measures it", within=5, proved=True),
    "fosdem:free": Target(0, "nobody measures it", within=5),
    "startup:help": Target(500, ""),
    "startup:check": Target(500, ""),
    "startup:show": Target(500, ""),
    "startup:diff": Target(500, ""),
}
"""Figures from the papers, files and runs that the description of the instances names."""


def target_of(name: str) -> Target | None:
    """
    Presenters hard: the figure of presenters soft will do where there is no other. ``fosdem 3``, a
    step of a replan: that of all of them.
    """
    whole = re.sub(r" \d+$", "", name)
    return TARGETS.get(whole) or TARGETS.get(whole.removesuffix(":hard"))
