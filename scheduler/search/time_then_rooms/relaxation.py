"""
The same meeting without its rooms: when everything is, with seats for all but no doors.

With its rooms forgotten, every timetable of the problem is one of the relaxed problem at no higher
price: rules about rooms are dropped, and nothing else changes. So its bounds hold for both.
"""

from scheduler.problem import Exclusive, Problem, Room, Session, Waiver, treats

ANYWHERE = Room(id="anywhere")


def applies(problem: Problem) -> bool:
    """Whether rooms can be left for later: there is a choice, and no room is for one body alone."""
    alone = (r for r in problem.rules if isinstance(r, Exclusive))
    return (
        is_free(problem)
        and treats("time_then_rooms", ())
        and len(problem.rooms) > 1
        and not any(rule.level_in_force == "hard" for rule in alone)
    )


def is_free(problem: Problem) -> bool:
    """Whether sessions are whole, in no rolling order, and in rooms that clash and stand alone."""
    return (
        not problem.rolling
        and problem.situation is None
        and all(session.split is None for session in problem.sessions)
        and not any(room.combines for room in problem.rooms)
        and not (problem.interpretation and any(s.languages for s in problem.sessions))
        and not any(entry.rule == "room_clash" for entry in (*problem.levels, *problem.waive))
    )


def without_rooms(problem: Problem) -> Problem:
    """One room for all, in which nothing clashes."""
    rules = (rule.without_rooms() for rule in problem.rules)
    free = Waiver(rule="room_clash", reason="rooms come later")
    return problem.model_copy(
        update={
            "rooms": (ANYWHERE,),
            "sessions": tuple(_anywhere(session) for session in problem.sessions),
            "rules": tuple(rule for rule in rules if rule is not None),
            "waive": (*problem.waive, free),
            "travel": problem.travel.model_copy(update={"minutes": 0, "between": ()}),
        }
    )


def _anywhere(session: Session) -> Session:
    pin = session.pin.model_copy(update={"room": None}) if session.pin is not None else None
    return session.model_copy(update={"rooms": None, "features": {}, "pin": pin})
