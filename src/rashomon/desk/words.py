"""Every word that the desk's own pages say goes through `_`, so that it can be translated. What reports say does not.

The language is that of the request; where there is no catalogue for it, the words stay as they are here, in English.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})

_current: ContextVar[gettext.NullTranslations] = ContextVar("words")  # the default is made where it is asked for


def _(text: str) -> str:
    """A text in the language of the request."""
    return _now().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """One text or the other, by the rules for numbers of the language of the request."""
    return _now().ngettext(one, many, number)


def speak(languages: Sequence[str]) -> str:
    """Takes the first of these languages that there is a catalogue for; gives its code, `en` where there is none."""
    for language in languages:
        if language == "en":
            break
        if gettext.find("rashomon", LOCALES, [language]):
            _current.set(gettext.translation("rashomon", LOCALES, [language]))
            return language
    _current.set(gettext.NullTranslations())
    return "en"


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


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


def _now() -> gettext.NullTranslations:
    try:
        return _current.get()
    except LookupError:
        return gettext.NullTranslations()
