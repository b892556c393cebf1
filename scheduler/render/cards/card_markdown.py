"""The cards in Markdown: a table each."""

from scheduler.render.cards.card_page import Page
from scheduler.render.markdown import escaped


def write(page: Page) -> bytes:
    lines = [f"# {escaped(page.title)}", "", escaped(page.subtitle), ""]
    for sheet in page.sheets:
        lines += [f"## {escaped(sheet.title)}", "", f"| {escaped(sheet.head)} | then |"]
        lines += ["|---|---|"]
        lines += [f"| {escaped(when)} | {escaped(what)} |" for when, what in sheet.rows]
        lines.append("")
    lines.append(escaped(page.note))
    return ("\n".join(lines) + "\n").encode()
