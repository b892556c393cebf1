"""schedule.xml and schedule.json, held to what the readers of either profile accept."""

import json
import re
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.timetable import Record
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, record, titled

PROFILES = ("voc", "pretalx")
TALK = {"date", "start", "duration", "room", "slug", "title", "subtitle", "track", "type"}
TALK |= {"language", "abstract", "description", "persons", "links"}
MORE = {"url", "recording", "attachments"}
"""What the schema of the C3VOC refuses in a talk, and pretalx writes."""
CONFERENCE = {"acronym", "title", "start", "end", "days", "timeslot_duration"}
HOSTILE = "<b>&amp;]]>\x00\x1b\u202e \n=cmd" + "x" * 1_900


def xml(problem: Problem, made: Record, profile: Any) -> etree._Element:
    data = export("xml", problem, made, ExportRequest(profile=profile))
    return etree.parse(BytesIO(data), etree.XMLParser(resolve_entities=False)).getroot()


def schedule(problem: Problem, made: Record, profile: Any) -> dict[str, Any]:
    found = json.loads(export("json", problem, made, ExportRequest(profile=profile)))
    conference: dict[str, Any] = found["schedule"]["conference"]
    return conference


@pytest.mark.parametrize("profile", PROFILES)
def test_every_sitting_is_a_talk_at_its_time_and_place(profile: str) -> None:
    made = record(*PRINTED)
    talks = xml(meeting(), made, profile).findall("day/room/event")
    found = sorted(
        (datetime.fromisoformat(t.findtext("date", "")), t.findtext("duration"), t.findtext("room"))
        for t in talks
    )
    minutes = ((s.start, int((s.end - s.start).total_seconds()) // 60) for s in made.sittings)
    assert found == sorted((at, f"{m // 60:02d}:{m % 60:02d}", "Room 2") for at, m in minutes)
    assert {t.getparent().get("name") for t in talks} == {"Room 2"}
    for talk in talks:
        local = datetime.fromisoformat(talk.findtext("date", ""))
        assert talk.findtext("start") == f"{local:%H:%M}"
        assert talk.getparent().getparent().get("date") == local.date().isoformat()


def test_the_strict_profile_has_nothing_that_its_schema_refuses() -> None:
    root = xml(meeting(), record(*PRINTED), "voc")
    assert [child.tag for child in root] == ["version", "conference"] + ["day"] * 4
    assert {child.tag for child in root.find("conference")} == CONFERENCE
    for day in root.findall("day"):
        assert set(day.attrib) == {"index", "date", "start", "end"}
        assert all(set(room.attrib) == {"name"} for room in day)
    for talk in root.findall("day/room/event"):
        tags = [child.tag for child in talk]
        assert (set(tags), len(tags)) == (TALK, len(TALK))
        assert set(talk.attrib) == {"guid", "id"}
        assert int(talk.get("id", "")) > 0
        assert UUID(talk.get("guid", "")).version == 5
        assert re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", talk.findtext("duration", ""))
        assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", talk.findtext("slug", ""))
    for field in ("@guid", "@id", "slug/text()"):
        every = root.xpath(f"day/room/event/{field}")
        assert len(set(every)) == len(every) == len(PRINTED)


def test_the_full_profile_has_what_pretalx_writes_besides() -> None:
    root = xml(meeting(), record(*PRINTED), "pretalx")
    assert root[0].tag == "generator"
    assert root.findtext("conference/time_zone_name") == "Europe/Zurich"
    assert all(set(room.attrib) == {"name", "guid"} for room in root.findall("day/room"))
    assert all({c.tag for c in talk} == TALK | MORE for talk in root.findall("day/room/event"))


@pytest.mark.parametrize("profile", PROFILES)
def test_json_says_what_xml_says(profile: str) -> None:
    made = record(*PRINTED)
    talks = {
        talk["guid"]: talk
        for day in schedule(meeting(), made, profile)["days"]
        for room in day["rooms"].values()
        for talk in room
    }
    for talk in xml(meeting(), made, profile).findall("day/room/event"):
        told = talks.pop(talk.get("guid"))
        assert str(told["id"]) == talk.get("id")
        for field in ("date", "start", "duration", "room", "slug", "title", "type"):
            assert told[field] == talk.findtext(field)
    assert not talks


def test_the_acronym_of_the_strict_profile_is_one_that_its_schema_takes() -> None:
    pattern = r"[a-z0-9_-][a-z0-9_]{3,}"
    for id in ("att-csp11-wg", "M", "2025", "Ü", "会议", "a/b"):
        made = meeting(meeting={**meeting().meeting.model_dump(), "id": id})
        assert re.fullmatch(pattern, schedule(made, record(*PRINTED), "voc")["acronym"])


def test_names_of_a_talk_are_the_same_in_the_next_issue() -> None:
    def names(*lines: str) -> dict[str, str]:
        talks = xml(meeting(), record(*lines), "voc").findall("day/room/event")
        return {talk.findtext("slug", ""): talk.get("guid", "") for talk in talks}

    assert names(*PRINTED).items() <= names(*AFTER_AN_OVERRUN).items()


@pytest.mark.parametrize("profile", PROFILES)
def test_hostile_text_is_only_text(profile: str) -> None:
    problem = titled(HOSTILE, annex={}).model_copy(
        update={"rooms": meeting(rooms=[{"id": "plenary", "name": HOSTILE}]).rooms}
    )
    root = xml(problem, record(*PRINTED), profile)
    titles = root.xpath("day/room/event/title/text()")
    assert any(title.startswith("<b>&amp;]]>") for title in titles)
    assert schedule(problem, record(*PRINTED), profile)["title"]


def test_rooms_of_one_name_are_told_apart() -> None:
    rooms = [{"id": "plenary", "name": "Hall"}, {"id": "annex", "name": "Hall"}]
    made = record(*PRINTED[:-1], "wgtr 28 15:00-18:00 annex")
    days = schedule(meeting(rooms=rooms), made, "voc")["days"]
    assert list(days[-1]["rooms"]) == ["Hall (plenary)", "Hall (annex)"]


def test_what_starts_after_midnight_is_on_the_page_of_the_evening() -> None:
    late = record("enip 25 25:30-26:00", "cei 27 28:00-28:30")
    days = xml(meeting(), late, "voc").findall("day")
    assert [len(day.findall("room/event")) for day in days] == [1, 0, 0, 1]
