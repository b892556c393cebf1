"""The contingency card: words first (``card_page``), then the terminal and files."""

from scheduler.render.cards.card_files import SUFFIXES, as_json, write_card
from scheduler.render.cards.card_page import Page, Sheet, draw, page

__all__ = ["SUFFIXES", "Page", "Sheet", "as_json", "draw", "page", "write_card"]
