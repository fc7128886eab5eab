"""A form as its paper shows it: labels and hints, the rows and columns of its tables, where its photos belong."""

from __future__ import annotations

from forms import interview
from forms.form import Form, Item, Node
from forms.instance import Instance
from forms.walk import END
from forms.xpath.nodes import Context
from handlers import naming

NO_WORDS = ("note", "image", "audio", "video", "file")


def blank(form: Form) -> Instance:
    """Return a filling without answers, for the labels of a form."""
    return interview.restore(form, answers={}, repeats={}, index=END, language=form.default_language, seed=0).instance()


def label(instance: Instance, ref: str) -> str:
    """Return the printed text of a group, repeat or question."""
    title = instance.form.logic[ref].label.plain(Context(instance, ""), instance.languages)
    return naming.without_number(title, instance.form.nodes[ref].number)


def heading(instance: Instance, ref: str) -> str:
    """Return the same over the answers of many: what another answer would fill is told by its name."""
    return naming.title_before(instance, ref)


def hint(instance: Instance, ref: str) -> str:
    """Return the printed hint below a question."""
    return instance.form.logic[ref].hint.plain(Context(instance, ""), instance.languages)


def matrix_rows(form: Form, item: Item) -> list[Node]:
    """Return the rows of a matrix: its groups; a question directly in it is a row of its own."""
    nodes = (form.nodes[ref] for ref in form.nodes[item.ref].children)
    return [node for node in nodes if node.kind == "group" or (node.kind == "question" and node.type != "note")]


def matrix_columns(form: Form, item: Item) -> list[Node]:
    """Return the questions of the first row that has any below it; none when rows are questions themselves."""
    for row in matrix_rows(form, item):
        asked = [form.nodes[ref] for ref in row.children if form.nodes[ref].kind in ("question", "calculate")]
        if asked:
            return asked
    return []


def asked_in(form: Form, ref: str) -> list[Node]:
    """Return the questions with words below a repeat, in order: the columns of a table."""
    found = []
    for child in form.nodes[ref].children:
        node = form.nodes[child]
        if node.kind == "question" and node.type not in NO_WORDS:
            found.append(node)
        elif node.kind in ("group", "repeat") and node.role != "photos":
            found += asked_in(form, child)
    return found


def caption_of(form: Form, photo: Node) -> Node | None:
    """Return the question whose answer stands under a photo: marked as such, or the only words beside it in its row."""
    beside = [form.nodes[ref] for ref in form.nodes[photo.parent or form.root].children]
    told = next((node for node in beside if node.role == "caption"), None)
    asked = [node for node in beside if node.kind == "question" and node.type != "note"]
    alone = photo.depth > 0 and len(asked) == 2 and asked[0] is photo and asked[1].type == "text"
    return told or (asked[1] if alone else None)


def photo_series(form: Form) -> dict[str, str]:
    """Return the ref of each series of photos with the item it belongs to: its own, or the one printed before it."""
    found: dict[str, str] = {}
    before = ""
    own = {item.ref for item in form.items}
    for ref, node in form.nodes.items():
        before = ref if ref in own else before
        if node.type == "image":
            item = form.item_of.get(ref)
            found[ref] = item.ref if item is not None else before
    return found
