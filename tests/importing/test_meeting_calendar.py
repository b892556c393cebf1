"""A calendar of a meeting begins a scenario: what, when, where, by the clock that it names."""

from pathlib import Path

import pytest

from scheduler.commands.imports.ics import ics
from scheduler.errors import ImportedError, UsageError
from scheduler.importing.meeting_calendar import read_meeting
from scheduler.scenario import load_bytes

EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n{more}\r\nEND:VEVENT\r\n"
ZONE = "X-WR-TIMEZONE:Europe/Vienna\r\n"


def calendar(folder: Path, *events: tuple[str, str, str], head: str = ZONE) -> Path:
    """``events``: UID, title, and the lines that say when and where."""
    body = "".join(EVENT.format(uid=u, title=t, more=m) for u, t, m in events)
    path = folder / "meeting.ics"
    text = f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Conference\r\n{head}{body}END:VCALENDAR\r\n"
    path.write_bytes(text.encode())
    return path


MORNING = "DTSTART:20270405T100000\r\nDTEND:20270405T130000\r\nLOCATION:Hall A"
AFTERNOON = "DTSTART:20270405T130000Z\r\nDURATION:PT2H\r\nLOCATION:Hall A"


def test_entries_of_one_title_are_one_session(tmp_path: Path) -> None:
    path = calendar(tmp_path, ("a", "Plenary", MORNING), ("b", "Plenary (cont'd)", AFTERNOON))
    made = read_meeting(path)
    assert (made.zone, made.title) == ("Europe/Vienna", "Conference")
    told = [(row.id, f"{row.start:%H:%M}", row.minutes, row.room) for row in made.rows.rows]
    assert told == [("plenary", "10:00", 180, "Hall A"), ("plenary", "15:00", 120, "Hall A")]
    answer = ics(path, whole=True)
    assert isinstance(answer.body, bytes)
    problem = load_bytes(Path("meeting.yaml"), answer.body).problem
    assert (problem.meeting.title, problem.sessions[0].minutes.likely) == ("Conference", 300)


def test_a_series_is_written_out_and_what_is_off_or_lasts_days_is_left_out(tmp_path: Path) -> None:
    path = calendar(
        tmp_path,
        ("a", "Bureau", f"{MORNING}\r\nRRULE:FREQ=DAILY;COUNT=2"),
        ("b", "Party", f"{AFTERNOON}\r\nSTATUS:CANCELLED"),
        ("c", "Fair", "DTSTART;VALUE=DATE:20270405"),
        ("d", "Closing", AFTERNOON.replace("0405", "0406")),
    )
    made = read_meeting(path)
    told = [(row.title, f"{row.start:%d %H:%M}") for row in made.rows.rows]
    assert told == [("Bureau", "05 10:00"), ("Bureau", "06 10:00"), ("Closing", "06 15:00")]
    assert [left.why for left in made.rows.left] == ["it is a whole day"]


@pytest.mark.parametrize(
    ("events", "head", "told"),
    [
        ((("a", "Plenary", MORNING),), "", "it names no time zone: add --timezone"),
        (
            (("a", "Plenary", MORNING), ("b", "Gala", MORNING.replace("2027", "2028"))),
            ZONE,
            "from 2027-04-05 to 2028-04-05: expected those of one meeting",
        ),
        ((("a", "Plenary", "LOCATION:Hall A"),), ZONE, "no entry has a day"),
    ],
)
def test_what_is_no_calendar_of_a_meeting_is_said(
    tmp_path: Path, events: tuple[tuple[str, str, str], ...], head: str, told: str
) -> None:
    with pytest.raises(ImportedError, match=told):
        read_meeting(calendar(tmp_path, *events, head=head))


def test_a_whole_scenario_is_of_nobody_alone(tmp_path: Path) -> None:
    path = calendar(tmp_path, ("a", "Plenary", MORNING), head="")
    with pytest.raises(UsageError, match="--of: not possible with --whole"):
        ics(path, whole=True, of="chair")
    with pytest.raises(UsageError, match="--timezone: not possible with no --whole"):
        ics(path, timezone="Europe/Vienna")
    assert ics(path, whole=True, timezone="Europe/Vienna").code == 0
