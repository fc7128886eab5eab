"""XForm XML to plain declarations: instance, binds, controls, actions, texts, choice lists.

Reads only; what the declarations mean is decided in `shape` and `logic`. Made for what pyxform
writes, and tolerant of hand-written XForms of the same specification.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from forms import lists, recordings
from forms.node import inside
from forms.slips import FormErrors, Slip
from forms.xpath.nodes import Element

RG = "{https://raingan.dev/xforms}"
JR = "{http://openrosa.org/javarosa}"
_ITEXT = re.compile(r"^\s*jr:itext\(\s*'([^']*)'\s*\)\s*$")
_CONTROLS = frozenset({"input", "select", "select1", "upload", "trigger", "range", "rank", "secret"})

_ACTING = _CONTROLS | {"model", "repeat", "group"}  # elements whose setvalues are done, as in ODK Web Forms

Raw = tuple["str | Output", ...]


@dataclass(frozen=True, slots=True)
class Output:
    """`<output value="…"/>` inside a text: the expression whose value stands there."""

    source: str


@dataclass(frozen=True, slots=True)
class RawText:
    """A text as written: an id in the languages' table, or the text itself."""

    id: str = ""
    inline: Raw = ()


@dataclass(frozen=True, slots=True)
class RawItemset:
    """Where choices come from: the nodes, and which of their children is the name and the label."""

    nodes: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Control:
    """One question as the body shows it."""

    tag: str
    attributes: Mapping[str, str]
    label: RawText
    hint: RawText
    itemset: RawItemset | None = None
    items: tuple[tuple[str, RawText], ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatControl:
    """A `<repeat>`: the expression that counts its instances, '' when people add them."""

    count: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A `<setvalue>`: on `events`, the node `ref` takes the value of `source` ('' clears it).

    `owner` is the control it stands in, '' in the model or in a repeat.
    """

    ref: str
    events: tuple[str, ...]
    source: str
    text: str
    owner: str


@dataclass(slots=True)
class Branch:
    """One element of the primary instance, by name, with those below it in order."""

    name: str
    text: str = ""
    repeat: bool = False
    branches: dict[str, "Branch"] = field(default_factory=dict)


@dataclass
class XForm:
    """Everything an XForm declares.

    `unrecorded` are the recordings it asks of a device, as XLSForm spells their types, with their refs.
    `rows` are the repeat instances it brings, by (ref, pos around); `written` the texts in them, by (ref, pos).
    """

    title: str
    attributes: Mapping[str, str]
    trunk: Branch
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    written: dict[tuple[str, str], str] = field(default_factory=dict)
    binds: dict[str, dict[str, str]] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    groups: dict[str, Control] = field(default_factory=dict)
    repeats: dict[str, RepeatControl] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    default_language: str = ""
    texts: dict[str, dict[str, dict[str, Raw]]] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    encrypted: bool = False
    unrecorded: tuple[tuple[str, str], ...] = ()


def read(xml: str, attachments: Mapping[str, bytes]) -> XForm:
    """Return what an XForm declares. Raises FormErrors when it is not one or an attachment is missing."""
    html = _parsed(xml)
    model = _first(html, "model")
    body = _first(html, "body")
    primary = _first(model, "instance")
    root = next(_elements(primary), None)
    if root is None:
        raise FormErrors((Slip("", "", "แบบฟอร์มนี้ไม่มีข้อคำถาม"),))
    title = next((one for one in html.iter() if _tag(one) == "title"), None)
    form = XForm(title.text or "" if title is not None else "", dict(root.attrib), _branch(root))
    form.encrypted = any(one.get("base64RsaPublicKey") for one in _elements(model) if _tag(one) == "submission")
    form.unrecorded = recordings.asked(html, form.trunk.name)
    _read_binds(model, form)
    _read_texts(model, form)
    _read_body(body, form)
    _read_rows(root, f"/{_tag(root)}", "", form)
    for action in (one for one in html.iter() if _tag(one) == "setvalue" and _tag(one.getparent()) in _ACTING):
        form.actions.append(_action(action))
    form.lists.update(lists.read([one for one in _elements(model) if _tag(one) == "instance"][1:], attachments))
    for name in {lists.searched(control.attributes) for control in form.controls.values()} - {"", *form.lists}:
        form.lists[name] = lists.table(name, attachments)
    return form


def _parsed(xml: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        html = etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormErrors((Slip("", "", "ไฟล์แบบฟอร์มเสียหาย อ่านไม่ได้"),)) from error
    if html.getroottree().docinfo.doctype:
        raise FormErrors((Slip("", "", "ไฟล์แบบฟอร์มมีส่วน DOCTYPE ซึ่งไม่รับ"),))
    return html


def _tag(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))


def _first(element: etree._Element, tag: str) -> etree._Element:
    for one in element.iter():
        if _tag(one) == tag:
            return one
    raise FormErrors((Slip("", "", f"ไฟล์นี้ไม่ใช่แบบฟอร์ม XForm (ไม่มีส่วน {tag})"),))


def _branch(element: etree._Element) -> Branch:
    found = Branch(_tag(element), element.text or "" if not len(element) else "")
    if found.name == "entity":  # what becomes of an entity is written in its attributes
        found.branches = {f"@{name}": Branch(f"@{name}", str(text)) for name, text in element.attrib.items()}
    for child in _elements(element):
        branch = _branch(child)
        branch.repeat = f"{JR}template" in child.attrib
        if branch.name not in found.branches:
            found.branches[branch.name] = branch
    return found


def _read_rows(element: etree._Element, ref: str, pos: str, form: XForm) -> None:
    """Note the instances of repeats the XForm itself brings, besides their templates, and what stands in them."""
    for child in _elements(element):
        if f"{JR}template" in child.attrib:
            continue
        below, place = f"{ref}/{_tag(child)}", pos
        if below in form.repeats:
            number = form.rows[(below, pos)] = form.rows.get((below, pos), 0) + 1
            place = inside(pos, number)
        if place and not len(child):
            form.written[(below, place)] = child.text or ""
        _read_rows(child, below, place, form)


def _read_binds(model: etree._Element, form: XForm) -> None:
    for bind in _elements(model):
        if _tag(bind) == "bind" and bind.get("nodeset"):
            form.binds.setdefault(bind.attrib.pop("nodeset"), {}).update(
                {str(name).replace(JR, "jr:").replace(RG, "rg:"): str(value) for name, value in bind.attrib.items()}
            )


def _read_texts(model: etree._Element, form: XForm) -> None:
    translations = [one for one in model.iter() if _tag(one) == "translation"]
    form.languages = tuple(one.get("lang", "") for one in translations)
    marked = (one.get("lang", "") for one in translations if one.get("default") is not None)
    form.default_language = next(marked, form.languages[0] if form.languages else "")
    for translation in translations:
        for text in _elements(translation):
            versions = {value.get("form", ""): _raw(value) for value in _elements(text)}
            form.texts.setdefault(text.get("id", ""), {})[translation.get("lang", "")] = versions


def _raw(element: etree._Element | None) -> Raw:
    """The text of an element: plain parts, and outputs between them."""
    if element is None:
        return ()
    parts: list[str | Output] = [element.text or ""]
    for child in _elements(element):
        parts.append(Output(child.get("value", "")) if _tag(child) == "output" else "".join(child.itertext()))
        parts.append(child.tail or "")
    return tuple(part for part in parts if part != "")


def _text(parent: etree._Element, tag: str) -> RawText:
    element = next((one for one in _elements(parent) if _tag(one) == tag), None)
    if element is None:
        return RawText()
    match = _ITEXT.match(element.get("ref", ""))
    return RawText(id=match[1]) if match else RawText(inline=_raw(element))


def _read_body(parent: etree._Element, form: XForm) -> None:
    for element in _elements(parent):
        tag = _tag(element)
        if tag == "group" and "ref" in element.attrib:
            form.groups[element.get("ref", "")] = _control(element)
        elif tag == "repeat":
            ref = element.get("nodeset", "")
            fixed = element.get(f"{JR}noAddRemove", "").startswith("true")
            form.repeats[ref] = RepeatControl(element.get(f"{JR}count", ""), fixed)
        elif tag in _CONTROLS:
            form.controls[element.get("ref", element.get("bind", ""))] = _control(element)
        if tag in ("group", "repeat"):
            _read_body(element, form)


def _control(element: etree._Element) -> Control:
    itemset = next((one for one in _elements(element) if _tag(one) == "itemset"), None)
    items = [one for one in _elements(element) if _tag(one) == "item"]
    return Control(
        tag=_tag(element),
        attributes=dict(element.attrib),
        label=_text(element, "label"),
        hint=_text(element, "hint"),
        itemset=_itemset(itemset) if itemset is not None else _query(element),
        items=tuple((_plain(one, "value"), _text(one, "label")) for one in items),
    )


def _plain(element: etree._Element, tag: str) -> str:
    return next((one.text or "" for one in _elements(element) if _tag(one) == tag), "").strip()


def _itemset(element: etree._Element) -> RawItemset:
    refs = {_tag(one): one.get("ref", "") for one in _elements(element)}
    return RawItemset(element.get("nodeset", ""), refs.get("value", "name"), refs.get("label", "label"))


def _query(element: etree._Element) -> RawItemset | None:
    """An external select: an input that names the nodes it chooses from."""
    query = element.get("query")
    return RawItemset(query, "name", "label") if query else None


def _action(element: etree._Element) -> Action:
    owner = element.getparent()
    inside = owner is not None and _tag(owner) in _CONTROLS
    return Action(
        ref=element.get("ref", element.get("bind", "")),
        events=tuple(element.get("event", "").split()),
        source=element.get("value", "").strip(),
        text="" if "value" in element.attrib else element.text or "",
        owner=owner.get("ref", "") if inside and owner is not None else "",
    )
