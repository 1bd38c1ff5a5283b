"""In which language does a person want the desk? As chosen on a page, as it was started, or as the browser asks."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.pages.i18n import _, direction, languages, mark, ngettext, speak, spoken

__all__ = ["LANGUAGE_COOKIE", "_", "accepted", "direction", "mark", "ngettext", "speak_first", "spoken", "wanted"]

LANGUAGE_COOKIE = "rashomon_language"


def speak_first(wanted: Sequence[str]) -> str:
    """Takes the first of these languages that there are words in, English where there is none; gives its code."""
    language = next((code for code in wanted if code in languages()), "en")
    speak(language)
    return language


def wanted(cookie: str, started: str, header: str) -> list[str]:
    """The languages to try, in order: the one kept in a cookie, the one that the desk was started in, the browser's."""
    return [code for code in (cookie, started, *accepted(header)) if code]


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header (RFC 9110, 12.5.4), the most wanted first.

    >>> accepted("fr;q=0.5, ar-SY, en;q=0.8, *;q=0.1")
    ['ar', 'en', 'fr']
    """
    found: list[tuple[float, str]] = []
    for item in header.split(",")[:20]:
        tag, _sep, weight = item.strip().partition(";q=")
        code = tag.split("-")[0].strip().lower()
        if code.isalpha():
            try:
                found.append((-float(weight or 1), code))
            except ValueError:
                continue
    return list(dict.fromkeys(code for _weight, code in sorted(found, key=lambda f: f[0])))
