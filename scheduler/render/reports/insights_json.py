"""Why here, why not there, where else: the same as one JSON object each (docs/insight.md)."""

from collections.abc import Iterable

from scheduler.insight.costs import Difference
from scheduler.insight.suggesting import Suggestion, Suggestions
from scheduler.insight.why_here import WhyHere, bound
from scheduler.insight.why_not import WhyNot
from scheduler.problem import Problem, Sitting
from scheduler.render.reports.envelope import to_json
from scheduler.timetable import Timetable
from scheduler.timetable.diff import changes


def why_here(problem: Problem, timetable: Timetable, found: WhyHere) -> bytes:
    content = {
        "session": found.session,
        "sittings": _plain(found.sittings),
        "remark": bound(problem, found.session),
        "charges": [charge.model_dump() for charge in found.charges],
        "next": _suggestion_json(problem, timetable, found.next) if found.next else None,
        "elsewhere": found.elsewhere.obstacles(problem),
    }
    return to_json(content, problem.zone)


def suggestions(problem: Problem, timetable: Timetable, found: Suggestions) -> bytes:
    content = {
        "session": found.session,
        "sittings": _plain(timetable.of_session(found.session)),
        "remark": bound(problem, found.session),
        "looked_at": found.looked_at,
        "free": found.free,
        "reason": found.reason,
        "suggestions": [_suggestion_json(problem, timetable, s) for s in found.found],
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


def why_not(problem: Problem, timetable: Timetable, found: WhyNot, at: str) -> bytes:
    after = found.timetable
    content = {
        "session": found.session,
        "at": at,
        "sittings": _plain(timetable.of_session(found.session)),
        "remark": bound(problem, found.session),
        "tried": {
            "slot": found.place.slot,
            "room": found.place.room,
            "start": found.place.begins,
        },
        "violations": [
            {"rule": v.rule, "sessions": v.sessions, "message": v.message} for v in found.refusals
        ],
        "possible": after is not None,
        "proved": found.proved,
        "rules": found.rules,
        "after": _plain(after.of_session(found.session)) if after is not None else [],
        "dropped": found.dropped,
        "difference": _difference(found.difference) if found.difference is not None else None,
        "changes": [change.model_dump() for change in found.changes],
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
