"""
What a fact says of a session that had begun was so, whatever the rules say.

While a meeting is played through until now, nobody decides. A session that is said to have gone on
did go on, although its interpreters were to leave; one that is said to have begun late sat until
its slot closed. A session that may be cut then goes on in another slot, as the rules say. Sessions
in no rolling order were held as ``printed_hours`` says, and those in rolling orders find them
there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from scheduler.problem import GIVEN, Pin, Problem, Session, Sitting, Statement, Waiver
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.problem.given_rules import LevelCode
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD
from scheduler.replanning.printed_hours import rolling_sessions
from scheduler.timetable import Timetable
from scheduler.timetable.standing import closes

REASON = "it was held like this"
NOBODY_COUNTS = 10**6
"""An audience so large that the weights of sessions do not go by theirs."""
PAIRS: tuple[LevelCode, ...] = ("room_clash", "person_clash", "side_event")
"""Rules between two sessions that are not asked of two that are outside rolling orders."""


def as_told(problem: Problem, sessions: Collection[str], alone: Collection[str] = ()) -> Problem:
    """
    The problem of playing through, in which these last as long as was told, if they begin.

    ``alone``: sessions outside rolling orders, which begin as they are ``given``.
    """
    situation = problem.situation
    assert situation is not None
    names = sorted({*sessions, *alone})
    if not names:
        return problem
    rules = ((rule, rule == "window") for rule, of in GIVEN.items() if of.ends_running)
    scopes = [
        _waiver(problem, rule, sorted(sessions) if places else names) for rule, places in rules
    ]
    minutes = dict(situation.minutes)
    for id in (id for id in names if id in situation.starts and id in minutes):
        minutes[id] = min(minutes[id], until_closing(problem, id))
    return problem.model_copy(
        update={
            "waive": (*problem.waive, *(scope for scope in scopes if scope is not None)),
            "rules": tuple(_yielding(problem, rule, names) for rule in problem.rules),
            "situation": situation.model_copy(update={"minutes": minutes}),
        }
    )


def given(problem: Problem, alone: Iterable[Sitting], now: datetime) -> Problem:
    """
    The problem of playing through, in which sessions outside rolling orders sit as given.

    So does who begins before ``now``; the others begin no earlier than that, in the same room. None
    of them loses its place to a session of a rolling order.
    """
    situation = problem.situation
    assert situation is not None
    own: dict[str, list[Sitting]] = defaultdict(list)
    for sitting in alone:
        own[sitting.session].append(sitting)
    rolling = rolling_sessions(problem)
    outside = {s.session for s in situation.published} - rolling
    begun = {s.session for s in (*situation.history, *situation.running)}
    first = {id: own[id][0] for id in outside - begun if id in own}
    off = {id: s.start for id, s in first.items() if is_off_grid(problem, s.start)}
    starts = {id: at for id, at in situation.starts.items() if id not in first}
    lasts = {id: sum(int((s.end - s.start) // MINUTE) for s in own[id]) for id in outside & {*own}}
    update = {
        "minutes": situation.minutes | lasts,
        "settled": situation.settled | lasts.keys(),
        "cancelled": situation.cancelled | (outside - begun - own.keys()),
        "starts": starts | {id: at for id, at in off.items() if at < now},
    }
    sessions = tuple(
        _sitting_there(problem, session, own[session.id], exact=first[session.id].start < now)
        if session.id in first
        else session
        for session in problem.sessions
    )
    scopes = (_waiver(problem, rule, sorted(lasts)) for rule in PAIRS if len(lasts) > 1)
    return problem.model_copy(
        update={
            "sessions": tuple(_ranked(session, session.id in rolling) for session in sessions),
            "notice": problem.notice.model_copy(update={"audience": NOBODY_COUNTS}),
            "situation": situation.model_copy(update=update),
            "waive": (*problem.waive, *(scope for scope in scopes if scope is not None)),
        }
    )


def _ranked(session: Session, rolls: bool) -> Session:
    """Without a rank a session weighs more than all that have one together."""
    return session.model_copy(update={"rank": 1 + (session.rank or 0) if rolls else None})


def _sitting_there(
    problem: Problem, session: Session, there: Sequence[Sitting], *, exact: bool
) -> Session:
    """A session that begins as given, or no earlier, in that room."""
    start, end = (wall_clock(problem, moment) for moment in (there[0].start, there[-1].end))
    if not exact:
        return session.model_copy(update={"after": start, "rooms": (there[0].room,)})
    free: dict[str, object] = dict.fromkeys(("after", "deadline", "slots", "days"))
    pin = None if is_off_grid(problem, there[0].start) else Pin(exact=start)
    if pin is None and there[-1].end.astimezone(problem.zone).fold == 0:
        # a true start off the grid may be put off to the grid: not in what was held
        free["deadline"] = end
    return session.model_copy(update={**free, "pin": pin, "rooms": (there[0].room,)})


def wall_clock(problem: Problem, moment: datetime) -> datetime:
    """A moment by the meeting's clock, without a zone."""
    return moment.astimezone(problem.zone).replace(tzinfo=None)


def is_off_grid(problem: Problem, start: datetime) -> bool:
    """Whether no pin can say when it begins: also in an hour that occurs twice."""
    local = start.astimezone(problem.zone)
    return local.fold == 1 or (local.hour * 60 + local.minute) % problem.meeting.grid != 0


def begun_and_told(known: PublishedBasis, now: datetime) -> set[str]:
    """Sessions that were to begin before ``now``, of which facts say when or how long."""
    begun = {s.session for s in known.published.sittings if s.start < now}
    return begun & {fact.subject for fact in known.new if fact.kind in (*HELD, "late")}


def stopped(problem: Problem, found: Timetable, told: Collection[str]) -> set[str]:
    """
    Those of the reported sessions whose first part ended before they were done and their slot
    closed.
    """
    ended = set()
    for id in told:
        sittings = found.of_session(id)
        slot = _slot_at(problem, id, sittings[0].start) if sittings else None
        if slot is not None and len(sittings) > 1:
            ended |= {id} if sittings[0].end < slot.end else set()
    return ended


def _waiver(problem: Problem, rule: LevelCode, names: Collection[str]) -> Waiver | None:
    """The rule is not asked of them; where it is about no sessions, of nobody, if they count."""
    if not names:
        return None
    told: dict[str, object] = {"rule": rule, "reason": REASON}
    if rule != "interpretation":
        return Waiver.model_validate(told | {"sessions": tuple(f"session:{id}" for id in names)})
    spoken = any(problem.session(id).languages for id in names)
    return Waiver.model_validate(told) if spoken else None


def _yielding(problem: Problem, rule: Statement, names: Collection[str]) -> Statement:
    """A statement that would end them is merely wished for."""
    is_hard = rule.declaration.ends_running and rule.level_in_force == "hard"
    of = getattr(rule, "of", None)
    concerned = of is None or not set(names).isdisjoint(problem.chosen(of))
    return rule.model_copy(update={"level": "soft"}) if is_hard and concerned else rule


def until_closing(problem: Problem, id: str) -> int:
    """
    Minutes of a session until the slot closes in which it is on, or is to begin.

    All it has outside slots; of one whose parts are over, the minutes of these.
    """
    situation = problem.situation
    assert situation is not None
    over = sum(int((s.end - s.start) // MINUTE) for s in situation.history if s.session == id)
    start = next((s.start for s in situation.running if s.session == id), None)
    if start is None and over:
        return over
    if start is None:
        printed = (s.start for s in situation.published if s.session == id)
        start = situation.starts.get(id) or min(printed, default=None)
    slot = None if start is None else _slot_at(problem, id, start)
    if slot is None or start is None:
        return situation.minutes[id]
    return over + int((closes(slot, "roll", situation.overtime) - start) // MINUTE)


def _slot_at(problem: Problem, id: str, start: datetime) -> DaySlot | None:
    kind = problem.session(id).kind
    serving = (slot for slot in day_slots(problem) if slot.template.serves(kind))
    return next((slot for slot in serving if slot.start <= start < slot.end), None)
