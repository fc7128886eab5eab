"""What happens by itself: the first state of a form, preloads, setvalue events, recalculation."""

import uuid
from collections.abc import Iterable

from forms.facts import Key
from forms.fitting import fitted
from forms.form import FIRST_LOAD, NEW_REPEAT
from forms.instance import MAX_INSTANCES, Instance
from forms.logic import Setting
from forms.node import Node, inside
from forms.xpath.errors import EvaluationError
from forms.xpath.nodes import Context
from forms.xpath.values import BANGKOK, moment_text, text_number

MAX_TRIGGERED = 200  # places one answer may set in a chain of triggers


def load(instance: Instance) -> None:
    """Fill a new instance: defaults, preloads, first-load events, then everything calculated."""
    _populate(instance, instance.form.root, "")
    for setting in instance.form.settings.get(FIRST_LOAD, ()):
        for pos in instance.positions(instance.nodes[setting.ref]):
            _apply(instance, setting, pos)
            _presume(instance, setting.ref, pos)
    recompute(instance)


def add_instance(instance: Instance, ref: str, pos: str) -> str:
    """Add an instance to the repeat `ref` below `pos`, recalculate, and return its pos."""
    instance.forget()
    added = _create(instance, ref, pos)
    settle(instance, [ref, *below(instance, ref)])
    return added


def changed(instance: Instance, ref: str, pos: str) -> list[Key]:
    """Do what follows from a new answer at a place; return the selects whose choice was withdrawn."""
    withdrawn: list[Key] = []
    _follow(instance, (ref, pos), withdrawn, set())
    return withdrawn


def _follow(instance: Instance, key: Key, withdrawn: list[Key], fired: set[Key]) -> None:
    """Recalculate after a change, then do what it triggers, and what that triggers; each place once a turn.

    The order is that of Collect and Web Forms: an event sees everything calculated anew.
    """
    fired.add(key)
    if len(fired) > MAX_TRIGGERED:
        instance.troubles.append(f"{key[0]}: more than {MAX_TRIGGERED} values set one by the other")
        return
    recalculated = [key, *_resettle(instance, [key[0]], withdrawn)]
    for source in recalculated:
        if source != key and source in fired:
            continue
        fired.add(source)
        for setting in instance.form.logic[source[0]].on_change:
            for place in _apply(instance, setting, source[1]):
                if (setting.ref, place) not in fired:
                    _follow(instance, (setting.ref, place), withdrawn, fired)


def recompute(instance: Instance) -> list[Key]:
    """Recalculate the whole form, in one pass."""
    instance.forget()
    cleared: list[Key] = []
    for kind, ref in instance.form.graph.sequence:
        if kind == "value":
            _settle(instance, instance.nodes[ref], cleared)
    return cleared


def settle(instance: Instance, touched: Iterable[str]) -> list[Key]:
    """Recalculate what depends on the refs touched; return the selects whose choice was withdrawn."""
    cleared: list[Key] = []
    _resettle(instance, touched, cleared)
    return cleared


def _resettle(instance: Instance, touched: Iterable[str], cleared: list[Key]) -> list[Key]:
    """Recalculate what depends on the refs touched, each once and in order; return places that trigger more."""
    instance.forget()
    triggering: list[Key] = []
    wave = instance.form.graph.affected(("value", ref) for ref in touched)
    for kind, ref in wave:
        if kind == "relevant":
            wave.spread((kind, ref))
            continue
        node, watched = instance.nodes[ref], bool(instance.form.logic[ref].on_change)
        before = _values(instance, node) if watched else {}
        for other in _settle(instance, node, cleared):
            wave.spread(("value", other))
        if watched:
            triggering += [key for key, text in _values(instance, node).items() if before.get(key) != text]
    return triggering


def _values(instance: Instance, node: Node) -> dict[Key, str]:
    return {(node.ref, pos): instance.value(node.ref, pos) for pos in instance.positions(node)}


def _settle(instance: Instance, node: Node, cleared: list[Key]) -> list[str]:
    """Settle one node everywhere it stands; return the refs whose values that changed."""
    logic = instance.form.logic[node.ref]
    if node.kind == "repeat":
        return _follow_count(instance, node)
    changes = False
    for pos in instance.positions(node):
        if logic.calculate is not None:
            if instance.relevant(node.ref, pos):
                value = fitted(instance, node.ref, instance.computed(logic.calculate, pos))
                changes |= instance.store(node.ref, pos, value)
        elif logic.filter is not None and _withdraw(instance, node, pos):
            changes = True
            cleared.append((node.ref, pos))
    return [node.ref] if changes else []


def _withdraw(instance: Instance, node: Node, pos: str) -> bool:
    """Take back chosen names that are no longer offered; return whether there were any."""
    leaf, offered = instance.answers.get((node.ref, pos)), instance.form.logic[node.ref].choices
    if (
        leaf is None
        or not leaf.value
        or offered is None
        or not offered.filtered
        or not instance.relevant(node.ref, pos)
    ):
        return False
    try:
        names = offered.names(Context(instance, pos))
    except EvaluationError as error:
        instance.troubles.append(f"{node.ref}: {error}")
        return False
    chosen = node.names(leaf.value)
    kept = [name for name in chosen if name in names]
    return len(kept) < len(chosen) and instance.store(node.ref, pos, " ".join(kept))


def _follow_count(instance: Instance, node: Node) -> list[str]:
    """Let a counted repeat follow its number; while that is blank, rows stay as they are.

    Rows past a smaller number stay stored, unseen.
    """
    rule = instance.form.logic[node.ref].count
    moved = rule is None
    for pos in instance.positions(node) if rule is not None else ():
        number = text_number(instance.computed(rule, pos)) if rule is not None else 0.0
        if number != number:
            continue
        wanted = int(max(0, min(MAX_INSTANCES, number)))
        moved |= wanted != instance.count(node.ref, pos)
        while instance.count(node.ref, pos) < wanted:
            _create(instance, node.ref, pos)
        instance.repeats[(node.ref, pos)] = wanted
    return [node.ref, *below(instance, node.ref)] if moved else []


def below(instance: Instance, ref: str) -> list[str]:
    """Return every ref below a node."""
    found: list[str] = []
    for child in instance.nodes[ref].children:
        found += [child, *below(instance, child)]
    return found


def _create(instance: Instance, ref: str, pos: str) -> str:
    number = instance.count(ref, pos) + 1
    instance.repeats[(ref, pos)] = number
    added = inside(pos, number)
    if not any((inner, added) in instance.answers for inner in below(instance, ref)):
        _populate(instance, ref, added, fresh=True)
        for setting in instance.form.settings.get(NEW_REPEAT, ()):
            if setting.ref.startswith(ref + "/"):
                _apply(instance, setting, added)
                _presume(instance, setting.ref, added)
    return added


def _presume(instance: Instance, ref: str, pos: str) -> None:
    """Note that a question holds a default nobody has seen yet."""
    if instance.nodes[ref].kind == "question" and (ref, pos) in instance.answers:
        instance.presumed.add((ref, pos))


def _populate(instance: Instance, ref: str, pos: str, *, fresh: bool = False) -> None:
    """Give everything below a node its default, its preload and, for repeats, its first instances.

    A `fresh` instance was just added: as in Collect, repeats inside it start empty.
    """
    for child in instance.nodes[ref].children:
        if instance.nodes[child].kind == "repeat":
            number = 0 if fresh else _first_rows(instance, child, pos)
            instance.repeats[(child, pos)] = number
            for n in range(number):
                _populate(instance, child, inside(pos, n + 1))
            continue
        if text := _preloaded(instance, child) or _default(instance, child, pos, fresh=fresh):
            instance.store(child, pos, text)
            _presume(instance, child, pos)
        _populate(instance, child, pos, fresh=fresh)


def _default(instance: Instance, ref: str, pos: str, *, fresh: bool) -> str:
    """What a place holds at first: what its row brings, else what the template of rows holds."""
    own = None if fresh else instance.form.written.get((ref, pos))
    return fitted(instance, ref, instance.form.defaults.get(ref, "") if own is None else own)


def _first_rows(instance: Instance, repeat: str, pos: str) -> int:
    if instance.form.logic[repeat].count is not None:
        return 0  # its number decides, once there is one
    return min(MAX_INSTANCES, instance.form.rows.get((repeat, pos), 0))


def _preloaded(instance: Instance, ref: str) -> str:
    match instance.form.logic[ref].preload:
        case ("timestamp", "start"):
            return moment_text(instance.now)
        case ("date", _):
            return instance.now.astimezone(BANGKOK).date().isoformat()
        case ("property", name):
            return instance.identity(name)
        case ("uid", _):
            return f"uuid:{uuid.UUID(bytes=instance.chance()[:16], version=4)}"
    return ""


def _apply(instance: Instance, setting: Setting, pos: str) -> list[str]:
    """Set a value as a setvalue says, wherever below `pos` its node stands; return where that changed it."""
    if setting.ref not in instance.nodes:
        return []
    changed: list[str] = []
    for place in instance.positions(instance.nodes[setting.ref]):
        if place == pos or place.startswith(pos + ".") or not pos or not place or pos.startswith(place + "."):
            instance.forget()
            text = instance.computed(setting.rule, place) if setting.rule is not None else setting.text
            if instance.store(setting.ref, place, fitted(instance, setting.ref, text)):
                changed.append(place)
    return changed
