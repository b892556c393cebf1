"""The text of a scenario changed in place: what is not named stays, comments too."""

from typing import Any

import pytest

from scheduler.scenario.editing import (
    AddSession,
    DropSession,
    Edit,
    JoinOrder,
    LeaveOrder,
    NotEditableError,
    SetField,
    SetOrder,
    batch,
    rewrite,
)
from scheduler.scenario.editing.yaml_spans import Spans

TEXT = """\
# The meeting of the harvest.
format: 1
sessions:
  # Fruit first.
  - id: apples  # the oldest
    title: Apples
    minutes: {least: 30,  # never less
      likely: 60}
    pin:
      not_before: "2030-03-05 09:00"  # the fair
  # Then the soft ones.
  - {id: plums, title: Plums, minutes: 30}  # short
  - id: pears
    minutes: 1h
    slots:
      - morning
rolling:
  - room: barn
    order:
      - apples  # first
      # by wish of the growers
      - pears
  - {room: loft, order: [plums, quinces]}
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetField("plums", ("minutes",), "45"), "minutes: 30}", "minutes: 45}"),
        (SetField("apples", ("title",), "Cider"), "title: Apples", "title: Cider"),
        (SetField("apples", ("minutes", "likely"), "75"), "likely: 60}", "likely: 75}"),
        (SetField("apples", ("minutes", "most"), "90"), "likely: 60}", "likely: 60, most: 90}"),
        (
            SetField("apples", ("pin", "exact"), '"2030-03-05 10:00"', "not_before"),
            'not_before: "2030-03-05 09:00"',
            'exact: "2030-03-05 10:00"',
        ),
        (
            SetField("apples", ("pin", "room"), "barn"),
            "  # the fair\n",
            "  # the fair\n      room: barn\n",
        ),
        (SetField("plums", ("pin", "room"), "loft"), "30}", "30, pin: {room: loft}}"),
        (SetField("pears", ("slots",), "[evening]"), ":\n      - morning", ": [evening]"),
        (
            SetField("pears", ("pin", "room"), "loft"),
            "- morning\n",
            "- morning\n    pin: {room: loft}\n",
        ),
        (AddSession("figs", "{id: figs}"), "- morning\n", "- morning\n  - {id: figs}\n"),
        (
            DropSession("plums"),
            "  - {id: plums, title: Plums, minutes: 30}  # short\n",
            "",
        ),
        (
            SetOrder(0, ("pears", "apples")),
            "      - apples  # first\n      # by wish of the growers\n      - pears\n",
            "      # by wish of the growers\n      - pears\n      - apples  # first\n",
        ),
        (JoinOrder(0, "figs", "apples"), "# first\n", "# first\n      - figs\n"),
        (JoinOrder(1, "figs", ""), "[plums,", "[figs, plums,"),
        (LeaveOrder(1, "plums"), "[plums, quinces]", "[quinces]"),
        (SetOrder(1, ("quinces", "figs", "plums")), "[plums, quinces]", "[quinces, plums]"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_one_place_changes_and_nothing_else(
    edit: Edit, old: str, new: str, ends: str, mark: str
) -> None:
    assert TEXT.count(old) == 1
    before = mark + TEXT.replace("\n", ends)
    assert rewrite(before, [edit]) == mark + TEXT.replace(old, new).replace("\n", ends)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SetField("figs", ("title",), "Figs"), "in an included file"),
        (SetField("apples", ("minutes",), "60"), "a comment stands inside it"),
        (SetOrder(2, ("a", "b")), "in an included file"),
        (LeaveOrder(3, "a"), "in an included file"),
    ],
)
def test_what_cannot_be_changed_in_place_is_said(edit: Edit, why: str) -> None:
    with pytest.raises(NotEditableError, match=why):
        rewrite(TEXT, [edit])


def test_what_is_written_once_for_several_is_left_alone() -> None:
    text = "sessions:\n  - {id: a, pin: &p {room: barn}}\n  - {id: b, pin: *p}\n"
    with pytest.raises(NotEditableError, match="alias") as raised:
        rewrite(text, [SetField("b", ("pin", "room"), "loft")])
    assert raised.value.line == 2


def test_the_last_line_needs_no_end() -> None:
    text = "sessions:\n  - {id: a}\n  - {id: b}"
    added = rewrite(text, [AddSession("c", "{id: c}")])
    assert added == f"{text}\n  - {{id: c}}"
    assert rewrite(added, [DropSession("c")]) == f"{text}\n"


def test_the_only_session_is_not_taken_out() -> None:
    with pytest.raises(NotEditableError, match="only one"):
        rewrite("sessions: [{id: a}]", [DropSession("a")])


MANY = 60


def many(count: int = MANY) -> str:
    entries = "".join(f"  - {{id: s{n}, title: T{n}, minutes: 30}}  # {n}\n" for n in range(count))
    return f"sessions:\n{entries}"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is read for its places."""
    read: list[str] = []

    def counted(text: str) -> Any:
        read.append(text)
        return Spans(text)

    monkeypatch.setattr(batch, "Spans", counted)
    return read


def test_a_text_is_read_once_for_edits_that_do_not_touch(readings: list[str]) -> None:
    """A thousand rows of a sheet that say otherwise took minutes."""
    edits: list[Edit] = [SetField(f"s{n}", ("minutes",), "45") for n in range(MANY)]
    edits += [AddSession(f"n{n}", f"{{id: n{n}, minutes: 5}}") for n in range(MANY)]
    added = "".join(f"  - {{id: n{n}, minutes: 5}}\n" for n in range(MANY))
    assert rewrite(many(), edits) == many().replace("30}", "45}") + added
    assert len(readings) == 1
    dropped: list[Edit] = [DropSession(f"s{n}") for n in range(1, MANY)]
    assert rewrite(many(), dropped) == many(1)
    assert len(readings) <= 3


def test_edits_that_touch_are_carried_out_one_after_another(readings: list[str]) -> None:
    edits: list[Edit] = [
        SetField("s0", ("pin", "exact"), "10:00"),
        SetField("s0", ("pin", "not_before"), "09:00"),
        AddSession("n", "{id: n, minutes: 5}"),
        SetField("n", ("minutes",), "10"),
    ]
    assert rewrite(many(1), edits) == (
        "sessions:\n  - {id: s0, title: T0, minutes: 30, pin: {exact: 10:00, not_before: 09:00}}"
        "  # 0\n  - {id: n, minutes: 10}\n"
    )
    assert len(readings) == 3


def test_all_edits_that_cannot_be_carried_out_are_named(readings: list[str]) -> None:
    edits: list[Edit] = [SetField(f"s{n}", ("title",), "x") for n in range(MANY - 9, MANY + 9)]
    with pytest.raises(NotEditableError) as caught:
        rewrite(many(), edits)
    assert {*caught.value.each} == {*range(9, 18)}
    assert len(readings) == 1


def test_a_field_without_a_value_gets_it_behind_its_colon() -> None:
    text = "sessions:\n  - id: apples\n    label:  # to be found\n    minutes: 30\n"
    after = rewrite(text, [SetField("apples", ("label",), "Fruit")])
    assert after == text.replace("label:", "label: Fruit")
