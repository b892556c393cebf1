"""Lines of words fit the terminal; commands and paths stay whole."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from scheduler.render.terminal.answer import Line
from scheduler.render.terminal.fitting import fit_line, wrap_words
from scheduler.render.terminal.phrase import Phrase


def fitted(text: str, width: int) -> list[str]:
    return [line.plain for line in fit_line(Line(text, "dim"), width)]


def test_what_goes_on_hangs_under_the_first_line() -> None:
    assert fitted("  warning W104 Chair of the Forum is vacant; nobody needs it", 30) == [
        "  warning W104 Chair of the",
        "    Forum is vacant; nobody",
        "    needs it",
    ]
    assert fitted("short", 30) == ["short"]


def test_a_row_of_a_table_goes_on_under_its_last_column_if_there_is_room() -> None:
    row = Line("  07:34  fact 1   WGTU overruns by thirty minutes", hang=17)
    assert [line.plain for line in fit_line(row, 36)] == [
        "  07:34  fact 1   WGTU overruns by",
        "                 thirty minutes",
    ]
    assert fit_line(row, 30)[1].plain == "    overruns by thirty minutes"


SIGNED = "2 · Wed a.m. + ENIP − CEI, Thu p.m. → Room 2 - WGTU"
WITH_ITS_NAME = re.compile(r"[-+−→·] \w+")


def phrased(text: str, width: int) -> list[str]:
    """As a column of a table of that width has it."""
    console = Console(width=width, file=StringIO(), color_system=None)
    with console.capture() as said:
        console.print(Phrase(text))
    return said.get().splitlines()


@pytest.mark.parametrize("lines", [fitted, phrased])
def test_a_sign_and_the_name_behind_it_stay_together(
    lines: Callable[[str, int], list[str]],
) -> None:
    wanted = WITH_ITS_NAME.findall(SIGNED)
    for width in range(9, len(SIGNED) + 1):
        broken = lines(SIGNED, width)
        assert [w for line in broken for w in WITH_ITS_NAME.findall(line)] == wanted, width
        assert " ".join(map(str.strip, broken)) == SIGNED
        assert max(map(len, broken)) <= width
    assert lines(SIGNED, len(SIGNED)) == [SIGNED]


def test_a_sign_and_a_word_too_long_for_its_line_are_two() -> None:
    assert fitted("then + implementation", 16) == ["then +", "  implementation"]
    assert wrap_words("a · b c · d", 6) == ["a · b", "c · d"]
    assert wrap_words("a · b c · d", 4) == ["a", "· b", "c", "· d"]


def test_commands_and_paths_stay_whole() -> None:
    command = "next: rollgrid export docx scenarios/csp11.yaml r1.json --to annex.docx"
    assert fitted(command, 30) == [command]
    assert fitted("lift it: 'rollgrid unpin wgtr --reason WHY', or another", 30) == [
        "lift it:",
        "  'rollgrid unpin wgtr --reason WHY',",
        "  or another",
    ]


def test_wide_letters_count_twice() -> None:
    assert fitted("工作组 会议 时间表", 11) == ["工作组 会议", "  时间表"]


@given(st.text(alphabet="ab -,é会", max_size=80), st.integers(10, 60))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_or_broken(text: str, width: int) -> None:
    lines = fitted(text, width)
    assert [word for line in lines for word in line.split(" ") if word] == text.split(" ") or [
        word for line in lines for word in line.split()
    ] == text.split()
    assert all(line.strip() for line in lines) or not text.strip()
