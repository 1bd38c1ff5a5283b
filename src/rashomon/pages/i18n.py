"""In which language does a page speak? Every word of our own goes through here; what reports say does not.

English is the language that the words are written in. Others have a catalogue (GNU gettext) in `rashomon/locale`.
Digits are European everywhere, as in the figures of the reports beside them; days have the month in words.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

from rashomon.errors import RashomonError
from rashomon.message import HOLE, MONTHS, Phrase, Value, filled, phrase_of

LOCALE = Path(__file__).parent.parent / "locale"
OWN_NAMES = {
    "ar": "العربية",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "uk": "Українська",
}
"""What languages call themselves. One that has a catalogue and no line here is called by its code."""

NAMES = {"en": "English"} | {
    folder.name: OWN_NAMES.get(folder.name, folder.name)
    for folder in sorted(LOCALE.iterdir())
    if (folder / "LC_MESSAGES" / "rashomon.mo").is_file()
}
"""The languages that pages speak, English and those of the catalogues, each in its own name."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})
ISOLATE, POP = "\u2068", "\u2069"
"""Unicode isolates, which do in a sentence what `bdi` does in markup, and in attributes and drawings too (UAX 9)."""

_TURNS = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_current: ContextVar[str] = ContextVar("language", default="en")


def languages() -> tuple[str, ...]:
    """Codes of the languages that there are words in."""
    return tuple(NAMES)


def speak(language: str) -> None:
    """Sets the language of what is said from now on, in this thread or task. RashomonError where there is none."""
    if language not in NAMES:
        raise RashomonError(
            f"language {language!r}", "no words are there in it", f"Use one of {', '.join(languages())}."
        )
    _current.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it this language is spoken, and afterwards the one before. RashomonError where it has no words."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        _current.set(before)


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _current.get()


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _(text: str) -> str:
    """A text of ours in the language that is spoken; one that has no translation as it stands."""
    return _catalogue(spoken()).gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """One text or the other, by the rules for numbers of the language that is spoken."""
    return _catalogue(spoken()).ngettext(one, many, number)


def mark(text: str) -> str:
    """A text that is said elsewhere, through `_`: marked here, so that the catalogues have it."""
    return text


def mark_both(one: str, many: str) -> tuple[str, str]:
    """The two forms of a text that is said elsewhere, through `ngettext`."""
    return one, many


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("rashomon", LOCALE, [language])


# Sentences


def clean(text: object) -> str:
    """Text without control characters and without those that turn the direction of what follows."""
    told = str(text)
    if told.isascii() and told.isprintable():
        return told  # thousands of values of a page are so
    return _TURNS.sub("", told).encode("utf-8", "replace").decode("utf-8")


def shown(text: object) -> str:
    """A text as a page shows it: cleaned, and in the language that is spoken if it is a phrase of ours."""
    if spoken() != "en" and (phrase := phrase_of(text)) is not None:
        return _said(phrase)
    return clean(text)


def _said(of: Value) -> str:
    if (value := phrase_of(of)) is not None:
        words = _catalogue(spoken())
        pattern = words.ngettext(value.pattern, value.many, value.number) if value.many else _(value.pattern)
        if pattern in (value.pattern, value.many) and value.values and re.search(r"[a-z]{2}", HOLE.sub("", pattern)):
            return f"{ISOLATE}{clean(value)}{POP}"  # of another version: better all of it in English than half
        text = filled(pattern, value.values, _said)
        return text[:1].upper() + text[1:] if value.begins else text
    if isinstance(of, int):
        return str(of)
    return f"{ISOLATE}{clean(of)}{POP}" if of else ""


def explained(error: RashomonError) -> Phrase:
    """An error as a phrase."""
    said = Phrase("{thing}: {why}.", thing=error.thing, why=error.why)
    return Phrase("{before} {after}", before=said, after=error.fix) if error.fix else said


def listed(words: list[str]) -> str:
    """
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return _(" and ").join([_(", ").join(words[:-1]), words[-1]] if len(words) > 1 else words)


# Numbers and days


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "matter"), counted(3, "matter"), counted(2, "country", "countries")
    ('1 matter', '3 matters', '2 countries')
    """
    return ngettext("{n} " + one, "{n} " + (many or one + "s"), number).replace("{n}", f"{number:,}")


def day(iso: str | None) -> str:
    """An ISO day as people write it; what is no day, as it stands."""
    found = day_of(iso)
    return _dated("{day} {month} {year}", found) if found else clean(iso or "")


def days(dates: tuple[str | None, str | None] | None) -> str:
    """A range of days in words.

    >>> days(("2019-05-13", "2019-05-14")), days((None, "2019-05-14")), days(("2019-05-11", "2019-05-11")), days(None)
    ('13 to 14 May 2019', 'by 14 May 2019', '11 May 2019', 'no date given')
    """
    start, end = (day_of(d) for d in dates) if dates else (None, None)
    if start and end:
        if start == end:
            return day(start.isoformat())
        same = "{day}" if (start.year, start.month) == (end.year, end.month) else "{day} {month}"
        first = _dated(same if start.year == end.year else "{day} {month} {year}", start)
        return _("{first} to {last}").format(first=first, last=day(end.isoformat()))
    if end:
        return _("by {day}").format(day=day(end.isoformat()))
    return _("from {day} on").format(day=day(start.isoformat())) if start else _("no date given")


def short_day(of: date, form: str = "{day} {month}") -> str:
    """A day, a month or a year for the edge of a drawing, with the short name of its month."""
    return form.format(day=of.day, month=_(SHORT_MONTHS[of.month - 1]), year=of.year)


def day_of(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _dated(form: str, of: date) -> str:
    return _(form).format(day=of.day, month=_(MONTHS[of.month - 1]), year=of.year)


SHORT_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"), mark("Jul"), mark("Aug"),
    mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
