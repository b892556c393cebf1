"""Remote office holders are not asked to work at night, by the clock where they are."""

from collections.abc import Iterator

from scheduler.problem import Person, Problem, Window
from scheduler.verifier.findings import Breach
from scheduler.verifier.hours import Hours, hours_of
from scheduler.verifier.reading import Reading, Stay


def breaches(reading: Reading) -> Iterator[Breach]:
    for person in reading.problem.people:
        if not person.remote:
            continue
        hours = _waking(reading.problem, person)
        if hours is None:
            continue
        for id, every in sorted(reading.stays_of.items()):
            stays = [stay for stay in every if person.id in stay.presiding]
            amount = sum(hours.lacking(stay.start, stay.end) for stay in stays)
            if amount > 0:
                yield Breach(
                    "comfort",
                    (id,),
                    amount,
                    f"{person.id} presides over {id} for {amount} minutes outside "
                    f"{person.comfort[0]:%H:%M}-{person.comfort[1]:%H:%M} of its own time.",
                    people=(person.id,),
                    past=all(hours.permit(stay.since, stay.end) for stay in stays),
                )


def remote_hours(reading: Reading, stay: Stay) -> Iterator[tuple[str, Hours]]:
    """(id, hours) of each remote person who presides over a sitting."""
    for person in reading.problem.people:
        if person.remote and person.id in stay.presiding:
            hours = _waking(reading.problem, person)
            if hours is not None:
                yield person.id, hours


def _waking(problem: Problem, person: Person) -> Hours | None:
    window = Window.model_validate({"daily": person.comfort})
    return hours_of((window,), (), person.timezone or problem.meeting.timezone)
