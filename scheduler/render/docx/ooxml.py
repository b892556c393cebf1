"""
What python-docx leaves to its caller: fonts, language, borders, right-to-left, equal bytes.

Element order follows ECMA-376 part 1 (17.3 and 17.4): Word refuses a file that breaks it.
"""

import unicodedata
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from scheduler.render.languages.language import Language

FONT = "Arial"
"""On every desk; Liberation Sans, of the same widths, stands in for it."""
EASTERN = {"zh": "Microsoft YaHei"}
"""What Chinese is set in; elsewhere it is the font of everything."""
CELL, NOTE, SUBTITLE, MARK = "Annex cell", "Annex note", "Annex subtitle", "Annex mark"
KEPT_STYLES = frozenset(
    (
        *("Default Paragraph Font", "Normal Table", "No List", "Table Grid"),
        *("Normal", "Heading 1", "Heading 2", "Footer"),
    )
)
# The template's thumbnail, its claim to come from a Macintosh, and styles twice over (0.4 MB).
UNUSED_PARTS = frozenset(
    ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "numbering")
)
SMALLEST = 9.0
"""Points: print that is read in a meeting room."""
LONGEST_PROPERTY = 255
"""Characters that a core property holds."""
FIRST_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
TC_PR = (
    *("w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar"),
    *("w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"),
)
TBL_PR = (
    *("w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize"),
    *("w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd"),
    *("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"),
    *("w:tblDescription", "w:tblPrChange"),
)
P_PR = (
    *("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr"),
    *("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs"),
    *("w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid"),
    *("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap"),
    *("w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl"),
    *("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)


def prepare(document: Document, *, size: float, language: Language) -> None:
    """Bare template, one font, one language; text of this size (points), title larger."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.split("/")[-1] in UNUSED_PARTS]:
            del rels[key]
    _set_defaults(document, language)
    _drop_styles(document)
    _set_style(document.styles["Normal"], size)
    _set_style(document.styles["Heading 1"], size + 3, bold=True, centred=True, space=(0, 8))
    _set_style(document.styles["Heading 2"], size + 1, bold=True, space=(10, 4))
    _set_style(document.styles["Footer"], SMALLEST, grey=True)
    for name in (CELL, NOTE, SUBTITLE, MARK):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    _set_style(document.styles[CELL], size, centred=True)
    _set_style(document.styles[MARK], SMALLEST, bold=True, centred=True, space=(0, 2))
    _set_style(document.styles[NOTE], max(size - 0.5, SMALLEST), space=(6, 0))
    _set_style(document.styles[SUBTITLE], size + 1, bold=True, centred=True, space=(0, 8))


def write_text(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    turned: bool = False,
) -> None:
    """
    Text in one weight, from right to left if its first letter is.

    ``turned``: what has no letters (hours) is read from the right, as the document is.
    """
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if reads_from_the_right(text, otherwise="R" if turned else "L"):
        run.font.rtl, run.font.cs_bold, run.font.cs_italic = True, bold, italic
        if not paragraph.text[: -len(text)]:
            turn_text(paragraph)


def turn_text(paragraph: Paragraph) -> None:
    """The paragraph is read from the right, and begins there."""
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is None:
        _put(properties, _element("w:bidi"), P_PR)


def reads_from_the_right(text: str, *, otherwise: str = "L") -> bool:
    """By the first letter with a direction, as the Unicode bidirectional algorithm has it."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in ("L", "R", "AL")), otherwise) != "L"


def turn(table: Table) -> None:
    """The first column stands at the right."""
    _put(table._tbl.tblPr, _element("w:bidiVisual"), TBL_PR)


def give_air(table: Table, twentieths: int) -> None:
    """Space above and below the words of every cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margins.append(_element(f"w:{side}", w=str(twentieths), type="dxa"))
    _put(table._tbl.tblPr, margins, TBL_PR)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    field = _element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def describe(table: Table, caption: str, description: str) -> None:
    """What a screen reader says of the table before it reads it."""
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", val=caption))
    properties.append(_element("w:tblDescription", val=description))


def keep_whole(row: _Row, *, header: bool) -> None:
    """The row is not cut by a page; the header row comes again on the next one."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))


def set_style(paragraph: Paragraph, name: str) -> None:
    """By the id that Word makes of the name: to look it up takes ten times as long."""
    paragraph._p.get_or_add_pPr().style = name.replace(" ", "")


def keep_next(paragraph: Any) -> None:
    """The paragraph (an element) stands on the page of the one after it."""
    _put(paragraph.get_or_add_pPr(), _element("w:keepNext"), P_PR)


def shade(cell: _Cell, colour: str) -> None:
    _put(cell._tc.get_or_add_tcPr(), _shading(colour), TC_PR)


def add_bar(cell: _Cell, colour: str) -> None:
    """A thick left border, the change bar of printed documents."""
    borders = OxmlElement("w:tcBorders")
    borders.append(_element("w:left", val="single", sz="36", space="0", color=colour))
    _put(cell._tc.get_or_add_tcPr(), borders, TC_PR)


def shade_run(run: Run, colour: str) -> None:
    run._r.get_or_add_rPr().append(_shading(colour))


def rule_above(paragraph: Paragraph, colour: str, index: int) -> None:
    """
    A dotted line between the sessions of a cell; ``index``: which paragraph of it this is.

    Neighbours of which the borders are equal are one box, of which only the first line is drawn;
    so they differ, by an eighth of a point.
    """
    borders = OxmlElement("w:pBdr")
    size = str(6 + index % 2)
    borders.append(_element("w:top", val="dotted", sz=size, space="3", color=colour))
    _put(paragraph._p.get_or_add_pPr(), borders, P_PR)


def to_bytes(
    document: Document, *, title: str, made: datetime, revision: int, language: str
) -> bytes:
    """The file; ``made`` (UTC) is the only date in it, and it has no author."""
    core = document.core_properties
    core.title, core.language = title[:LONGEST_PROPERTY], language
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = made
    core.revision = revision + 1
    raw, fixed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            target.writestr(_zip_entry(name), source.read(name))
    return fixed.getvalue()


def _zip_entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, FIRST_ZIP_MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0  # else it would tell Windows from the rest
    return entry


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _shading(colour: str) -> Any:
    return _element("w:shd", val="clear", color="auto", fill=colour)


def _put(parent: Any, child: Any, order: tuple[str, ...]) -> None:
    """Insert a child where the order of elements wants it."""
    tag = next(name for name in order if qn(name) == child.tag)
    parent.insert_element_before(child, *order[order.index(tag) + 1 :])


def _set_defaults(document: Document, language: Language) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    _set_fonts(defaults.find(f".//{qn('w:rPr')}"), eastern=EASTERN.get(language.code, FONT))
    which = "bidi" if language.rtl else "eastAsia" if language.code in EASTERN else "val"
    spoken = defaults.find(f".//{qn('w:lang')}")
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn(f"w:{which}"), language.word_tag)
    spacing = defaults.find(f".//{qn('w:spacing')}")
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    # Mode 15 is Word 2013 and later; with 14 the title bar says "Compatibility Mode".
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_fonts(properties: Any, *, eastern: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), eastern if script == "eastAsia" else FONT)


def _drop_styles(document: Document) -> None:
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    # Links to the character twins of the paragraph styles lead nowhere now.
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _set_style(
    style: Any,
    size: float,
    *,
    bold: bool = False,
    centred: bool = False,
    grey: bool = False,
    space: tuple[float, float] = (0, 0),
) -> None:
    """``size`` and ``space``, above and below the paragraph, in points."""
    assert isinstance(style, ParagraphStyle)
    # What the template says of colours, theme fonts and the tabs of the footer goes.
    for old in (*style.element.findall(qn("w:rPr")), *style.element.iter(qn("w:tabs"))):
        old.getparent().remove(old)
    style.font.size, style.font.bold, style.font.cs_bold = Pt(size), bold, bold
    # Arabic and Hebrew have a size of their own, next to that of the other scripts.
    own = style.element.rPr.find(qn("w:sz"))
    own.addnext(_element("w:szCs", val=own.get(qn("w:val"))))
    style.font.color.rgb = RGBColor(0x55, 0x60, 0x6F) if grey else RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after = map(Pt, space)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
