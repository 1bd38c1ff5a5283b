"""Which column of a table is what? Told by the user, else by the names at its head; what is unsure is asked for.

`table_columns.toml` has the names in several languages. A table in which no column, or more than one, could be the text
or the day is not guessed at: the error prints the option that settles it, made of what the cells look like.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.days import day_told, order_of

ROLES = ("text", "published", "outlet", "title", "url", "author", "language", "id")
HEAD_WITHIN = 25
"""Rows from the top within which the columns' names stand; above them a table may have titles."""
_LONGEST_NAME = 80


def told(given: str) -> tuple[tuple[str, str], ...]:
    """What `--columns text=Summary,published=Date` says: (role, column's name) each.

    Raises RashomonError for a role that is none, and for one without a name.
    """
    found = []
    for part in re.split(r",(?=\s*[a-z]+\s*=)", given):
        role, _, name = (x.strip() for x in part.partition("="))
        if role not in ROLES or not name:
            fix = f"Write it as text=Summary,published=Date; what may be told is {', '.join(ROLES)}."
            raise RashomonError("--columns", f"{part.strip()!r} names no column", fix)
        found.append((role, name))
    return tuple(found)


@cache
def _names() -> dict[str, list[frozenset[str]]]:
    data = tomllib.loads((files("rashomon.intake") / "table_columns.toml").read_text(encoding="utf-8"))
    return {role: [frozenset(names) for names in lists.values()] for role, lists in data.items()}


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for lists in _names().values() for names in lists for name in names)


def plain(name: str) -> str:
    """A column's name as it stands in table_columns.toml: "Event_Date " is "event date", "Source of information" is
    "source"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.strip()).casefold().replace("_", " ").replace("-", " ")
    words = " ".join(spaced.replace("(s)", "s").strip(" :*.?").split())
    return re.sub(r"(?<=\w) of (?:the )?(?:incident|event|attack|violation|case|information|article)s?$", "", words)


def head_row(rows: Sequence[Sequence[str]], given: Mapping[str, str]) -> int | None:
    """Which of the first rows has the columns' names: all that are `given`, else the most that are known."""
    wanted = {plain(name) for name in given.values()}
    best, most = None, 0
    for number, row in enumerate(rows[:HEAD_WITHIN]):
        names = {plain(cell) for cell in row if 0 < len(cell) <= _LONGEST_NAME}
        if len(names) < 2:
            continue
        if wanted and wanted <= names:
            return number
        known = len(names & _all_names())
        if known > most:
            best, most = number, known
    return None if wanted else best


def names_columns(row: Sequence[str]) -> bool:
    """Whether a row is nothing but names, of which two or more are known."""
    names = [cell.strip() for cell in row if cell.strip()]
    return all(len(x) <= _LONGEST_NAME for x in names) and len({plain(x) for x in names} & _all_names()) > 1


def merged_head(rows: Sequence[Sequence[str]], at: int) -> tuple[list[str], int]:
    """The columns' names where they stand in two rows, a name over several of them ("When" over "Date" and "Time"),
    and which row is the last of them. The names below are nearer to what a cell holds."""
    for above, below in ((at, at + 1), (at - 1, at)):
        if above >= 0 and below < len(rows) and _are_two_heads(rows[above], rows[below]):
            pairs = zip_longest(rows[above], rows[below], fillvalue="")
            return [under or over for over, under in pairs], below
    return list(rows[at]), at


def _are_two_heads(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a name in the upper row reaches over columns that have names of their own in the lower one."""
    names = [cell for cell in (*above, *below) if cell]
    if any(len(x) > _LONGEST_NAME or not any(c.isalpha() for c in x) or any(c.isdigit() for c in x) for x in names):
        return False
    spanned = any(not over and under for over, under in zip_longest(above, below, fillvalue=""))
    return spanned and sum(1 for x in above if x) > 1 and any(plain(x) in _all_names() for x in below if x)


def which(head: Sequence[str], below: Sequence[Sequence[str]], given: Mapping[str, str], name: str) -> dict[str, int]:
    """The column of each role that the table has.

    Raises RashomonError where that of the text is unsure, or that of the day and nothing was `given`.
    """
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(head):
        places.setdefault(plain(cell), []).append(at)
    found = {role: places[plain(column)][0] for role, column in given.items()}
    unsure = ""
    for role in ROLES:
        if role in found:
            continue
        for names in _names()[role]:
            hits = [at for known, where in places.items() if known in names for at in where if at not in found.values()]
            if len(hits) == 1:
                found[role] = hits[0]
            elif hits and (role == "text" or (role == "published" and not given)):
                unsure = unsure or f"{len(hits)} of its columns may be the {_CALLED[role]}"
            if hits:
                break
    if "text" not in found and not unsure and _is_list_of_links(below, found):
        found["text"] = found["title"]
    if "text" not in found and not unsure:
        unsure = "none of its columns is known to be the text"
    if unsure:
        raise RashomonError(
            name,
            f"it is a table, and {unsure}",
            f"Add {_option(head, below, found)} to the command, or name other columns there.",
        )
    return found


def _is_list_of_links(below: Sequence[Sequence[str]], found: Mapping[str, int]) -> bool:
    """Whether a row is a headline and where its article stands: no other column has more words than the headlines."""
    if not {"title", "url"} <= found.keys():
        return False
    sizes = [sum(len(cell.split()) for cell in column) for column in zip_longest(*below, fillvalue="")]
    return max(sizes, default=0) == sizes[found["title"]] > 2 * sum(1 for row in below if any(row))


_CALLED = {"text": "text", "published": "date"}


def _option(head: Sequence[str], below: Sequence[Sequence[str]], found: Mapping[str, int]) -> str:
    """The option to paste: what is known, and of the rest what its cells look like."""
    columns = [[row[at] for row in below if at < len(row) and row[at]] for at in range(len(head))]
    best: dict[str, Any] = dict(found)
    free = [at for at in range(len(head)) if head[at] and at not in found.values()]
    if "text" not in best:
        named = [at for at in range(len(head)) if head[at] and at != best.get("published")]
        longest = max(named, key=lambda at: sum(map(len, columns[at])) / max(1, len(columns[at])), default=None)
        best = {role: at for role, at in best.items() if at != longest}
        best |= {} if longest is None else {"text": longest}
    dated = [at for at in free if columns[at] and _are_days(columns[at])]
    if "published" not in best and dated:
        best["published"] = dated[0]
    pairs = ",".join(f"{role}={' '.join(head[best[role]].split())}" for role in ROLES if role in best)
    return f"--columns {shlex.quote(pairs or 'text=NAME,published=NAME')}"


def _are_days(cells: Sequence[str]) -> bool:
    order = order_of(cells)
    return sum(day_told(cell, order) is not None for cell in cells) > len(cells) / 2


def unknown(given: Mapping[str, str], rows: Sequence[Sequence[str]], name: str) -> RashomonError:
    """What to say where no row at the top has the columns that were named, or any that are known."""
    widest = max(rows[:HEAD_WITHIN], key=lambda row: sum(1 for cell in row if cell), default=())
    shown = ", ".join(repr(" ".join(cell.split())[:40]) for cell in widest[:20] if cell)
    if given:
        asked = ", ".join(given.values())
        return RashomonError(name, f"no row at its top has the columns {asked}", f"Its columns seem to be {shown}.")
    fix = f"Add {_option(widest, rows[1:HEAD_WITHIN], {})} to the command, or name other columns there."
    return RashomonError(name, f"it is a table with no columns that are known ({shown})", fix)
