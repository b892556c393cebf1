from typing import Any

import pytest

from scheduler.render.formats import ExportRequest
from scheduler.render.layout.fit import FLOWING, GAP, MARK, SIZES, TALLEST, Fit, fit, lines_of
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.sheets import Band, Box, Head, Line, Sheet
from tests.render.annexes import PRINTED, meeting, record, titled

PAGE = {"width": 757.0, "height": 494.0, "label": 82.0}


def sheets(*titles: str) -> tuple[Sheet, ...]:
    problem = titled(*titles) if titles else meeting()
    (page,) = lay_out(problem, record(*PRINTED)).pages
    return page


def fitted(*titles: str, height: float = 494.0) -> Fit:
    return fit(sheets(*titles), [("TITLE", 3.0)], **{**PAGE, "height": height})


def test_short_titles_are_set_in_the_largest_size() -> None:
    assert (fitted().size, fitted().one_page) == (SIZES[0], True)


def test_longer_titles_are_never_set_larger() -> None:
    sizes = [fitted(*["practices " * count] * 4).size for count in (5, 30, 50, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]


def test_what_fits_at_no_size_flows_in_a_size_to_be_read() -> None:
    made = fitted(*["practices " * 180] * 4)
    assert not made.one_page
    assert made.size == FLOWING


def test_rows_of_slots_share_the_height_and_stop_at_the_tallest() -> None:
    *slots, side = fitted(height=900.0).heights[0]
    assert slots == [TALLEST, TALLEST]
    assert side < TALLEST
    assert sum(fitted(height=300.0).heights[0]) < 300.0


def test_a_long_word_is_kept_whole_in_a_smaller_size() -> None:
    assert fitted("Weltgesundheitsversammlun").size < SIZES[0]


def test_a_word_too_long_at_any_size_does_not_shrink_the_annex() -> None:
    assert fitted("x" * 120).size == SIZES[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("one", 1), ("one two", 1), ("word " * 20, 7), ("x" * 100, 6), ("会" * 25, 3)],
)
def test_lines_are_counted_by_the_width_of_the_letters(text: str, lines: int) -> None:
    assert lines_of(text, 10.0, 100.0) == lines


def test_rows_of_a_list_are_as_high_as_their_words_not_as_was_reckoned() -> None:
    """Some lines of a list stood in rows of two lines, beside others in rows of one."""
    problem = titled(*(f"{'practices ' * count}" for count in (1, 12, 14, 16)))
    (page,) = lay_out(problem, record(*PRINTED), ExportRequest(view="list")).pages
    made = fit(page, [], **PAGE)
    assert len({height for heights in made.heights for height in heights}) == 1


def test_what_stands_beside_a_sitting_takes_no_room_for_a_line_above_it() -> None:
    """CSP11 in two languages was reckoned too tall, and its last footnote had a page of its own."""

    def least(later: Line, **changes: Any) -> float:
        box = Box((Line("WGTU"), later), **changes)
        sheet = Sheet(None, (Head(None, "", ""),), (Band("", (box,)),), "")
        return fit((sheet,), [], **{**PAGE, "height": 1.0}).heights[0][0]

    assert least(Line("GTTU", echo=True)) + GAP == least(Line("GTTU", stub=True))
    assert least(Line("GTTU", echo=True), changed=True) == least(Line("GTTU", echo=True)) + MARK
