"""The cards as a page of their own, to be printed or read on a phone."""

from importlib.resources import files

from markupsafe import Markup

from scheduler.render.cards.card_page import Page
from scheduler.render.html.annex_html import environment, policy


def write(page: Page) -> bytes:
    style = files(__package__).joinpath("card.css").read_text(encoding="utf-8")
    template = environment(__package__).get_template("card.html.j2")
    return template.render(style=Markup(style), policy=policy(style), page=page).encode()
