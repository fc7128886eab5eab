"""WordprocessingML of the built-in templates: styles with the properties Thai needs, paragraphs, tables, sections.

Word takes the font, size, weight and language of Thai text from the complex-script properties (w:cs, w:szCs, w:bCs,
w:lang w:bidi); without the last it does not break Thai lines between words. The order inside w:rPr and w:pPr is the
schema's. Sizes are half points, lengths twentieths of a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

FONT = "TH Sarabun New"
CM = 567  # twentieths of a point
TEXT_WIDTH = 16 * CM  # A4 less margins of 3 and 2 cm
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Style:
    """A paragraph style. `size` in points; spacing and indents in centimetres; `align` as Word's w:jc."""

    id: str
    name: str
    size: float = 16
    bold: bool = False
    italic: bool = False
    colour: str = ""
    align: str = ""
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0
    keep_next: bool = False
    level: int | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    leader: bool = False


STYLES = (
    Style("Title", "Title", 24, bold=True, align="center", after=0.3),
    Style("Cover", "Cover", 24, bold=True, align="center", before=7, after=2.5),
    Style("Subtitle", "Subtitle", 20, bold=True, align="center", after=0.2),
    Style("Heading1", "heading 1", 20, bold=True, before=0.5, after=0.25, keep_next=True, level=0),
    Style("Heading2", "heading 2", 18, bold=True, before=0.4, after=0.15, keep_next=True, level=1),
    Style("Heading3", "heading 3", 16, bold=True, before=0.3, after=0.1, keep_next=True, level=2),
    Style("Item", "Item", bold=True, before=0.3, after=0.05, keep_next=True, level=3),
    Style("Agency", "Agency", bold=True, before=0.2, left=0.75, keep_next=True),
    Style("Para", "Para", align="thaiDistribute", first=1.5),
    Style("Plain", "Plain"),
    Style("Center", "Center", align="center"),
    Style("Front", "Front", 18, bold=True, align="center"),
    Style("Hint", "Hint", italic=True, colour="595959", after=0.05),
    Style("Pending", "Pending", italic=True, colour="C00000", left=0.75),
    Style("Picture", "Picture", align="center", before=0.3, keep_next=True),
    Style("Gap", "Gap", 4),
    Style("Caption", "caption", 14, align="center", after=0.25),
    Style("TableHead", "Table Head", bold=True, align="center", keep_next=True),
    Style("TableCell", "Table Cell"),
    Style("TableNumber", "Table Number", align="right"),
    Style("ContentsHead", "Contents Head", 20, bold=True, align="center", after=0.4),
    Style("Contents1", "Contents 1", bold=True, before=0.15, tabs=(("right", 16.0),), leader=True),
    Style("Contents2", "Contents 2", left=0.75, tabs=(("right", 16.0),), leader=True),
    Style("Header", "header", 14, tabs=(("right", 16.0),)),
    Style("Footer", "footer", 14, align="center"),
)


def run_properties(size: float, *, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    half = round(size * 2)
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{marks}{shade}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def styles() -> str:
    """Return styles.xml."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{run_properties(16)}{language}</w:rPr></w:rPrDefault>"
    defaults += '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    normal += f"<w:rPr>{fonts}{run_properties(16)}{language}</w:rPr></w:style>"
    return (
        f"{HEAD}<w:styles {NAMESPACES}>{defaults}</w:docDefaults>{normal}"
        f"{''.join(_style(style, fonts, language) for style in STYLES)}{_grid()}</w:styles>"
    )


def _style(style: Style, fonts: str, language: str) -> str:
    run = run_properties(style.size, bold=style.bold, italic=style.italic, colour=style.colour)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr>'
        f"<w:rPr>{fonts}{run}{language}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    leader = ' w:leader="dot"' if style.leader else ""
    stops = "".join(f'<w:tab w:val="{kind}"{leader} w:pos="{round(at * CM)}"/>' for kind, at in style.tabs)
    tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    spacing = f'<w:spacing w:before="{round(style.before * CM)}" w:after="{round(style.after * CM)}"/>'
    first = f' w:firstLine="{round(style.first * CM)}"' if style.first else ""
    indent = f'<w:ind w:left="{round(style.left * CM)}"{first}/>' if style.left or style.first else ""
    align = f'<w:jc w:val="{style.align}"/>' if style.align else ""
    level = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    return f"{keep}{tabs}{spacing}{indent}{align}{level}"


def _grid() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    return (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr>'
        f"<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def paragraph(style: str, text: str) -> str:
    """Return a paragraph; a tab in the text is a tab in Word."""
    pieces = escape(text).split("\t")
    tab = '</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{tab.join(pieces)}</w:t></w:r></w:p>'
    )


def tag(statement: str) -> str:
    """Return a paragraph that holds a statement of the template and is gone when it is filled."""
    return paragraph("Plain", f"{{%p {statement} %}}")


def cell(style: str, text: str, width: int = 0, *, shaded: bool = False) -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/><w:vAlign w:val="center"/>' if shaded else ""
    return f"<w:tc><w:tcPr>{size}{shade}</w:tcPr>{paragraph(style, text)}</w:tc>"


def row(cells: str, *, header: bool = False, whole: bool = False) -> str:
    marks = ("<w:cantSplit/>" if header or whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>" if marks else f"<w:tr>{cells}</w:tr>"


def table(rows: str, widths: tuple[int, ...], *, borders: bool = True) -> str:
    style = '<w:tblStyle w:val="Grid"/>' if borders else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def section(page_format: str = "", *, header: bool = True, start: bool = False) -> str:
    """Return the properties of a section: A4, official margins, its page numbers."""
    refs = f'<w:headerReference w:type="default" r:id="{"rId10" if header else "rId11"}"/>'
    first = ' w:start="1"' if start else ""
    numbers = f'<w:pgNumType w:fmt="{page_format}"{first}/>' if page_format else ""
    return (
        f'<w:sectPr>{refs}<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{round(2.5 * CM)}" w:right="{2 * CM}" w:bottom="{2 * CM}" w:left="{3 * CM}" '
        f'w:header="{round(1.25 * CM)}" w:footer="{CM}" w:gutter="0"/>'
        f'{numbers}<w:cols w:space="708"/></w:sectPr>'
    )


def section_break(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"
