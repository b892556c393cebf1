"""Notices as a list: a line for each, its text below where there is room for it."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from scheduler.render.terminal.answer import INDENT, QUIET, Line, View, adapt, say
from scheduler.render.words import printable

if TYPE_CHECKING:
    from scheduler.store import Posted

STATES = ("due", "written", "sent")


def listing(posted: "Sequence[Posted]", view: View) -> list[Line]:
    """By revision: who is told, how far that is, and the short text."""
    if not posted:
        return [say("nobody has to be told anything")]
    lines: list[Line] = []
    wide = max(len(one.notice.recipient) for one in posted)
    for publication in sorted({one.publication for one in posted}):
        of = [one for one in posted if one.publication == publication]
        counts = ((state, sum(one.state == state for one in of)) for state in STATES)
        summary = ", ".join(f"{n} {state}" for state, n in counts if n)
        lines += [Line()] if lines else []
        lines.append(say(f"Rev.{publication} · {summary}", "bold"))
        for one in of:
            lines.append(say(f"{one.notice.recipient:<{wide}}  {one.state}"))
            for words in wrap(printable(one.notice.text), max(20, view.width - 2 * INDENT - 2)):
                lines.append(say(words, QUIET, indent=2 * INDENT))
    return adapt(lines, view)
