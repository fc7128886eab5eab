"""Items a report was sent back for that stand as they stood: asked about once before the report is sent again."""

from __future__ import annotations

from handlers import words_review as say
from handlers.asking_back import ask_back
from handlers.naming import item_labels
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import reviews
from models.reviews import ReturnedItem

WAITS = "unmended"
BUTTONS = 5  # items with a button; all are named


def ask(turn: Turn, desk: Draft, *, agreed: bool) -> Response | None:
    """Ask whether items nobody has touched go as they are; None: there are none. `agreed`: the head has."""
    found = [item for item in reviews.open_items(turn.session, desk.row.id) if _stands(desk, item)]
    if not found:
        return None
    labels = item_labels(desk.interview.form)
    names = [labels.get(item.ref, "") for item in found]
    yes, no = ask_back(
        turn,
        {"for": WAITS, "s": desk.row.id, "agreed": agreed},
        Button(say.SEND_AS_IS, says=say.SEND_AS_IS),
        Button(say.NOT_YET, says=say.NOT_YET),
    )
    mend = [
        Button(say.mend(name), "fix", {"v": item.id}, says=say.mend(name))
        for item, name in zip(found[:BUTTONS], names, strict=False)
    ]
    return Response((Say(say.still_as_before(names), (*mend, yes, no)),))


def _stands(desk: Draft, item: ReturnedItem) -> bool:
    """Whether an item holds what it held when it was sent back."""
    old = {(ref, pos): (value, state) for ref, pos, value, state in item.old}
    within = (item.ref, f"{item.ref}/")
    answers = desk.interview.answers
    new = {
        key: (leaf.value, leaf.state)
        for key, leaf in answers.items()
        if key[0] == within[0] or key[0].startswith(within[1])
    }
    return new == old
