"""The contingency card: words first, then the terminal, Markdown, HTML, Word, JSON."""

from scheduler.render.cards.card_files import SUFFIXES, as_json, exported
from scheduler.render.cards.card_page import Page, Sheet, page
from scheduler.render.cards.card_screen import drawn

__all__ = ["SUFFIXES", "Page", "Sheet", "as_json", "drawn", "exported", "page"]
