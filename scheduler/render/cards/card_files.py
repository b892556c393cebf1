"""The cards as files: Markdown, HTML, Word; and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.render.cards.card_page import Page
from scheduler.render.markdown import escaped
from scheduler.render.reports.envelope import to_json
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.replanning.contingency import Card

SUFFIXES = (".md", ".html", ".docx", ".json")
LEFT, RIGHT = 48, 132
"""Millimetres of the two columns in Word."""


def exported(path: Path, page: Page, data: bytes) -> bytes:
    """The page in the format that the name of the file asks for; ``data``: it as JSON."""
    match path.suffix.lower():
        case ".md":
            return _markdown(page)
        case ".html":
            return _html(page)
        case ".docx":
            return _docx(page)
        case ".json":
            return data
    raise ValueError(f"{path}: write {', '.join(SUFFIXES)}")


def as_json(record: Record, cards: "Sequence[Card]") -> bytes:
    """One object: for each hand-over its rows, and what follows at each end that was tried."""
    content = {
        "meeting": record.meeting,
        "timezone": record.timezone,
        "revision": record.revision,
        "cards": [asdict(card) for card in cards],
    }
    return to_json(content, record.zone)


def _markdown(page: Page) -> bytes:
    lines = [f"# {escaped(page.title)}", "", escaped(page.subtitle), ""]
    for sheet in page.sheets:
        lines += [f"## {escaped(sheet.title)}", "", f"| {escaped(sheet.head)} | then |"]
        lines += ["|---|---|"]
        lines += [f"| {escaped(when)} | {escaped(what)} |" for when, what in sheet.rows]
        lines.append("")
    lines.append(escaped(page.note))
    return ("\n".join(lines) + "\n").encode()


def _html(page: Page) -> bytes:
    from importlib.resources import files

    from markupsafe import Markup

    from scheduler.render.html.annex_html import environment, policy

    style = files(__package__).joinpath("card.css").read_text(encoding="utf-8")
    template = environment(__package__).get_template("card.html.j2")
    return template.render(style=Markup(style), policy=policy(style), page=page).encode()


def _docx(page: Page) -> bytes:
    from docx import Document
    from docx.shared import Mm

    from scheduler.render.docx import ooxml
    from scheduler.render.languages.english import ENGLISH

    document = Document()
    ooxml.prepare(document, size=10, language=ENGLISH)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    ooxml.write_text(document.add_paragraph(style="Heading 1"), page.title)
    ooxml.write_text(document.add_paragraph(), page.subtitle)
    for sheet in page.sheets:
        heading = document.add_paragraph(style="Heading 2")
        heading.paragraph_format.keep_with_next = True
        ooxml.write_text(heading, sheet.title)
        table = document.add_table(rows=len(sheet.rows) + 1, cols=2, style="Table Grid")
        ooxml.describe(table, sheet.title, f"{sheet.head} and what follows")
        table.autofit = False
        for column, width in zip(table.columns, (LEFT, RIGHT), strict=True):
            column.width = Mm(width)
        rows = [(sheet.head, "then"), *sheet.rows]
        for number, (row, told) in enumerate(zip(table.rows, rows, strict=True)):
            ooxml.keep_whole(row, header=number == 0)
            for cell, text, width in zip(row.cells, told, (LEFT, RIGHT), strict=True):
                cell.width = Mm(width)
                ooxml.write_text(cell.paragraphs[0], text, bold=number == 0 or None)
    ooxml.write_text(document.add_paragraph(style=ooxml.NOTE), page.note)
    return ooxml.to_bytes(
        document, title=page.title, made=page.made, revision=0, language=ENGLISH.word_tag
    )
