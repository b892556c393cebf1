"""
The drill: four days of CSP11 as they might go, told, replanned and published fact by fact.

Every fact is told in time, so the published timetable is what was held until the next one.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from scheduler.timetable import Record
from tests.desk.conftest import Planner, edited

ZONE = ZoneInfo("Europe/Zurich")
ROOM = "  - {id: annex, name: Room 3, seats: 300, features: [livestream, interpretation]}\n"
PAPER = "documents:\n  - {id: national-reports, sessions: [wgtr], out: 2025-02-26}\n"
DRILL = edited(
    lambda text: text.replace("rooms:\n", f"rooms:\n{ROOM}").replace(
        "levels:\n", f"{PAPER}levels:\n  - {{rule: documents, level: hard}}\n"
    )
)
"""CSP11 with a second room, and a document that WGTR cannot do without."""


@dataclass(frozen=True)
class Step:
    """What is told when, what is chosen, and a sentence that the answer must hold."""

    now: str
    policy: str
    words: str
    says: str


SCRIPT = (
    Step("2025-02-25 09:30", "roll", "add dief 60m --title DIEF --follows cei", "it was added"),
    Step("2025-02-25 12:30", "roll", "absent dief-chair 2025-02-27", "Every cell of the annex"),
    Step("2025-02-25 17:40", "hold", "overrun enip 30m", "Wednesday morning gains ENIP"),
    Step("2025-02-26 10:05", "roll", "early enip 15m", "it ends 15 minutes early"),
    Step("2025-02-26 10:10", "roll", "cancel dief", "it is cancelled"),
    Step(
        "2025-02-26 11:00", "roll", "room-lost plenary 2025-02-26 15:00 to 18:00", "Room 2 is lost"
    ),
    Step("2025-02-26 12:00", "roll", "documents national-reports 2025-02-28", "Every cell of the"),
    Step("2025-02-26 17:30", "roll", "speakers cei --left 30 --limit 3m", "30 speakers are left"),
    Step("2025-02-27 09:30", "roll", "late wgtu 15m", "it starts 15 minutes late"),
    Step(
        "2025-02-27 14:00",
        "hold",
        "absent wgtr-chair 2025-02-28 10:00 to 11:00",
        "Chair of the WGTR is absent",
    ),
    Step("2025-02-27 17:20", "roll", "early wgtu 30m", "it ends 30 minutes early"),
    Step("2025-02-28 10:30", "roll", "late wgtr 30m", "it starts 30 minutes late"),
    Step("2025-02-28 12:30", "extend", "interpretation cut 150m", "Every cell of the annex"),
    Step("2025-02-28 17:30", "extend", "overrun wgtr 20m", "runs "),
)


@pytest.fixture
def drill(planner: Planner) -> Planner:
    (planner.folder / "meeting.yaml").write_text(DRILL, encoding="utf-8")
    return planner.published()


@pytest.mark.ci
def test_four_days_fact_by_fact(drill: Planner) -> None:
    issues = [drill.head()]
    for number, step in enumerate(SCRIPT, start=1):
        drill.says("report", *_words(step.words), "--at", step.now)
        told = drill.says("replan", "--policy", step.policy, "--workers", "1", "--width", "200")
        assert step.says in told
        drill.says("publish")
        assert f"Rev.{number} is published" in drill.out
        assert drill.says("verify", "head").startswith("accepted")
        issues.append(drill.head())
        _holds(issues[-2], issues[-1], step)
    _tells_the_story(drill, issues)


def _words(text: str) -> list[str]:
    return text.split()


def _holds(before: Record, after: Record, step: Step) -> None:
    """Nothing moved that need not, and what was held is what was published until then."""
    assert after.as_of == step.now
    assert [tier for tier in after.tiers if tier.cost != tier.bound] == []
    assert after.status == "optimal"
    now = datetime.fromisoformat(step.now).replace(tzinfo=ZONE)
    over = {(s.session, s.room, s.start, s.end) for s in before.sittings if s.end <= now}
    assert over <= {(s.session, s.room, s.start, s.end) for s in after.sittings}
    runs = {(s.session, s.room, s.start) for s in before.sittings if s.start < now < s.end}
    assert runs <= {(s.session, s.room, s.start) for s in after.sittings}
    begun = {(s.session, s.start) for s in before.sittings if s.start < now}
    assert {(s.session, s.start) for s in after.sittings if s.start < now} == begun


def _tells_the_story(drill: Planner, issues: list[Record]) -> None:
    entries = drill.json("log")["entries"]
    facts = [entry["words"] for entry in entries if entry["kind"] == "fact"]
    assert len(facts) == len(SCRIPT)
    assert all(step.now in words for words, step in zip(facts, SCRIPT, strict=True))
    published = [entry for entry in entries if entry["kind"] == "published"]
    assert [entry["number"] for entry in published] == list(range(len(issues)))
    kinds = [entry["kind"] for entry in entries]
    assert kinds == ["draft", "published", *["fact", "draft", "published"] * len(SCRIPT)]
    assert [a["at"] for a, b in pairwise(entries) if a["at"] > b["at"]] == []
    assert all(entry["author"] == "planner" for entry in entries)
    assert {finding["level"] for finding in drill.json("doctor")["findings"]} <= {"ok", "warning"}
    assert drill.says("reproduce", "head").startswith(f"  Rev.{len(SCRIPT)} ")
    assert "the same, byte for byte" in drill.out
