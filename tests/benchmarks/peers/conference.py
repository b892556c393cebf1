"""
conference-scheduler, as its documentation says: talks, slots, and pulp with CBC to solve it.

It knows that every talk is held once, no slot has two, nobody speaks while away, and some talks are
not at once. That is all that ``talks`` ask for.
"""

import os
import resource
import time
from datetime import UTC
from importlib.metadata import version
from platform import python_version

import pulp
from conference_scheduler import scheduler
from conference_scheduler.resources import Event, Slot

from scheduler.problem import Sitting
from scheduler.timetable import Record, Timetable
from tests.benchmarks.catalogue import Asked
from tests.benchmarks.running import How, Run, begun, failed, peak, stored
from tests.benchmarks.talks import HALF, ROOMS, Talks, score, talks

NAME = "conference-scheduler"


def solve(data: Talks, how: How) -> Timetable | None:
    """None if it says that there is none, or finds none in time."""
    slots = [
        Slot(f"r{r}", moment.replace(tzinfo=None), 30, 0, f"{moment:%d}")
        for moment in data.moments
        for r in range(ROOMS)
    ]
    events = [Event(f"t{n}", 30, 0) for n in range(len(data.away))]
    for event, away in zip(events, data.away, strict=True):
        event.add_unavailability(*(s for k in sorted(away) for s in slots[k * ROOMS :][:ROOMS]))
    for i, j in data.apart:
        events[i].add_unavailability(events[j])
    cbc = pulp.PULP_CBC_CMD(msg=False, timeLimit=how.seconds, options=[f"randomSeed {how.seed}"])
    try:
        found = scheduler.solution(events, slots, solver=cbc)
    except ValueError:
        return None
    starts = {n: slots[s].starts_at.replace(tzinfo=UTC) for n, s in found}
    return Timetable.of(
        Sitting(session=f"t{n}", room=slots[s].venue, start=starts[n], end=starts[n] + HALF)
        for n, s in found
    )


def run(asked: Asked, how: How) -> list[Run]:
    """Its limit is for CBC; writing the model down is counted in ``total`` and not in it."""
    count, _, seed = asked.rest.partition(":")
    data, load = talks(int(count), int(seed or 1)), os.getloadavg()[0]
    began, cpu = time.perf_counter(), _cpu()
    found = solve(data, how)
    total = round(time.perf_counter() - began, 2)
    about = {
        "strategy": f"peer: {NAME}",
        "versions": {"python": python_version(), NAME: version(NAME)},
        "total": total,
    }
    if found is None:
        return [{**failed(asked, how, "no timetable found"), **about}]
    figures = score(data, found)
    record = Record(meeting="talks", scenario_sha256="", timezone="UTC", sittings=found.sittings)
    return [
        {
            **begun(asked, how, load),
            **about,
            "score": figures,
            "status": "feasible" if figures["total"] == 0 else "broken",
            "first": total,
            "best": total,
            "cpu": round(_cpu() - cpu, 2),
            "peak_mb": peak(),
            "timetable": stored(asked.name, how, record, by=f"-{NAME}"),
        }
    ]


def _cpu() -> float:
    """Of this process and of CBC, which is one of its own."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
