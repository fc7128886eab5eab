"""`python -m tests.oracle.public FOLDER`: forms others wrote, published, walked to their end and held to the oracles.

FOLDER holds workbooks (.xlsx, .xls), XLSForms as Markdown tables (.md) and XForms (.xml), in folders of any depth;
tables the forms read lie in `attached` beside them. None of it is ours to keep, so nothing is copied from it.
`--form PART` takes only the files whose path has PART in it; `--walks N` fills each form N times.
"""

import argparse
import io
import re
import subprocess
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import Pool
from pathlib import Path

from pyxform.xls2json_backends import md_table_to_workbook
from pyxform.xls2xform import convert as pyxform

from forms import xlsform
from forms.form import Form, FormErrors
from tests.oracle import engines, walking
from tests.oracle.compare import KINDS, Difference, Tally
from tests.oracle.corpus import Sample
from tests.oracle.engines import Told
from tests.oracle.walks import Walk

BATCH = 20  # forms an oracle is asked about at once
STEPS = 400
_MISSING = re.compile(r"ไม่พบไฟล์แนบ (.+)$")
_STAND_INS = {
    "csv": b"name,label,key,value\na,A,a,1\nb,B,b,2\nc,C,c,3\n",
    "xml": b"<root><item><name>a</name><label>A</label></item><item><name>b</name><label>B</label></item></root>",
    "geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":'
    b'{"type":"Point","coordinates":[99.0,18.8]},"properties":{"id":"a","title":"A"}}]}',
}
SUFFIXES = frozenset({".xlsx", ".xls", ".md", ".xml"})


@dataclass(frozen=True)
class Published:
    """What publishing made of a file: its XForm and the form, or what was said against it.

    `theirs` says why pyxform itself refuses it, '' when it does not.
    """

    name: str
    xform: str = ""
    tables: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    theirs: str = ""

    def sample(self) -> Sample:
        return Sample(self.name, self.xform, dict(self.tables))


@dataclass
class Outcome:
    """How far the forms of a folder came."""

    published: list[Published] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unended: list[str] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)


def files(folder: Path, part: str) -> list[Path]:
    """Return the forms of a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES)
    return [path for path in found if path.parent.name != "attached" and part in str(path)]


def published(path: Path) -> Published:
    """Return what publishing makes of one file, by the way of `flask form check`."""
    attached = {one.name: one.read_bytes() for one in _attached(path)}
    name = f"{path.parent.name}.{path.name}"
    if path.suffix == ".xml":
        return _of_xform(name, path.read_text(errors="replace"), attached)
    workbook = _workbook(path.read_text()) if path.suffix == ".md" else path.read_bytes()
    told = xlsform.convert(workbook, attached)
    while missing := _missing([problem.what for problem in told.problems], attached):
        attached |= {one: _stand_in(one) for one in missing}
        told = xlsform.convert(workbook, attached)
    if told.form is not None:
        return Published(name, told.xform, told.tables)
    problems = tuple(str(problem) for problem in told.problems)
    theirs, xform = "", told.xform
    try:
        xform = xform or pyxform(workbook, form_name="data", file_type=".xlsx" if path.suffix == ".md" else None).xform
    except Exception as error:  # whatever it raises, it does not take the file
        theirs = f"{type(error).__name__}: {error}"
    return Published(name, xform, attached, problems, theirs)


def _workbook(markdown: str) -> bytes:
    packed = io.BytesIO()
    md_table_to_workbook(markdown).save(packed)
    return packed.getvalue()


def _stand_in(name: str) -> bytes:
    """A small table in place of a file the form came without."""
    return _STAND_INS.get(name.rpartition(".")[2].lower(), _STAND_INS["csv"])


def _missing(said: Iterable[str], attached: Mapping[str, bytes]) -> list[str]:
    """The files that are said to be missing and have no stand-in yet."""
    named = (_MISSING.search(one) for one in said)
    return [found[1] for found in named if found and found[1] not in attached]


def _attached(path: Path) -> Iterable[Path]:
    folders = (path.parent / "attached", path.parents[1] / "attached")
    return (one for folder in folders if folder.is_dir() for one in sorted(folder.iterdir()) if one.is_file())


def _of_xform(name: str, xform: str, attached: Mapping[str, bytes]) -> Published:
    try:
        Form.from_xform(xform, attached)
    except FormErrors as errors:
        if missing := _missing([slip.what for slip in errors.problems], attached):
            return _of_xform(name, xform, {**attached, **{one: _stand_in(one) for one in missing}})
        return Published(
            name, xform, attached, tuple(f"{slip.ref} {slip.column}: {slip.what}" for slip in errors.problems)
        )
    return Published(name, xform, attached)


def walked(published: Published, seeds: int, now: datetime) -> tuple[list[Walk], str]:
    """Return walks of a form, and the traceback of the one that broke, or ''."""
    walks: list[Walk] = []
    try:
        form = published.sample().form
        for seed in range(seeds):
            walks.append(Walk(form, seed, now, most=STEPS).run())
    except Exception:  # what this run looks for
        return walks, traceback.format_exc(limit=-6)
    return walks, ""


def run(paths: list[Path], seeds: int) -> Outcome:
    """Publish, walk and compare."""
    now, outcome = datetime.now(UTC), Outcome()
    with Pool(2) as pool:
        outcome.published = pool.map(published, paths, chunksize=4)
    outcome.tallies = {name: Tally() for name in engines.ALL}
    good = [one for one in outcome.published if not one.problems]
    for start in range(0, len(good), BATCH):
        _walk_batch(good[start : start + BATCH], seeds, now, outcome)
    return outcome


def _walk_batch(batch: Iterable[Published], seeds: int, now: datetime, outcome: Outcome) -> None:
    jobs: dict[str, tuple[Sample, Walk]] = {}
    for one in batch:
        walks, broken = walked(one, seeds, now)
        if broken:
            outcome.broken.append(f"{one.name}\n{broken}")
        sample = one.sample()
        for walk in walks:
            if not walk.ended:
                outcome.unended.append(f"{one.name} walk {walk.seed}: {walk.interview.index}")
            jobs[f"{one.name}-{walk.seed}"] = (sample, walk)
    for name in engines.ALL:
        walking.add(outcome.tallies[name], name, jobs, _told(name, jobs))


def _told(name: str, jobs: dict[str, tuple[Sample, Walk]]) -> dict[str, Told]:
    """Return what an oracle shows; of a form it does not survive, that."""
    try:
        return walking.told(engines.ALL[name], jobs)
    except subprocess.SubprocessError as error:
        if len(jobs) == 1:
            return {key: {"error": f"the engine died: {error}"} for key in jobs}
        halves = list(jobs.items())
        middle = len(halves) // 2
        return _told(name, dict(halves[:middle])) | _told(name, dict(halves[middle:]))


def report(outcome: Outcome) -> Iterator[str]:
    """Return the lines of the run's report."""
    refused = [one for one in outcome.published if one.problems]
    ours = [one for one in refused if not one.theirs]
    yield f"{len(outcome.published)} forms: {len(outcome.published) - len(refused)} published, {len(refused)} refused"
    yield f"  {len(refused) - len(ours)} of them refused by pyxform too"
    for one in ours:
        yield f"REFUSED {one.name}: {' · '.join(one.problems[:3])}"
    yield from (f"BROKEN {one}" for one in outcome.broken)
    yield from (f"NO END {one}" for one in outcome.unended)
    for name, tally in outcome.tallies.items():
        compared = ", ".join(f"{kind} {tally.compared[kind]:,}" for kind in KINDS)
        yield f"{name}: {tally.same} of {tally.walks} walks alike, {tally.refused} not started; compared {compared}"
        for reason, count in tally.known.most_common():
            yield f"  {count:6,} {reason}"
        yield from _by_form(name, tally.different)


def _by_form(engine: str, different: Iterable[Difference]) -> Iterator[str]:
    """The first difference of each form: those after it often come of it."""
    seen: dict[str, list[Difference]] = {}
    for one in different:
        seen.setdefault(one.form, []).append(one)
    for form, all_of in seen.items():
        first = all_of[0]
        yield f"{'THEIRS' if _is_theirs(first) else 'NEW'} {engine} {form} ({len(all_of)}): {first}"


def _is_theirs(first: Difference) -> bool:
    """Whether the engine stopped at the form, or at a function it does not have: nothing to agree with."""
    return first.kind == "refused" or (first.kind == "steps" and "nothing at" not in first.theirs)


def main() -> int:
    """Return 0 when no walk broke; the differences are to be read."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--form", default="")
    asked.add_argument("--walks", type=int, default=2)
    given = asked.parse_args()
    outcome = run(files(given.folder, given.form), given.walks)
    for line in report(outcome):
        print(line)
    return int(bool(outcome.broken))


if __name__ == "__main__":
    sys.exit(main())
