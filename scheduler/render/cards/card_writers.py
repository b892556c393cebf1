"""The cards in files: Markdown, a page to be printed or read on a phone, Word."""

from importlib.resources import files

from docx import Document
from docx.shared import Mm
from markupsafe import Markup

from scheduler.render.cards.card_page import Page
from scheduler.render.docx import ooxml
from scheduler.render.html.page_parts import environment, policy
from scheduler.render.languages.english import ENGLISH
from scheduler.render.markdown import escaped

LEFT, RIGHT = 48, 132
"""Millimetres of the two columns in Word."""


def write_markdown(page: Page) -> bytes:
    lines = [f"# {escaped(page.title)}", "", escaped(page.subtitle), ""]
    for sheet in page.sheets:
        lines += [f"## {escaped(sheet.title)}", "", f"| {escaped(sheet.head)} | then |"]
        lines += ["|---|---|"]
        lines += [f"| {escaped(when)} | {escaped(what)} |" for when, what in sheet.rows]
        lines.append("")
    lines.append(escaped(page.note))
    return ("\n".join(lines) + "\n").encode()


def write_html(page: Page) -> bytes:
    style = files(__package__).joinpath("card.css").read_text(encoding="utf-8")
    template = environment(__package__).get_template("card.html.j2")
    return template.render(style=Markup(style), policy=policy(style), page=page).encode()


def write_docx(page: Page) -> bytes:
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
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            ooxml.keep_whole(row, header=number == 0)
            for cell, text, width in zip(row.cells, texts, (LEFT, RIGHT), strict=True):
                cell.width = Mm(width)
                ooxml.write_text(cell.paragraphs[0], text, bold=number == 0 or None)
    ooxml.write_text(document.add_paragraph(style=ooxml.NOTE), page.note)
    return ooxml.to_bytes(
        document, title=page.title, made=page.made, revision=0, language=ENGLISH.word_tag
    )
