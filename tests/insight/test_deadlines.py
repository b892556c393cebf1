"""What is due when: stated, and what follows from documents and the notice period."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import cli
from scheduler.insight.deadlines import Due, dues, gather_dues
from scheduler.problem import Problem
from scheduler.render.calendars.deadlines_ics import as_calendar
from scheduler.render.languages.dating import number_of_days
from scheduler.render.languages.languages import LANGUAGES
from scheduler.render.terminal import answer
from tests.render.annexes import meeting

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
STATED = [
    {"id": "reg", "kind": "registration", "title": "Registration closes", "before": 14},
    {"id": "side", "kind": "side-events", "due": date(2025, 1, 31), "done": date(2025, 2, 3)},
    {"id": "report", "after": 21, "who": "Secretariat"},
]
TOLD = "warning: CSP11 Working Group Meetings: Registration closes, due 2025-02-11, is late"
Capture = pytest.CaptureFixture[str]


def found(**changes: Any) -> dict[str, Due]:
    return {due.id: due for due in dues(meeting(**changes)) if due.kind != "notices"}


def test_what_is_stated_is_due_on_its_day_or_so_many_from_the_meeting() -> None:
    made = found(deadlines=STATED)
    assert {id.removeprefix("deadline/"): due.day for id, due in made.items()} == {
        "reg": date(2025, 2, 11),
        "side": date(2025, 1, 31),
        "report": date(2025, 3, 21),
    }


def test_documents_are_due_before_the_first_day_their_sessions_may_be_held() -> None:
    sessions = [
        {"id": "a", "minutes": 60, "days": [date(2025, 2, 27), date(2025, 2, 26)]},
        {"id": "b", "minutes": 60, "slots": ["2025-02-28/morning"]},
        {"id": "c", "minutes": 60, "pin": {"exact": "2025-02-27 10:00"}},
        {"id": "d", "minutes": 60, "slots": ["morning"]},
    ]
    papers = [
        {"id": f"p{s['id']}", "sessions": [s["id"]], "reading_days": 3, "out": date(2025, 2, 1)}
        for s in sessions
    ]
    papers.append({"id": "all", "sessions": ["all"], "languages": {"fr": date(2025, 2, 20)}})
    made = found(sessions=sessions, rolling=[], documents=papers)
    assert {id: due.day.day for id, due in made.items()} == {
        "document/pa": 23,
        "document/pb": 25,
        "document/pc": 24,
        "document/pd": 22,
        "document/all/fr": 25,
    }
    assert made["document/all/fr"].kind == "translation"


def test_the_days_of_slots_and_the_kinds_they_serve_decide_on_the_first_day() -> None:
    slots = [
        {"id": "early", "start": "10:00", "end": "13:00", "days": ["2025-02-27"]},
        {"id": "late", "start": "15:00", "end": "18:00", "days": ["2025-02-26", "2025-02-28"]},
        {"id": "lunch", "start": "13:15", "end": "14:45", "only": ["side-event"]},
    ]
    sessions = [
        {"id": "a", "minutes": 60, "slots": ["early"]},
        {"id": "b", "minutes": 60},
        {"id": "c", "minutes": 60, "after": "2025-02-26 18:00"},
        {"id": "d", "minutes": 60, "after": "2025-02-26 17:30"},
    ]
    papers = [{"id": s["id"], "sessions": [s["id"]], "out": date(2025, 2, 1)} for s in sessions]
    made = found(sessions=sessions, rolling=[], slots=slots, documents=papers)
    first = {id.removeprefix("document/"): due.day.day for id, due in made.items()}
    assert first == {"a": 27, "b": 26, "c": 27, "d": 26}


def test_who_may_be_held_nowhere_reads_by_the_day_of_the_pin_else_by_the_opening() -> None:
    """A slot whose sessions start at ten has no place for who is pinned to eleven."""
    slots = [{"id": "am", "start": "10:00", "end": "13:00", "aligned": True}]
    sessions = [
        {"id": "a", "minutes": 60, "pin": {"exact": "2025-02-27 11:00"}},
        {"id": "b", "minutes": 60, "after": "2025-02-26 10:05"},
        {"id": "c", "minutes": 60, "after": "2025-02-28 10:05"},
    ]
    papers = [{"id": s["id"], "sessions": [s["id"]], "out": date(2025, 2, 1)} for s in sessions]
    made = found(sessions=sessions, rolling=[], slots=slots, documents=papers)
    first = {id.removeprefix("document/"): due.day.day for id, due in made.items()}
    assert first == {"a": 27, "b": 27, "c": 25}


def test_changes_are_told_by_the_hour_of_notice_on_the_day_before() -> None:
    told = [due for due in dues(meeting()) if due.kind == "notices"]
    assert [due.day.day for due in told] == [24, 25, 26, 27]
    assert told[0].title == "changes for 2025-02-25, by 18:00"


@pytest.mark.parametrize(
    ("at", "planned", "done", "state"),
    [
        (9, None, None, "due"),
        (1, None, None, "open"),
        (10, None, None, "due"),
        (11, None, None, "late"),
        (5, 12, None, "slips"),
        (11, 12, None, "late"),
        (11, 10, 10, "done"),
        (9, 10, 10, "due"),
        (12, 12, 12, "done"),
    ],
)
def test_how_it_stands_on_a_day(at: int, planned: int, done: int, state: str) -> None:
    day = {n: date(2025, 2, n) for n in range(1, 20)}
    due = Due("m", "x", "other", "X", day[10], planned=day.get(planned), done=day.get(done))
    assert due.state(day[at]) == state


def test_a_cycle_of_meetings_is_one_list() -> None:
    other = meeting(
        meeting={**meeting().meeting.model_dump(), "id": "csp11"},
        days=[date(2025, 8, 25)],
        deadlines=[{"id": "reg", "before": 200}],
    )
    cycle = gather_dues([meeting(deadlines=STATED), other])
    assert [due.day for due in cycle] == sorted(due.day for due in cycle)
    assert {due.meeting for due in cycle} == {"csp11", "att-csp11-wg"}
    assert cycle[0].day == date(2025, 1, 31)


def test_the_calendar_has_a_day_for_each_with_names_that_stay() -> None:
    made = dues(meeting(deadlines=STATED))
    first, later = (as_calendar(made, date(2025, 2, n)) for n in (1, 12))
    calendars = [Calendar.from_ical(data) for data in (first, later)]
    uids = [[str(e["UID"]) for e in c.walk("VEVENT")] for c in calendars]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(made)
    entries: list[Any] = calendars[0].walk("VEVENT")
    days = [e["DTSTART"].dt for e in entries]
    assert days == [due.day for due in made]
    assert first == as_calendar(made, date(2025, 2, 1))


def test_hostile_titles_are_only_text() -> None:
    title = "x, y; z\nATTENDEE:a\x1b[2J"
    data = as_calendar(
        dues(meeting(deadlines=[{"id": "a", "before": 1, "title": title}])), date.max
    )
    entries = Calendar.from_ical(data).walk("VEVENT")
    assert all("ATTENDEE" not in entry for entry in entries)
    assert b"\x1b" not in data


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    text = Path(CSP11).read_text(encoding="utf-8")
    text += "\ndeadlines:\n  - {id: reg, title: Registration closes, before: 14}\n"
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "m.yaml")


def test_what_is_late_is_warned_of_and_is_the_exit_code_if_asked(
    scenario: str, capsys: Capture, tmp_path: Path
) -> None:
    argv = ["deadlines", scenario, "--at"]
    assert cli.main([*argv, "2025-02-11", "--exit-code"]) == answer.OK
    said = capsys.readouterr()
    assert "due today" in said.out
    assert said.err == ""
    to = str(tmp_path / "d.ics")
    assert cli.main([*argv, "2025-02-13", "--exit-code", "--to", to]) == answer.NO
    said = capsys.readouterr()
    assert "LATE by 2 days" in said.out
    assert (
        "warning: CSP11 Working Group Meetings: Registration closes, due 2025-02-11, is late"
        in said.err
    )
    assert len(Calendar.from_ical(Path(to).read_bytes()).walk("VEVENT")) == 5
    assert cli.main([*argv, "2025-02-13"]) == answer.OK


def test_json_is_one_object(scenario: str, capsys: Capture) -> None:
    assert cli.main(["deadlines", scenario, "--at", "2025-02-13", "--json"]) == answer.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["format_version"], told["at"]) == (1, "2025-02-13")
    assert told["deadlines"][0]["state"] == "late"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "SCENARIO is missing"),
        (
            [CSP11, CSP11],
            "two scenarios have the same meeting id, att-csp11-wg: change one of them",
        ),
        ([CSP11, "--at", "tomorrow"], "expected 2025-02-26, wednesday or 26 Feb"),
        ([CSP11, "--at", "0001-01-01"], "the year must lie within"),
    ],
)
def test_what_cannot_be_meant_is_refused(argv: list[str], said: str, capsys: Capture) -> None:
    assert cli.main(["deadlines", *argv]) == answer.USAGE
    assert said in capsys.readouterr().err


def test_a_scenario_without_deadlines_has_those_of_its_notice_period() -> None:
    problem: Problem = meeting()
    assert {due.kind for due in dues(problem)} == {"notices"}


OVER = date(2025, 3, 10)
"""After the meeting."""


def test_what_a_meeting_needed_is_past_when_the_meeting_is_over_and_no_warning(
    scenario: str, capsys: Capture
) -> None:
    """Everything was late for ever, notices too, of which nobody can say that they are done."""
    text = Path(scenario).read_text(encoding="utf-8")
    report = "  - {id: report, title: Report is issued, after: 7}\n"
    Path(scenario).write_text(text + report, encoding="utf-8")
    assert cli.main(["deadlines", scenario, "--at", "2025-03-05", "--exit-code"]) == answer.OK
    said = capsys.readouterr()
    assert "LATE" not in said.out
    assert "Registration closes · was due" in said.out
    assert "1 due within a week, 5 past" in said.out
    assert said.err == (
        "note: CSP11 Working Group Meetings ended on 2025-02-28; its deadlines no longer "
        "count as late\n"
    )
    assert cli.main(["deadlines", scenario, "--at", "2025-03-10", "--exit-code"]) == answer.NO
    said = capsys.readouterr()
    assert "Report is issued · LATE by 3 days" in said.out
    assert "----" in said.out


def test_an_hour_of_notice_is_never_late_while_the_meeting_is_on(
    scenario: str, capsys: Capture
) -> None:
    argv = ["deadlines", scenario, "--at", "2025-02-26", "--exit-code"]
    assert cli.main(argv) == answer.NO
    said = capsys.readouterr()
    assert said.err == (
        "warning: CSP11 Working Group Meetings: Registration closes, due 2025-02-11, is late\n"
    )
    assert "changes for 2025-02-25, by 18:00 · was due" in said.out


@pytest.mark.parametrize(
    ("at", "done", "until", "state"),
    [
        (20, None, 19, "past"),
        (20, None, 20, "late"),
        (20, 12, 19, "done"),
        (20, None, None, "late"),
        (9, None, 19, "due"),
    ],
)
def test_what_serves_nothing_any_more_is_past(
    at: int, done: int | None, until: int | None, state: str
) -> None:
    day: dict[int | None, date] = {n: date(2025, 2, n) for n in range(1, 21)}
    due = Due("m", "x", "other", "X", day[10], done=day.get(done), until=day.get(until))
    assert due.state(day[at]) == state


LATE = {"en": "LATE by 2 days", "fr": "EN RETARD de 2 jours", "es": "CON RETRASO de 2 días"}
LATE |= {"ru": "ПРОСРОЧЕНО: 2 дня", "zh": "逾期2天", "ar": "متأخر: يومان"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_deadlines_in_every_language(
    code: str, scenario: str, capsys: Capture, tmp_path: Path
) -> None:
    text = Path(scenario).read_text(encoding="utf-8")
    titled = text.replace("title: Registration closes", f"title: R, titles: {{{code}: Ende}}")
    Path(scenario).write_text(titled, encoding="utf-8")
    to = tmp_path / "d.ics"
    argv = ["deadlines", scenario, "--at", "2025-02-13", "--language", code]
    assert cli.main([*argv, "--to", str(to)]) == answer.OK
    said = capsys.readouterr().out
    agenda = LANGUAGES[code].deadlines
    assert f"Ende · {LATE[code]}" in said
    assert f"---- {agenda.today} ----" in said
    assert agenda.counts["late"].format(n=1) in said
    entries = Calendar.from_ical(to.read_bytes())
    assert str(entries["NAME"]) == agenda.title
    assert next(str(e["SUMMARY"]) for e in entries.walk("VEVENT")) == "att-csp11-wg: Ende"
    uids = [str(e["UID"]) for e in entries.walk("VEVENT")]
    assert uids == [
        str(e["UID"])
        for e in Calendar.from_ical(
            as_calendar(dues(meeting(deadlines=[{"id": "reg", "before": 14}])), OVER)
        ).walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["1 day", "2 days", "5 days", "21 days"]),
        ("fr", ["1 jour", "2 jours", "5 jours", "21 jours"]),
        ("ru", ["1 день", "2 дня", "5 дней", "21 день"]),
        ("ar", ["يوم واحد", "يومان", "5 أيام", "21 يوما"]),
        ("zh", ["1天", "2天", "5天", "21天"]),
    ],
)
def test_days_are_counted_as_the_language_counts(code: str, said: list[str]) -> None:
    assert [number_of_days(n, LANGUAGES[code]) for n in (1, 2, 5, 21)] == said


def test_a_calendar_says_nothing_that_is_wrong_tomorrow() -> None:
    data = as_calendar(dues(meeting(deadlines=STATED)), date(2025, 2, 12))
    for entry in Calendar.from_ical(data).walk("VEVENT"):
        assert not re.search(r"LATE|due in|was due", str(entry["DESCRIPTION"]))
