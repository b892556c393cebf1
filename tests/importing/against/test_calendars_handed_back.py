"""A calendar of the meeting that a colleague changed, or made, compared with the scenario."""

from pathlib import Path

import pytest

import cli
from scheduler.importing.ics.remarks import MOST_TOLD
from tests.importing.against.orchard import SCENARIO, calendar, lay_out

AGAINST = ["--against", "meeting.yaml"]
BEFORE = ["--before", "before.json"]
PLUMS = "DTSTART;TZID=Europe/Zurich:20300305T140000\nDTEND;TZID=Europe/Zurich:20300305T144500"
FIGS = """\
BEGIN:VEVENT
UID:a1@elsewhere
SUMMARY:Figs\\, fresh
LOCATION:Loft
DTSTART:20300306T130000Z
DTEND:20300306T140000Z
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:a2@elsewhere
SUMMARY:Long ago
DTSTART:20200306T130000Z
DTEND:20200306T140000Z
END:VEVENT
BEGIN:VEVENT
UID:a3@elsewhere
DTSTART:20300306T130000Z
DTEND:20300306T140000Z
END:VEVENT
BEGIN:VEVENT
UID:a4@elsewhere
SUMMARY:No start
END:VEVENT
END:VCALENDAR"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out()


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> list[str]:
    assert cli.main(["import", "ics", "meeting.ics", *words]) == code, capsys.readouterr()
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("change", "sentence", "after"),
    [
        (
            (PLUMS, PLUMS.replace("0305T", "0306T")),
            "Plums: Wednesday 6 March 14:00 instead of Tuesday 5 March 14:00",
            ('"2030-03-05 14:00"', '"2030-03-06 14:00"'),
        ),
        (
            (PLUMS, PLUMS.replace("144500", "153000")),
            "Plums: 90 minutes instead of 45",
            ("minutes: 45", "minutes: 90"),
        ),
        (
            ("SUMMARY:Quinces", "SUMMARY:Medlars"),
            "Quinces: called Medlars instead of Quinces",
            ("title: Quinces", "title: Medlars"),
        ),
        (
            (
                "DTSTAMP:20300101T000000Z\nUID:plums.1@orchard.rollgrid\nSEQUENCE:0\n"
                "DESCRIPTION:\nLOCATION:Loft\nSTATUS:CONFIRMED",
                "DTSTAMP:20300102T000000Z\nUID:plums.1@orchard.rollgrid\nSEQUENCE:1\n"
                "DESCRIPTION:\nLOCATION:Barn\nSTATUS:TENTATIVE",
            ),
            "Plums: in Barn instead of Loft",
            ("rooms: [loft]\n    pin", "rooms: [barn]\n    pin"),
        ),
    ],
)
def test_what_was_changed_is_told_and_written(
    change: tuple[str, str],
    sentence: str,
    after: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The room is where it says it is, whatever our own mark still says."""
    calendar(change)
    told = said(capsys, *AGAINST, *BEFORE)
    assert sentence in [line.rpartition(" (line")[0] for line in told[1:]]
    said(capsys, *AGAINST, *BEFORE, "--apply")
    assert after[1] in Path("meeting.yaml").read_text(encoding="utf-8")
    assert said(capsys, *AGAINST) == ["No difference."]


def test_what_is_cancelled_is_gone_and_what_others_added_is_new(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Shown as free or not; entries of other times are none of the meeting's."""
    head = "UID:quinces.1@orchard.rollgrid\nSEQUENCE:"
    text = Path(calendar((f"{head}0", f"{head}1"), ("END:VCALENDAR", FIGS))).read_text()
    entries = text.split("BEGIN:VEVENT")
    gone = [e.replace("CONFIRMED", "CANCELLED") if "quinces" in e else e for e in entries]
    Path("meeting.ics").write_text("BEGIN:VEVENT".join(gone), encoding="utf-8")
    lines = said(capsys, *AGAINST, *BEFORE)
    assert [line.rpartition(" (line")[0] or line for line in lines] == [
        "2 differences",
        "Figs, fresh is new: Wednesday 6 March 14:00 in Loft",
        "Quinces is not in the file",
    ]
    assert cli.main(["import", "ics", "meeting.ics", *AGAINST]) == 0
    told = capsys.readouterr().err
    assert ": left out: it has no title" in told
    assert ": left out: VEVENT 8: has no DTSTART\n" in told
    assert "meeting.ics: 4 sessions read, 2 left out" in told


def test_the_calendar_of_one_body_says_nothing_of_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("meeting.yaml").write_text(
        SCENARIO.replace("id: pears,", "id: pears, group: Growers,"), encoding="utf-8"
    )
    argv = ["export", "ics", "meeting.yaml", "before.json", "--of", "Growers"]
    assert cli.main([*argv, "--published-at", "2030-01-01 10:00", "--to", "meeting.ics"]) == 0
    assert cli.main(["import", "ics", "meeting.ics", *AGAINST, *BEFORE]) == 0
    out, err = capsys.readouterr()
    assert out == "No difference.\n"
    assert "note: it is a calendar of Growers alone" in err
    assert "note: 3 sessions are not in the file, which may be incomplete: not compared" in err


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"])
def test_a_calendar_of_which_nothing_can_be_read_is_refused(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("meeting.ics").write_text(text, encoding="utf-8")
    assert said(capsys, *AGAINST, code=3) == []


@pytest.mark.parametrize("words", [(), ("--of", "x"), ("--scenario", "meeting.yaml")])
def test_somebody_s_own_calendar_needs_to_be_told_whose(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    calendar()
    assert cli.main(["import", "ics", "meeting.ics", *words]) == 2
    assert "For a calendar of the meeting, add --against SCENARIO" in capsys.readouterr().err


def test_one_mistake_in_every_entry_is_told_of_some(capsys: pytest.CaptureFixture[str]) -> None:
    entry = "BEGIN:VEVENT\nUID:{n}\nDTSTART:garbage\nEND:VEVENT\n"
    entries = "".join(entry.format(n=n) for n in range(MOST_TOLD + 5))
    text = f"BEGIN:VCALENDAR\n{entries}END:VCALENDAR\n"
    Path("meeting.ics").write_text(text, encoding="utf-8")
    assert cli.main(["import", "ics", "meeting.ics", *AGAINST]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_TOLD + 2
    assert lines[-2:] == ["meeting.ics: and 5 more", "meeting.ics: nothing can be read"]
