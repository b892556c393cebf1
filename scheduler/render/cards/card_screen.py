"""The cards as lines of a terminal: two columns, the second one wrapped."""

from textwrap import wrap

from scheduler.render.cards.card_page import Page, Sheet
from scheduler.render.terminal.answer import INDENT, QUIET, Line, View
from scheduler.render.words import ascii_only

GAP = 2
NARROW = 24
"""Columns that are left for what follows, at least; below that the two columns become one."""


def drawn(page: Page, view: View) -> list[Line]:
    """All cards, one below the other."""
    lines = [Line(f"{'':{INDENT}}{line}", "bold") for line in _wrapped(page.title, view)]
    lines += [Line(f"{'':{INDENT}}{line}", QUIET) for line in _wrapped(page.subtitle, view)]
    for sheet in page.sheets:
        lines += [Line(), *_sheet(sheet, view)]
    lines += [Line(), *(Line(f"{'':{INDENT}}{line}", QUIET) for line in _wrapped(page.note, view))]
    if view.ascii:
        return [Line(ascii_only(line.plain), line.style) for line in lines]
    return lines


def _wrapped(text: str, view: View) -> list[str]:
    return wrap(text, max(NARROW, view.width - INDENT), break_on_hyphens=False)


def _sheet(sheet: Sheet, view: View) -> list[Line]:
    left = max(len(sheet.head), *(len(when) for when, _ in sheet.rows)) + GAP
    right = view.width - INDENT - left
    lines = [Line(f"{'':{INDENT}}{line}", "bold") for line in _wrapped(sheet.title, view)]
    if right < NARROW or view.list:
        for when, what in sheet.rows:
            lines += [Line(f"{'':{INDENT}}{line}") for line in _wrapped(f"{when}: {what}", view)]
        return lines
    lines.append(Line(f"{'':{INDENT}}{sheet.head:<{left}}then", QUIET))
    for when, what in sheet.rows:
        for n, words in enumerate(wrap(what, right, break_on_hyphens=False)):
            lines.append(Line(f"{'':{INDENT}}{when if n == 0 else '':<{left}}{words}"))
    return lines
