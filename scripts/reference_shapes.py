"""Draw the world's countries from Natural Earth shapes for the pages.

Reads `world-atlas_countries-50m.json` (TopoJSON, Natural Earth, public domain) and the tables `disputed_*.csv` and
`points.csv` that people edit; writes `countries.csv` and `lines.csv` beside them. Equal Earth projection (equal-area),
2000 units wide, whole numbers, lines simplified arc by arc so that neighbours still share their border.

    python scripts/reference_shapes.py [../shared/data]
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from sursur.reference.projection import HEIGHT, project

DATA = Path(__file__).resolve().parent.parent / "src" / "sursur" / "reference" / "data" / "shapes"
SMALLEST_TURN = 2.0
"""Points whose triangle with their neighbours is smaller (square units) are left out."""
SMALLEST_ISLAND = 8.0
"""Rings smaller than this (square units) are left out, unless they are the largest of their country."""
SMALL_COUNTRY = 24.0
"""Countries smaller than this (square units) are drawn as a circle."""
NOT_DRAWN = frozenset({"Antarctica", "Ashmore and Cartier Is.", "Fr. S. Antarctic Lands", "Heard I. and McDonald Is.",
                       "Indian Ocean Ter.", "S. Geo. and the Is.", "Br. Indian Ocean Ter."})  # fmt: skip
OWN_CODES = {"Kosovo": "XKX"}
"""Shapes that Natural Earth gives no ISO number although a code is in use."""

Point = tuple[float, float]
Ring = tuple[int, ...]


@dataclass(frozen=True)
class Land:
    """One Natural Earth country: its rings as arc numbers (a negative number runs backwards)."""

    name: str
    number: str
    rings: tuple[Ring, ...]


@dataclass
class Drawing:
    """What is left of the world after simplification; `users` says which names use an arc."""

    arcs: list[list[Point]]
    users: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def points(self, ring: Ring) -> list[Point]:
        joined: list[Point] = []
        for number in ring:
            part = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            joined += part[1:] if joined else part
        return drawn(joined)


def main(originals: Path) -> None:
    topology = json.loads((originals / "countries" / "world-atlas_countries-50m.json").read_text("utf-8"))
    lands = [land for land in read_lands(topology) if land.name not in NOT_DRAWN]
    drawing = Drawing([simplify(arc) for arc in unpack(topology)])
    for land in lands:
        for number in (number for ring in land.rings for number in ring):
            drawing.users[number if number >= 0 else ~number].add(land.name)
    write(
        "countries.csv", ["code", "kind", "area", "x", "y", "path"], sorted(countries(lands, drawing, codes(originals)))
    )
    write("lines.csv", ["kind", "path"], lines(drawing))


def unpack(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """TopoJSON arcs are differences of whole numbers: add up, scale, move."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def read_lands(topology: dict[str, Any]) -> Iterator[Land]:
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = tuple(tuple(ring) for polygon in polygons for ring in polygon)
        yield Land(shape["properties"]["name"], shape.get("id") or "", rings)


def unwrapped(line: list[Point]) -> list[Point]:
    """Let longitudes run on past 180°, then cut the map in the Bering Strait (169° W): Chukotka stays whole."""
    joined = [line[0]]
    for longitude, latitude in line[1:]:
        turns = round((joined[-1][0] - longitude) / 360)
        joined.append((longitude + 360 * turns, latitude))
    longitudes = [longitude for longitude, _ in joined]
    middle = (min(longitudes) + max(longitudes)) / 2
    turns = -1 if middle > 191 else 1 if middle < -169 else 0
    return [(longitude + 360 * turns, latitude) for longitude, latitude in joined]


def drawn(line: list[Point]) -> list[Point]:
    flat = (project(*point) for point in unwrapped(line))
    return [(round(x), round(y)) for x, y in flat]


def simplify(line: list[Point]) -> list[Point]:
    """Visvalingam and Whyatt (1993): leave out the point with the smallest triangle until all are large enough."""
    points = list(zip((project(*point) for point in unwrapped(line)), line, strict=True))
    fewest = 5 if line[0] == line[-1] else 2
    while len(points) > fewest:
        areas = [triangle(points[i - 1][0], points[i][0], points[i + 1][0]) for i in range(1, len(points) - 1)]
        if min(areas) >= SMALLEST_TURN:
            break
        points = leave_out(points, areas, max(min(areas), SMALLEST_TURN / 8))
    return [point for _, point in points]


def leave_out(points: list[tuple[Point, Point]], areas: list[float], limit: float) -> list[tuple[Point, Point]]:
    """Drop points below the limit, never two neighbours in one pass: their triangles change."""
    kept = [points[0]]
    dropped_last = False
    for point, area in zip(points[1:-1], areas, strict=True):
        dropped_last = area <= limit and not dropped_last
        if not dropped_last:
            kept.append(point)
    return [*kept, points[-1]]


def triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def centre(ring: list[Point]) -> Point:
    """The centre of gravity, or, where that lies outside, the middle of the longest stretch of land on a level line."""
    pairs = list(pairwise(ring))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
    if twice:
        x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * twice)
        y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * twice)
        if contains(ring, (x, y + 0.01)):
            return round(x), round(y)
    return widest_place(ring)


def widest_place(ring: list[Point]) -> Point:
    heights = sorted(y for _, y in ring)
    best: tuple[float, float, float] = (0, ring[0][0], ring[0][1])
    for share in (0.3, 0.4, 0.5, 0.6, 0.7):
        level = heights[0] + (heights[-1] - heights[0]) * share + 0.01
        crossings = sorted(crossings_at(ring, level))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, (right - left, (left + right) / 2, level))
    return round(best[1]), round(best[2])


def crossings_at(ring: list[Point], level: float) -> list[float]:
    """Where a horizontal line meets the ring."""
    cut = [(a, b) for a, b in pairwise(ring) if (a[1] - level) * (b[1] - level) < 0]
    return [a[0] + (level - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in cut]


def codes(originals: Path) -> dict[str, str]:
    listed = json.loads((originals / "countries" / "pycountry_iso3166-1.json").read_text("utf-8"))["3166-1"]
    return {entry["numeric"]: entry["alpha_3"] for entry in listed}


def countries(lands: Iterable[Land], drawing: Drawing, iso3: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """Rows of `countries.csv`; disputed areas have the code `disputed:<area>` and belong to nobody's shape."""
    disputed = read("disputed_areas.csv")
    for land in lands:
        rings = [drawing.points(ring) for ring in land.rings]
        code = OWN_CODES.get(land.name) or iso3.get(land.number, "")
        for entry in (entry for entry in disputed if entry["drawn_in"] == land.name and not shown_alone(entry)):
            place = project(float(entry["longitude"]), float(entry["latitude"]))
            inside = [ring for ring in rings if contains(ring, place)]
            rings = [ring for ring in rings if ring not in inside]
            yield row(f"disputed:{entry['area']}", inside)
        whole = next((entry for entry in disputed if entry["drawn_in"] == land.name and shown_alone(entry)), None)
        yield row(code or f"disputed:{whole['area'] if whole else land.name}", rings)
    for entry in read("points.csv"):
        longitude, latitude = unwrapped([(float(entry["longitude"]), float(entry["latitude"]))])[0]
        x, y = project(longitude, latitude)
        yield entry["country"], "circle", 0, round(x), round(y), ""


def shown_alone(entry: dict[str, str]) -> bool:
    """Natural Earth draws the area as a shape of its own."""
    return entry["drawn_in"] != "Russia"


def contains(ring: list[Point], point: Point) -> bool:
    return sum(x > point[0] for x in crossings_at(ring, point[1])) % 2 == 1


def row(code: str, rings: list[list[Point]]) -> tuple[Any, ...]:
    largest = max(rings, key=area)
    total = sum(area(ring) for ring in rings)
    x, y = centre(largest)
    if total < SMALL_COUNTRY and not code.startswith("disputed:"):
        return code, "circle", round(total), x, y, ""
    kept = [ring for ring in rings if ring is largest or area(ring) >= SMALLEST_ISLAND]
    return code, "land", round(total), x, y, "".join(path(ring, closed=True) for ring in kept)


def path(points: list[Point], *, closed: bool = False) -> str:
    """SVG path in relative whole numbers, the shortest way to write it."""
    (x, y), *rest = points
    steps = []
    for next_x, next_y in rest[:-1] if closed else rest:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x}{next_y - y:+d}".replace("+", " "))
        x, y = next_x, next_y
    return f"M{points[0][0]} {points[0][1]}l{joined(steps)}{'z' if closed else ''}" if steps else ""


def joined(steps: list[str]) -> str:
    return "".join(step if number == 0 or step.startswith("-") else f" {step}" for number, step in enumerate(steps))


def lines(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Borders between two lands: one path for the settled ones, one for the disputed ones."""
    paths: dict[str, list[str]] = {"border": [], "disputed": []}
    for number, names in sorted(drawing.users.items()):
        for kind, part in stretches(drawing.arcs[number], names) if len(names) > 1 else ():
            paths[kind].append(path(drawn(part)))
    for kind, parts in paths.items():
        yield kind, "".join(parts)


def stretches(arc: list[Point], names: set[str]) -> Iterator[tuple[str, list[Point]]]:
    """Cut a border where it enters or leaves a disputed stretch."""
    alone = {entry["drawn_in"] for entry in read("disputed_areas.csv") if shown_alone(entry)}
    boxes = [entry for entry in read("disputed_lines.csv") if names == {entry["one"], entry["other"]}]
    disputed = [bool(names & alone) or any(within(box, a, b) for box in boxes) for a, b in pairwise(arc)]
    start = 0
    for is_disputed, run in groupby(disputed):
        end = start + len(list(run))
        yield "disputed" if is_disputed else "border", arc[start : end + 1]
        start = end


def within(box: dict[str, str], *points: Point) -> bool:
    west, south, east, north = (float(box[side]) for side in ("west", "south", "east", "north"))
    return all(west <= x <= east and south <= y <= north for x, y in points)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, header: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {(DATA / name).stat().st_size} bytes; the map is 2000 x {HEIGHT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data"))
