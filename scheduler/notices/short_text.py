"""The short text: at most 160 characters, cut between words."""

from collections.abc import Sequence

from scheduler.render.words.words import printable

LONGEST = 160
ELLIPSIS = "…"


def shortened(text: str, longest: int = LONGEST) -> str:
    """
    The text on one line; if it is too long, as many whole words as fit, and an ellipsis.

    A single word that is too long by itself is cut where it has to be.
    """
    line = printable(text)
    if len(line) <= longest:
        return line
    room = longest - len(ELLIPSIS)
    cut = line[: room + 1].rfind(" ")
    whole_words = line[:cut].rstrip(" ,;:") if cut > 0 else line[:room]
    return whole_words + ELLIPSIS


def short(meeting: str, issue: str, sentences: Sequence[str]) -> str:
    """``CSP11 Working Group Meetings, Rev.1: CEI starts Wed 10:30 instead of 10:00``"""
    return shortened(f"{meeting}, {issue}: {'; '.join(sentences)}")
