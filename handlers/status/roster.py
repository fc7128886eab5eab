"""The roster as people name it: offices and areas under every name they are given, and the tree. Plain rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.status.asked import OfficeWords, Place
from handlers.status.spelling import SIGNS, name_of, squeezed
from models import kept_counts

SHORTEST = 3  # characters of a name without its kind
_DISTRICT = re.compile(r"เขต(\d{1,2})$")
_VILLAGE = re.compile(rf"^([{SIGNS}])(?:บ้าน|ชุมชนบ้าน|ชุมชน|วัด|อนุบาล)")


@dataclass(frozen=True)
class Directory:
    """The offices of a system as they are named, and the tree. Made once for all who ask."""

    offices: Mapping[int, OfficeWords]
    children: Mapping[int, Sequence[int]] = field(default_factory=dict)
    stamp: str = ""  # of the roster it was read from
    _below: dict[int, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    _whole: dict[int, tuple[set[int], set[int]]] = field(default_factory=dict, repr=False, compare=False)
    _areas_under: dict[int | None, dict[int, str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def names(self) -> dict[str, list[Place]]:
        """Every name -> what bears it."""
        found: defaultdict[str, dict[tuple[str, bool], Place]] = defaultdict(dict)
        for alias, place in (*self._offices(), *self._areas()):
            if alias:
                found[alias].setdefault((place.name, place.is_area), place)
        return {alias: list(places.values()) for alias, places in found.items()}

    @cached_property
    def longest(self) -> int:
        return max((len(alias) for alias in self.names), default=0)

    def below(self, office_id: int) -> frozenset[int]:
        """Return an office and all under it."""
        if office_id not in self._below:
            self._below[office_id] = self._find_below(office_id)
        return self._below[office_id]

    def _find_below(self, office_id: int) -> frozenset[int]:
        found, waiting = {office_id}, [office_id]
        for each in waiting:
            new = [child for child in self.children.get(each, ()) if child not in found]
            found.update(new)
            waiting.extend(new)
        return frozenset(found)

    @cached_property
    def cells(self) -> Mapping[int, frozenset[int]]:
        """The parts of the roster in which offices are counted together, each by one of its offices."""
        links = ((parent, office) for parent, below in self.children.items() for office in below)
        rows = ((office.id, office.area, office.province) for office in self.offices.values())
        found: defaultdict[int, list[int]] = defaultdict(list)
        for office_id, cell in kept_counts.cells(rows, links).items():
            found[cell].append(office_id)
        return {cell: frozenset(members) for cell, members in found.items()}

    @cached_property
    def ranks(self) -> Mapping[int, int]:
        """The place of each office in the roster."""
        return {office_id: rank for rank, office_id in enumerate(self.offices)}

    def whole_cells(self, ids: frozenset[int], under: int | None) -> tuple[set[int], set[int]]:
        """Return the cells that are wholly among some offices and in one area each, and the offices left over."""
        if under is None or ids is not self._below.get(under):
            return self._find_whole(ids, under)
        if under not in self._whole:
            self._whole[under] = self._find_whole(ids, under)
        return self._whole[under]

    def _find_whole(self, ids: frozenset[int], under: int | None) -> tuple[set[int], set[int]]:
        areas = self.areas(under)
        whole: set[int] = set()
        rest: set[int] = set()
        for cell, members in self.cells.items():
            is_own_area = areas[cell] == self.offices[cell].called  # then so is each of the others
            if members <= ids and (len(members) == 1 or not is_own_area):
                whole.add(cell)
            elif not members.isdisjoint(ids):
                rest |= members & ids
        return whole, rest

    def areas(self, under: int | None) -> dict[int, str]:
        """Return the area in which each office is counted, as progress.py says it."""
        if under not in self._areas_under:
            self._areas_under[under] = self._find_areas(under)
        return self._areas_under[under]

    def area_offices(self, under: int | None) -> dict[str, int]:
        """Return the offices directly below another that are areas, by how they are called."""
        return {self.offices[each].called: each for each in self.children.get(under or 0, ())}

    def _find_areas(self, under: int | None) -> dict[int, str]:
        passed: dict[int, int] = {child: child for child in self.children.get(under, ())} if under else {}
        waiting = list(passed)
        for office_id in waiting:
            for child in self.children.get(office_id, ()):
                if child not in passed and child != under:
                    passed[child] = passed[office_id]
                    waiting.append(child)
        return {each.id: each.area or self._above(each, passed) or each.called for each in self.offices.values()}

    def _above(self, office: OfficeWords, passed: Mapping[int, int]) -> str:
        return self.offices[passed[office.id]].called if office.id in passed else office.province

    def _offices(self) -> Iterable[tuple[str, Place]]:
        for office in self.offices.values():
            place = Place(office.called, frozenset((office.id,)), office.id)
            for alias in _aliases(office):
                yield alias, place

    def _areas(self) -> Iterable[tuple[str, Place]]:
        columns: defaultdict[str, set[int]] = defaultdict(set)
        for office in self.offices.values():
            for name in (office.area, *re.split(r"[,;/]\s*", office.province)):
                if name.strip():
                    columns[name.strip()].add(office.id)
        for name, ids in columns.items():
            place = Place(name, frozenset(ids), is_area=True)
            bare = name_of(name)
            yield from (
                (alias, place)
                for alias in {bare, bare.removeprefix("เขต"), bare.removeprefix("กลุ่ม")}
                if len(alias) >= 2
            )
        for office in self.offices.values():
            number = _DISTRICT.search(name_of(office.called)) if "เขต" in office.name else None
            if number:
                under = Place(office.called, self.below(office.id), office.id, is_area=True)
                yield f"เขต{number[1]}", under
                bare = name_of(office.called).lstrip(SIGNS)
                yield bare, under


@dataclass(frozen=True)
class Roster:
    """The offices there are, and which of them the asker oversees."""

    directory: Directory
    scope: frozenset[int] = frozenset()

    @property
    def offices(self) -> Mapping[int, OfficeWords]:
        return self.directory.offices

    @property
    def names(self) -> Mapping[str, list[Place]]:
        return self.directory.names

    def below(self, office_id: int) -> frozenset[int]:
        return self.directory.below(office_id)


def _aliases(office: OfficeWords) -> set[str]:
    """Return the names of one office: full, short, code, without its district's word, its province, its village."""
    found = set()
    for name in (name_of(office.name), name_of(office.short)):
        if not name:
            continue
        found.add(name)
        number = _DISTRICT.search(name)
        if number and name[0] in SIGNS:
            found |= {name.replace("เขต", ""), f"{name[0]}เขต{number[1]}", f"{name[0]}{number[1]}"}
        bare = name.lstrip(SIGNS)
        if len(bare) >= SHORTEST and name[0] in SIGNS and not number:
            found.add(bare)
        village = _VILLAGE.sub(r"\1", name)
        if village != name and len(village) > SHORTEST + 1:
            found |= {village, village[1:]}
        provinces = [part for part in re.split(r"[,;/]\s*", office.province) if part]
        if len(provinces) > 1 and name[0] in SIGNS:
            found |= {name[0] + name_of(part) for part in provinces}
    code = squeezed(office.code.lower())
    return found | ({code} if len(code) > 3 else set())
