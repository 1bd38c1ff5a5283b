"""The list of what to follow: a TOML file with feeds, folders and alerts. All its mistakes are told at once."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rashomon.errors import RashomonError
from rashomon.intake import url

USUAL_MINUTES = {"feed": 15.0, "folder": 1.0}
FEWEST_MINUTES = {"feed": 5.0, "folder": 0.05}
"""What a list may ask for: no server is asked more often."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, or any other address, to be fetched again and again."""

    url: str
    outlet: str | None = None
    pages: bool = False
    """Whether the page that an entry links to is read in the entry's place."""
    every: float = USUAL_MINUTES["feed"]
    """Minutes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder whose new and changed files are read."""

    path: Path
    outlet: str | None = None
    every: float = USUAL_MINUTES["folder"]


@dataclass(frozen=True, slots=True)
class AlertOn:
    """What is done when an incident of a saved view changes."""

    view: str
    desk: bool = True
    file: Path | None = None
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToFollow:
    """All that a list says."""

    feeds: tuple[Feed, ...]
    folders: tuple[Folder, ...]
    alerts: tuple[AlertOn, ...]

    @property
    def sources(self) -> tuple[Feed | Folder, ...]:
        return (*self.feeds, *self.folders)


KEYS = {
    "feed": {"url": str, "outlet": str, "pages": bool, "every": float},
    "folder": {"path": str, "outlet": str, "every": float},
    "alert": {"view": str, "desk": bool, "file": str, "command": list},
}
NEEDED = {"feed": "url", "folder": "path", "alert": "view"}


def list_beside(ledger: Path) -> Path:
    """Where the list of a ledger lies, if nobody names another.

    >>> list_beside(Path("/cases/aleppo.rashomon")).as_posix()
    '/cases/aleppo-follow.toml'
    """
    return ledger.absolute().with_name(f"{ledger.stem}-follow.toml")


def read_list(file: Path) -> ToFollow:
    """What the list says; paths in it are from where it lies. Raises RashomonError with all its mistakes."""
    name = str(file)
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fix = "Write one: docs/commands.md shows how, or name another with --list."
        raise RashomonError(name, "there is no list of what to follow", fix) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RashomonError(name, f"it cannot be read ({error})", "Check the file and its permissions.") from error
    except tomllib.TOMLDecodeError as error:
        raise RashomonError(name, f"it is no TOML ({error})", "Correct that place.") from error
    wrong = _mistakes(told)
    if wrong:
        raise RashomonError(name, "; ".join(wrong), "docs/commands.md lists what may stand there.")
    found = _made(told, file.absolute().parent)
    if any(alert.command for alert in found.alerts) and stat.S_IMODE(file.stat().st_mode) & 0o022:
        why = "it names a command to run, and others than you may write it"
        raise RashomonError(name, why, f"Keep it yours: `chmod go-w {file.name}`.")
    return found


def _mistakes(told: Mapping[str, Any]) -> list[str]:
    wrong = [f"there is no [[{key}]]" for key in told if key not in KEYS]
    for table in KEYS:
        rows = told.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            wrong.append(f"[{table}] is to be written [[{table}]]")
            continue
        for number, row in enumerate(rows, 1):
            wrong += [f"{table} {number}: {what}" for what in _wrong_in(table, row)]
    if not wrong and not told.get("feed") and not told.get("folder"):
        wrong.append("there is no [[feed]] and no [[folder]] in it")
    return wrong


def _wrong_in(table: str, row: Mapping[str, Any]) -> list[str]:
    wrong = [f"there is no {key!r} here" for key in row if key not in KEYS[table]]
    for key, kind in KEYS[table].items():
        value = row.get(key)
        if value is None:
            wrong += [f"{key!r} is missing"] if key == NEEDED[table] else []
        elif not _is(value, kind) or value in ("", []):
            wrong.append(f"{key!r} is no {_CALLED[kind]}")
        elif key == "every" and not FEWEST_MINUTES[table] <= value <= 60 * 24 * 366:
            wrong.append(f"'every' is less than {FEWEST_MINUTES[table]:g} minutes, or more than a year")
        elif key == "url" and not url.is_url(value):
            wrong.append(f"{value!r} is no URL")
    return wrong


_CALLED = {str: "text", bool: "true or false", float: "number of minutes", list: "list of texts"}


def _is(value: object, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is list:
        return isinstance(value, list) and all(isinstance(x, str) and x for x in value)
    return isinstance(value, kind)


def _made(told: Mapping[str, Any], here: Path) -> ToFollow:
    def rows(table: str) -> Sequence[dict[str, Any]]:
        return [dict(row) for row in told.get(table, [])]

    def placed(path: str) -> Path:
        return Path(os.path.normpath(here / Path(path).expanduser()))

    return ToFollow(
        tuple(Feed(**row) for row in rows("feed")),
        tuple(Folder(**row | {"path": placed(row["path"])}) for row in rows("folder")),
        tuple(
            AlertOn(
                row["view"], row.get("desk", True), placed(row["file"]) if "file" in row else None,
                tuple(row.get("command", ())),
            )
            for row in rows("alert")
        ),
    )  # fmt: skip
