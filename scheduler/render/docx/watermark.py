"""A word across every page of a Word document, as Word's own watermarks are made."""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

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


def mark(document: Document, words: str) -> None:
    """Words across every page, grey, behind the text, as Word's own watermarks are."""
    header = document.sections[0].header.paragraphs[0]
    drawn = parse_xml(WATERMARK)
    drawn.find(f".//{VML}shape/{VML}textpath").set("string", words)
    header.style = document.styles["Normal"]
    header._p.append(drawn)
