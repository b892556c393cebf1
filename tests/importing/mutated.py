"""Tables in real shapes with odd things in them: for whoever reads csv, xlsx and letters."""

from datetime import datetime, time
from io import BytesIO
from random import Random
from zipfile import ZipFile

import xlsxwriter

HEADINGS = (
    *("Date", "Start", "End", "Room", "Title", "id", "minutes", "Duration", "Time", "session"),
    *("part", "parts", "unplaced", "kind", "chairs", "group", "items", "documents", "closed"),
    *("least", "likely", "most", "split", "features", "exact", "count", "conflicts", "deadline"),
    *("Séance", "Fecha", "Начало", "结束时间", "القاعة", "", "date", "attendance", "rank", "slots"),
)
DATES = (
    "4 March 2025",
    "2025-03-04",
    "mardi 4 mars 2025",
    "5.3.2025",
    "2025年3月5日",
    "03/06/2025",
)
HOURS = (
    *("10:00", "13:00", "10 h", "3 p.m.", "10:00 – 13:00", "22:00 – 01:00", "24:00", "15.00-18.00"),
    *("from 15:00 until 18:00", "10:00\n13:00", "上午10时至下午1时", "0.4166667", "midnight", "10"),
)
NAMES = (
    *(
        "Budget",
        "WGTU",
        "WGTU (cont’d)",
        "Trade, 3rd meeting (closed)",
        "Lunch break",
        "tbc",
        "Vote",
    ),
    *(
        "10:00 – 11:00 Budget",
        "10:00 Opening",
        "(14:00 – 15:00)",
        "Launch (Room 3)",
        "WGETI¹",
        "Vote",
    ),
)
ODD = (
    *(
        "",
        " ",
        "~",
        "null",
        "yes",
        "-1",
        "9" * 5000,
        "1e3",
        "0x10",
        ".inf",
        "{a: b}",
        "- x",
        "#",
        "=",
    ),
    *(
        "\x7f",
        "\u202e",
        "\ud7ff",
        "x" * 3000,
        "a;b;c",
        ";;",
        "a=b=c",
        "00:00 – 00:00",
        "99:99",
        "- x",
    ),
    *("31.02.2025", "0001-01-01", "9999-12-31", "2025-02-30", "SIDE EVENTS", "Room", "Coffee"),
    *("2025-03-30 02:30", "a/b:c", "http://[", "https://x.y/a;b", "'", '"', "\\", "a\u2028b", "%"),
)
POOL = (*DATES, *HOURS, *NAMES, *ODD)
Rows = list[list[str]]


def table(rng: Random) -> Rows:
    """A programme, a list of sessions or a bare table, each with some cells that are odd."""
    kind = rng.random()
    if kind < 0.6:
        heads = ["Date", "Start", "End", "Room", "Title"]
        rows = [
            [rng.choice(DATES), *sorted(rng.sample(HOURS[:2], 2)), "Hall", rng.choice(NAMES)]
            for _ in range(rng.randint(1, 6))
        ]
    elif kind < 0.85:
        heads = ["id", "title", "minutes", "chairs", "days"]
        rows = [[f"s{n}", rng.choice(NAMES), "60", "ada", "2025-03-04"] for n in range(3)]
    else:
        heads = rng.sample(HEADINGS, 5)
        rows = [[rng.choice(POOL) for _ in heads] for _ in range(rng.randint(0, 4))]
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        row = rng.choice([heads, *rows])
        row[rng.randrange(len(row))] = rng.choice(HEADINGS if row is heads else POOL)
    if rng.random() < 0.1:
        rows.append(rng.sample(POOL, rng.randint(1, 9)))
    return [heads, *rows]


def annex(rng: Random) -> Rows:
    """Days across, hours down; or rooms down and hours across; some cells odd."""
    days = ["Monday 3 March", "Tuesday 4 March", "Wednesday 5 March 2025"]
    rows = [["", *days, ""]]
    for hours in ("10:00 – 13:00", "15:00 – 18:00", "SIDE EVENTS"):
        rows.append([hours, *(rng.choice(NAMES) for _ in days), hours])
    if rng.random() < 0.3:
        rows = [["Room", "10:00 – 13:00", "13:00 – 14:00", "15:00 – 18:00"]]
        rows += [[room, *(rng.choice(NAMES) for _ in range(3))] for room in ("Hall", "Annex")]
    for _ in range(rng.choice((0, 1, 2, 4, 8))):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(POOL)
    if rng.random() < 0.2:
        rows.insert(rng.randrange(len(rows)), [rng.choice(POOL) for _ in rows[0]])
    return rows


def as_csv(rows: Rows, rng: Random) -> bytes:
    """Quoted where needed; mostly commas, sometimes Excel's semicolons."""
    mark = rng.choice((",", ",", ";", "\t"))
    lines = (mark.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    head = "sep=;\n" if mark == ";" and rng.random() < 0.5 else ""
    return (head + "\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def as_xlsx(rows: Rows, rng: Random) -> bytes:
    """Some cells as the dates, hours, numbers and truths that a spreadsheet has."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day, clock = (book.add_format({"num_format": form}) for form in ("d/m/yyyy", "[h]:mm"))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                odd = rng.random() if at else 1.0
                if odd < 0.04:
                    sheet.write_datetime(at, column, datetime(2025, 3, rng.randint(1, 9)), day)
                elif odd < 0.08:
                    sheet.write_datetime(at, column, time(rng.randrange(24), 30), clock)
                elif odd < 0.12:
                    sheet.write_number(at, column, rng.choice((0.4375, 1, 2.5, 45_720, -3, 1e300)))
                elif odd < 0.14:
                    sheet.write_boolean(at, column, rng.random() < 0.5)
                elif odd < 0.15:
                    sheet.write_formula(at, column, "=1+1")
                else:
                    sheet.write_string(at, column, cell)
    return data.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOOKS = (
    "",
    "",
    "",
    "",
    "<w:i/>",
    "<w:strike/>",
    "<w:vanish/>",
    '<w:vertAlign w:val="superscript"/>',
)
MERGES = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>")
TRACKED = ("ins", "del", "moveTo", "moveFrom", "smartTag", "sdt")


def as_docx(rows: Rows, rng: Random) -> bytes:
    """A letter with nothing but a title and a table, merged and tracked at random."""
    body = "".join(f"<w:tr>{_cells(row, rng)}</w:tr>" for row in rows)
    title = "PROGRAMME: GENEVA, 3-5 MARCH 2025" if rng.random() < 0.9 else rng.choice(POOL)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{_paragraph(title, "")}'
        f"<w:tbl>{body}</w:tbl>{_paragraph('* Subject to change.', '')}</w:body></w:document>"
    )
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", text.encode("utf-8", "replace"))
    return data.getvalue()


def _cells(row: list[str], rng: Random) -> str:
    made, at = "", 0
    while at < len(row):
        across = 2 if rng.random() < 0.03 and at + 1 < len(row) else 1
        merge = (
            rng.choice(('<w:vMerge w:val="restart"/>', "<w:vMerge/>"))
            if rng.random() < 0.03
            else ""
        )
        paragraphs = "".join(_paragraph(line, _look(rng), rng) for line in row[at].split("\n"))
        properties = f'<w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>'
        made += f"<w:tc>{properties}{paragraphs}</w:tc>"
        at += across
    return made


def _look(rng: Random) -> str:
    return rng.choice(LOOKS) if rng.random() < 0.1 else ""


def _paragraph(text: str, look: str, rng: Random | None = None) -> str:
    shown = "".join(c for c in text if c >= " " and c != "\x7f")
    for mark, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        shown = shown.replace(mark, name)
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'
    if rng is not None and rng.random() < 0.05:
        tag = rng.choice(TRACKED)
        inside = f"<w:sdtContent>{run}</w:sdtContent>" if tag == "sdt" else run
        run = f"<w:{tag}>{inside}</w:{tag}>"
    return f"<w:p>{run}</w:p>"
