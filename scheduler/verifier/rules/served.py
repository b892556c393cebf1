"""Who presides over a published session, and who interprets it where it stays, does not change."""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.published import Comparison, compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for id in comparison.placed_both:
        for message in (*_teams(comparison, id), *_chairs(comparison, id)):
            yield comparison.charge("served", id, message)


def _teams(comparison: Comparison, id: str) -> Iterator[str]:
    now = [stay for stay in comparison.reading.stays_of[id] if not stay.begun]
    for was in comparison.published_of[id]:
        for stay in now:
            same = was.slot is not None and stay.slot == was.slot and stay.room == was.room
            if same and was.team is not None and stay.team != was.team:
                where = comparison.reading.say_stay(stay)
                yield f"{where} has other interpreters: {stay.team}, published {was.team}."
                break


def _chairs(comparison: Comparison, id: str) -> Iterator[str]:
    stays = comparison.reading.stays_of[id]
    if all(stay.begun for stay in stays):
        return
    before, after = comparison.published_of[id][-1].presiding, stays[-1].presiding
    if before != after:
        yield f"{', '.join(after)} presides over {id}, published {', '.join(before)}."
