"""``replan --alternatives``: what is shown beside each other, and its figures, by the page."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.problem import Policy, Problem
from scheduler.timetable import files
from tests.oracle import tiers
from tests.oracle.asking import count, problem_told
from tests.oracle.case import Case, Disagreement, Useless, told
from tests.oracle.commands import run_in_words
from tests.oracle.drawing import POLICIES
from tests.oracle.interpreting import team_of
from tests.oracle.meeting import Meeting, Sit, Table, is_over

HEAD = re.compile(r"\b[A-E]  (roll|hold|extend|reorder|stay)\b")
MINUTES = re.compile(r"(\d+) min")
MOST_WIDTH = 400


@dataclass(frozen=True)
class Option:
    """An alternative: its policy, what is said of it by line, and its timetable."""

    policy: Policy
    says: dict[str, str]
    sits: tuple[Sit, ...]
    unplaced: frozenset[str]


def alternatives(case: Case) -> None:
    """Every figure is counted from its timetable, and none leaves out more than another would."""
    problems = {}
    for policy in POLICIES:
        problem = problem_told(case.under(policy), case.plan())
        if problem is None:
            raise Useless("the facts cannot be so")
        problems[policy] = problem
    options = list(shown(case))
    found = {policy: count(problem) for policy, problem in problems.items()}
    least = {
        policy: min(one.costs["unplaced"] for one in some) for policy, some in found.items() if some
    }
    if not options:
        if least:
            raise Disagreement("alternatives none", f"page: there is one under {sorted(least)}")
        return
    if len({option.sits for option in options}) < len(options):
        raise Disagreement("alternatives equal", f"{[o.policy for o in options]}")
    for option in options:
        of_one(problems[option.policy], option, min(least.values(), default=0))


def of_one(problem: Problem, option: Option, least: int) -> None:
    meeting = Meeting(problem)
    table = Table(meeting, option.sits, option.unplaced)
    said = f"{option.policy}: {told(meeting, option.sits)} without {sorted(option.unplaced)}"
    said += f"\npublished {told(meeting, meeting.published)}\n{option.says}"
    costs = tiers.costs(meeting, table)
    if costs["unplaced"] != least:
        raise Disagreement(
            "alternatives leave out more", f"{said}\npage: {costs['unplaced']}, another {least}"
        )
    for name, (theirs, mine) in figures(meeting, table, option.says).items():
        if theirs != mine:
            raise Disagreement(f"alternatives {name}", f"{said}\nprogram {theirs}, page {mine}")


def figures(
    meeting: Meeting, table: Table, says: dict[str, str]
) -> dict[str, tuple[object, object]]:
    """By name: (what is said, what the page counts)."""
    was = {s.session for s in meeting.published}
    lost = {id for id in table.unplaced if id in was}
    named = says["loses its place"]
    return {
        "lost": (set() if named == "nobody" else set(re.findall(r"[\w-]+", named)), lost),
        "cells": (number(says["cells that change"]), changed_cells(meeting, table)),
        "overtime": (minutes(says["overtime"]), overtime(meeting, table)),
        "trimmed": (minutes(says["trimmed"]), trimmed(meeting, table)),
        "chairs": (number(says["chairs affected"]), len(affected(meeting, table))),
    }


def number(text: str) -> int:
    """``none``, ``none · hours in Tue p.m.``, ``2 · Wed a.m. + A``."""
    first = text.split()[0]
    return 0 if first == "none" else int(first)


def minutes(text: str) -> int:
    return sum(map(int, MINUTES.findall(text)))


def changed_cells(meeting: Meeting, table: Table) -> int:
    """Cells of the annex whose list of sessions is another one."""
    old, new = tiers.cells(meeting, meeting.published), tiers.cells(meeting, table.sits)
    return sum(old.get(key, []) != new.get(key, []) for key in {*old, *new})


def overtime(meeting: Meeting, table: Table) -> int:
    """Minutes past the ends of slots, in each room, beyond what was agreed."""
    past: dict[tuple[str, str], int] = {}
    for sit in table.sits:
        slot = meeting.slot_of(sit)
        if slot is not None and not is_over(meeting, sit):
            key = slot.id, sit.room
            past[key] = max(past.get(key, 0), sit.end - slot.end)
    return sum(max(0, more - meeting.agreed.get(id, 0)) for (id, _), more in past.items())


def trimmed(meeting: Meeting, table: Table) -> int:
    ids = [id for id in table.by if id not in meeting.cancelled]
    return sum(meeting.planned(id) - table.minutes(id) for id in ids)


def affected(meeting: Meeting, table: Table) -> set[str]:
    """Who presides over a sitting that one of the timetables has and the other has not."""

    def whole(sits: list[Sit]) -> set[Sit]:
        return {s._replace(chairs=meeting.presiding(s), team=team_of(meeting, s)) for s in sits}

    apart = whole(meeting.published) ^ whole(table.sits)
    return {who for sit in apart for who in sit.chairs}


# --- what is shown -------------------------------------------------------------------------------


def shown(case: Case) -> Iterator[Option]:
    """The columns of the table that the terminal shows, with the timetables that are stored."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        case.write(at)
        words = [word for fact in case.words for word in ("--fact", fact)]
        code, out, err = run_in_words(
            "replan", f"{at / 'scenario.yaml'}", "--published", f"{at / 'published.json'}", *words,
            "--now", f"{case.moment:%Y-%m-%d %H:%M}", "--freeze", f"{case.freeze}m",
            "--alternatives", f"{len(POLICIES)}", "--out", f"{at / 'rev.json'}",
            "--workers", "1", "--width", f"{MOST_WIDTH}", "--ascii",
        )  # fmt: skip
        if code not in (0, 4):
            raise Disagreement("alternatives crash", f"exit {code}: {err}")
        lines = out.splitlines()
        heads = [line for line in lines if HEAD.search(line)]
        if not heads:
            return
        columns = list(HEAD.finditer(heads[0]))
        for n, column in enumerate(columns):
            end = columns[n + 1].start() if n + 1 < len(columns) else None
            says = {
                line[: columns[0].start()].strip(): line[column.start() : end].strip()
                for line in lines[lines.index(heads[0]) + 1 :]
                if line[: columns[0].start()].strip()
            }
            record = files.read(at / f"rev-{'ABCDE'[n]}.json")
            policy = next(p for p in POLICIES if p == column[1])
            unplaced = frozenset(u.session for u in record.timetable.unplaced)
            yield Option(policy, says, tuple(sorted(map(Sit.of, record.sittings))), unplaced)
