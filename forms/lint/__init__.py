"""What publishing warns of: forms that work, and may not do what their author meant.

Slips that stop a form are found while compiling (`logic`, `dag`, `refused`); these never do.
"""

from collections.abc import Callable, Iterator

from forms.form import Form
from forms.lint import chat, language, logic, media
from forms.logic import Logic
from forms.node import Node
from forms.slips import Slip

Advice = tuple[str, str, str]
"""The column of the survey sheet, what may be wrong there, what to do."""

_OF_NODES: tuple[Callable[[Form, Node, Logic], Iterator[Advice]], ...] = (
    logic.advice,
    chat.advice,
    language.advice,
    media.advice,
)


def warnings(form: Form) -> list[Slip]:
    """Return what an author may want to look at again, in the order of the form."""
    found = [Slip("", column, what, remedy) for column, what, remedy in language.of_form(form)]
    found += chat.recordings(form)
    for ref, node in form.nodes.items():
        told = (one for rule in _OF_NODES for one in rule(form, node, form.logic[ref]))
        found += [Slip(ref, column, what, remedy) for column, what, remedy in told]
    return found
