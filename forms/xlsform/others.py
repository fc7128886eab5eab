"""What `or_other` adds to a form: pyxform words it in English, whatever language the form is in."""

import re

_THAI = re.compile("[\u0e01-\u0e5b]")
_WORDS = {"Other": "อื่น ๆ", "Specify other.": "โปรดระบุ"}
_PLAIN = re.compile(r"(?<=<name>other</name><label>)Other(?=</label>)|(?<=<label>)Specify other\.(?=</label>)")
_TRANSLATION = re.compile(r'<translation lang="([^"]*)".*?</translation>', re.DOTALL)
_VALUE = re.compile(r"(?<=<value>)Other(?=</value>)")
_TEXT_OF_OTHER = re.compile(r"<item><itextId>([^<]+)</itextId><name>other</name>")


def in_thai(xform: str) -> str:
    """Return an XForm with those words in Thai where its own texts are; an English translation keeps them."""
    if "Other" not in xform or not _THAI.search(xform):
        return xform
    xform = _PLAIN.sub(lambda found: _WORDS[found[0]], xform)
    ids = set(_TEXT_OF_OTHER.findall(xform))
    return _TRANSLATION.sub(lambda found: _translated(found[0], ids), xform) if ids else xform


def _translated(translation: str, ids: set[str]) -> str:
    if not _THAI.search(translation):
        return translation
    for each in ids:
        text = re.compile(rf'<text id="{re.escape(each)}">.*?</text>', re.DOTALL)
        translation = text.sub(lambda found: _VALUE.sub(_WORDS["Other"], found[0]), translation)
    return translation
