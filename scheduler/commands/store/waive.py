"""waive: a rule that is not asked of some sessions, people or rooms."""

from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside, require_reason
from scheduler.commands.inputs.orders import (
    refuse_unknown,
    show_listed,
    show_recorded,
    waiver_of,
    word_scope,
)
from scheduler.commands.inputs.stores import opened_at, stored_meeting, today
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.problem.spoken_names import business_meant, person_meant, room_meant
from scheduler.render.reports import log_report
from scheduler.render.terminal.answer import Answer
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.moments import parse_moment

MEANT = {
    "sessions": business_meant,
    "against": business_meant,
    "people": person_meant,
    "rooms": room_meant,
}
"""How each is read: by id or as it is printed."""
Names = Annotated[list[str] | None, Parameter(help="Waive it only for these. Repeatable.")]


def waive(
    rule: Annotated[str | None, Parameter(help="The rule, such as availability.")] = None,
    *,
    session: Names = None,
    against: Names = None,
    person: Names = None,
    room: Names = None,
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = "",
    until: Annotated[str | None, Parameter(help="Waive it from this local time on.")] = None,
    withdraw: Annotated[int | None, Parameter(help="Withdraw the waiver with this number.")] = None,
    json: Json = False,
    author: Author = Author(),
) -> Answer:
    """Waive a rule for some sessions, people or rooms.

    The reason is shown with every timetable. Without a rule: lists the waivers in force.
    """
    scope = {"session": session, "against": against, "person": person, "room": room}
    if withdraw is not None:
        refuse_beside("--withdraw", rule=rule, until=until, **scope)
        return _withdraw(withdraw, reason, author, as_json=json)
    if rule is None:
        refuse_beside("no rule", reason=reason, until=until, **scope)
        return _waivers(author.store, as_json=json)
    if not reason.strip():
        raise UsageError("a waiver needs a reason, which every timetable shows: add --reason WHY")
    names = {"sessions": session, "against": against, "people": person, "rooms": room}
    with opened_at(author.store) as store:
        state = stored_meeting(store)
        zone = state.problem.zone
        meant = {
            key: tuple(MEANT[key](state.problem, name) for name in some)
            for key, some in names.items()
            if some
        }
        refuse_unknown(state.problem, meant)
        subject = word_scope(meant)
        waiver_of(rule, subject, reason)
        calendar = today(state.problem, store.clock())
        end = parse_moment(until, calendar).replace(tzinfo=zone) if until is not None else None
        made = stores.waive(store, rule, subject, author=author.name, reason=reason, until=end)
    return show_recorded([*log_report.orders_of([], [made], zone)], state.problem, as_json=json)


def _withdraw(number: int, reason: str, author: Author, *, as_json: bool) -> Answer:
    why = require_reason(reason, f"withdrawing waiver {number}")
    with opened_at(author.store) as store:
        problem = stored_meeting(store).problem
        made = stores.withdraw(store, number, author=author.name, reason=why)
    return show_recorded(
        [*log_report.orders_of([], [made], problem.zone)], problem, as_json=as_json
    )


def _waivers(where: str | None, *, as_json: bool) -> Answer:
    with opened_at(where, to_read=True) as store:
        problem = stored_meeting(store).problem
        entries = [*log_report.orders_of([], stores.waivers(store), problem.zone)]
    return show_listed(
        entries, problem.zone, wording_of(problem), "No rule is waived here.", as_json=as_json
    )
