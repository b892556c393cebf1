"""The contingency card: words first, then the terminal, Markdown, HTML, Word, JSON."""

from scheduler.render.cards.exports import SUFFIXES, as_json, exported
from scheduler.render.cards.page import Page, Sheet, page
from scheduler.render.cards.terminal import drawn

__all__ = ["SUFFIXES", "Page", "Sheet", "as_json", "drawn", "exported", "page"]
