"""The pack of a ledger: the folder beside it in which the page "Who is who" writes, and which anybody may edit."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from rashomon.errors import RashomonError
from rashomon.world.pack_check import check_pack
from rashomon.world.pack_files import load_packs
from rashomon.world.pack_skeleton import skeleton, slug
from rashomon.world.packs import Entity

HEAD, ACTORS, PLACES = "pack.toml", "actors.toml", "places.csv"


def folder_of(ledger: Path) -> Path:
    """Where the pack of a ledger lies.

    >>> folder_of(Path("/cases/aleppo.rashomon")).as_posix()
    '/cases/aleppo-pack'
    """
    return ledger.absolute().with_name(f"{ledger.stem}-pack")


def texts_of(folder: Path) -> dict[str, str]:
    """The files of the pack that the page writes to, by name; those of a new one where there is none. It has no home:
    that would bear on the places of every report.

    Raises RashomonError where they cannot be read.
    """
    if not (folder / HEAD).is_file():
        known = load_packs()
        return {PLACES: ""} | skeleton(slug(folder.name) or "own", known.roles, known.camps)
    try:
        return {
            name: (folder / name).read_text(encoding="utf-8") if (folder / name).is_file() else ""
            for name in (HEAD, ACTORS, PLACES)
        }
    except (OSError, UnicodeDecodeError) as error:
        raise RashomonError(str(folder), "it cannot be read", "Check its files and their permissions.") from error


def save(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes the files that changed, each whole or not at all; what was there stays where the pack would be none.

    Raises RashomonError with the first mistake, or where nothing can be written.
    """
    told = {name: text for name, text in texts.items() if text.strip()}
    with tempfile.TemporaryDirectory() as there:
        trial = Path(there) / folder.name
        trial.mkdir()
        others = [f for f in folder.glob("*") if f.is_file() and f.name not in texts] if folder.is_dir() else []
        for name, data in ({f.name: f.read_bytes() for f in others} | {n: t.encode() for n, t in told.items()}).items():
            (trial / name).write_bytes(data)
        if mistakes := check_pack(trial).mistakes:
            raise RashomonError(str(mistakes[0]), "nothing was saved", f"Look at {folder}.")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in sorted(texts.keys() - told.keys()):
            (folder / name).unlink(missing_ok=True)
        for name, text in told.items():
            if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text:
                part = folder / f".{name}.new"
                part.write_text(text, encoding="utf-8")
                part.replace(folder / name)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise RashomonError(str(folder), why, "Make room, or make the folder of the ledger one to write to.") from error


def entries(folder: Path) -> list[Entity]:
    """The actors of the pack, in the order in which they stand there; none where it is no pack (yet)."""
    file = folder / ACTORS
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        known = load_packs([str(folder)]).entities
    except (RashomonError, OSError, ValueError):
        return []
    return [known[key] for key in rows if key in known]
