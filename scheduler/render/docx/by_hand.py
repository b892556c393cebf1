"""What is left to do by hand in a letter whose annex was replaced: words outside the table."""

from collections.abc import Iterator

from scheduler.letter import Chosen
from scheduler.render.docx.lost_content import quoted
from scheduler.render.layout import heading
from scheduler.render.layout.shape import Layout

QUOTED = 60
"""Letters of a text that is quoted."""


def left_by_hand(chosen: Chosen, layout: Layout) -> Iterator[str]:
    """
    A line for each: the title, Rev.n, the legend of the shades, footnotes, what has no place.

    Only what the letter does not say, in its text or in its headers and footers.
    """
    said = _plain(" ".join((*chosen.texts, chosen.annex.title, chosen.letter.margins)))

    def lacks(text: str) -> bool:
        return _plain(text) not in said

    title = heading.title(layout).rstrip("* ")
    if lacks(title):
        yield f"the title: the timetable's is '{title}'"
    number, issue = heading.revised(layout), heading.issue(layout)
    if number is not None and issue is not None and lacks(number):
        yield f"the issue, which the letter does not name: {issue}"
    if layout.changed and lacks(layout.language.legend):
        yield f"the legend: {layout.language.legend}"
    for footnote in heading.footnotes(layout):
        text = "".join(run.text for run in footnote).lstrip("* ")
        if lacks(text):
            yield f"the footnote {quoted(text, QUOTED)}"
    waiting = heading.unplaced(layout)
    if waiting is not None and lacks(waiting):
        yield waiting


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
