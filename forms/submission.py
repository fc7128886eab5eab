"""The report as ODK's instance XML: pruned of what is not relevant, ready for an ODK server.

What is kept as "none" or put off is an empty element: XForms knows no other blank.
"""

import uuid
from datetime import datetime
from xml.etree import ElementTree as ET

from forms.instance import Instance
from forms.interview import Interview
from forms.node import Node, inside
from forms.xform import RG
from forms.xpath.values import moment_text

ET.register_namespace("rg", RG.strip("{}"))


def instance_xml(interview: Interview, now: datetime, *, deprecated_id: str = "") -> str:
    """Return the submission of an interview, made at `now`; the `end` timestamp is that moment.

    `deprecated_id` names the submission this one takes the place of.
    """
    instance = interview.instance()
    form = interview.form
    root = _element(instance, form.nodes[form.root], "", now)
    assert root is not None
    for name, text in form.marks.items():
        root.set(name, text)
    _meta(root, instance, deprecated_id)
    return ET.tostring(root, encoding="unicode")


def _element(instance: Instance, node: Node, pos: str, now: datetime) -> ET.Element | None:
    """Return a node with all that stands below it, None when it is not relevant."""
    if not instance.relevant(node.ref, pos):
        return None
    element = ET.Element(node.name)
    if node.children:
        for child in (instance.nodes[ref] for ref in node.children):
            if child.name.startswith("@"):
                element.set(child.name[1:], instance.value(child.ref, pos))
            else:
                element.extend(_elements(instance, child, pos, now))
    elif instance.form.logic[node.ref].preload == ("timestamp", "end"):
        element.text = moment_text(now)
    else:
        element.text = instance.value(node.ref, pos) or None
    return element


def _elements(instance: Instance, node: Node, pos: str, now: datetime) -> list[ET.Element]:
    positions = [pos]
    if node.kind == "repeat":
        positions = [inside(pos, n + 1) for n in range(instance.count(node.ref, pos))]
    return [found for one in positions if (found := _element(instance, node, one, now)) is not None]


def _meta(root: ET.Element, instance: Instance, deprecated_id: str) -> None:
    meta = root.find("meta")
    if meta is None:
        meta = ET.SubElement(root, "meta")
    if meta.find("instanceID") is None:
        ET.SubElement(meta, "instanceID").text = f"uuid:{uuid.UUID(bytes=instance.chance()[:16], version=4)}"
    if deprecated_id:
        ET.SubElement(meta, "deprecatedID").text = deprecated_id


def attachments(interview: Interview) -> list[str]:
    """Return the names of the files a submission brings along, in the order of the form."""
    media = {ref for ref, node in interview.form.nodes.items() if node.type in ("image", "audio", "video", "file")}
    instance = interview.instance()
    return [
        leaf.value
        for (ref, pos), leaf in interview.answers.items()
        if ref in media and leaf.value and instance.stands(ref, pos) and instance.relevant(ref, pos)
    ]
