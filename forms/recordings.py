"""What an XForm asks a device to record by itself: places, sound, how it was filled. A chat records none of it."""

from collections.abc import Iterator

from lxml import etree

_MODEL = frozenset({"model", "repeat", "group"})


def asked(html: etree._Element, root: str) -> tuple[tuple[str, str], ...]:
    """Return the recordings a form asks for: their types as XLSForm spells them, with the refs they go to."""
    return tuple(dict.fromkeys(_asked(html, root)))


def _asked(html: etree._Element, root: str) -> Iterator[tuple[str, str]]:
    for element in html.iter():
        match _tag(element):
            case "setgeopoint":
                by_itself = _tag(element.getparent()) in _MODEL
                yield "start-geopoint" if by_itself else "background-geopoint", element.get("ref", "")
            case "recordaudio":
                yield "background-audio", element.get("ref", "")
            case "audit":
                yield "audit", f"/{root}/audit"  # where its row is, though its node stands in meta


def _tag(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
