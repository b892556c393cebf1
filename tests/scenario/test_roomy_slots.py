"""One slot that has room for a session is enough, and is found without looking at all of them."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from scheduler.scenario import load_bytes
from scheduler.scenario.checks import fitting
from scheduler.scenario.checks.field_values import check_fields
from scheduler.scenario.checks.fitting import check_fit
from scheduler.scenario.checks.roomy_slots import ListedSlots
from scheduler.scenario.draft import Draft, draft_of
from scheduler.scenario.rereading import complaints
from scheduler.scenario.yaml.parsing import parse
from tests.scenario.texts import changed

MOMENTS = ("2025-02-25 10:00", "2025-02-25 13:00", "2025-02-26 17:30", "2025-02-26 18:45")
WHERE = ("", ", slots: [afternoon]", ", days: [2025-02-26]", ", slots: [2025-02-25/morning]")
SPLITS = ("", ", split: {least_part: 30, most_parts: 2}", ", split: {least_part: 30, days: same}")


def bounded() -> list[str]:
    """Sessions with every kind of bound, alone and with another one."""
    pins = ["", *(f", pin: {{{how}: {at}}}" for how in ("exact", "not_before") for at in MOMENTS)]
    windows = ["", *(f", {name}: {at}" for name in ("after", "deadline") for at in MOMENTS[:3])]
    sessions = product((45, 190, 400), pins, windows, WHERE, SPLITS)
    return [
        f"  - {{id: s{n}, title: S{n}, minutes: {minutes}{pin}{window}{where}{split}}}\n"
        for n, (minutes, pin, window, where, split) in enumerate(sessions)
    ]


def draft(sessions: list[str], aligned: bool) -> Draft:
    end = ", aligned: true}" if aligned else "}"
    text = changed(
        ("end: 13:00}", f"end: 13:00{end}"), ("  - {id: a,", f"{''.join(sessions)}  - {{id: a,")
    )
    scenario, faults = check_fields(parse(text)[0])
    assert scenario is not None, faults
    return draft_of(scenario)


@pytest.mark.parametrize("aligned", [False, True])
def test_what_is_told_is_what_looking_at_every_slot_tells(
    aligned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft(bounded()[int(aligned) :: 7], aligned)
    told = list(check_fit(made))
    monkeypatch.setattr(ListedSlots, "hold", lambda *_: False)
    assert list(check_fit(made)) == told
    assert {finding.code for finding in told} == {"S021", "S033", "S036", "S045"}


def test_of_a_session_that_fits_no_slot_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[Any] = []
    monkeypatch.setattr(fitting, "_unfit", lambda *of: weighed.append(of))
    fits = "minutes: 60, pin: {exact: 2025-02-26 10:30}"
    sessions = [f"  - {{id: s{n}, title: S, {fits}}}\n" for n in range(5)]
    assert not list(check_fit(draft(sessions, False)))
    assert not weighed


def test_letters_of_any_kind_are_read_again() -> None:
    text = changed(("title: C,", "title: C \N{GRINNING FACE},"))
    assert not complaints(load_bytes(Path("week.yaml"), text.encode()).problem)
