"""Choice lists and attached tables: the secondary instances of a form, from XML, CSV or GeoJSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from forms.slips import FormErrors, Slip
from forms.xpath.nodes import Element

MAX_SIZE = 5_000_000  # bytes of one attachment
MAX_ROWS = 50_000
EXTERNAL_CHOICES = "itemsets.csv"
_SEARCHED = re.compile(r"(?<![\w-])search\(\s*(['\"])([^'\"]+)\1")
_LEFT_EMPTY = frozenset({"jr://instance/last-saved"})


def read(instances: Iterable[etree._Element], attachments: Mapping[str, bytes]) -> dict[str, Element]:
    """Return each secondary instance by id, under an element `instance`.

    Raises FormErrors for a table that is not attached or cannot be read.
    """
    found: dict[str, Element] = {}
    for instance in instances:
        source = instance.get("src", "")
        document = Element("instance")
        if source and source not in _LEFT_EMPTY:
            document.append(_attached(source, attachments))
        elif len(instance):
            document.append(_element(instance[0]))
        found[instance.get("id", "")] = document
    return {**_external(attachments), **found}


def searched(attributes: Mapping[str, str]) -> str:
    """Return the table, without `.csv`, that an appearance `search('table', …)` names; '' when it names none."""
    match = _SEARCHED.search(attributes.get("appearance", ""))
    return match[2].removesuffix(".csv") if match else ""


def table(name: str, attachments: Mapping[str, bytes]) -> Element:
    """Return an attached CSV table by its name without ending, under an element `instance`. Raises FormErrors."""
    document = Element("instance")
    document.append(_attached(f"jr://file-csv/{name}.csv", attachments))
    return document


def _external(attachments: Mapping[str, bytes]) -> dict[str, Element]:
    """The lists of select_one_external: pyxform gives them as one table, which no instance names."""
    found: dict[str, Element] = {}
    if EXTERNAL_CHOICES in attachments:
        for row in _attached(EXTERNAL_CHOICES, attachments).children():
            document = found.setdefault(row.column("list_name"), Element("instance"))
            if not document.children():
                document.append(Element("root"))
            document.children()[0].append(row)
    return found


def _element(source: etree._Element) -> Element:
    attributes = {str(name): str(value) for name, value in source.attrib.items()}
    found = Element(etree.QName(source).localname, source.text or "" if not len(source) else "", attributes)
    for child in source:
        if isinstance(child.tag, str):
            found.append(_element(child))
    return found


def _attached(source: str, attachments: Mapping[str, bytes]) -> Element:
    name = source.rpartition("/")[2]
    content = attachments.get(name)
    if content is None:
        raise _refused(name, f"ไม่พบไฟล์แนบ {name}", "แนบไฟล์นี้มาพร้อมแบบฟอร์ม")
    if len(content) > MAX_SIZE:
        raise _refused(name, f"ไฟล์แนบ {name} ใหญ่เกิน 5 เมกะไบต์", "ลดจำนวนแถวในไฟล์")
    try:
        found = _READERS.get(name.rpartition(".")[2].lower(), _table)(content)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        csv.Error,
        etree.XMLSyntaxError,
    ) as error:
        raise _refused(name, f"อ่านไฟล์แนบ {name} ไม่ได้", "ตรวจรูปแบบไฟล์ และบันทึกเป็น UTF-8") from error
    if len(found.children()) > MAX_ROWS:
        raise _refused(name, f"ไฟล์แนบ {name} เกิน {MAX_ROWS:,} แถว", "ลดจำนวนแถวในไฟล์")
    return found


def _refused(name: str, what: str, remedy: str) -> FormErrors:
    return FormErrors((Slip("", name, what, remedy),))


def _table(content: bytes) -> Element:
    root = Element("root")
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        root.append(_row({name: value for name, value in row.items() if name and isinstance(value, str)}))
    return root


def _row(columns: Mapping[str, str]) -> Element:
    item = Element("item")
    for name, value in columns.items():
        item.append(Element(name.strip(), value))
    return item


def _xml(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type is not accepted")
    return _element(root)


def _places(content: bytes) -> Element:
    root = Element("root")
    for feature in json.loads(content)["features"]:
        geometry = feature.get("geometry") or {}
        columns = {str(name): str(value) for name, value in (feature.get("properties") or {}).items()}
        own = {"id": str(feature["id"])} if "id" in feature else {}  # goes before a property of that name
        root.append(_row({**columns, **own, "geometry": _geometry(geometry)}))
    return root


def _geometry(geometry: Mapping[str, Any]) -> str:
    """A GeoJSON geometry (longitude first) as ODK writes places (latitude first, points divided by `;`)."""
    match geometry.get("type"):
        case "Point":
            points = [geometry["coordinates"]]
        case "LineString":
            points = geometry["coordinates"]
        case "Polygon":
            points = geometry["coordinates"][0]
        case _:
            return ""
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points)


_READERS = {"csv": _table, "xml": _xml, "geojson": _places}
