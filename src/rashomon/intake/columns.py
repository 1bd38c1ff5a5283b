"""Columns, side boxes and tables of a page, told by where on it the words stand.

A page is a grid of characters here, as pypdf's layout mode draws it. A gutter is a stretch of a few blanks that
several lines have at the same place, with words on both of its sides: those of columns, read one after the other, or
the cells of a table, read as rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ROW = "\ufdd0"
"""Stands before a line that is a row of a table. No character of any text, and not taken for white space."""
BLOCK = "\ufdd1"
"""A line of its own between what does not run on."""
NARROWEST, FEWEST_LINES = 3, 3
"""Blanks that make a gutter, and lines with words on both of its sides that make a region of it."""
MOST_EMPTY = 2
"""Empty lines that a region may have between two of its lines."""
MUCH_WIDER = 1.6
"""Times the width of the other column: that is the report, and the other a box beside it, read after it."""
MOST_LINES = 2_000
"""Of a page; a longer one is none that anybody reads, and is not put in order."""
_GAP = re.compile(rf"(?<=\S)\s{{{NARROWEST},}}(?=\S)")
_NUMBER = re.compile(r"[<>~+-]?\d[\d.,\s]*%?|[-–—]|n/?a", re.IGNORECASE)


def arranged(lines: Sequence[str], plain: str) -> list[str] | None:
    """The page's lines in reading order, rows of tables marked by `ROW`, blocks parted by `BLOCK`.

    None where the page has neither columns nor tables, or where `plain`, its text in the order in which the file
    draws it, does not mix them up.
    """
    regions = _regions(lines)
    if not any(_mixed(lines[a:b], cut, plain) for a, b, cut in regions):
        return None
    return _written(lines, regions)


def _regions(lines: Sequence[str]) -> list[tuple[int, int, int]]:
    """(first line, line after the last, where the gutter is) of every stretch with a gutter, in order."""
    found, at = [], 0
    while at < len(lines):
        tried = [_down(lines, at, gap.span()) for gap in _GAP.finditer(lines[at])]
        both, end, cut = max(tried, default=(0, at, 0))
        if both >= FEWEST_LINES:
            found.append((at, end, cut))
            at = end
        else:
            at += 1
    return found


def _down(lines: Sequence[str], top: int, gap: tuple[int, int]) -> tuple[int, int, int]:
    """How far down a gap goes: (lines with words on both sides, the line after the last of the region, its middle)."""
    both, end, empty = 0, top, 0
    start, stop = gap
    for number in range(top, len(lines)):
        line = lines[number]
        if not line.strip():
            empty += 1
            if empty > MOST_EMPTY:
                break
            continue
        narrowed = _blank_within(line, start, stop)
        if narrowed is None:
            break
        sided = line[: narrowed[0]].strip() and line[narrowed[1] :].strip()
        if not sided and empty:
            break  # a line apart, below
        start, stop, empty = *narrowed, 0
        both += bool(sided)
        end = number + 1
    return both, end, (start + stop) // 2


def _blank_within(line: str, start: int, stop: int) -> tuple[int, int] | None:
    """The widest stretch of blanks within these columns; what is right of a line's end is blank."""
    runs = [m.span() for m in re.finditer(r" {2,}", line[start:stop].ljust(stop - start))]
    widest = max(runs, key=lambda run: run[1] - run[0], default=None)
    return (start + widest[0], start + widest[1]) if widest else None


def _sides(lines: Sequence[str], cut: int) -> tuple[list[str], list[str]]:
    return [line[:cut].rstrip() for line in lines], [line[cut:] for line in lines]


def _mixed(lines: Sequence[str], cut: int, plain: str) -> bool:
    """Whether the file draws what stands left and right of a gutter in turn."""
    drawn = "".join(plain.split())
    pairs = [("".join(a.split()), "".join(b.split())) for a, b in zip(*_sides(lines, cut), strict=True)]
    full = [a[-12:] + b[:12] for a, b in pairs if a and b]
    return sum(pair in drawn for pair in full) > len(full) / 2


def _written(lines: Sequence[str], regions: Sequence[tuple[int, int, int]]) -> list[str]:
    written: list[str] = []
    at = 0
    for start, end, cut in regions:
        written += [*lines[at:start], BLOCK]
        block = lines[start:end]
        if _is_table(block):
            written += [ROW + re.sub(r"\s{2,}", " | ", line.strip()) for line in block if line.strip()]
        else:
            left, right = _sides(block, cut)
            first, second = (right, left) if _width(right) > MUCH_WIDER * _width(left) else (left, right)
            for side in (first, second):
                written += [*_written(side, _regions(side)), BLOCK]
        written.append(BLOCK)
        at = end
    return written + list(lines[at:])


def _width(side: Sequence[str]) -> int:
    return max((len(line.strip()) for line in side), default=0)


def _is_table(block: Sequence[str]) -> bool:
    """Rows of cells: most cells but the first are numbers, or there are three columns or more of a few words."""
    rows = [re.split(r"\s{2,}", line.strip()) for line in block if line.strip()]
    cells = [cell for row in rows for cell in row[1:]]
    if 2 * sum(bool(_NUMBER.fullmatch(cell)) for cell in cells) > len(cells):
        return True
    three = sum(len(row) > 2 for row in rows) > len(rows) / 2
    return three and sorted(len(cell.split()) for row in rows for cell in row)[sum(map(len, rows)) // 2] <= 3
