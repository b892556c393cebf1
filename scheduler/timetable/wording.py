"""Sentences with ids, dates and slots as they are typed, rewritten with titles and weekdays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.problem import Problem
from scheduler.timetable.sentences import called
from scheduler.vocabulary.calendar import MONTHS, WEEKDAYS

WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a about absent act acts add added adding after again against agree agreed all allow allowed
    allows alone already also although always among an and another any apart are as ask asks at
    available avoided awaits away back bad basis be because before began begins begun beside better
    between beyond bodies body both breach breaches break breaks but by bytes called can cancelled
    cannot certificate chair chaired chairs change changed changes character characters charge
    charged cheapest checked choice circle clear clock clocks close closes colons combined come
    comes complaints computed confirmation conflict cost costs could count counted cover cut d daily
    date day days deadline decide decides decisions deeply default delegation delegations deputies
    deputy developers different divide do docs document documents does drop each earlier earliest
    early either else elsewhere empty end ended ends enough entries equals error europe even evenly
    event every exclude excluded exist expected expects extend fact false fewer field fields file
    fills find finding first fit fits follow follows for forbids formal format forward found free
    from further gaps get give given gives go goes grid group h had half happened hard has have held
    here higher hold holds hour hours how however iana id idle if in included including instead
    interpret interpretation interpreted interpreters interprets into is issue it its itself json
    judged keep keeps kept key kind know known knows lack lacks large larger largest last lasts late
    later leads least leave leaves left length less let lets level lie lies like likely limit limits
    list listed lists lognormal long longer longest look looked looking lose loses lost m made make
    many may md means meet meeting meets midnight minute minutes missed misses missing moment
    moments more most move moved moves much must name names need needed needs negative nested never
    new next night no nobody none not nothing now number numbered object observed occurs of off
    office offset often old on once one ones only optimal or order orders other others otherwise out
    outside over overlap overlaps overrun overtime own pairs parallel part parts past people person
    pin pinned place places planned please policy precede present preside presides price prices
    prove proved publish published put quorum quotes ran rank ranked rather reached read ready real
    reasons registered remove reorder replan replanned report reported reserve reserved rests
    returns revision roll rollgrid rolling room rooms round rule rules run running runs said same
    say says scenario search seats second seconds serve serves session sessions set settles several
    share shared shorten shortened shorter should show shown side since single sit sits sitting
    sittings situation slack slashes slot slots so soft solution some somebody something spaces
    speak speakers split spread stands start starts statement stay stays stopped stretch such
    suitable suits swap swaps t take taken takes team tell tells text than that the their them then
    there these they this though throughout tier tiers time times timetable timetables timezone
    title to together told too trim trimmed true truly try twice two ud unbroken undone unknown
    unless unplaced until unwelcome up use used utc utf vacant value values verify version w waits
    waived walks wanted was way weigh well were what when where wherever whether which who whoever
    whole whom will with within without work worked works would write wrong y year yes yet you zone
    zurich
    """,
    )
)
"""Words of those sentences: an id that is spelt like one of them stays, for it may be the word."""


# not what is quoted, a place as it is typed (2025-02-28/morning:plenary), or a moment of a machine
DAY = re.compile(
    r"(?<![\w/'\":.-])(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?"
    r"(?P<date>[1-9]\d{3}-\d\d-\d\d)(?:/(?P<slot>\w+))?(?![\w'\":/-])"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """
    What the ids of a meeting stand for; an id without a title stands for itself.

    Attributes
    ----------
    years
        Those of the meeting's days, which need not be said.
    slots
        ``15:00 – 18:00`` for the ids of slots that are no word.
    """

    titles: Mapping[str, str]
    pattern: re.Pattern[str] | None
    years: frozenset[int] = frozenset()
    slots: Mapping[str, str] = field(default_factory=dict)

    def of(self, id: str) -> str:
        return self.titles.get(id, id)

    def word(self, sentence: str) -> str:
        """
        The sentence with titles where it has ids, and ``Tuesday 25 February`` where it has dates.

        Places to be typed stay as they are.
        """
        dated = DAY.sub(self._day, sentence) if self.years else sentence
        if self.pattern is None:
            return dated
        return self.pattern.sub(lambda match: self.titles[match["id"]], dated)

    def _day(self, match: re.Match[str]) -> str:
        """``Tuesday 25 February, afternoon``; with its year, if it is not one of the meeting's."""
        try:
            day = date.fromisoformat(match["date"])
        except ValueError:
            return match[0]
        weekday = match["weekday"] or WEEKDAYS[day.weekday()].title()
        year = "" if day.year in self.years else f" {day.year}"
        slot = match["slot"]
        told = f", {self.slots.get(slot, slot)}" if slot else ""
        return f"{weekday} {day.day} {MONTHS[day.month - 1].title()}{year}{told}"


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
    years = frozenset(day.year for day in problem.days)
    slots = {
        slot.id: f"{slot.start:%H:%M} – {slot.end:%H:%M}"
        for slot in problem.slots
        if not slot.id.isalpha()
    }
    ids = sorted((id for id in told if id not in WORDS and not _figure(id)), key=len, reverse=True)
    if not ids:
        return Wording(told, None, years, slots)
    # not inside longer names, nor in places as they are typed: 2025-02-28/morning:plenary
    any_id = "|".join(map(re.escape, ids))
    named = rf"(?<![\w/:-])(?:(?:session|group):)?(?P<id>{any_id})(?![\w/-]|:\S)"
    return Wording(told, re.compile(named), years, slots)


def _figure(id: str) -> bool:
    """Whether an id may be a day, a year or an amount in a sentence, as numbers of talks are."""
    return id.isdigit() and len(id) < 5
