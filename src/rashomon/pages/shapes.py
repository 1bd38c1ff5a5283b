"""What maps and timelines are drawn with: elements of SVG and the signs of statuses. What is put in is escaped."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from rashomon.model import Status


def element(tag: str, /, *inside: str | Markup, **attributes: object) -> Markup:
    """An element; `class_` is class, underscores in names are hyphens, None leaves an attribute out."""
    written = "".join(
        f' {k.rstrip("_").replace("_", "-")}="{escape(f"{v:.1f}" if isinstance(v, float) else v)}"'
        for k, v in attributes.items()
        if v is not None
    )
    return Markup(f"<{tag}{written}>{''.join(map(escape, inside))}</{tag}>")  # noqa: S704 - all of it is escaped


def mark(status: Status, x: float, y: float, size: float) -> Markup:
    """The sign of a status, told by shape as well as by colour; the same on the map, the timeline and in the text."""
    at = {"class_": f"mark {status}"}
    if status == "disputed":
        s = size * 1.25
        return element("path", d=f"M{x:.1f} {y - s:.1f}l{s:.1f} {s:.1f}-{s:.1f} {s:.1f}-{s:.1f}-{s:.1f}z", **at)
    if status == "conceded":
        s = size * 1.15
        return element("path", d=f"M{x - s:.1f} {y - s * 0.8:.1f}h{2 * s:.1f}l-{s:.1f} {s * 1.75:.1f}z", **at)
    if status == "agreed":
        return element("circle", cx=x, cy=y, r=size, **at)
    if status == "unclear":
        s = size * 0.9
        corner = {"x": x - s, "y": y - s, "width": 2 * s, "height": 2 * s}
        return element("g", element("rect", class_=f"mark open {status}", **corner))
    ring = element("circle", cx=x, cy=y, r=size * 0.86, class_=f"mark open {status}")
    if status == "one_camp":
        s = size * 0.86
        half = element("path", d=f"M{x:.1f} {y - s:.1f}a{s:.1f} {s:.1f} 0 0 0 0 {2 * s:.1f}z", **at)
        return element("g", ring, half)
    return element("g", ring)


@cache
def sign(status: Status) -> Markup:
    """The sign of a status on its own, for a line of text. There are six, and a page has a hundred of them."""
    return element(
        "svg", mark(status, 8.0, 8.0, 5.6), class_="sign", viewBox="0 0 16 16", width=16, height=16, aria_hidden="true"
    )
