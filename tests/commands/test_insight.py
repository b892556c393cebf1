"""``why``, ``suggest``, ``score``, ``check --deep`` from the outside: words, JSON, exit codes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler.files import write
from scheduler.render.terminal import answer
from scheduler.scenario import load
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.timetable.files import to_bytes

ROOT = Path(__file__).parents[2]
DAY = ROOT / "scenarios" / "free_sessions.yaml"
PAGE = ROOT / "docs" / "reference" / "insight-json.md"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The free sessions, solved and stored."""
    loaded = load(DAY)
    outcome = solve.solve(loaded.problem, Budget(workers=1))
    path = tmp_path_factory.mktemp("day") / "day.json"
    write(path, to_bytes(record(outcome, sha256=loaded.sha256)))
    return str(path)


def asked(day: str, *words: str) -> list[str]:
    """A question to a timetable; only ``--at`` searches."""
    searching = ["--workers", "1"] if "--at" in words else []
    return [*words, "--scenario", str(DAY), "--timetable", day, *searching]


def test_suggest_tells_places_with_their_price(day: str, capsys: Capture) -> None:
    assert cli.main(asked(day, "suggest", "drafting")) == answer.OK
    assert capsys.readouterr().out.splitlines() == [
        "  Drafting group sits Tuesday 15:00 to 18:00 in Room 12.",
        "    1 Tuesday 10:00 to 13:00 in Room 12: preferences 180 more",
        "      attendee_clash 0 -> 180 (+180)",
        "  of 47 other places, 1 can be used with no other change; nothing was moved",
    ]


def test_suggest_says_why_there_is_no_other_place(day: str, capsys: Capture) -> None:
    assert cli.main(asked(day, "suggest", "debate")) == answer.NO
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  of 23 other places, 0 can be used with no other change, and no move of other "
        "sessions was found to help.",
        "  Elsewhere: no place in the only slot: President presides elsewhere.",
    ]


def test_why_tells_what_is_paid_and_what_is_next_best(day: str, capsys: Capture) -> None:
    assert cli.main(asked(day, "why", "drafting")) == answer.OK
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  It costs nothing there.",
        "  Next best:",
        "    Tuesday 10:00 to 13:00 in Room 12: preferences 180 more",
        "      attendee_clash 0 -> 180 (+180)",
        "  1 other slot can be used with no other change.",
    ]


def test_why_not_there_is_told_in_the_words_of_the_verifier(day: str, capsys: Capture) -> None:
    assert cli.main(asked(day, "why", "drafting", "--at", "morning:big")) == answer.NO
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  From Tuesday 10:00 in Main hall, with no other change:",
        "    room_clash: Drafting group and Opening are both in Main hall: Tue 4 March "
        "10:00-13:00 and Tue 4 March 10:00-13:00.",
        "  No timetable has it there, even if other sessions move.",
    ]


def test_why_there_where_it_is(day: str, capsys: Capture) -> None:
    assert cli.main(asked(day, "why", "drafting", "--at", "afternoon:small")) == answer.OK
    assert capsys.readouterr().out.splitlines()[1:] == ["  The session is there already."]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["why", "draft"], "no session is called 'draft' - did you mean 'drafting'?"),
        (["suggest", "draft"], "no session is called 'draft' - did you mean 'drafting'?"),
        (
            ["why", "drafting", "--at", "night"],
            "no slot is called 'night'; write morning, or 2025-03-04/morning",
        ),
        (
            ["why", "drafting", "--at", "morning:bigg"],
            "no room is called 'bigg' - did you mean 'big'?",
        ),
        (
            ["why", "drafting", "--at", "evening"],
            "evening is not for sessions of kind 'session'",
        ),
    ],
)
def test_a_question_about_nothing_is_wrong_use(
    words: list[str], complaint: str, day: str, capsys: Capture
) -> None:
    assert cli.main(asked(day, *words)) == answer.USAGE
    said = capsys.readouterr()
    assert (said.out, said.err.strip()) == ("", complaint)


def table(command: str) -> list[list[str]]:
    """The rows that the page has for a command."""
    text = PAGE.read_text(encoding="utf-8").partition(f"| `{command}` | |")[2].partition("\n\n")[0]
    return [row.split("|")[1:3] for row in text.splitlines() if "`" in row]


def documented(command: str) -> set[str]:
    """The fields that the page lists for a command."""
    return {field for first, _ in table(command) for field in re.findall(r"`(\w+)`", first)}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("why", ["why", "drafting"]),
        ("why --at", ["why", "drafting", "--at", "morning:big"]),
        ("suggest", ["suggest", "drafting"]),
    ],
)
def test_json_has_the_fields_that_the_page_lists(
    command: str, words: list[str], day: str, capsys: Capture
) -> None:
    cli.main(asked(day, *words, "--json"))
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert content.pop("format_version") == 1
    assert set(content) == documented(command)


def test_the_json_of_score_has_the_fields_that_the_page_lists(day: str, capsys: Capture) -> None:
    assert cli.main(["score", str(DAY), day, day, "--json"]) == answer.OK
    content = json.loads(capsys.readouterr().out)
    one, other = content["scores"]
    assert one == other
    assert {"scores", *one} == documented("score")
    for first, second in table("score"):
        for kind in set(re.findall(r"`(\w+)`", first)) & {"groups", "rooms", "days", "people"}:
            assert list(one[kind][0]) == re.findall(r"`(\w+)`", second)


def test_score_tells_tables_and_every_charge_if_asked(day: str, capsys: Capture) -> None:
    assert cli.main(["score", str(DAY), day]) == answer.OK
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Main", "hall", "360", "450", "80"] in rows
    assert ["President", "2", "360", "360"] in rows


def test_an_overfull_room_is_an_error_of_the_deep_check_alone(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "week.yaml"
    path.write_text(
        "format: 1\n"
        "meeting: {id: m, title: M, timezone: Europe/Zurich, grid: 10}\n"
        "days: [2030-03-04]\n"
        'slots: [{id: am, start: "10:00", end: "11:00"}, {id: pm, start: "14:00", end: "15:00"}]\n'
        "rooms: [{id: A, seats: 9}, {id: B, seats: 5}]\n"
        "sessions:\n"
        "  - {id: a, minutes: 50, attendance: 8}\n"
        "  - {id: b, minutes: 50, attendance: 8}\n"
        "  - {id: c, minutes: 50, attendance: 8}\n",
        encoding="utf-8",
    )
    assert cli.main(["check", str(path)]) == answer.OK
    capsys.readouterr()
    assert cli.main(["check", str(path), "--deep"]) == answer.INVALID
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[1] for line in lines[:-1]] == ["S070", "S072"]
    assert lines[0].startswith(f"{path}:7:5: ")
