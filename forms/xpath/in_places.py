"""Functions on places: points "lat lon …", and lines of them divided by `;`. A sphere, as ODK's."""

import math
from collections.abc import Sequence
from itertools import pairwise

from forms.xpath.values import Value, to_text

EARTH_RADIUS = 6_378_100.0  # metres; the sphere ODK's engines use

Point = tuple[float, float]


def points(*values: Value) -> list[Point] | None:
    """Return the points the values hold, in degrees; None when one is no place."""
    found: list[Point] = []
    for value in values:
        texts = [node.text() for node in value] if isinstance(value, list) else [to_text(value)]
        for text in ";".join(texts).split(";"):
            parts = text.split()
            if not parts:
                continue
            try:
                point = (float(parts[0]), float(parts[1]))
            except (ValueError, IndexError):
                return None
            if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
                return None
            found.append(point)
    return found


def distance(*values: Value) -> float:
    """The length of the line through all points, in metres."""
    line = points(*values)
    if line is None:
        return math.nan
    return math.fsum(_between(a, b) for a, b in pairwise(line))


def _between(a: Point, b: Point) -> float:
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(b[1] - a[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, chord)))


def area(value: Value) -> float:
    """The area inside the points, in square metres; NaN when it holds no places."""
    shape = points(value)
    if shape is None:
        return math.nan
    if len(shape) < 3:
        return 0.0
    closed = [*shape, shape[0]]
    total = math.fsum(
        math.radians(b[1] - a[1]) * (2 + math.sin(math.radians(a[0])) + math.sin(math.radians(b[0])))
        for a, b in pairwise(closed)
    )
    return abs(total) * EARTH_RADIUS**2 / 2


def geofence(point: str, shape: str) -> bool:
    """Whether a point lies inside a shape."""
    where, around = points(point), points(shape)
    return bool(where and around) and _inside(where[0], around)  # type: ignore[index, arg-type]


def intersects(trace: str) -> bool:
    """Whether a line or the edge of a shape crosses itself."""
    line = points(trace) or []
    sides = list(pairwise(line))
    apart = [(one, other) for at, one in enumerate(sides) for other in sides[at + 2 :]]
    return any(_cross(*one, *other) for one, other in apart if not {*one} & {*other})


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the sides a–b and c–d meet."""

    def turn(one: Point, two: Point, three: Point) -> float:
        return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])

    def between(one: Point, two: Point, three: Point) -> bool:
        return all(min(p, q) <= r <= max(p, q) for p, q, r in zip(one, two, three, strict=True))

    sides = (turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b))
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(side == 0 and between(*three) for side, three in zip(sides, ends, strict=True))


def _inside(point: Point, shape: Sequence[Point]) -> bool:
    lat, lon = point
    crossings = 0
    for (lat1, lon1), (lat2, lon2) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (lon1 > lon) != (lon2 > lon) and lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1:
            crossings += 1
    return crossings % 2 == 1
