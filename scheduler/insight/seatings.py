"""How a session can sit at a place: how long, who presides, who interprets."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, product

from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, move
from scheduler.problem import Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Timetable

MOST = 24
"""Combinations of lengths, panels and teams that are tried at one place."""


def seatings(occupancy: Occupancy, place: CandidatePlace) -> tuple[list[Timetable], bool]:
    """
    The timetables with the session there and all else as it is; whether these are all.

    One for each panel and each team of each part, each as long as fits and, for a session that is
    not cut, as long as now and at its least. First with those who preside now and the team that the
    room has already or that has least to do.
    """
    usual = move(occupancy, place)
    ways = list(islice(_ways(occupancy, usual, place), MOST + 1))
    others = [way for way in ways[:MOST] if way != usual]
    return [usual, *others], len(ways) <= MOST


def _ways(occupancy: Occupancy, usual: Timetable, place: CandidatePlace) -> Iterator[Timetable]:
    instance = occupancy.instance
    panels = instance.panels[instance.index[place.session]]
    chairs = [() if panel is panels[0] else panel.chairs for panel in panels]
    own = usual.of_session(place.session)
    teams = _teams(occupancy, place.session)
    rest = tuple(s for s in usual.sittings if s.session != place.session)
    ends = _ends(occupancy, place, own)
    for last, presiding, *chosen in product(ends, chairs, *(teams for _ in own)):
        parts = [
            sitting.model_copy(update={"chairs": presiding, "team": team})
            for sitting, team in zip(own, chosen, strict=True)
        ]
        parts[-1] = parts[-1].model_copy(update={"end": last})
        yield Timetable.of([*rest, *parts], usual.unplaced)


def _ends(occupancy: Occupancy, place: CandidatePlace, own: tuple[Sitting, ...]) -> list[datetime]:
    """When its last part may end there, the latest first."""
    instance, start = occupancy.instance, own[0].start
    usual = own[-1].end
    i = instance.index[place.session]
    if instance.sessions[i].split is not None or instance.least[i] == instance.planned[i]:
        return [usual]
    lengths = [instance.least[i] * MINUTE]
    lengths += [s.end - s.start for s in occupancy.timetable.of_session(place.session)[:1]]
    shorter = {start + length for length in lengths if start + length < usual}
    return [usual, *sorted(shorter, reverse=True)]


def _teams(occupancy: Occupancy, session: str) -> list[str | None]:
    offered = occupancy.problem.interpretation
    languages = occupancy.precomputed.sessions[session].languages
    if offered is None or not languages:
        return [None]
    return [team.id for team in offered.teams if languages <= team.languages] or [None]
