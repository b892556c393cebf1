"""Whatever the bytes: a problem or a ScenarioError, never another exception."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.draws import sampled
from tests.scenario.judged import is_problem_or_complaint
from tests.scenario.texts import SOUND

FUZZ = settings(
    max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = st.sampled_from(
    (
        *("~", "-1", "0", "1e9", "99999999999999999999", "[]", "{}", "[[]]", "{a: b}", ".nan"),
        *("2025-02-30", "9999-12-31", "0001-01-01", "25:61", "2025-02-25 10:00", "24:00"),
        *("*x", "!t x", "&x y", "|", ">-", "...", "a", "plenary", "session", '"\\ud800"', "true"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS


@FUZZ
@given(data=st.binary(max_size=200))
@example(data=b"%YAML 9.9\n---\n")
@example(data=b"? ? ?\n")
@example(data=b'"\\UFFFFFFFF"')
@example(data=b"!<tag:%zz> x")
@example(data=b"a: !!binary x\n")
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    is_problem_or_complaint(tmp_path / "any.yaml", data)


@FUZZ
@given(text=st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,? \n\t\\<~1.0"), max_size=60))
def test_any_text_of_yaml_characters(tmp_path: Path, text: str) -> None:
    is_problem_or_complaint(tmp_path / "any.yaml", text.encode())


@FUZZ
@given(data=st.data())
def test_a_sound_scenario_with_words_exchanged(tmp_path: Path, data: st.DataObject) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        until = min(len(text), at + data.draw(st.integers(0, 12)))
        text = text[:at] + str(data.draw(SCALARS)) + text[until:]
    is_problem_or_complaint(tmp_path / "week.yaml", text.encode("utf-8", "surrogatepass"))


VALUES = [part for line in SOUND.splitlines() for part in line.replace("{", ", ").split(", ")]
PLACES = sorted({part.split(": ")[1].strip("[]}") for part in VALUES if ": " in part})


@FUZZ
@given(old=st.sampled_from(PLACES), new=SCALARS)
@example(old="15", new=7)
@example(old="13:00", new="23:59")
@pytest.mark.ci
def test_a_sound_scenario_with_one_value_exchanged(tmp_path: Path, old: str, new: object) -> None:
    text = SOUND.replace(f": {old}", f": {new}", 1)
    is_problem_or_complaint(tmp_path / "week.yaml", text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("field", ["days", "slots", "rooms", "people", "sessions", "rolling"])
@pytest.mark.parametrize(
    "value", sampled(["~", "x", "[]", "1", "{}", "[~]", "[1]", "[[]]", "[{}]"], 3)
)
def test_a_field_of_another_shape(tmp_path: Path, field: str, value: str) -> None:
    text = SOUND.replace(f"\n{field}:", f"\n{field}: {value}\nold_{field}:", 1)
    is_problem_or_complaint(tmp_path / "week.yaml", text.encode())
