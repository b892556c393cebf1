"""Changes of single things in a problem."""

from collections.abc import Callable

from scheduler.problem import Problem

Change = Callable[[Problem], Problem]


def changed_session(id: str, **changes: object) -> Change:
    """The problem with some fields of a session otherwise; without that session, as it is."""
    return _changed("sessions", id, changes)


def changed_person(id: str, **changes: object) -> Change:
    return _changed("people", id, changes)


def changed_room(id: str, **changes: object) -> Change:
    return _changed("rooms", id, changes)


def changed_group(id: str, **changes: object) -> Change:
    return _changed("groups", id, changes)


def changed_interpretation(**changes: object) -> Change:
    """The problem with other limits of its interpretation; without interpretation, as it is."""

    def change(problem: Problem) -> Problem:
        offered = problem.interpretation
        changed = None if offered is None else offered.model_copy(update=changes)
        return problem.model_copy(update={"interpretation": changed})

    return change


def changed_teams(id: str, **changes: object) -> Change:
    """The problem with some fields of a team of interpreters otherwise."""

    def change(problem: Problem) -> Problem:
        teams = problem.interpretation.teams if problem.interpretation is not None else ()
        changed = tuple(t.model_copy(update=changes) if t.id == id else t for t in teams)
        return changed_interpretation(teams=changed)(problem)

    return change


def _changed(collection: str, id: str, changes: dict[str, object]) -> Change:
    def change(problem: Problem) -> Problem:
        things = tuple(
            thing.model_copy(update=changes) if thing.id == id else thing
            for thing in getattr(problem, collection)
        )
        return problem.model_copy(update={collection: things})

    return change
