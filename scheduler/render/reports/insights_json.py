"""Why here, why not there, where else, as JSON; docs/reference/insight-json.md."""

from collections.abc import Iterable

from scheduler.insight.costs import Difference
from scheduler.insight.suggesting import Suggestion, Suggestions
from scheduler.insight.why_here import WhyHere, bound
from scheduler.insight.why_not_answer import WhyNot
from scheduler.problem import Problem, Sitting
from scheduler.render.terminal.answer import to_json
from scheduler.timetable import Timetable
from scheduler.timetable.diff import changes


def why_here(problem: Problem, timetable: Timetable, answer: WhyHere) -> bytes:
    content = {
        "session": answer.session,
        "sittings": _plain(answer.sittings),
        "remark": bound(problem, answer.session),
        "charges": [charge.model_dump() for charge in answer.charges],
        "next": _suggestion_json(problem, timetable, answer.next) if answer.next else None,
        "elsewhere": answer.elsewhere.obstacles(problem),
    }
    return to_json(content, problem.zone)


def suggestions(problem: Problem, timetable: Timetable, answer: Suggestions) -> bytes:
    content = {
        "session": answer.session,
        "sittings": _plain(timetable.of_session(answer.session)),
        "remark": bound(problem, answer.session),
        "places": answer.places,
        "tried": answer.tried,
        "free": answer.free,
        "reason": answer.reason,
        "suggestions": [_suggestion_json(problem, timetable, s) for s in answer.found],
    }
    return to_json(content, problem.zone)


def _suggestion_json(
    problem: Problem, timetable: Timetable, suggestion: Suggestion
) -> dict[str, object]:
    moves = changes(problem, timetable, suggestion.timetable)
    return {
        "slot": suggestion.place.slot,
        "room": suggestion.place.room,
        "also": suggestion.also,
        "sittings": _plain(suggestion.timetable.of_session(suggestion.place.session)),
        "followers": suggestion.followers,
        "difference": _difference(suggestion.difference),
        "changes": [change.model_dump() for change in moves],
    }


def why_not(problem: Problem, timetable: Timetable, answer: WhyNot, at: str) -> bytes:
    after = answer.timetable
    content = {
        "session": answer.session,
        "at": at,
        "sittings": _plain(timetable.of_session(answer.session)),
        "remark": bound(problem, answer.session),
        "tried": {
            "slot": answer.place.slot,
            "room": answer.place.room,
            "start": answer.place.begins,
        },
        "violations": [
            {"rule": v.rule, "sessions": v.sessions, "message": v.message} for v in answer.refusals
        ],
        "policy": answer.policy,
        "places": answer.places,
        "priced": answer.priced,
        "free": answer.free,
        "for_good": answer.for_good,
        "possible": after is not None,
        "proved": answer.proved,
        "after": _plain(after.of_session(answer.session)) if after is not None else [],
        "dropped": answer.dropped,
        "difference": _difference(answer.difference) if answer.difference is not None else None,
        "changes": [change.model_dump() for change in answer.changes],
    }
    return to_json(content, problem.zone)


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "tiers": dict(zip(difference.tiers, difference.by_tier, strict=True)),
        "rules": [
            {"tier": r.tier, "rule": r.rule, "before": r.before, "after": r.after}
            for r in difference.rows
        ],
    }


def _plain(sittings: Iterable[Sitting]) -> list[dict[str, object]]:
    return [sitting.model_dump() for sitting in sittings]
