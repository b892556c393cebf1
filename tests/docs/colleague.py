"""
Somebody who edits the table of an annex in Word: one text of a cell becomes another.

    python -m tests.docs.colleague annex.docx "WGTR" "Reporting"
"""

import sys

from docx import Document


def main(path: str, before: str, after: str) -> None:
    """Every paragraph of a cell that says this says that instead."""
    letter = Document(path)
    paragraphs = [
        paragraph
        for table in letter.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        if paragraph.text == before
    ]
    assert paragraphs, f"no cell says {before!r}"
    for paragraph in paragraphs:
        paragraph.text = after
    letter.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
