"""Lines of words fit the terminal; commands and paths stay whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.render.terminal.answer import Line
from scheduler.render.terminal.fitting import fit_line


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
