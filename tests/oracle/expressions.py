"""Expressions over one small instance, each worth a text: ours, and each oracle's.

Where the oracles differ, the dialect is decided (`DECIDED`); a text neither gives must stand there.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

from forms.facts import Noted
from forms.form import Form, FormErrors
from forms.interview import begin
from tests.oracle.engines import Told
from tests.oracle.walking import Engine

FAILS = "<fails>"
DECIDED = {  # neither oracle can say; the specification of XPath and of ODK's functions does
    "count(/data/a | /data/n)": "2",
    "intersects(/data/cross)": "true",
    "intersects(/data/zone)": "false",
}

_FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>e</h:title><model>
<instance><data id="e"><a>Malee</a><n>5</n><half>2.5</half><d>2026-08-07</d>
<m>2026-08-07T09:30:00.000+07:00</m><t>06:30:00.000+07:00</t><blank/><many>cm lpn</many><one>cm</one>
<place>18.5 99.5 0 0</place><zone>18 99 0 0;18 100 0 0;19 100 0 0;19 99 0 0;18 99 0 0</zone>
<cross>18 99 0 0;19 100 0 0;18 100 0 0;19 99 0 0</cross>
<r jr:template=""><x/><y/></r><r><x>u</x><y>1</y></r><r><x>v</x><y>2</y></r><r><x>w</x><y>3</y></r>
<out/></data></instance>
<instance id="l"><root><item><name>cm</name><label>เชียงใหม่</label><n>1</n></item>
<item><name>lpn</name><label>ลำพูน</label><n>2</n></item></root></instance>
<bind nodeset="/data/a" type="string"/><bind nodeset="/data/n" type="int"/><bind nodeset="/data/half" type="decimal"/>
<bind nodeset="/data/d" type="date"/><bind nodeset="/data/m" type="dateTime"/><bind nodeset="/data/t" type="time"/>
<bind nodeset="/data/blank" type="string"/><bind nodeset="/data/many" type="string"/>
<bind nodeset="/data/one" type="string"/><bind nodeset="/data/place" type="geopoint"/>
<bind nodeset="/data/zone" type="geoshape"/><bind nodeset="/data/cross" type="geotrace"/>
<bind nodeset="/data/r/x" type="string"/><bind nodeset="/data/r/y" type="int"/>
<bind nodeset="/data/out" type="string" calculate={expression}/></model></h:head><h:body>
<input ref="/data/a"><label>a</label></input>
<select ref="/data/many"><label>many</label><itemset nodeset="instance('l')/root/item"><value ref="name"/>
<label ref="label"/></itemset></select>
<select1 ref="/data/one"><label>one</label><itemset nodeset="instance('l')/root/item"><value ref="name"/>
<label ref="label"/></itemset></select1>
<group ref="/data/r"><label>r</label><repeat nodeset="/data/r"><input ref="/data/r/x"><label>x</label></input>
</repeat></group></h:body></h:html>
"""

EXPRESSIONS: tuple[str, ...] = tuple(
    line.strip()
    for line in (Path(__file__).parent / "expressions.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
)


def xform(expression: str) -> str:
    """Return a form whose node `out` is calculated by an expression, as text."""
    return _FORM.replace("{expression}", quoteattr(f"string({expression})"))


def ours(expression: str, now: datetime) -> str:
    """Return what an expression is worth to us."""
    try:
        form = Form.from_xform(xform(expression))
    except FormErrors:
        return FAILS
    interview, facts = begin(form, seed=1, now=now, properties={})
    if any(isinstance(fact, Noted) for fact in facts):
        return FAILS
    leaf = interview.answers.get(("/data/out", ""))
    return leaf.value if leaf else ""


def theirs(engine: Engine, expressions: Sequence[str] = EXPRESSIONS) -> dict[str, str]:
    """Return what each expression is worth to an oracle."""
    with tempfile.TemporaryDirectory() as folder:
        told = engine(list(_jobs(Path(folder), expressions)))
    return {expression: _worth(told[str(number)]) for number, expression in enumerate(expressions)}


def _jobs(folder: Path, expressions: Iterable[str]) -> Iterator[dict[str, object]]:
    for number, expression in enumerate(expressions):
        (folder / f"{number}.xml").write_text(xform(expression))
        yield {
            "id": str(number),
            "xform": str(folder / f"{number}.xml"),
            "folder": str(folder),
            "steps": [],
            "expression": f"string({expression})",
        }


def _worth(told: Told) -> str:
    if "error" in told:
        return FAILS
    return str(told["steps"][0]["nodes"]["/data/out"][1])
