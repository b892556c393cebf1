"""Notices: who is told what of a publication, in three forms that say the same."""

import email
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.notices import Letter, letters
from scheduler.notices.mail import ELLIPSIS, LONGEST, short, shortened
from scheduler.notices.news import news
from scheduler.problem import Problem, Room, Sitting
from scheduler.replanning.replan import record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record, diff

SCENARIOS = Path(__file__).parents[2] / "scenarios"
AT = datetime(2025, 2, 25, 16, 58, tzinfo=UTC)
LATER = datetime(2025, 2, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def csp11() -> Problem:
    return load(SCENARIOS / "csp11.yaml").problem


@pytest.fixture(scope="module")
def first(csp11: Problem) -> Record:
    return record(solve(csp11), sha256="")


@pytest.fixture(scope="module")
def second(csp11: Problem, first: Record) -> Record:
    return after(csp11, first, "overrun enip 30m", "2025-02-25 17:55", "hold")


def after(problem: Problem, before: Record, fact: str, now: str, means: Any = "roll") -> Record:
    moment = datetime.fromisoformat(now)
    found = replan(
        ReplanRequest(problem, before, [fact], now=moment, policy=means, budget=Budget(workers=1))
    )
    return record_replan(found, before, sha256="")


def by_name(found: tuple[Letter, ...]) -> dict[str, Letter]:
    return {letter.recipient: letter for letter in found}


def entries(letter: Letter) -> dict[str, tuple[int, str]]:
    """Sequence and status by uid."""
    events: list[Any] = Calendar.from_ical(letter.ics).walk("VEVENT")
    return {str(e["UID"]).partition("@")[0]: (int(e["SEQUENCE"]), str(e["STATUS"])) for e in events}


def test_the_first_issue_tells_everybody_whom_it_concerns(csp11: Problem, first: Record) -> None:
    found = by_name(letters(csp11, [], first, AT))
    assert sorted(found) == [
        "group:WGETI",
        "group:WGTR",
        "group:WGTU",
        "person:cei-chair",
        "person:enip-chair",
        "person:wgtr-chair",
        "person:wgtu-chair",
    ]
    assert found["person:wgtu-chair"].text == (
        "CSP11 Working Group Meetings, first issue: WGTU: Thursday 27 February, 11:30 – 13:00"
    )


def test_a_change_is_told_to_those_whom_it_concerns_and_to_nobody_else(
    csp11: Problem, first: Record, second: Record
) -> None:
    found = by_name(letters(csp11, [first], second, AT))
    assert sorted(found) == ["group:WGETI", "person:cei-chair", "person:enip-chair"]
    assert found["person:cei-chair"].text == (
        "CSP11 Working Group Meetings, Rev.1: CEI: Wednesday a.m. starts 30 min later"
    )


def test_the_same_publication_again_tells_nobody(csp11: Problem, second: Record) -> None:
    assert letters(csp11, [second], second, AT) == ()


def test_equal_publications_give_equal_bytes(csp11: Problem, first: Record, second: Record) -> None:
    assert letters(csp11, [first], second, AT) == letters(csp11, [first], second, AT)


def test_a_sequence_counts_changes_of_time_and_place_alone(
    csp11: Problem, first: Record, second: Record
) -> None:
    told = entries(by_name(letters(csp11, [first], second, AT))["person:cei-chair"])
    assert told == {"cei.1": (1, "CONFIRMED")}
    third = after(csp11, second, "overrun cei 30m", "2025-02-27 11:20", "roll")
    again = entries(by_name(letters(csp11, [first, second], third, LATER))["person:cei-chair"])
    assert again == {"cei.3": (1, "CONFIRMED")}, "its first part has not moved a second time"
    titled = [s.model_copy(update={"title": "Another title"}) for s in csp11.sessions]
    renamed = csp11.model_copy(update={"sessions": tuple(titled)})
    assert letters(renamed, [first, second], second, LATER, before=csp11) == ()


def test_what_is_cancelled_is_told_as_cancelled(csp11: Problem, first: Record) -> None:
    without = after(csp11, first, "cancelled wgtu", "2025-02-25 17:55")
    found = by_name(letters(csp11, [first], without, AT))["person:wgtu-chair"]
    assert entries(found) == {"wgtu.1": (1, "CANCELLED"), "wgtu.2": (1, "CANCELLED")}
    assert str(Calendar.from_ical(found.ics)["METHOD"]) == "CANCEL"
    assert found.text == (
        "CSP11 Working Group Meetings, Rev.1: WGTU: no longer held (Thursday a.m.)"
    )
    moved = by_name(letters(csp11, [first], without, AT))["person:wgtr-chair"]
    assert str(Calendar.from_ical(moved.ics)["METHOD"]) == "PUBLISH"


def test_a_mail_says_the_same_and_has_the_calendar_attached(
    csp11: Problem, first: Record, second: Record
) -> None:
    letter = by_name(letters(csp11, [first], second, AT))["person:cei-chair"]
    mail = email.message_from_bytes(letter.eml, policy=policy.default)
    assert not mail.defects
    assert mail["Message-ID"] == "<att-csp11-wg.1.person%3Acei-chair@rollgrid>"
    assert mail["Date"].datetime == AT
    assert mail["Subject"] == "CEI: Wednesday a.m. starts 30 min later – Rev.1"
    assert mail["To"].addresses == ()
    assert [g.display_name for g in mail["To"].groups] == [
        "Chair of the WGETI Sub-working Group CEI"
    ]
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_payload(decode=True) == letter.ics
    part = mail.get_body()
    assert part is not None
    body = part.get_content()
    lines = body.splitlines()
    line = next(n for n, text in enumerate(lines) if "10:00 – 13:00 → 10:30 – 13:00" in text)
    assert lines[line].startswith("- WGETI Sub-working Group on current and emerging")
    assert lines[line + 1].startswith("  Why: on a rolling basis, ENIP")
    assert "  Concerns: Chair of the WGETI Sub-working Group CEI" in body
    assert "All times: Europe/Zurich." in lines
    assert "- Wednesday 26 February, 10:30 – 13:00: " in body
    assert all(len(line) <= 998 for line in letter.eml.split(b"\r\n"))


def test_a_notice_speaks_of_people_and_places_and_gives_no_reason_of_the_planners(
    csp11: Problem, first: Record, second: Record
) -> None:
    title = "Meetings of the Working Groups of the Eleventh Conference of States Parties"
    meeting = csp11.meeting.model_copy(update={"title": title, "zone_name": "Geneva time"})
    pinned = tuple(c.model_copy(update={"reason": "it is pinned there"}) for c in second.changes)
    told = csp11.model_copy(update={"meeting": meeting})
    record = second.model_copy(update={"changes": pinned})
    letter = by_name(letters(told, [first], record, AT))["person:cei-chair"]
    part = email.message_from_bytes(letter.eml, policy=policy.default).get_body()
    assert part is not None
    body = part.get_content()
    assert "All times: Geneva time, CET." in body
    assert (
        "  Concerns: Chair of the WGETI Sub-working Group CEI, the interpreters"
        in body.splitlines()
    )
    assert "Why:" not in body
    assert letter.text.startswith("Meetings of the Working Groups of the…, Rev.1: CEI: ")


def test_what_was_over_when_it_was_made_is_no_news(csp11: Problem, first: Record) -> None:
    told = after(csp11, first, "early enip 20m", "2025-02-25 17:40")
    assert "person:enip-chair" in by_name(letters(csp11, [first], told, LATER))
    late = after(csp11, first, "early enip 20m", "2025-02-26 09:00")
    assert late.sittings[1].end < first.sittings[1].end
    assert letters(csp11, [first], late, LATER) == ()


def seated(session: str, start: str, chairs: tuple[str, ...] = ()) -> Sitting:
    begin = datetime.fromisoformat(f"2030-03-04T{start}+01:00")
    return Sitting(
        session=session, room="A", start=begin, end=begin.replace(minute=30), chairs=chairs
    )


@pytest.fixture
def small() -> Problem:
    from tests.twins import tiny

    return tiny.problem(
        people=[{"id": "ada", "deputies": [{"id": "cy"}]}, {"id": "bo"}, {"id": "cy"}],
        sessions=[
            {"id": "a", "title": "Assembly", "minutes": 30, "chairs": ["ada"], "group": "G"},
            {"id": "b", "minutes": 30, "attendees": ["bo"], "group": "H", "joint": ["G"]},
        ],
    )


def issue(number: int, *sittings: Sitting) -> Record:
    return Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=sittings,
        revision=number,
    )


def test_who_presides_instead_is_told_and_so_is_who_need_not_come(small: Problem) -> None:
    before, now = issue(0, seated("a", "00:00")), issue(1, seated("a", "00:00", ("cy",)))
    found = by_name(letters(small, [before], now, AT))
    assert sorted(found) == ["group:G", "person:ada", "person:cy"]
    assert (
        found["group:G"].text == "M, Rev.1: Assembly: Monday a.m., presiding now cy (before: ada)"
    )
    assert found["person:ada"].text == "M, Rev.1: Assembly: you are no longer needed (Monday a.m.)"
    assert entries(found["person:ada"]) == {"a.1": (1, "CANCELLED")}
    assert found["person:cy"].text == "M, Rev.1: Assembly: Monday 4 March, 00:00 – 00:30"
    assert entries(found["person:cy"]) == {"a.1": (0, "CONFIRMED")}
    back = by_name(letters(small, [before, now], issue(2, seated("a", "00:00")), LATER))
    assert entries(back["person:ada"]) == {"a.1": (2, "CONFIRMED")}


def test_who_comes_and_who_need_not_come_are_told_why(small: Problem) -> None:
    before, now = issue(0, seated("a", "00:00")), issue(1, seated("a", "00:00", ("cy",)))
    (change,) = diff.changes(small, before.timetable, now.timetable)
    told = change.model_copy(update={"reason": "ada is absent"})
    now = now.model_copy(update={"changes": (told,)})
    was, after = before.sittings, now.sittings
    for old, new, kind in ((was, (), "cancelled"), ((), after, "new"), (was, after, "chairs")):
        (piece,) = news(small, old, new, now)
        assert (piece.changes[0].kind, piece.reasons) == (kind, ("ada is absent",))


def body_of(letter: Letter) -> str:
    part = email.message_from_bytes(letter.eml, policy=policy.default).get_body()
    assert part is not None
    return str(part.get_content())


def test_time_and_room_of_a_move_are_told_in_one_line_with_what_stays(small: Problem) -> None:
    two = small.model_copy(update={"rooms": (*small.rooms, Room(id="B", name="Blue room"))})
    before = issue(0, seated("a", "00:00"), seated("b", "01:00"))
    moved = seated("a", "03:00").model_copy(update={"room": "B"})
    found = by_name(letters(two, [before], issue(1, moved, seated("b", "01:00")), AT))
    assert sorted(found) == ["group:G", "person:ada"]
    text = body_of(found["group:G"]).splitlines()
    assert "- Assembly: Monday 4 March, 00:00 – 00:30, A → 03:00 – 03:30, Blue room" in text
    assert "Unchanged for you: b." in text
    only = seated("a", "00:00").model_copy(update={"room": "B"})
    room = by_name(letters(two, [before], issue(1, only, seated("b", "01:00")), AT))
    assert room["person:ada"].text == "M, Rev.1: Assembly: Monday a.m. in Blue room"


def test_a_recipient_is_written_to_in_its_language(small: Problem) -> None:
    people = [p.model_copy(update={"language": "fr"}) for p in small.people]
    french = small.model_copy(update={"people": tuple(people)})
    moved = issue(1, seated("a", "01:00"))
    found = by_name(letters(french, [issue(0, seated("a", "00:00"))], moved, AT))
    assert found["person:ada"].text == (
        "M, Rév.1: Assembly : lundi matin commence 60 min plus tard"
    )
    assert "Ce qui change pour vous :" in body_of(found["person:ada"])
    assert found["group:G"].text == "M, Rev.1: Assembly: Monday a.m. starts 60 min later"


def test_what_was_not_told_before_is_told_together(small: Problem) -> None:
    history = [issue(0, seated("a", "00:00")), issue(1, seated("a", "01:00"))]
    missed: dict[str, Any] = {"untold": {"person:ada": 1}, "waiting": frozenset({"person:ada"})}
    same = issue(2, seated("a", "01:00"))
    (again,) = letters(small, history, same, LATER, **missed)
    assert again.text == "M, Rev.2: Assembly: Monday a.m. starts 60 min later"
    later = by_name(letters(small, history, issue(2, seated("a", "03:00")), LATER, **missed))
    assert later["person:ada"].text == "M, Rev.2: Assembly: Monday a.m. starts 180 min later"
    assert later["group:G"].text == "M, Rev.2: Assembly: Monday a.m. starts 120 min later"
    back = by_name(letters(small, history, issue(2, seated("a", "00:00")), LATER, **missed))
    assert sorted(back) == ["group:G"]


def test_a_notice_that_was_withheld_is_not_made_again_without_something_new(
    small: Problem,
) -> None:
    history = [issue(0, seated("a", "00:00")), issue(1, seated("a", "01:00"))]
    same = issue(2, seated("a", "01:00"))
    assert letters(small, history, same, LATER, untold={"person:ada": 1}) == ()


def test_attendees_and_joint_bodies_are_told_too(small: Problem) -> None:
    found = by_name(letters(small, [], issue(0, seated("b", "01:00")), AT))
    assert sorted(found) == ["group:G", "group:H", "person:bo"]


def test_who_is_in_the_old_scenario_alone_is_told(small: Problem) -> None:
    rest = small.model_copy(update={"sessions": small.sessions[:1]})
    before, now = issue(0, seated("b", "01:00")), issue(1)
    found = by_name(letters(rest, [before], now, AT, before=small))
    assert sorted(found) == ["group:G", "group:H", "person:bo"]
    assert entries(found["person:bo"]) == {"b.1": (1, "CANCELLED")}


HOSTILE = "x\r\nBcc: all@example.org\r\n\r\n<script>\x00\x1b[2J END:VCALENDAR\nBEGIN:VEVENT 🎉 ‮"


def test_hostile_titles_are_only_text(small: Problem) -> None:
    sessions = [s.model_copy(update={"title": HOSTILE, "label": None}) for s in small.sessions]
    people = [p.model_copy(update={"title": HOSTILE}) for p in small.people]
    update = {
        "sessions": tuple(sessions),
        "people": tuple(people),
        "meeting": small.meeting.model_copy(update={"title": HOSTILE}),
    }
    nasty = small.model_copy(update=update)
    for letter in letters(nasty, [], issue(0, seated("a", "00:00")), AT):
        assert "\n" not in letter.text
        assert len(letter.text) <= LONGEST
        mail = email.message_from_bytes(letter.eml, policy=policy.default)
        assert mail["Bcc"] is None
        assert not mail.defects
        (event,) = Calendar.from_ical(letter.ics).walk("VEVENT")
        assert str(event["UID"]) == "a.1@m.rollgrid"


@given(st.text(max_size=400))
def test_a_short_text_is_never_too_long_and_cut_between_words(text: str) -> None:
    line = shortened(text)
    assert len(line) <= LONGEST
    if line.endswith(ELLIPSIS) and ELLIPSIS not in text:
        kept = line.removesuffix(ELLIPSIS)
        whole = shortened(text, 10**6)
        assert whole.startswith(kept)
        rest = whole[len(kept) :]
        assert rest[0] in " ,;:" or " " not in whole[: LONGEST - 1]


def test_exactly_as_many_characters_as_fit_are_not_cut() -> None:
    words = " ".join(["abcd"] * 32)
    assert shortened(f"{words}x") == f"{words}x"
    assert len(shortened(f"{words}x")) == LONGEST
    assert shortened(f"{words} xy") == " ".join(["abcd"] * 31) + f" abcd{ELLIPSIS}"
    assert shortened("x" * 200) == "x" * 159 + ELLIPSIS


def test_a_text_begins_with_what_it_is_about() -> None:
    assert short("CSP11", "Rev.2", ["a moves", "b moves"]) == "CSP11, Rev.2: a moves; b moves"
