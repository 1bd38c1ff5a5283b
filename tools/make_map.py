"""Makes src/rashomon/pages/outlines.json from Natural Earth's countries, by way of the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_map.py package/countries-50m.json

Shared borders stay shared: the arcs of the TopoJSON are thinned (Douglas-Peucker) and rounded, never the countries one
by one, so that no gaps open between neighbours. Coordinates are whole hundredths of a degree, each arc as differences.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "rashomon" / "pages" / "outlines.json"
SCALE = 100  # steps a degree: about 1.1 km
TOLERANCE = 0.01  # degrees, about 1 km: below what a page shows at the scale of a province
SMALLEST = 0.002  # square degrees: rings smaller than this are left out, unless a country has no other


def absolute(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[tuple[float, float]]:
    x = y = 0
    out = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        out.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return out


def thin(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Douglas-Peucker, without recursion; a closed arc is cut at its farthest point first."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        far, where = max((distance(points[i], points[a], points[b]), i) for i in range(a + 1, b))
        if far > tolerance:
            keep.add(where)
            stack += [(a, where), (where, b)]
    return [points[i] for i in sorted(keep)]


def distance(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def stepped(points: list[tuple[float, float]]) -> list[int]:
    """Whole steps, the first from zero and each next from the one before, flat; repeated points are dropped."""
    out: list[int] = []
    last = (0, 0)
    for i, (lon, lat) in enumerate(points):
        at = (round(lon * SCALE), round(lat * SCALE))
        if i and at == last and i < len(points) - 1:
            continue
        out += [at[0] - last[0], at[1] - last[1]]
        last = at
    return out


def area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    points = [p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("topojson", type=Path, help="countries-50m.json of world-atlas")
    source = parser.parse_args().topojson
    raw = source.read_bytes()
    topology = json.loads(raw)
    transform = topology["transform"]
    arcs = [absolute(arc, transform["scale"], transform["translate"]) for arc in topology["arcs"]]
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", [])
        if shape["type"] == "Polygon":
            polygons = [polygons]
        rings = [ring for polygon in polygons for ring in polygon]
        large = [r for r in rings if area(r, arcs) >= SMALLEST] or sorted(rings, key=lambda r: -area(r, arcs))[:1]
        if large:
            countries.append({"name": shape["properties"]["name"], "rings": large})
    used = sorted({i if i >= 0 else ~i for c in countries for ring in c["rings"] for i in ring})
    number = {old: new for new, old in enumerate(used)}
    for country in countries:
        country["rings"] = [[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in country["rings"]]
    thinned = {
        "source": "Natural Earth 1:50m Admin 0 countries, public domain (naturalearthdata.com), by way of the npm "
        "package world-atlas 2.0.2, cut down by tools/make_map.py",
        "source_sha256": hashlib.sha256(raw).hexdigest(),
        "note": "Boundaries as Natural Earth draws them, by who controls the ground; none is a judgement of ours.",
        "scale": SCALE,
        "arcs": [stepped(thin(arcs[i], TOLERANCE)) for i in used],
        "countries": sorted(countries, key=lambda c: c["name"]),
    }
    OUT.write_text(json.dumps(thinned, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(countries)} countries, {len(used)} arcs, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
