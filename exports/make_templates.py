"""`python -m exports.make_templates`: writes the built-in Word templates into exports/templates.

volume.docx is the volume of a round: cover, foreword, contents, the blocks. office.docx is one office's own copy. The
others are named FORM.LAYOUT.docx and carry what their blank form prints around the items. An office that wants its own
fonts, logo, margins or foreword edits a copy of one in Word and gives it with --template.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exports.packing import packed
from exports.template_xml import (
    CM,
    HEAD,
    NAMESPACES,
    TEXT_WIDTH,
    cell,
    paragraph,
    row,
    section,
    section_break,
    styles,
    table,
    tag,
)

FOLDER = Path(__file__).parent / "templates"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_KINDS = (
    ("para", "Para", "{{ b.text }}"),
    ("plain", "Plain", "{{ b.text }}"),
    ("agency", "Agency", "{{ b.text }}"),
    ("item", "Item", "{{ b.title }}{{ b.mark }}"),
    ("h1", "Heading1", "{{ b.title }}{{ b.mark }}"),
    ("h2", "Heading2", "{{ b.title }}{{ b.mark }}"),
    ("h3", "Heading3", "{{ b.title }}{{ b.mark }}"),
    ("hint", "Hint", "{{ b.text }}"),
    ("pending", "Pending", "{{ b.text }}"),
    ("center", "Center", "{{ b.text }}"),
)
_COVER = (
    paragraph("Cover", "{{ title }}")
    + paragraph("Subtitle", "{{ compiler }}")
    + paragraph("Center", "{{ month }}")
    + tag("if draft")
    + paragraph("Pending", "ฉบับร่าง ข้อมูล ณ วันที่ {{ as_of }}")
    + tag("endif")
    + section_break(section(header=False))
)
_FOREWORD = (
    paragraph("ContentsHead", "คำนำ")
    + paragraph("Para", "เอกสารฉบับนี้รวบรวม{{ title }} จากหน่วยงาน จำนวน {{ offices }} แห่ง ข้อมูล ณ วันที่ {{ as_of }}")
    + paragraph(
        "Para",
        "{{ compiler }} ขอขอบคุณหน่วยงานที่ให้ข้อมูล และหวังเป็นอย่างยิ่งว่ารายงานฉบับนี้จะเป็นประโยชน์ต่อการขับเคลื่อนการจัดการศึกษาต่อไป",
    )
    + paragraph("Plain", "")
    + paragraph("Center", "{{ compiler }}")
    + paragraph("Center", "{{ month }}")
)
_CONTENTS = (
    '<w:p><w:pPr><w:pStyle w:val="ContentsHead"/><w:pageBreakBefore/></w:pPr>'
    "<w:r><w:t>สารบัญ</w:t></w:r></w:p>"
    + tag("for c in contents")
    + tag("if c.level == 1")
    + paragraph("Contents1", "{{ c.text }}\t{{ c.page }}")
    + tag("else")
    + paragraph("Contents2", "{{ c.text }}\t{{ c.page }}")
    + tag("endif")
    + tag("endfor")
    + section_break(section("thaiLetters", start=True))
)
FRONTS = {
    "lpn67r1.by-item": paragraph("Title", "แบบรายงานผล")
    + paragraph("Front", "การตรวจราชการและติดตามประเมินผลการจัดการศึกษาของกระทรวงศึกษาธิการ รอบที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
    + paragraph("Front", "{{ compiler }}"),
    "lpn67r2.merged": paragraph("Title", "แบบรายงานผล")
    + paragraph("Front", "การตรวจราชการและติดตามประเมินผลการจัดการศึกษาของกระทรวงศึกษาธิการ")
    + paragraph("Front", "รอบที่ ๒ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗")
    + paragraph("Front", "หน่วยงาน {{ compiler }}"),
    "rt67.office": paragraph("Title", "แบบรายงานผลการตรวจราชการและติดตามประเมินผลการจัดการศึกษาของกระทรวงศึกษาธิการ")
    + paragraph("Front", "ประจำปีงบประมาณ พ.ศ. 2567")
    + paragraph("Front", "{{ compiler }}")
    + paragraph("Center", "---------------------")
    + paragraph("Heading3", "คำชี้แจง")
    + paragraph(
        "Para",
        "1. แบบรายงานผลการตรวจราชการและติดตามประเมินผลการจัดการศึกษาของกระทรวงศึกษาธิการ ประจำปีงบประมาณ พ.ศ. 2567 "
        "(แบบ รต. 67) เป็นแบบรายงานข้อมูลเชิงคุณภาพในประเด็นการตรวจ ติดตามตามนโยบายการตรวจราชการและติดตามประเมินผล"
        "การจัดการศึกษาของกระทรวงศึกษาธิการ ประจำปีงบประมาณ พ.ศ. 2567",
    )
    + paragraph(
        "Para",
        "2. แบบรายงานผลการตรวจราชการและติดตามประเมินผลการจัดการศึกษาของกระทรวงศึกษาธิการ ประจำปีงบประมาณ พ.ศ. 2567 "
        "ใช้สำหรับ รายงานผลการดำเนินงานตามนโยบายการตรวจราชการและติดตามประเมินผล เฉพาะนโยบายที่ได้ดำเนินการเท่านั้น",
    )
    + paragraph(
        "Para",
        "3. ขอความอนุเคราะห์สถานศึกษาในสังกัด{{ compiler }} จัดส่งรายงานผลการตรวจราชการและติดตามประเมินผล"
        "การจัดการศึกษาของกระทรวงศึกษาธิการ ประจำปีงบประมาณ พ.ศ. 2567 ตามแบบ รต. 67 มายัง{{ compiler }} "
        "ภายในวันที่ {{ due }} โดยส่งไฟล์เอกสารในรูปแบบ word ทาง AMS e-office : ผู้อำนวยการ{{ compiler }}",
    )
    + paragraph("Plain", "")
    + paragraph(
        "Para",
        "{{ office }} ขอรายงานผลการติดตามประเมินผล ตามประเด็นการตรวจราชการและติดตามประเมินผลการจัดการศึกษา"
        "ของกระทรวงศึกษาธิการ ประจำปีงบประมาณ พ.ศ. 2567 ดังนี้",
    ),
    "office": paragraph("Title", "{{ title }}") + paragraph("Front", "{{ office }}"),
}
_PRINTED = {  # what a form prints otherwise than the volume
    "lpn67r1.by-item": {"h2": "{{ b.number }} : {{ b.text }}{{ b.mark }}"},
    "lpn67r2.merged": {"corner": "สังกัด"},
}
_ENDS = {"lpn67r2.merged": paragraph("Center", "*****")}


def templates() -> dict[str, bytes]:
    """Return every built-in template by file name; the same bytes every time."""
    found = {"volume.docx": _document(_COVER + _FOREWORD + _CONTENTS + _blocks({}), section("thaiNumbers", start=True))}
    for name, front in FRONTS.items():
        body = front + _blocks(_PRINTED.get(name, {})) + _ENDS.get(name, "")
        found[f"{name}.docx"] = _document(body, section("thaiNumbers", start=True))
    return found


def _blocks(printed: Mapping[str, str]) -> str:
    """Return the loop over the blocks: one paragraph of each style, the tables, the photos."""
    parts = [tag("for b in blocks")]
    for place, (kind, style, text) in enumerate(_KINDS):
        parts.append(tag(f"{'elif' if place else 'if'} b.kind == '{kind}'"))
        parts.append(paragraph(style, printed.get(kind, text)))
    parts += [tag("elif b.kind == 'table'"), _table("TableCell"), paragraph("Plain", "")]
    parts += [tag("elif b.kind == 'matrix'"), _matrix(printed.get("corner", "{{ b.corner }}")), paragraph("Plain", "")]
    parts += [tag("elif b.kind == 'photo'"), _photo()]
    parts += [tag("elif b.kind == 'photo_row'"), _photo_row(), paragraph("Gap", "")]
    return "".join([*parts, tag("endif"), tag("endfor")])


def _each(what: str, body: str, kind: str) -> str:
    return cell("Plain", f"{{%{kind} for {what} %}}") + body + cell("Plain", f"{{%{kind} endfor %}}")


def _table(style: str) -> str:
    head = row(_each("c in b.header", cell("TableHead", "{{ c }}", shaded=True), "tc"), header=True)
    line = row(_each("c in r.cells", cell(style, "{{ c }}"), "tc"))
    short = row(_each("c in r.cells", cell(style, "{{ c }}"), "tc"), whole=True)
    return table(head + _rows(short, line), (TEXT_WIDTH,))


def _rows(short: str, line: str) -> str:
    """Return the loop over rows; a row that fits a page well is never split."""
    return (
        _row_tag("for r in b.rows")
        + _row_tag("if r.is_short")
        + short
        + _row_tag("else")
        + line
        + _row_tag("endif")
        + _row_tag("endfor")
    )


def _row_tag(statement: str) -> str:
    return row(cell("Plain", f"{{%tr {statement} %}}"))


def _matrix(corner: str) -> str:
    first, rest = 4 * CM, TEXT_WIDTH - 4 * CM
    columns = _each("c in b.header", cell("TableHead", "{{ c }}", shaded=True), "tc")
    head = row(cell("TableHead", corner, first, shaded=True) + columns, header=True)
    line = row(
        cell("TableCell", "{{ r.label }}", first) + _each("c in r.numbers", cell("TableNumber", "{{ c }}"), "tc"),
        whole=True,
    )
    return table(head + _row_tag("for r in b.rows") + line + _row_tag("endfor"), (first, rest))


def _photo() -> str:
    return paragraph("Picture", "{{ b.left.picture }}") + paragraph("Caption", "{{ b.left.title }}")


def _photo_row() -> str:
    half = TEXT_WIDTH // 2
    sides = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph('Picture', f'{{{{ b.{side}.picture }}}}')}"
        f"{paragraph('Caption', f'{{{{ b.{side}.title }}}}')}</w:tc>"
        for side in ("left", "right")
    )
    return table(row(sides, whole=True), (half, half), borders=False)


def _document(body: str, last: str) -> bytes:
    document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{last}</w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": _content_types().encode(),
            "_rels/.rels": _relations(
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", "metadata/core-properties", "docProps/core.xml"),
            ).encode(),
            "docProps/core.xml": _core().encode(),
            "word/document.xml": document.encode(),
            "word/styles.xml": styles().encode(),
            "word/settings.xml": _settings().encode(),
            "word/header1.xml": _header(_PAGE).encode(),
            "word/header2.xml": _header("").encode(),
            "word/_rels/document.xml.rels": _relations(
                ("rId1", "styles", "styles.xml"),
                ("rId2", "settings", "settings.xml"),
                ("rId10", "header", "header1.xml"),
                ("rId11", "header", "header2.xml"),
            ).encode(),
        }
    )


_PAGE = (
    '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="C00000"/></w:rPr>'
    '<w:t xml:space="preserve">{% if draft %}ฉบับร่าง ข้อมูล ณ วันที่ {{ as_of }}{% endif %}</w:t></w:r>'
    "<w:r><w:tab/></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>๑</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p>"
)


def _header(content: str) -> str:
    return f"{HEAD}<w:hdr {NAMESPACES}>{content or paragraph('Header', '')}</w:hdr>"


def _content_types() -> str:
    parts = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "header1": "header",
        "header2": "header",
    }
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}.wordprocessingml.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{key}" Type="{_PACKAGE if kind.startswith("metadata") else _RELATION}'
        f'{"/relationships/" if kind.startswith("metadata") else "/"}{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _core() -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title/><dc:creator/></cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>'
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, made in templates().items():
        (FOLDER / name).write_bytes(made)
