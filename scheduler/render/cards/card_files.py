"""The cards as files: the table of their formats, and JSON."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.render.cards.card_page import Page
from scheduler.render.terminal.answer import to_json
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.replanning.contingency import Card

WRITERS = {".md": "write_markdown", ".html": "write_html", ".docx": "write_docx"}
"""Suffix -> the function of ``card_writers`` that writes it; loaded when it is asked for."""
SUFFIXES = (*WRITERS, ".json")


def write_card(path: Path, page: Page, data: bytes) -> bytes:
    """
    The page in the format that the name of the file asks for; ``data``: it as JSON.

    Raises
    ------
    ValueError
        No format has such names.
    """
    suffix = path.suffix.lower()
    if suffix == ".json":
        return data
    if suffix not in WRITERS:
        raise ValueError(f"{path}: write {', '.join(SUFFIXES)}")
    from scheduler.render.cards import card_writers  # what it loads takes 0.1 s

    write: Callable[[Page], bytes] = getattr(card_writers, WRITERS[suffix])
    return write(page)


def as_json(record: Record, cards: "Sequence[Card]") -> bytes:
    """One object: for each hand-over its rows, and what follows at each end that was tried."""
    content = {
        "meeting": record.meeting,
        "timezone": record.timezone,
        "revision": record.revision,
        "cards": [asdict(card) for card in cards],
    }
    return to_json(content, record.zone)
