"""What each field of each answer in JSON says; docs/reference/json.md is made of it."""

TIMETABLE = {
    "meeting": "id of the meeting",
    "scenario_sha256": "fingerprint of the scenario that it was made of",
    "timezone": "IANA name of the zone of the moments",
    "status": "`optimal` only if the bound of every tier is its cost; `feasible` else",
    "tiers": "name, cost and proved bound of each tier, the first counts first",
    "certificates": "what proves the bounds, for `verify --bounds`",
    "sittings": "session, part, parts, room, start, end; by start, room, session",
    "unplaced": "sessions without a place, each with the reason",
    "charges": "what costs something: rule, tier, sessions, amount, message",
    "waived": "what is broken and waived, in words",
    "warnings": "`code` and `message` of each warning",
    "revision": "number of the Rev. that it would be",
    "as_of": "moment of the replan; null for a first timetable",
    "policy": "policy of the replan, or null",
    "facts": "facts that it takes into account, in words",
    "pins": "sessions that had to start then or sit there",
    "waive": "waivers in force",
    "situation": "what had happened and been published by then, or null",
    "robust": "what `--robust` has bought, or null",
    "expected": "before when each session is not expected, with `--earliest`",
    "changes": "what became of each session against what was published",
    "run": "versions, seed, workers, seconds and strategy",
}
DOCUMENT = {
    "content": "the document, if it is not written to a file",
    "encoding": "`utf-8`, or `base64` of what is no text",
    "files": "paths that were written",
    "remarks": "notes that people read on stderr",
}
ENTRIES = {
    "entries": "of each entry `at`, `kind`, `number`, `name` (as in `log`), `author`, `words`, and "
    "`remark` or null"
}
SEEN = "[as in why](insight-json.md)"
QUESTION = {
    "session": "id of the session",
    "sittings": "where it is: `session`, `part`, `parts`, `room`, `start`, `end`, `chairs`, `team`",
    "remark": "what has to be known of the timetable, or nothing",
}
BY_HAND = {
    **TIMETABLE,
    "possible": "false, where it cannot be",
    "reason": "why it cannot be",
    "why": "the answer of `why --at` for that place: " + SEEN,
}

FIELDS: dict[str, dict[str, str]] = {
    "acknowledge": ENTRIES,
    "check": {
        "errors": "number of errors",
        "warnings": "number of warnings",
        "diagnostics": "of each `file`, `line`, `column`, `code`, `severity` and `message`",
        "code": "with `--explain`: the code",
        "meaning": "with `--explain`: what it means, with an example",
    },
    "concede": {
        "meeting": "title of the meeting",
        "give": "the statement of what gets more, as in a sweep, or null",
        "answer": "the answer in a sentence",
        "fits": "whether every session has a place as it is",
        "now": "the scenario as it is: `result`, `tiers` (name, cost, bound), `figures`",
        "wanted": "the same with what gets more: `result`, `tiers`, `figures`",
        "tried": "number of concessions that were solved",
        "statements": "number of statements that could be loosened",
        "concessions": "the best first: `says`, `places` in the file, `sure` (whether proved), "
        "`frees` (who gets a place), `result`, `tiers`, `figures`",
    },
    "contingency": {
        "meeting": "id of the meeting",
        "timezone": "IANA name of its zone",
        "revision": "the Rev. that it is of",
        "cards": "of each `session`, `room`, `printed` end, `follower`, `last_slot`, `policy`, "
        "and `rows`: what follows from each end time",
    },
    "deadlines": {
        "at": "as of this day",
        "deadlines": "of each `meeting`, `id`, `kind`, `title`, `due`, `who`, `planned`, `done`, "
        "`sessions` that wait for it, and `state`",
    },
    "diff": {
        "changes": "of each `session`, `kind`, `before`, `after` (sittings), `forced`, `asked`, "
        "`people` whom it affects, and `reason`",
        "cells": "without `--only`: cells that change, with `room`, `slot`, `before`, `after` "
        "(sessions)",
    },
    "doctor": {"findings": "of each `level`, `topic` and `sentence`"},
    "durations learn": {
        "meetings": "number of meetings that were read",
        "sessions": "number of sessions in them",
        "reported": "number of sessions whose length was reported",
        "estimate_worth": "number of past sessions that an estimate counts as",
        "bodies": "of each body and kind `body`, `title`, `kind`, `sessions`, `reported`, "
        "`expected` minutes; `next` and `factor` with `p5`, `p50`, `p95`; `write`: `planned`, "
        "`minutes` and `spread` for a scenario",
        "calibration": "null, or how well it predicts sessions that it has not seen: `by` meeting "
        "or session, `sessions`, `held` (in their range), `share`, `ranks`, `log_scores`",
    },
    "explain": {
        "feasible": "whether a timetable is possible",
        "smallest": "whether fewer claims were tried and can all hold",
        "conflicts": "of each `confirmed`, `sessions`, `claims` (with their place in the file), "
        "and `repairs` (verified)",
    },
    "export": {**TIMETABLE, **DOCUMENT},
    "import": {
        **DOCUMENT,
        "file": "with `--against`: the file",
        "against": "with `--against`: the scenario",
        "changes": "with `--against`: of each `session`, `kind`, `name`, `before`, `after`, "
        "`place` in the file, `applied` (whether it was), and `reason` if not",
        "left_out": "with `--against`: `place`, `name` and `reason` of what could not be read",
        "notes": "with `--against`: remarks about the comparison",
    },
    "init": {"made": "files that were made", "remarks": "notes that people read on stderr"},
    "lock": ENTRIES,
    "log": ENTRIES,
    "move": BY_HAND,
    "notices": {
        "notices": "of each `revision`, `recipient`, `state` (due, written, sent, ...), `text`, "
        "`written` and `sent` (when), and `reason` if it was dropped",
        "folder": "with `write`: the outbox",
        "finished": "with `write`: notices that an earlier run had begun",
    },
    "now": {
        "meeting": "id of the meeting",
        "revision": "the Rev. in force",
        "at": "the moment",
        "state": "before, between, on or after the meeting",
        "opens": "when the meeting opens",
        "closes": "when it closes, as things stand",
        "held_minutes": "minutes that were held so far",
        "planned_minutes": "minutes that the timetable has in all",
        "unplaced": "sessions without a place",
        "facts_since": "facts that are not in the Rev.",
        "rooms": "of each `room`: sittings that are `running`, the `last` one and the `next` one, "
        "with published times and minutes late",
    },
    "pin": ENTRIES,
    "publish": {
        "published": "number of the new Rev.",
        "draft": "number of the draft",
        "at": "when it was published",
        "as_of": "moment of the replan, or null",
        "author": "the office that published",
        "sha256": "fingerprint of the revision",
        "notices": "number of notices that follow from it",
        "lost": "sessions that had a place and have none",
        "waived": "what is broken and waived, in words",
        "warnings": "`code` and `message` of each warning",
    },
    "replan": {
        **TIMETABLE,
        "alternatives": "with `--alternatives`: a whole timetable for each",
        "notes": "with `--alternatives`: policies that lead to no other timetable",
    },
    "report": {
        **ENTRIES,
        "fact": "number of the fact",
        "kind": "overrun, early, late, ...",
        "text": "the fact in canonical words",
        "author": "the office that reported it",
        "undoes": "number of the fact that it takes back, or null",
        "remark": "that the clock has jumped back, or nothing",
        "adds_to": "numbers of the facts that it counts on top of",
        "replaces": "numbers of the facts that it takes the place of",
        "in_all": "minutes with all of them, or null",
        "facts": "with `-`: of each fact `fact`, `kind`, `text`, `author`, `undoes`, `remark`, "
        "`adds_to`, `replaces`, `in_all`",
    },
    "reproduce": {
        "revision": "the Rev. or draft",
        "same_bytes": "whether the same bytes came out",
        "same_timetable": "whether the same timetable came out",
        "command": "the command that was recorded",
        "versions": "programs whose version differs, `then` and `now`",
    },
    "revert": TIMETABLE,
    "risk": {
        "issue": "what it is asked of",
        "policy": "the policy under which the weeks are held",
        "now": "the moment as of which it is asked, or null",
        "samples": "weeks that were drawn",
        "seed": "the seed of the draws",
        "exact": "whether the chances are computed and not drawn",
        "replanned": "whether each week was replanned",
        "sessions": "of each `session`, `room`, `printed` times; `start` and `end` at 10, 50 and "
        "90 %; chances `starts_later`, `starts_earlier`, `ends_later`, `undecided`; `minutes_late`",
        "cells": "of each cell of the annex `room`, `slot`, and the chance that it `changes`",
        "cells_changed": "number of cells that change: `mean` and `margin`",
        "last_close": "its `slot`, the chance that it is `missed`, and by how many `minutes`; or "
        "null",
        "undecided": "weeks in which somebody has to decide: `chance`, with its interval `low` to "
        "`high`",
        "overtime": "minutes of overtime: `mean` and `margin`",
        "trimmed": "minutes that are trimmed: `mean` and `margin`",
        "delays": "of each `cause` and `session`, the `minutes` by which one delays the other",
        "clashes": "`person`, `sessions`, and the `chance` that the person is late for one of them",
        "held": "with `--policies`: weeks that every policy completes",
        "policies": "with `--policies`: what each policy comes to",
        "better": "with `--policies`: how often one is better than another",
        "alpha": "with `--earliest`: percent of chance to start earlier",
        "prices": "with `--earliest`: what a late and an idle minute weigh",
        "rooms": "with `--earliest`: from when on each session is expected",
    },
    "score": {
        "scores": "per timetable: costs by tier, rule and session; fairness; utilisation. " + SEEN
    },
    "show": TIMETABLE,
    "solve": TIMETABLE,
    "split": BY_HAND,
    "store export": {**DOCUMENT, "lines": "what was written, in words"},
    "store restore": {**DOCUMENT, "lines": "what was made, in words"},
    "suggest": {
        **QUESTION,
        "places": "places that there are",
        "tried": "places that were tried",
        "free": "places that are free",
        "reason": "why there is no suggestion",
        "suggestions": "place, difference in cost, who makes way; the cheapest first. " + SEEN,
    },
    "swap": BY_HAND,
    "sweep": {
        "sweep": "name of the sweep",
        "meeting": "title of the meeting",
        "axes": "names of its axes",
        "objectives": "what jobs are compared by",
        "stored_before": "number of results that were stored before",
        "jobs": "of each job `job` (its number), `key`, `choices`, `result`, `unbeaten`, `tiers`, "
        "`figures`, `reason` if there is no timetable, `cpu_seconds`",
        "job": "with `--why`: number of the job",
        "key": "with `--why`: fingerprint of the job",
        "choices": "with `--why`: its option of each axis",
        "result": "with `--why`: what came of it",
        "unbeaten": "with `--why`: whether no other job is better in all objectives",
        "reason": "with `--why`: why there is no timetable",
        "tiers": "with `--why`: name, cost and bound of each tier",
        "beaten_by": "with `--why`: numbers of the jobs that are better",
        "conflicts": "with `--why`: `claims` that cannot all hold, and `repairs`",
        "outdated": "with `--why`: names of what has changed since it was stored",
        "timetable": "with `--why`: its timetable file, as text",
    },
    "unlock": ENTRIES,
    "unpin": ENTRIES,
    "verify": {
        "accepted": "whether no rule is broken and no claim is false",
        "violations": "of each `rule`, `sessions` and `message`",
        "more": "rules that are broken more often than is listed",
        "claims": "false claims of the file: `claim`, `sessions` and `message`",
        "charges": "what costs something: `rule`, `tier`, `sessions`, `amount`, `message`",
        "waived": "what is broken and waived: `rule`, `sessions`, `message`, `reason`",
        "waivers": "waivers in the file, with `rule`, `sessions`, `against`, `people`, `rooms`, "
        "`reason`",
        "bounds": "with `--bounds`: which bounds a certificate proves",
    },
    "waive": ENTRIES,
    "why": {
        **QUESTION,
        "charges": "`rule`, `tier`, `sessions`, `amount`, `message` of what it costs where it is",
        "next": "its best other place, or null. " + SEEN,
        "elsewhere": "what is said of other places",
        "at": "with `--at`: the place that is asked for",
        "tried": "with `--at`: `slot`, `room` and `start` that were tried",
        "violations": "with `--at`: `rule`, `sessions` and `message` of what forbids it there",
        "policy": "with `--at`: the policy of the search",
        "places": "with `--at`: places that were looked at",
        "priced": "with `--at`: places whose cost is known",
        "free": "with `--at`: places that are free",
        "for_good": "with `--at`: whether no change of others can help",
        "possible": "with `--at`: whether a way was found",
        "proved": "with `--at`: whether no cheaper way is possible",
        "after": "with `--at`: where it and others are then",
        "dropped": "with `--at`: sessions that lose their place",
        "difference": "with `--at`: difference in cost, by `tiers` and `rules`, or null",
        "changes": "with `--at`: what becomes of each session, as in `diff`: `session`, `kind`, "
        "`before`, `after`, `forced`, `asked`, `people`, `reason`",
    },
}
"""By command; those of ``import`` are those of every import."""
