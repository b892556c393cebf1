"""The page of formats names every field of the timetable file."""

import re
from pathlib import Path

from scheduler.problem import Sitting, Situation
from scheduler.timetable import Record

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")


def test_every_field_of_a_timetable_file_is_explained() -> None:
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1]
    assert section.startswith("json: the timetable file")
    whole, situation = section.split("The fields of `situation`:")
    named, within = (set(re.findall(r"`(\w+)`", part)) for part in (whole, situation))
    assert Record.model_fields.keys() <= named
    assert Sitting.model_fields.keys() <= named
    assert Situation.model_fields.keys() == within
