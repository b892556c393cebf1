"""Programmes of other programs: what they leave out, spell in their own way, or get wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler.importing.programme.source import ProgrammeError
from scheduler.importing.programmes import read_json, read_xml
from scheduler.render.terminal import answer
from scheduler.scenario import Loaded, diagnose_text, load_bytes
from scheduler.timetable import Record, Timetable
from scheduler.timetable.files import read as read_timetable
from scheduler.verifier import violations

DAY = "2031-05-12"
Capture = pytest.CaptureFixture[str]


def talk(date: str = "", minutes: str = "00:45", **fields: str) -> str:
    made = {"date": date, "duration": minutes, "title": "Bees", **fields}
    id = made.pop("id", "7")
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in made.items() if text)
    return f"<event id='{id}'>{inside}</event>"


def at(clock: str, offset: str = "+02:00", day: str = DAY) -> str:
    return f"{day}T{clock}:00{offset}"


def schedule(*talks: str, zone: str = "", day: str = DAY, room: str = "Barn") -> str:
    named = f"<time_zone_name>{zone}</time_zone_name>" if zone else ""
    head = f"<conference><title>Farm days</title>{named}</conference>"
    body = "\n".join(talks)
    return (
        f"<schedule>{head}<day date='{day}'><room name='{room}'>\n{body}\n</room></day></schedule>"
    )


def loaded(tmp_path: Path, text: str, timezone: str = "", **options: bool) -> Loaded:
    """The scenario, of which nothing is wrong, and in which the published times hold."""
    path = tmp_path / "farm.xml"
    path.write_text(text, encoding="utf-8")
    made = read_xml(path, timezone, **options)
    assert not [d for d in diagnose_text(tmp_path / "m.yaml", made.data) if d.severity == "error"]
    scenario = load_bytes(tmp_path / "m.yaml", made.data)
    assert not violations(scenario.problem, Timetable.of(made.sittings))
    return scenario


def slots(scenario: Loaded) -> list[str]:
    return [f"{s.start:%H:%M}-{s.end:%H:%M}" for s in scenario.problem.slots]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("Lisbon", "Europe/Lisbon"),
        ("New York", "America/New_York"),
        ("Eastern Time (US & Canada)".replace("&", "&amp;"), "America/New_York"),
        ("Mumbai", "Asia/Kolkata"),
        ("UTC", "UTC"),
    ],
)
def test_a_time_zone_is_found_by_its_name_or_its_city(tmp_path: Path, name: str, zone: str) -> None:
    path = tmp_path / "s.xml"
    path.write_text(schedule(talk(at("10:00")), zone=name), encoding="utf-8")
    assert f"timezone: {zone}," in read_xml(path).data.decode()


@pytest.mark.parametrize(
    ("offsets", "zone", "hours"),
    [
        (["+02:00"], "Etc/GMT-2", "10:00-11:00"),
        (["-03:00"], "Etc/GMT+3", "10:00-11:00"),
        (["+00:00"], "UTC", "10:00-11:00"),
        (["Z"], "UTC", "10:00-11:00"),
        (["+0530"], "Asia/Kolkata", "10:00-11:00"),
        (["+05:45"], "Asia/Kathmandu", "10:00-11:00"),
        (["-02:30"], "America/St_Johns", "10:00-11:00"),
        (["+09:30"], "Australia/Adelaide", "10:00-11:00"),
    ],
)
def test_offsets_of_every_kind_keep_the_clock_of_the_place(
    tmp_path: Path, offsets: list[str], zone: str, hours: str
) -> None:
    scenario = loaded(tmp_path, schedule(*(talk(at("10:00", o)) for o in offsets)))
    assert (scenario.problem.meeting.timezone, slots(scenario)) == (zone, [hours])


def weekend(first: str, second: str) -> str:
    """The clocks of Europe go forward in the night of 30 March 2031."""
    days = (("2031-03-29", first), ("2031-03-30", second))
    parts = [schedule(talk(at("10:00", o, d), id=d[-2:]), day=d) for d, o in days]
    return parts[0].replace("</schedule>", "") + parts[1].partition("</conference>")[2]


def test_days_of_two_offsets_are_in_a_zone_that_has_both(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, weekend("+01:00", "+02:00"))
    assert scenario.problem.meeting.timezone == "Europe/Berlin"
    assert slots(scenario) == ["10:00-11:00"]
    with pytest.raises(
        ProgrammeError, match=r"\+02:00, \+05:30 from UTC, and no time zone has that"
    ):
        loaded(tmp_path, weekend("+05:30", "+02:00"))
    assert loaded(tmp_path, weekend("+05:30", "+02:00"), "Asia/Kolkata").problem.days


def test_a_zone_that_is_not_that_of_the_offsets_is_said(tmp_path: Path) -> None:
    path = tmp_path / "s.xml"
    path.write_text(schedule(talk(at("10:00", "+01:00")), zone="Europe/Rome"), encoding="utf-8")
    made = read_xml(path)
    assert "1 of 1 talks have another offset from UTC than Europe/Rome has then" in made.remarks[0]
    path.write_text(schedule(talk(at("10:00")), zone="Atlantis"), encoding="utf-8")
    assert "no time zone is called 'Atlantis'" in read_xml(path).remarks[0]


@pytest.mark.parametrize(
    ("date", "start", "expected"),
    [
        ("", "10:00", "12 10:00"),
        ("", "9:15:00", "12 09:15"),
        ("", "00:30", "13 00:30"),
        (DAY, "10:00", "12 10:00"),
        (f"{DAY}T10:00:00", "", "12 10:00"),
        (f"{DAY} 10:00", "", "12 10:00"),
        (f"{DAY} 10:00:00 +0200", "", "12 10:00"),
        (f"{DAY}T10:00:30.500+02:00", "", "12 10:00"),
        (f"{DAY}t08:00:00z", "", "12 10:00"),
    ],
)
def test_partial_dates_are_read_by_the_day_and_the_clock(
    tmp_path: Path, date: str, start: str, expected: str
) -> None:
    path = tmp_path / "s.xml"
    path.write_text(schedule(talk(date, start=start), zone="Europe/Rome"), encoding="utf-8")
    (sitting,) = read_xml(path).sittings
    assert f"{sitting.start:%d %H:%M}" == expected


def test_what_is_missing_everywhere_is_said_once(tmp_path: Path) -> None:
    talks = [talk(start=f"{hour}:00", id=str(hour)) for hour in range(10, 18)]
    with pytest.raises(ProgrammeError) as caught:
        loaded(tmp_path, schedule(*talks))
    (line,) = str(caught.value).splitlines()
    assert "every talk has a start without an offset from UTC" in line
    assert "--timezone Europe/Zurich" in line
    assert slots(loaded(tmp_path, schedule(*talks), "Europe/Rome")) == ["10:00-18:00"]


@pytest.mark.parametrize(
    ("talks", "hours", "grid"),
    [
        ([("10:00", "00:25"), ("10:30", "00:25")], "10:00-11:00", 30),
        ([("10:05", "00:20")], "10:05-10:25", 5),
        ([("10:07", "00:20")], "10:07-10:27", 1),
        ([("22:00", "02:00")], "22:00-00:00", 30),
        ([("22:00", "01:00"), ("23:30", "01:30")], "22:00-01:00", 30),
        ([("09:00", "01:00"), ("00:30", "01:00")], "09:00-01:30", 30),
        ([("10:00", "24:00")], "10:00-04:00", 30),
        ([("10:00", "1:00:00")], "10:00-11:00", 30),
        ([("10:00", "PT1H30M")], "10:00-11:30", 30),
        ([("10:00", "48:00")], "00:00-00:00", 30),
    ],
)
def test_the_hours_of_a_day_have_room_for_all_its_talks(
    tmp_path: Path, talks: list[tuple[str, str]], hours: str, grid: int
) -> None:
    """What starts before four stands on the page of the evening before."""
    day = {"00:30": "2031-05-13"}
    made = [
        talk(at(clock, day=day.get(clock, DAY)), minutes, id=str(n))
        for n, (clock, minutes) in enumerate(talks)
    ]
    scenario = loaded(tmp_path, schedule(*made))
    assert (slots(scenario), scenario.problem.meeting.grid) == ([hours], grid)
    assert [str(day) for day in scenario.problem.days] == [DAY]


@pytest.mark.parametrize(
    ("talks", "hours", "days", "parts"),
    [
        # a night of twenty hours runs over, for the next day begins when it is over
        (
            [("13", "08:00", "01:00"), ("13", "22:00", "06:00"), ("14", "08:00", "01:00")],
            "08",
            2,
            1,
        ),
        ([("13", "10:00", "24:00"), ("14", "10:00", "01:00")], "10", 2, 1),
        # it goes on while the next day is on: days are whole, and it has a part on each
        ([("13", "10:00", "24:00"), ("14", "09:00", "01:00")], "00", 2, 2),
        ([("13", "09:00", "60:00"), ("15", "08:00", "02:00")], "00", 3, 3),
        # the last day runs over, and nothing is cut
        ([("13", "09:00", "01:00"), ("14", "10:00", "30:00")], "00", 2, 1),
    ],
)
def test_a_night_that_goes_on_into_a_day_does_not_cost_the_file(
    tmp_path: Path, talks: list[tuple[str, str, str]], hours: str, days: int, parts: int
) -> None:
    text = "".join(
        schedule(
            talk(at(clock, day=f"2031-05-{day}"), minutes, id=str(n)),
            day=f"2031-05-{day}",
            room=f"Barn {n}",
        )
        for n, (day, clock, minutes) in enumerate(talks)
    )
    scenario = loaded(tmp_path, text.replace("</schedule><schedule>", ""))
    assert [hour[:2] for hour in slots(scenario)] == [hours]
    assert len(scenario.problem.days) == days
    read = read_xml(tmp_path / "farm.xml").sittings
    assert max(sitting.parts for sitting in read) == parts


def test_side_events_of_others_have_a_slot_of_their_own(tmp_path: Path) -> None:
    made = [
        talk(at("10:00"), type="Side Event", id="1"),
        talk(at("11:00"), type="Workshop", id="2"),
    ]
    scenario = loaded(tmp_path, schedule(*made))
    assert [slot.only for slot in scenario.problem.slots] == [(), ("side-event",)]
    alone = loaded(tmp_path, schedule(talk(at("10:00"), type="side-event")))
    assert [slot.only for slot in alone.problem.slots] == [("side-event",)]


def test_the_room_is_the_one_around_the_talk(tmp_path: Path) -> None:
    path = tmp_path / "s.xml"
    path.write_text(schedule(talk(at("10:00"), room="Elsewhere")), encoding="utf-8")
    made = read_xml(path)
    assert made.sittings[0].room == "barn"
    assert "1 of 1 talks have another room" in made.remarks[-1]
    path.write_text(schedule(talk(at("10:00"), room="Attic"), room=""), encoding="utf-8")
    assert read_xml(path).sittings[0].room == "attic"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (talk(at("11:00"), "00:00"), "its duration is 00:00: no minutes"),
        (talk(at("11:00"), "soon"), "its duration is not hours and minutes such as 01:30"),
        (talk(at("11:00"), ""), "it has no duration"),
        (talk(at("11:00"), "9999:00"), "its duration is more than 10,000 minutes"),
        (talk(at("25:00")), "its date has no such hour"),
        (talk("tomorrow"), "its date is not a date and time such as"),
        (talk("1631-05-12T10:00:00+02:00"), "neither it nor the day around it has a date"),
        (talk(DAY), "it has no start"),
        (talk("9" * 5_000, "9" * 5_000), "its date is not a date and time"),
    ],
)
def test_a_bad_talk_is_named_with_its_line_and_the_others_are_read(
    tmp_path: Path, bad: str, why: str
) -> None:
    path = tmp_path / "s.xml"
    path.write_text(schedule(talk(at("10:00"), id="1"), bad), encoding="utf-8")
    made = read_xml(path)
    assert (made.read, len(made.left)) == (1, 1)
    assert made.left[0].sentence.startswith(f"line 3, talk 2 (id 7): left out: {why}")


def test_a_talk_under_another_day_is_told(tmp_path: Path) -> None:
    """A night belongs to the day before it; a morning does not."""
    path = tmp_path / "farm.xml"
    dates = (at("10:00"), at("03:00", day="2031-05-13"), at("10:00", day="2031-05-13"))
    talks = (talk(moment, id=str(n)) for n, moment in enumerate(dates))
    path.write_text(schedule(*talks), encoding="utf-8")
    made = read_xml(path, "Europe/Rome")
    assert made.remarks == (
        "1 of 3 talks have another date than the day that they stand under: the date is taken "
        "(line 4, talk 3 (id 2))",
    )
    assert len(made.sittings) == 3


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8"])
def test_the_encoding_that_the_file_names_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "s.xml"
    text = schedule(talk(at("10:00"), title="Réunion"))
    path.write_bytes(f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding))
    assert "Réunion" in read_xml(path).data.decode()
    path.write_bytes(text.encode("iso-8859-1"))
    with pytest.raises(ProgrammeError, match="is not XML"):
        read_xml(path)


BOMB = "<!DOCTYPE s [<!ENTITY a 'aaaa'><!ENTITY b '{}'>]><schedule>&b;</schedule>"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB.format("&a;" * 1_000), "has a DOCTYPE"),
        ("<a>" * 100_000, "elements nest too deep"),
        ("<schedule>" + " " * 16_000_001, "larger than 16,000,000 bytes"),
        ("<schedule>" + "<a/>" * 1_000_000, "more than 1,000,000 tags and attributes"),
        (
            "<schedule><day><room>" + "<event/>" * 5_001 + "</room></day></schedule>",
            "more than 5,0",
        ),
        ("<?xml version='1.0' encoding='klingon'?><schedule/>", "is not XML"),
        ("", "is not XML"),
    ],
)
def test_what_would_not_end_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "s.xml"
    path.write_bytes(text.encode())
    with pytest.raises(ProgrammeError, match=why):
        read_xml(path)


def test_a_json_of_a_million_numbers_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(b"[" + b"1," * 1_000_001 + b"1]")
    with pytest.raises(ProgrammeError, match="more than 1,000,000 values"):
        read_json(path)


def test_a_prefix_that_nobody_declared_is_no_part_of_a_name(tmp_path: Path) -> None:
    text = schedule(talk(at("10:00"), title="x\x7fy")).replace("<event ", "<ns:event a:b='1' ")
    scenario = loaded(tmp_path, text.replace("</event>", "</ns:event>"))
    assert [session.title for session in scenario.problem.sessions] == ["xy"]


def as_json(**changes: Any) -> dict[str, Any]:
    made = {"id": 7, "date": at("10:00"), "start": "10:00", "duration": "00:45", "title": "Bees"}
    day = {"date": DAY, "rooms": {"Barn": [{**made, "persons": [{"name": "Ann"}]} | changes]}}
    conference = {"title": "Farm", "time_zone_name": "Rome", "days": [day]}
    return {"schedule": {"version": "1", "conference": conference}}


def test_a_schedule_json_is_read_as_xml_is(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(as_json()), encoding="utf-8")
    made = read_json(path)
    assert [(s.session, s.room, f"{s.start:%H:%M}-{s.end:%H:%M}") for s in made.sittings] == [
        ("7", "barn", "10:00-10:45")
    ]
    assert "timezone: Europe/Rome" in made.data.decode()
    assert "Ann" not in made.data.decode()


def test_half_a_character_of_a_json_is_replaced(tmp_path: Path) -> None:
    r"""A zone with a \ud800 in it ended in a traceback, for nothing can write that."""
    half = as_json(title="Be\ud800es", track="\udfff")
    half["schedule"]["conference"]["acronym"] = "f\ud800"
    half["schedule"]["conference"]["time_zone_name"] = "Ro\ud800me"
    text = json.dumps(half).replace("Barn", "B\\ud800rn")
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    assert "Be\ufffdes" in read_json(tmp_path / "s.json").data.decode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is not JSON"),
        ("[" * 200_000, "is not JSON: nested too deep"),
        ("[]", "is not a schedule.json"),
        ('{"schedule": {"conference": {"days": 3}}}', "there is no talk in it"),
        (json.dumps(as_json(duration=[1])), r"talk 1 \(id 7\): left out: it has no duration"),
    ],
)
def test_a_json_that_is_no_programme_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProgrammeError, match=why):
        read_json(path)


def test_published_times_are_a_timetable_that_holds_and_may_be_pinned(
    tmp_path: Path, capsys: Capture
) -> None:
    source, to, times = (tmp_path / name for name in ("s.xml", "m.yaml", "t.json"))
    talks = [talk(at("10:00"), id="1"), talk(at("12:30"), id="2"), talk(at("14:00"), "0", id="3")]
    source.write_text(schedule(*talks, zone="Rome"), encoding="utf-8")
    argv = ["import", "xml", str(source), "--to", str(to), "--timetable", str(times), "--pin"]
    assert cli.main(argv) == answer.OK
    said = capsys.readouterr().err.splitlines()
    assert any(line.startswith("line 4, talk 3 (id 3): left out: its duration") for line in said)
    assert f"{source}: 2 talks read, 1 left out" in said
    assert "pin: {exact: 2031-05-12 12:30}" in to.read_text(encoding="utf-8")
    assert cli.main(["verify", str(to), str(times)]) == answer.OK
    record: Record = read_timetable(times)
    assert [f"{s.start:%H:%M}" for s in record.sittings] == ["10:00", "12:30"]


def test_published_times_that_break_a_rule_are_said(tmp_path: Path, capsys: Capture) -> None:
    source, times = tmp_path / "s.xml", tmp_path / "t.json"
    talks = [talk(at("10:00"), id="1"), talk(at("10:30"), id="2")]
    source.write_text(schedule(*talks), encoding="utf-8")
    assert cli.main(["import", "xml", str(source), "--timetable", str(times)]) == answer.OK
    assert "break rules of the scenario: room_clash" in capsys.readouterr().err
