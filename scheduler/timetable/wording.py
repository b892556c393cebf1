"""Sentences that name sessions, rooms and offices by id, told with their titles instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.problem import Problem
from scheduler.timetable.sentences import called

WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a about absent act acts add added adding after again against agreed all allowed allows alone
    already always among an and another any apart are as ask asks at available avoided awaits
    away back bad basis be before began begins begun beside better between beyond bodies both
    breach breaches but by bytes called can cancelled cannot chair chaired chairs change changed
    changes character characters cheapest choice circle clock clocks close closes colons
    combined come comes complaints confirmation conflict cost costs could cut d date day days
    deadline decide decisions deeply delegation delegations deputy different divide do docs
    document documents does each earliest early either else elsewhere empty end ended ends
    equals error europe evenly event every exclude expected extend fact false fewer field fields
    file first fit fits follow follows for forbids formal format forward found free from further
    give given gives go goes grid group h had half happened has have held here hold holds hour
    hours how however iana id idle if in included instead interpret interpretation interpreted
    interpreters interprets into is issue it its itself json keeps kept key kind know known
    knows lack lacks large larger largest last lasts late later leads least leave leaves left
    less let lets lie lies likely limit list listed lists long longer longest looked lose loses
    lost m make many may md means meeting meets midnight minute minutes missed misses missing moment
    more most move moved moves much must name names need needed needs nested never new next
    no nobody none not nothing now number numbered object occurs of off office offset on once
    one only optimal or order other others out outside over overlap overlaps overrun overtime own
    parallel part parts past people person pin pinned place places planned please policy precede
    preside presides price proved publish published put quorum quotes ran rank ranked rather
    read ready reasons registered reorder replan replanned report reserve reserved revision roll
    rollgrid rolling room rooms round rule run running runs same say says scenario search seats
    seconds serve serves session sessions settles several share shared shorter show shown side
    since sit sits sitting sittings situation slack slashes slot slots so some somebody spaces speak
    speakers split stands start starts statement stays stopped stretch such suits t take taken
    takes team tell tells text than that the their them then there these they this though
    throughout tier tiers time times timetable timezone title to together told too trim trimmed
    true truly try twice two ud unbroken undone unknown unless unplaced until unwelcome up use
    utc utf vacant value version w waits waived wanted was way weigh were what when where
    whether which who whoever whole whom will with within without work works would write wrong y
    year yes yet zone zurich
    """,
    )
)
"""Words of those sentences: an id that is spelt like one of them stays, for it may be the word."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the ids of a meeting stand for; an id without a title stands for itself."""

    titles: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def of(self, id: str) -> str:
        return self.titles.get(id, id)

    def word(self, sentence: str) -> str:
        """The sentence with titles where it has ids; places to be typed stay as they are."""
        if self.pattern is None:
            return sentence
        return self.pattern.sub(lambda match: self.titles[match["id"]], sentence)


def wording_of(problem: Problem | None) -> Wording:
    """The titles of a meeting; of none, there are none."""
    if problem is None:
        return Wording({}, None)
    titles = {
        **{group.id: group.title for group in problem.groups},
        **{document.id: document.title for document in problem.documents},
        **{person.id: person.title for person in problem.people},
        **{room.id: room.name for room in problem.rooms},
        **{session.id: called(session) for session in problem.sessions},
        problem.meeting.id: problem.meeting.title,
    }
    told = {id: title for id, title in titles.items() if title.strip()}
    ids = sorted((id for id in told if id not in WORDS), key=len, reverse=True)
    if not ids:
        return Wording(told, None)
    # not inside longer names, nor in places as they are typed: 2025-02-28/morning:plenary
    any_id = "|".join(map(re.escape, ids))
    named = rf"(?<![\w/:-])(?:(?:session|group):)?(?P<id>{any_id})(?![\w/-]|:\S)"
    return Wording(told, re.compile(named))
