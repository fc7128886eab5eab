"""One turn of an interview: what each thing said does to it.

Works on an instance of its own, so that the interview it came from stays as it was.
"""

from forms import actions, walk
from forms import said as say
from forms.checks import Refusal, refusal
from forms.facts import (
    Answered,
    Cleared,
    Fact,
    Finished,
    Index,
    Key,
    Leaf,
    Moved,
    Noted,
    Rejected,
    RepeatAdded,
    RepeatDeleted,
)
from forms.instance import MAX_INSTANCES, Instance, legal
from forms.node import depth_of, inside, last_number, outside
from forms.renumber import Move, without
from forms.review import problems
from forms.said import Said


class Turn:
    """An interview while it hears. `facts` fill with what comes of it."""

    def __init__(self, instance: Instance, index: Index, closed: frozenset[Key], moves: tuple[Move, ...]) -> None:
        self.instance = instance
        self.index = index
        self.closed = closed
        self.moves = moves
        self.facts: list[Fact] = []

    def start(self) -> None:
        """Fill a new instance and go to its first open place."""
        actions.load(self.instance)
        way = walk.places(self.instance, self.closed)
        self.go(next((place for place in way if walk.is_open(self.instance, place)), walk.END))
        self.note_troubles()

    def hear(self, said: Said) -> None:
        """Do what is said; what makes no sense here changes nothing."""
        _do(self, said)
        self.note_troubles()

    def note_troubles(self) -> None:
        """Add a fact for each expression of the form that failed."""
        self.facts += [Noted(text) for text in dict.fromkeys(self.instance.troubles)]

    def go(self, index: Index) -> None:
        """Go to a place; at the end, say what is left."""
        if index != self.index:
            self.facts.append(Moved(index))
        self.index = index
        if index.event == "end":
            self.facts.append(Finished(tuple(problems(self.instance, self.closed))))

    def onward(self) -> None:
        """Go to the next place that waits."""
        self.go(walk.next_open(self.instance, self.closed, self.index))

    def reject(self, refused: Refusal) -> None:
        """Say that the answer was not taken."""
        self.facts.append(Rejected(self.index, refused.why, refused.message, refused.unkept))

    def at_question(self) -> bool:
        """Return whether a question is at hand."""
        return self.index.event == "question"

    def take(self, leaf: Leaf) -> None:
        """Keep a leaf at the question at hand, with all that follows from it, and move on."""
        ref, pos = self.index.ref, self.index.pos
        fact: Fact = Answered(self.index, leaf)
        before = self.instance.answers.get((ref, pos), Leaf(""))
        if leaf == Leaf(""):
            self.instance.answers.pop((ref, pos), None)
            fact = Cleared(self.index)
        else:
            self.instance.answers[(ref, pos)] = leaf
        self.instance.presumed.discard((ref, pos))
        self.facts.append(fact)
        # The same answer again is no change: it triggers nothing, as in both ODK engines.
        withdrawn = actions.changed(self.instance, ref, pos) if leaf.value != before.value else []
        self.facts += [Cleared(Index("question", *key)) for key in withdrawn if key != (ref, pos)]
        self.onward()


def _do(turn: Turn, said: Said) -> None:
    match said:
        case say.Value(text):
            _answer(turn, legal(text))
        case say.Chosen(names):
            _answer(turn, " ".join(names))
        case say.NoAnswer():
            _no_answer(turn)
        case say.Jump(ref, pos):
            _jump(turn, ref, pos)
        case say.DeleteRepeat(ref, pos):
            _delete_repeat(turn, ref, pos)
        case _:
            _PLAIN[type(said)](turn)


def _answer(turn: Turn, text: str) -> None:
    if turn.index.event != "question":
        return
    refused = refusal(turn.instance, turn.index, text)
    if refused is not None:
        turn.reject(refused)
    else:
        turn.take(Leaf(text))


def _confirm(turn: Turn) -> None:
    if turn.at_question() and turn.instance.nodes[turn.index.ref].type != "acknowledge":
        turn.reject(Refusal("type"))
    else:
        _answer(turn, "OK")


def _no_answer(turn: Turn) -> None:
    if turn.at_question():
        turn.take(Leaf("", "none"))
    else:
        _end_repeat(turn)


def _skip(turn: Turn) -> None:
    leaf = turn.instance.answers.get((turn.index.ref, turn.index.pos))
    if not turn.at_question():
        _end_repeat(turn)
    elif leaf is not None and leaf.state == "value":
        _next(turn)  # what was answered is not lost by putting it off
    else:
        turn.take(Leaf("", "put_off"))


def _next(turn: Turn) -> None:
    if turn.index.event == "add_repeat":
        _end_repeat(turn)
    else:
        turn.instance.presumed.discard((turn.index.ref, turn.index.pos))
        turn.onward()


def _back(turn: Turn) -> None:
    turn.go(walk.previous(turn.instance, turn.closed, turn.index))


def _forward(turn: Turn) -> None:
    turn.go(walk.following(turn.instance, turn.closed, turn.index))


def _jump(turn: Turn, ref: str, pos: str) -> None:
    target = _target(turn, ref, pos)
    if target is not None:
        turn.go(target)


def _target(turn: Turn, ref: str, pos: str) -> Index | None:
    """Return where a jump leads, None when nothing is asked there."""
    node = turn.instance.nodes.get(ref)
    if node is None:
        return None
    if node.kind == "repeat":
        around = pos if depth_of(pos) < node.depth else outside(pos)
        count = turn.instance.count(ref, around)
        if depth_of(pos) < node.depth or last_number(pos) > count:
            offer = Index("add_repeat", ref, inside(around, count + 1))
            return offer if ref in turn.instance.form.open_repeats and walk.is_asked(turn.instance, offer) else None
    elif not node.children:
        question = Index("question", ref, pos)
        stands = pos in turn.instance.positions(node)
        return question if stands and walk.is_asked(turn.instance, question) else None
    return next(walk.asked_below(turn.instance, turn.closed, ref, pos), None)


def _repeat_at_hand(turn: Turn) -> Key | None:
    """Return the nearest open repeat around the index, and the pos around its instances."""
    ref, pos = turn.index.ref, turn.index.pos
    if turn.index.event == "add_repeat":
        return ref, outside(pos)
    node = turn.instance.nodes.get(ref)
    repeat = node.repeat if node is not None else None
    while repeat is not None:
        pos = outside(pos)
        if repeat in turn.instance.form.open_repeats:
            return repeat, pos
        repeat = turn.instance.nodes[repeat].repeat
    return None


def _add_repeat(turn: Turn) -> None:
    here = _repeat_at_hand(turn)
    if here is None or turn.instance.count(*here) >= MAX_INSTANCES:
        return
    ref, around = here
    pos = actions.add_instance(turn.instance, ref, around)
    turn.closed -= {here}
    turn.facts.append(RepeatAdded(ref, pos))
    first = next(walk.asked_below(turn.instance, turn.closed, ref, pos), None)
    if first is not None:
        turn.go(first)
    else:
        turn.onward()


def _end_repeat(turn: Turn) -> None:
    here = _repeat_at_hand(turn)
    if here is not None:
        turn.closed |= {here}
        turn.onward()


def _delete_repeat(turn: Turn, ref: str, pos: str) -> None:
    node = turn.instance.nodes.get(ref)
    known = node is not None and node.kind == "repeat" and depth_of(pos) == node.depth
    count = turn.instance.count(ref, outside(pos)) if known else 0
    if ref not in turn.instance.form.open_repeats or not 1 <= last_number(pos) <= count:
        return
    moves = without(turn.instance, ref, pos)
    turn.moves += tuple(moves)
    turn.closed = frozenset(Move.follow_all(moves, turn.closed))
    turn.instance.presumed = set(Move.follow_all(moves, turn.instance.presumed))
    turn.facts.append(RepeatDeleted(ref, pos))
    actions.settle(turn.instance, [ref, *actions.below(turn.instance, ref)])
    _after_delete(turn, moves, ref, pos)


def _after_delete(turn: Turn, moves: list[Move], ref: str, pos: str) -> None:
    """Stay with the question at hand where it has moved to, else go on behind the repeat."""
    moved = next(iter(Move.follow_all(moves, [(turn.index.ref, turn.index.pos)])), None)
    if turn.index.event == "question" and moved is not None:
        turn.go(Index("question", *moved))
        return
    offer = Index("add_repeat", ref, inside(outside(pos), turn.instance.count(ref, outside(pos)) + 1))
    if (ref, outside(pos)) not in turn.closed and walk.is_asked(turn.instance, offer):
        turn.go(offer)
    else:
        turn.go(walk.next_open(turn.instance, turn.closed, offer))


_PLAIN = {
    say.Confirm: _confirm,
    say.Skip: _skip,
    say.Next: _next,
    say.Back: _back,
    say.Forward: _forward,
    say.AddRepeat: _add_repeat,
    say.EndRepeat: _end_repeat,
}
