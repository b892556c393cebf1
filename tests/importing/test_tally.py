"""An import ends with what was read and what was left out."""

from scheduler.importing.tally import NAMED, LeftOut, tally


def test_what_was_left_out_is_named_with_its_place_before_it_is_counted() -> None:
    left = [LeftOut("row 4", "Coffee", "it has no hours"), LeftOut("line 9", "", "it has no end")]
    assert tally(12, left) == [
        "row 4, 'Coffee': left out: it has no hours",
        "line 9: left out: it has no end",
        "12 read, 2 left out",
    ]
    assert tally(1_200) == ["1,200 read, 0 left out"]


def test_a_mistake_in_every_row_does_not_fill_the_screen() -> None:
    left = [LeftOut(f"row {n}", "x" * 99, "no hours") for n in range(NAMED + 7)]
    lines = tally(0, left)
    assert len(lines) == NAMED + 2
    assert lines[-2:] == ["and 7 more", f"0 read, {NAMED + 7} left out"]
    assert all(len(line) < 100 for line in lines)
