"""Advice after a replan that leaves nobody or somebody without a place: whether it helps."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

from scheduler.problem import Policy
from tests.oracle.asking import count, problem_told
from tests.oracle.case import SECONDS, Case, Disagreement, Useless
from tests.oracle.commands import run_in_words
from tests.oracle.drawing import Data
from tests.oracle.listing import best
from tests.oracle.standing import Fact

NEXT = re.compile(r"^(?:next|to give (?:it|them) a place|  or): (.*)$")
OF = re.compile(r"^in the way of ([\w, ]+?)(?::|, each by itself:|, only together:)")
NOTHING = re.compile(r"^no pin and no fact is in the way(?: of ([\w, ]+))?$")
SPLIT = re.compile(r"let (\w+) be split")
MOVED = re.compile(r"allow (\w+) on another day or in another slot")
LATER = re.compile(r"let (\w+) go on (?:.*, and )?past its deadline")
ANY_ROOM = re.compile(r"let (\w+) use any suitable room")
UNPINNED = re.compile(r"remove the pin of (\w+)")
OTHER_POLICY = re.compile(r" --policy (\w+)")
NOT_SO = re.compile(r"^if .* is wrong: replan without")

ELSEWHERE = ("slots", "days")
"""What a session gives up that may go on another day or in another slot."""


def advice(case: Case) -> None:
    """Each piece is tried in the very situation; what helps together needs every one."""
    code, lines = told_in_words(case)
    problem = problem_told(case, case.plan())
    if problem is None:
        raise Useless("the facts cannot be so")
    lost = losers(lines)
    if code != 4 and not lost:
        return
    says = f"{case.words} under {case.policy}: {lines}"
    for line in lines:
        found = NEXT.match(line)
        if found is not None:
            for other in as_advised(case, found[1]):
                if not helps(other, lost):
                    raise Disagreement("advice does not help", f"{found[1]!r} in {says}")
            needs_every_one(case, found[1], lost, says)
        if NOTHING.match(line):
            for fact in case.facts:
                if helps_for_sure(without(case, [fact]), lost):
                    raise Disagreement("advice nothing in the way", f"{fact.words()} in {says}")


def told_in_words(case: Case) -> tuple[int, list[str]]:
    """(exit code, what is said besides the timetable)."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, published = case.write(Path(folder))
        words = [word for fact in case.words for word in ("--fact", fact)]
        code, _, err = run_in_words(
            "replan", f"{scenario}", "--published", f"{published}", *words,
            "--now", f"{case.moment:%Y-%m-%d %H:%M}", "--freeze", f"{case.freeze}m",
            "--policy", case.policy or "roll", "--seconds", f"{SECONDS}",
            "--workers", "1", "--ascii",
        )  # fmt: skip
    if code not in (0, 4):
        raise Disagreement("advice crash", f"exit {code}: {err}")
    return code, err.replace("\n  and: ", "; and ").splitlines()


def losers(lines: list[str]) -> frozenset[str]:
    """Whom the advice is for."""
    found = [m[1] for line in lines for m in [OF.match(line) or NOTHING.match(line)] if m]
    return frozenset(name for text in found if text for name in text.split(", "))


def helps(case: Case, lost: frozenset[str]) -> bool:
    """Whether a best timetable has a place for who lost theirs and for all published."""
    return any(helped(case, lost))


def helps_for_sure(case: Case, lost: frozenset[str]) -> bool:
    """Whether every best timetable has: which of them a replan gives is not said."""
    found = helped(case, lost)
    return bool(found) and all(found)


def helped(case: Case, lost: frozenset[str]) -> list[bool]:
    """Of each best timetable, if there is one, whether they all have a place."""
    problem = problem_told(case, case.plan())
    if problem is None:
        raise Useless("the facts cannot be so")
    wanted = lost | {row["session"] for row in case.rows} if lost else lost
    return [not wanted & one.unplaced for one in best(count(problem))]


def without(case: Case, facts: list[Fact]) -> Case:
    return replace(case, facts=tuple(f for f in case.facts if f not in facts))


def as_advised(case: Case, says: str) -> Iterator[Case]:
    """The case with a piece of advice taken, where it is of a kind that is understood here."""
    if NOT_SO.match(says):
        yield without(case, named(case, says))
    if (found := OTHER_POLICY.search(says)) is not None:
        yield case.under(next(p for p in get_args(Policy) if p == found[1]))
    changes: dict[re.Pattern[str], Callable[[Data], object]] = {
        SPLIT: lambda session: session.update(split={}),
        MOVED: lambda session: [session.pop(key, None) for key in ELSEWHERE],
        LATER: lambda session: session.pop("deadline", None),
        ANY_ROOM: lambda session: session.pop("rooms", None),
        UNPINNED: lambda session: session.pop("pin", None),
    }
    told = [(found[1], change) for of, change in changes.items() if (found := of.search(says))]
    if told:
        for id, change in told:
            case = changed(case, id, change)
        yield case


def changed(case: Case, id: str, change: Callable[[Data], object]) -> Case:
    sessions: list[Any] = [dict(s) for s in case.scenario["sessions"]]
    for session in sessions:
        if session["id"] == id:
            change(session)
    return replace(case, scenario={**case.scenario, "sessions": sessions})


def named(case: Case, says: str) -> list[Fact]:
    return [fact for fact in case.facts if f"'{fact.words()}'" in says]


def needs_every_one(case: Case, says: str, lost: frozenset[str], text: str) -> None:
    """Of facts that help together, fewer do not."""
    facts = named(case, says)
    for fewer in combinations(facts, len(facts) - 1) if len(facts) > 1 else ():
        if helps_for_sure(without(case, list(fewer)), lost):
            raise Disagreement("advice fewer help", f"{[f.words() for f in fewer]} in {text}")
