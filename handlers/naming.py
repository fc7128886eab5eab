"""What items and rounds are called in chat. Printed numbers repeat (1.1) stands under every focus point of รต. 67), so
an item is named by the shortest path that names only it: "1.4 ▸ 1.1)". Titles stay verbatim; no number is invented.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from forms.form import Form, Item, Node
from forms.instance import Instance
from forms.instance import blank as blank_instance
from forms.xpath.nodes import Context
from models.rounds import Assignment, Round
from scheduler.periods import span_of
from thai.calendar import BUDDHIST_ERA, fiscal_year
from thai.dates import format_date, format_time, in_bangkok
from thai.months import SHORT
from thai.numerals import arabic
from thai.text import cut

ARROW = " ▸ "
FEWEST = 3  # letters by which a title is found
TITLE = 40  # graphemes of a title by which an item without number and short name is called
_NOISE = re.compile(r"[\s.)(▸>/]+")


@lru_cache(maxsize=64)
def item_labels(form: Form) -> dict[str, str]:
    """Return ref -> label for every printed item: its number, led by the nearest number above that makes it unique.

    An item without a printed number is called by its short name, else by the beginning of its title.
    """
    titles = item_titles(form)
    above = {item.ref: _numbers_above(form, item) for item in form.items}
    alone = Counter(item.number for item in form.items)
    pairs = Counter((number, item.number) for item in form.items for number in set(above[item.ref]))
    return {
        item.ref: _label(item, above[item.ref], alone, pairs)
        if item.number
        else item.short or cut_title(titles[item.ref])
        for item in form.items
    }


@lru_cache(maxsize=64)
def item_titles(form: Form) -> dict[str, str]:
    """Return ref -> title of every printed item, in the form's own language, as it reads before any answer."""
    blank = blank_instance(form)
    return {item.ref: title_before(blank, item.ref, ".".join("1" * form.nodes[item.ref].depth)) for item in form.items}


def title_before(blank: Instance, ref: str, pos: str = "") -> str:
    """Return a title in which other answers will stand, each by what it is called: คะแนนของ (ชื่อโรงเรียน)."""
    logic = blank.form.logic

    def called(node: Node) -> str:
        return node.short or logic[node.ref].label.plain(Context(blank, pos), blank.languages)

    title = logic[ref].label.before_answers(Context(blank, pos), blank.languages, called)
    return without_number(title, blank.form.nodes[ref].number)


def without_number(title: str, number: str) -> str:
    """Return a title behind the printed number that its author typed in it, too; both are printed, once."""
    own = arabic(number).strip().rstrip(".):")
    match = re.match(rf"\s*{re.escape(own)}[.):]*\s+(?=\S)", arabic(title)) if own else None
    return title[match.end() :] if match else title


def cut_title(title: str) -> str:
    """Return the beginning of a title, of its first line, as an item is called by it."""
    return cut(title.partition("\n")[0].strip() or "–", TITLE)


def _label(item: Item, above: list[str], alone: Counter[str], pairs: Counter[tuple[str, str]]) -> str:
    if alone[item.number] == 1:
        return item.number
    leader = next((number for number in above if pairs[(number, item.number)] == 1), "")
    return f"{leader}{ARROW}{item.number}" if leader else f"{item.number} {item.short}".strip()


def _numbers_above(form: Form, item: Item) -> list[str]:
    """Return the printed numbers of the groups around an item, the nearest first."""
    numbers = []
    node: Node | None = form.nodes[item.ref]
    while node is not None and node.parent is not None:
        node = form.nodes.get(node.parent)
        if node is not None and node.number:
            numbers.append(node.number)
    return numbers


def find_items(form: Form, typed: str) -> list[Item]:
    """Return the items a person may mean by a typed number or path, such as "1.1", "๑.๑)" or "2.3 ▸ 1.1)".

    Exact paths win over bare numbers; the number of a group means its first item; a short name means what bears it.
    """
    wanted = squeeze(typed)
    return (named_items(form, typed) or _by_place(form, wanted) or _by_title(form, wanted)) if wanted else []


def named_items(form: Form, typed: str) -> list[Item]:
    """Return the items whose number, path or short name is typed whole."""
    wanted = squeeze(typed)
    if not wanted:
        return []
    labels = item_labels(form)
    exact = [item for item in form.items if squeeze(labels[item.ref]) == wanted]
    bare = [item for item in form.items if item.number and squeeze(item.number) == wanted]
    called = [item for item in form.items if item.short and squeeze(item.short) == wanted]
    first = _first_below(form, wanted)
    found = [*exact, *([first] if first else []), *bare, *called]
    return list(dict.fromkeys(found or _by_path(form, wanted)))


def _by_path(form: Form, wanted: str) -> list[Item]:
    """Return the items whose number is typed behind one that stands above it, though its own would do: 10.2 ▸ 3)."""
    numbered = [item for item in form.items if item.number]
    return [
        item
        for item in numbered
        if any(squeeze(f"{above}{ARROW}{item.number}") == wanted for above in _numbers_above(form, item))
    ]


def _by_title(form: Form, wanted: str) -> list[Item]:
    """Return the items of a title, else those in whose title the words stand."""
    titles = {ref: squeeze(title) for ref, title in item_titles(form).items()}
    whole = [item for item in form.items if titles[item.ref] == wanted]
    return whole or [item for item in form.items if len(wanted) >= FEWEST and wanted in titles[item.ref]]


def _by_place(form: Form, wanted: str) -> list[Item]:
    """Return the item at a place of the list, in a form that prints no numbers: แก้ข้อ 5."""
    if not wanted.isdecimal() or any(item.number for item in form.items):
        return []
    return list(form.items[int(wanted) - 1 : int(wanted)]) if int(wanted) else []


def _first_below(form: Form, wanted: str) -> Item | None:
    """Return the first item of the group that carries the number; the gate's focus point counts."""
    groups = {ref for ref, node in form.nodes.items() if node.kind == "group" and squeeze(node.number) == wanted}
    return next((item for item in form.items if groups.intersection(_ancestors(form, item.ref))), None)


def _ancestors(form: Form, ref: str) -> set[str]:
    found = set()
    parent = form.nodes[ref].parent
    while parent is not None:
        found.add(parent)
        parent = form.nodes[parent].parent if parent in form.nodes else None
    return found


def squeeze(number: str) -> str:
    """Return a printed number reduced to what people type: Arabic digits, parts joined by single dots."""
    return _NOISE.sub(".", arabic(number)).strip(".")


def round_title(round_: Round) -> str:
    """Return the form's short name with its month where it has one: พาน้องกลับมาเรียน พ.ย. 2569."""
    return f"{round_.form_version.short} {period_title(round_)}".strip()


def period_title(round_: Round) -> str:
    """Return what a round is for in short Thai: พ.ย. 2569; nothing for a single round, which needs no period."""
    return period_name(round_.period)


def period_name(period: str) -> str:
    """Return a period in short Thai: พ.ย. 2569, ไตรมาส 1/2570, รอบที่ 2/2570, ปีงบ 2570, สัปดาห์ 16 พ.ย. 2569."""
    unit, first = span_of(period)
    year = fiscal_year(first)
    match unit:
        case "day":
            return ""
        case "week":
            return f"สัปดาห์ {format_date(first, style='short')}"
        case "month":
            return f"{SHORT[first.month - 1]} {first.year + BUDDHIST_ERA}"
        case "quarter":
            return f"ไตรมาส {(first.month - 10) % 12 // 3 + 1}/{year}"
        case "round":
            return f"รอบที่ {(first.month - 10) % 12 // 6 + 1}/{year}"
    return f"ปีงบ {year}"


def due_words(owed: Round | Assignment) -> str:
    """Return the printed deadline of a round, or of an office in it: 20 พ.ย. 2569 เวลา 16.30 น."""
    due = in_bangkok(owed.due_at)
    return f"{format_date(due.date(), style='short')} เวลา {format_time(due.time())}"
