"""What is committed holds for everybody: no machine's paths, no registry hosts, no real person's numbers, no giants."""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from models.schema import HEAD

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:(?:work|Users|home)/\w|root/\.)")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|ubuntu)\.(?:org|com)\b")
PHONE = re.compile(r"(?<![\w.-])0[689]\d-?\d{3}-?\d{4}(?![\w-])")
CITIZEN_ID = re.compile(r"(?<![\w.-])\d-?\d{4}-?\d{5}-?\d{2}-?\d(?![\w.-])")
MILLISECONDS = range(1_400_000_000_000, 2_000_000_000_000)  # LINE's timestamps of 2014 to 2033 have 13 digits too
INVENTED = re.compile(r"(\d)\1{3}|1234|4321")  # digits that nobody takes for a real number


@cache
def tracked_text() -> dict[str, str]:
    """Return every tracked text file of the repository by its path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in raw:
            texts[name] = raw.decode("utf-8", "replace")
    return texts


def machine_paths(line: str) -> Iterator[str]:
    """Yield the beginnings of paths that exist on one machine only."""
    yield from (found.group() for found in MACHINE_PATH.finditer(line))


def registry_hosts(line: str) -> Iterator[str]:
    """Yield package registries: where packages come from is each machine's own setting."""
    yield from (found.group() for found in REGISTRY.finditer(line))


def personal_numbers(line: str) -> Iterator[str]:
    """Yield mobile phone numbers and citizen ids that could be somebody's."""
    for found in (*PHONE.finditer(line), *CITIZEN_ID.finditer(line)):
        digits = re.sub(r"\D", "", found.group())
        if not INVENTED.search(digits) and (len(digits) == 10 or _is_citizen_id(digits)):
            yield found.group()


def _is_citizen_id(digits: str) -> bool:
    weighed = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return int(digits) not in MILLISECONDS and (11 - weighed % 11) % 10 == int(digits[12])


RULES = [machine_paths, registry_hosts, personal_numbers]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_nothing_committed_breaks(rule: Callable[[str], Iterator[str]]) -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    broken = [
        f"{file}:{number}: {found}"
        for file, text in tracked_text().items()
        if file != here
        for number, line in enumerate(text.splitlines(), 1)
        for found in rule(line)
    ]
    assert not broken, "\n".join(broken)


def test_no_module_grew_into_a_giant() -> None:
    lengths = {file: len(text.splitlines()) for file, text in tracked_text().items() if file.endswith(".py")}
    giants = {file: lines for file, lines in lengths.items() if lines > MOST_LINES}
    assert not giants, f"over {MOST_LINES} lines, so there is a second idea inside: {giants}"


@pytest.mark.parametrize(
    ("rule", "line", "found"),
    [
        (machine_paths, "cd /home/somchai/raingan", ["/home/s"]),
        (machine_paths, "GET /v1/home/page of https://example.org/work/a", []),
        (registry_hosts, "https://pypi.org/simple", ["pypi.org"]),
        (personal_numbers, "โทร. 060-097-6598", ["060-097-6598"]),
        (personal_numbers, "โทร. 081-234-5678", []),
        (personal_numbers, "9-1005-02689-70-1 and 9100502689709", ["9100502689709"]),
        (personal_numbers, '"timestamp": 1462629479859', []),
    ],
)
def test_a_slip_is_seen(rule: Callable[[str], Iterator[str]], line: str, found: list[str]) -> None:
    assert list(rule(line)) == found


def test_every_setting_is_in_the_example_once() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    read = re.findall(r'"([A-Z]+_[A-Z_]+)"', (ROOT / "bot/settings.py").read_text(encoding="utf-8"))
    assert len(named) == len(set(named))
    assert set(read) <= set(named)


def test_migrations_follow_each_other_one_by_one() -> None:
    """Two of one number are one too many: Alembic would run only one of them."""
    files = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    found = [
        tuple(re.findall(r'^(?:down_)?revision = (?:"(\d+)"|None)', file.read_text(encoding="utf-8"), re.MULTILINE))
        for file in files
    ]
    numbers = [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [file.name[:4] for file in files] == numbers
    assert found == [*zip(numbers, ["", *numbers], strict=False)]
    assert numbers[-1] == HEAD
