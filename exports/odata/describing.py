"""What a feed says of itself: the service document, $metadata (CSDL 4.0), and rows as JSON with minimal metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from exports.odata.asking import FINDING
from exports.odata.sets import SETS, EntitySet, Property

NAMESPACE = "Raingan"
_EDMX = "http://docs.oasis-open.org/odata/ns/edmx"
_EDM = "http://docs.oasis-open.org/odata/ns/edm"
_CAPABILITIES = "Org.OData.Capabilities.V1"
_VOCABULARY = f"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{_CAPABILITIES}.xml"


def service(root: str) -> dict[str, Any]:
    """Return the service document; `root` is the address of the feed, with its slash."""
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in SETS]
    return {"@odata.context": f"{root}$metadata", "value": sets}


def metadata() -> bytes:
    """Return the description of every set: its types, keys, and what cannot be asked of it."""
    edmx = ET.Element("edmx:Edmx", {"Version": "4.0", "xmlns:edmx": _EDMX})
    reference = ET.SubElement(edmx, "edmx:Reference", {"Uri": _VOCABULARY})
    ET.SubElement(reference, "edmx:Include", {"Namespace": _CAPABILITIES, "Alias": "Capabilities"})
    services = ET.SubElement(edmx, "edmx:DataServices")
    schema = ET.SubElement(services, "Schema", {"Namespace": NAMESPACE, "xmlns": _EDM})
    for each in SETS.values():
        _entity(schema, each)
    container = ET.SubElement(schema, "EntityContainer", {"Name": "Container"})
    for each in SETS.values():
        _restrictions(
            ET.SubElement(container, "EntitySet", {"Name": each.name, "EntityType": f"{NAMESPACE}.{each.entity}"}), each
        )
    _functions(container)
    body: bytes = ET.tostring(edmx, encoding="utf-8", xml_declaration=True)
    return body


def _entity(schema: ET.Element, each: EntitySet) -> None:
    entity = ET.SubElement(schema, "EntityType", {"Name": each.entity})
    key = ET.SubElement(entity, "Key")
    for name in each.key:
        ET.SubElement(key, "PropertyRef", {"Name": name})
    for column in each.properties:
        ET.SubElement(entity, "Property", _declared(column, is_key=column.name in each.key))


def _declared(column: Property, *, is_key: bool) -> dict[str, str]:
    declared = {"Name": column.name, "Type": f"Edm.{column.type}"}
    if is_key:
        declared["Nullable"] = "false"
    if column.type == "Decimal":
        declared["Scale"] = "variable"
    if column.type == "DateTimeOffset":
        declared["Precision"] = "6"
    return declared


def _restrictions(entity_set: ET.Element, each: EntitySet) -> None:
    """Say what is refused, so that clients do it themselves: joining, filtering and sorting by what the form tells."""
    for term, value in (("ExpandRestrictions", "Expandable"), ("SearchRestrictions", "Searchable")):
        ET.SubElement(_record(entity_set, term), "PropertyValue", {"Property": value, "Bool": "false"})
    in_form = [column.name for column in each.properties if column.in_form]
    for term, value in (
        ("FilterRestrictions", "NonFilterableProperties"),
        ("SortRestrictions", "NonSortableProperties"),
    ):
        if in_form:
            refused = ET.SubElement(_record(entity_set, term), "PropertyValue", {"Property": value})
            collection = ET.SubElement(refused, "Collection")
            for name in in_form:
                ET.SubElement(collection, "PropertyPath").text = name


def _record(entity_set: ET.Element, term: str) -> ET.Element:
    annotation = ET.SubElement(entity_set, "Annotation", {"Term": f"{_CAPABILITIES}.{term}"})
    return ET.SubElement(annotation, "Record")


def _functions(container: ET.Element) -> None:
    annotation = ET.SubElement(container, "Annotation", {"Term": f"{_CAPABILITIES}.FilterFunctions"})
    collection = ET.SubElement(annotation, "Collection")
    for name in FINDING:
        ET.SubElement(collection, "String").text = name


def page(
    root: str,
    entity_set: EntitySet,
    rows: Iterable[Mapping[str, Any]],
    selected: Sequence[str],
    count: int | None,
    next_link: str,
) -> dict[str, Any]:
    """Return one page of a set, ready for JSON."""
    narrowed = f"({','.join(selected)})" if len(selected) < len(entity_set.properties) else ""
    found: dict[str, Any] = {"@odata.context": f"{root}$metadata#{entity_set.name}{narrowed}"}
    if count is not None:
        found["@odata.count"] = count
    found["value"] = [{name: plain(row[name]) for name in selected} for row in rows]
    if next_link:
        found["@odata.nextLink"] = next_link
    return found


def plain(value: Any) -> Any:
    """Return a value as OData's JSON has it: moments in UTC, decimals as numbers."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value
