"""What an import left out is named with its place."""

from scheduler.importing.tally import NAMED, LeftOut, left_out


def test_what_was_left_out_is_named_with_its_place() -> None:
    left = [LeftOut("row 4", "Coffee", "it has no hours"), LeftOut("line 9", "", "it has no end")]
    assert left_out(left) == [
        "row 4, 'Coffee': left out: it has no hours",
        "line 9: left out: it has no end",
    ]
    assert left_out([]) == []


def test_a_mistake_in_every_row_does_not_fill_the_screen() -> None:
    lines = left_out([LeftOut(f"row {n}", "x" * 99, "no hours") for n in range(NAMED + 7)])
    assert len(lines) == NAMED + 1
    assert lines[-1] == "and 7 more that were left out"
    assert all(len(line) < 100 for line in lines)
