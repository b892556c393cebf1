"""
The timetable in Word: landscape A4, one page where it fits, tables a screen reader can read.

Equal layouts give equal bytes: dates come from the layout, zip entries carry none.
"""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from scheduler.problem import Problem
from scheduler.render.docx import ooxml
from scheduler.render.docx.table_docx import BAR, CHANGED, LABEL, QUIET, add_table
from scheduler.render.formats import ExportRequest
from scheduler.render.layout import heading
from scheduler.render.layout.fit import FLOWING, Fit, fit
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Page, Sheet
from scheduler.render.qr import png
from scheduler.timetable import Record

LONG, SHORT = Mm(297), Mm(210)
MARGIN, FOOTER = Mm(15), Mm(7)
WIDTH = Length(LONG - 2 * MARGIN)
TALLEST_TABLE = 420.0
"""Points of rows that fit a page under a caption; a taller table is cut where the page ends."""
LONGEST_FOOT = 100
"""Characters of a title that the foot of a page has room for."""
CODE = Mm(20)
"""A side of the QR code, with its white border."""
CODE_ROOM = CODE.pt + 12.0
"""Points that the code takes from the height of a page."""
SPARE = 16.0
"""Points of a page that stay empty: what Word and LibreOffice add around a table."""


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    return write(lay_out(problem, record, request))


def write(layout: Layout) -> bytes:
    """The whole view, a page a week or day; what does not fit its page flows onto the next."""
    document = Document()
    fits = [_fit(layout, page) for page in layout.pages]
    size = min((fitted.size for fitted in fits), default=FLOWING)
    ooxml.prepare(document, size=size, language=layout.language)
    below = _with_changes(layout, fits[-1], size) if fits else None
    fits = [*fits[:-1], below] if below is not None else fits
    many = len(fits) > 1 or bool(layout.appendix) or not all(fitted.one_page for fitted in fits)
    _set_page(document, layout, numbered=many or (bool(layout.changes) and below is None))
    _top(document, layout)
    for index, (page, fitted) in enumerate(zip(layout.pages, fits, strict=True)):
        for number, (sheet, heights) in enumerate(zip(page, fitted.heights, strict=True)):
            _caption(document, layout, sheet, new_page=index > 0 and number == 0)
            whole = fitted.one_page or sum(heights) < TALLEST_TABLE
            add_table(document, layout, sheet, heights=heights, width=WIDTH, whole=whole)
    _bottom(document, layout)
    _changes(document, layout, new_page=below is None)
    _appendix(document, layout)
    if layout.draft:
        add_watermark(document, layout.language.draft)
    return ooxml.to_bytes(
        document,
        title=heading.title(layout).rstrip("*"),
        made=heading.dated(layout).replace(tzinfo=None),
        revision=layout.revision,
        language=layout.language.word_tag,
    )


def _with_changes(layout: Layout, alone: Fit, size: float) -> Fit | None:
    """
    The last page with the list of changes below; None if that takes a page of its own.

    ``size``: that of the document's text, which is not made smaller for it.
    """
    if not layout.changes or not alone.one_page:
        return None
    lines = [(layout.language.changes, 2.0), *((f"– {line}", -0.5) for line in layout.changes)]
    together = _fit(layout, layout.pages[-1], lines)
    return together if together.one_page and together.size >= size else None


def _fit(layout: Layout, page: Page, more: Sequence[tuple[str, float]] = ()) -> Fit:
    """``more``: paragraphs below the others, each with the points by which it is larger."""
    notes = ["".join(run.text for run in footnote) for footnote in heading.footnotes(layout)]
    below = [layout.language.legend if layout.changed else None, heading.unplaced(layout), *notes]
    titles = (heading.title(layout), heading.revised(layout))
    above = [
        ("\N{EM SPACE}".join(text for text in titles if text is not None), 3.0),
        (heading.subtitle(layout), 1.0),
        (heading.below_title(layout), 0.0),
        (heading.as_of(layout), 0.0),
    ]
    around = [*above, *((note, -0.5) for note in below), *more]
    return fit(
        page,
        [(text, larger) for text, larger in around if text is not None],
        width=WIDTH.pt,
        height=SHORT.pt - 2 * MARGIN.pt - SPARE - (CODE_ROOM if layout.address else 0.0),
        label=LABEL.pt,
    )


def _set_page(document: Doc, layout: Layout, *, numbered: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = FOOTER
    issue = heading.issue(layout)
    if numbered or issue is not None:
        _foot(section.footer.paragraphs[0], layout, issue, numbered=numbered)


def _foot(footer: Paragraph, layout: Layout, issue: str | None, *, numbered: bool) -> None:
    """Title and issue, for a sheet that is alone; the number of the page, if there are several."""
    title = heading.title(layout).rstrip("*")
    short = title if len(title) <= LONGEST_FOOT else f"{title[:LONGEST_FOOT]}…"
    _compose(footer, layout.language.dot.join(filter(None, (short, issue))), layout)
    if numbered:
        footer.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        footer.add_run("\t")
        ooxml.add_field(footer, "PAGE")
        footer.add_run(" / ")
        ooxml.add_field(footer, "NUMPAGES")


def _top(document: Doc, layout: Layout) -> None:
    line = document.add_paragraph(style="Heading 1")
    ooxml.write_text(line, heading.title(layout), turned=layout.language.rtl)
    issue = heading.revised(layout)
    if issue is not None:
        line.add_run(f"\N{EM SPACE}{issue}")
    whose = heading.subtitle(layout)
    if whose is not None:
        ooxml.write_text(document.add_paragraph(style=ooxml.SUBTITLE), whose, bold=True)
    meeting, when = heading.below_title(layout), heading.as_of(layout)
    if meeting is not None:
        _quietly(document, meeting, layout, space=8 if when is None else 3)
    if when is not None:
        _quietly(document, when, layout, space=8, italic=True)


def _quietly(
    document: Doc, text: str, layout: Layout, *, space: float, italic: bool | None = None
) -> None:
    """A line in the middle between title and table, with ``space`` points below it."""
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(space)
    ooxml.write_text(line, text, italic=italic, turned=layout.language.rtl)
    if layout.language.rtl:
        ooxml.turn_text(line)
    for run in line.runs:
        run.font.color.rgb = QUIET


def _bottom(document: Doc, layout: Layout) -> None:
    if layout.changed:
        legend = document.add_paragraph(style=ooxml.NOTE)
        if layout.language.rtl:
            ooxml.turn_text(legend)
        word = legend.add_run(f"\N{NO-BREAK SPACE}{layout.language.changed}\N{NO-BREAK SPACE}")
        word.bold, word.font.color.rgb = True, RGBColor.from_string(BAR)
        ooxml.shade_run(word, CHANGED)
        ooxml.write_text(legend, f" {layout.language.legend}")
    waiting = heading.unplaced(layout)
    if waiting is not None:
        ooxml.write_text(document.add_paragraph(style=ooxml.NOTE), waiting, bold=True)
    for footnote in heading.footnotes(layout):
        paragraph = document.add_paragraph(style=ooxml.NOTE)
        for run in footnote:
            ooxml.write_text(paragraph, run.text, bold=run.bold or None)
    _add_newest(document, layout)


def _add_newest(document: Doc, layout: Layout) -> None:
    """The QR code of the newest issue, its address in letters, and which issue this is."""
    words = heading.newest(layout)
    if layout.address is None or words is None:
        return
    paragraph = document.add_paragraph(style=ooxml.NOTE)
    if layout.language.rtl:
        ooxml.turn_text(paragraph)
    picture = paragraph.add_run().add_picture(BytesIO(png(layout.address)), width=CODE)
    picture._inline.docPr.set("descr", f"QR: {layout.address}")
    text = layout.language.dot.join(words)
    ooxml.write_text(paragraph, f"\N{EM SPACE}{text}", turned=layout.language.rtl)


def _changes(document: Doc, layout: Layout, *, new_page: bool) -> None:
    """A line for each change; on a page of its own where the last one has no room."""
    if layout.changes:
        line = document.add_paragraph(style="Heading 2")
        line.paragraph_format.page_break_before = new_page
        ooxml.write_text(line, layout.language.changes)
    for change in layout.changes:
        paragraph = document.add_paragraph(style=ooxml.NOTE)
        _compose(paragraph, f"– {change}", layout)


def _appendix(document: Doc, layout: Layout) -> None:
    """On a page of its own: the annex is set as if it were not there."""
    if layout.appendix:
        heights = _fit(layout, layout.appendix).heights
        for number, (sheet, least) in enumerate(zip(layout.appendix, heights, strict=True)):
            _caption(document, layout, sheet, new_page=number == 0)
            add_table(document, layout, sheet, heights=least, width=WIDTH, whole=False)


def _caption(document: Doc, layout: Layout, sheet: Sheet, *, new_page: bool) -> None:
    if sheet.caption is None and not new_page:
        return
    caption = document.add_paragraph(style="Heading 2")
    caption.paragraph_format.page_break_before = new_page
    caption.paragraph_format.keep_with_next = True
    _compose(caption, sheet.caption or layout.title, layout)


def _compose(paragraph: Paragraph, text: str, layout: Layout) -> None:
    """Words of ours among those of the planner: they run as the language of the annex does."""
    ooxml.write_text(paragraph, text, turned=layout.language.rtl)
    if layout.language.rtl:
        ooxml.turn_text(paragraph)


VML = "{urn:schemas-microsoft-com:vml}"
PLACE = ";".join(
    (
        *("position:absolute", "margin-left:0", "margin-top:0", "width:440pt", "height:150pt"),
        *("rotation:315", "z-index:-251658752", "mso-position-horizontal:center"),
        *("mso-position-horizontal-relative:margin", "mso-position-vertical:center"),
        "mso-position-vertical-relative:margin",
    )
)
WATERMARK = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" stroked="f"
 fillcolor="silver" o:allowincell="f" style="{PLACE}"><v:fill opacity=".4"/>
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string=""/></v:shape></w:pict>
</w:r>"""


def add_watermark(document: Doc, text: str) -> None:
    """Words across every page, grey, behind the text, as Word's own watermarks are."""
    header = document.sections[0].header.paragraphs[0]
    drawn = parse_xml(WATERMARK)
    drawn.find(f".//{VML}shape/{VML}textpath").set("string", text)
    header.style = document.styles["Normal"]
    header._p.append(drawn)
