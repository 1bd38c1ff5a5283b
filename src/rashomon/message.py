"""A sentence of our own that knows what it is made of: English wherever text is wanted, another language on a page.

What the program says of reports (a question, a reason, a decision) is made where nobody knows yet who will read it, and
is kept in the ledger. A `Phrase` is that English sentence, with its pattern and what was put in beside it, so that a
page can put the same into a translated pattern. What reports say is put in as it stands and is never translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import Any

HOLE = re.compile(r"\{(\w+)\}")


class Phrase(str):
    """A `str` in English. `pattern` has `{holes}`, `values` what fills them: text, whole numbers, other phrases.

    `many` is the pattern for numbers other than one, `number` is what decides. `begins` is true of one that begins with
    a capital letter whatever its pattern does.

    >>> Phrase("All of it rests on {name}.", name="Ondessa Radio")
    'All of it rests on Ondessa Radio.'
    """

    __slots__ = ("begins", "many", "number", "pattern", "values")

    pattern: str
    values: Mapping[str, Value]
    many: str
    number: int
    begins: bool

    def __new__(cls, pattern: str, many: str = "", number: int = 1, begins: bool = False, /, **values: Value) -> Phrase:
        text = pattern if number == 1 or not many else many
        if values:
            template, names = _template(text)
            try:
                text = template % tuple([values[name] for name in names])
            except KeyError:  # a hole that has no value stays
                text = filled(text, values, str)
        # `super()` here takes longer than all the rest
        made = str.__new__(cls, text[:1].upper() + text[1:] if begins else text)
        made.pattern, made.values, made.many, made.number, made.begins = pattern, values, many, number, begins
        return made

    def begun(self) -> Phrase:
        """The same with a capital letter."""
        return Phrase(self.pattern, self.many, self.number, True, **self.values)

    def with_values(self, change: Callable[[str], str]) -> Phrase:
        """The same with `change` done to every text that was put in, however deep."""

        def one(value: Value) -> Value:
            if (phrase := phrase_of(value)) is not None:
                return phrase.with_values(change)
            return change(value) if isinstance(value, str) else value

        return Phrase(self.pattern, self.many, self.number, self.begins, **{k: one(v) for k, v in self.values.items()})


Value = str | int | Phrase


def filled(pattern: str, values: Mapping[str, Value], say: Callable[[Value], str]) -> str:
    """A pattern with its holes filled. A hole that has no value stays: nothing is evaluated, as `str.format` would."""
    if not values:
        return pattern
    parts = list(_parted(pattern))
    for at in range(1, len(parts), 2):
        name = parts[at]
        parts[at] = say(values[name]) if name in values else f"{{{name}}}"
    return "".join(parts)


@lru_cache(maxsize=1024)
def _template(pattern: str) -> tuple[str, tuple[str, ...]]:
    """A pattern as `%` fills it, and the names of its holes in turn."""
    parts = _parted(pattern)
    words = (part.replace("%", "%%") for part in parts[::2])
    return "%s".join(words), parts[1::2]


@lru_cache(maxsize=1024)
def _parted(pattern: str) -> tuple[str, ...]:
    """Words and the names of holes in turn. Patterns are few, and are filled a million times."""
    return tuple(HOLE.split(pattern))


def counted(one: str, many: str, number: int, **values: Value) -> Phrase:
    """A phrase that differs by number, which is `{n}` in it.

    >>> counted("{n} claim", "{n} claims", 1), counted("{n} claim", "{n} claims", 4)
    ('1 claim', '4 claims')
    """
    return Phrase(one, many, number, n=number, **values)


def in_a_row(phrases: Sequence[str]) -> str:
    """Sentences one after the other."""
    return reduce(lambda a, b: Phrase("{before} {after}", before=a, after=b), phrases) if phrases else ""


def with_commas(words: Sequence[str]) -> str:
    """
    >>> with_commas(["a", "b", "c"])
    'a, b, c'
    """
    return reduce(lambda a, b: Phrase("{some}, {one}", some=a, one=b), words) if words else ""


def with_blanks(words: Sequence[str]) -> str:
    """
    >>> with_blanks(["injured", "civilians", "30"])
    'injured civilians 30'
    """
    return reduce(lambda a, b: Phrase("{some} {one}", some=a, one=b), words) if words else ""


def with_semicolons(words: Sequence[str]) -> str:
    """
    >>> with_semicolons(["a", "b"])
    'a; b'
    """
    return reduce(lambda a, b: Phrase("{some}; {one}", some=a, one=b), words) if words else ""


def with_and(words: Sequence[str]) -> str:
    """
    >>> with_and(["a", "b", "c"]), with_and(["a"]), with_and([])
    ('a, b and c', 'a', '')
    """
    if len(words) < 2:
        return words[0] if words else ""
    return Phrase("{some} and {last}", some=with_commas(words[:-1]), last=words[-1])


def with_or(words: Sequence[str]) -> str:
    """
    >>> with_or(["a", "b", "c"])
    'a, b or c'
    """
    if len(words) < 2:
        return words[0] if words else ""
    return Phrase("{some} or {last}", some=with_commas(words[:-1]), last=words[-1])


def month(number: int) -> Phrase:
    """A month by its number, from 1."""
    return Phrase(MONTHS[number - 1])


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def rewritten(text: str, change: Callable[[str], str]) -> str:
    """`change` done to a sentence. It stays a phrase where the same comes of doing it to what was put in.

    But for capitals: a side is called "Opposition" in a label of ours and "opposition" by its own voice.
    """
    new = change(text)
    phrase = phrase_of(text)
    if phrase is None or (again := phrase.with_values(change)).casefold() != new.casefold():
        return new
    return again


# In a file


def to_json(phrase: Phrase) -> dict[str, Any]:
    """What `json.dumps` takes; `remembered` and `phrase_of` make the phrase of it again."""
    found = shallow(phrase)
    if phrase.values:
        found["values"] = {k: v if type(v) is str else _value_to_json(v) for k, v in phrase.values.items()}
    return found


def shallow(phrase: Phrase) -> dict[str, Any]:
    """The same with the phrases in it as they are."""
    found: dict[str, Any] = {"pattern": phrase.pattern}
    if phrase.many:
        found |= {"many": phrase.many, "number": phrase.number}
    if phrase.begins:
        found["begins"] = True
    if phrase.values:
        found["values"] = phrase.values
    return found


def _value_to_json(value: Value) -> Value | dict[str, Any]:
    phrase = value if type(value) is Phrase else phrase_of(value)
    return value if phrase is None else to_json(phrase)


class Remembered(str):
    """A sentence out of a file, with what it was made of: a phrase again where `phrase_of` is asked, and not before."""

    __slots__ = ("parts",)

    parts: Mapping[str, Any]


def remembered(text: str, parts: object) -> str:
    """The text with what it was made of, as `to_json` wrote it; the bare text where there is nothing of that sort."""
    if not isinstance(parts, Mapping):
        return text
    made = Remembered(text)
    made.parts = parts
    return made


def phrase_of(text: object) -> Phrase | None:
    """The phrase that a text is. None where it is none, or where what was kept of it makes another sentence.

    So nothing is shown in another language that the English sentence does not say: a sentence that was changed since
    (a name struck out, for instance) stays English.
    """
    if isinstance(text, Phrase):
        return text
    if not isinstance(text, Remembered):
        return None
    made = _phrase(text.parts, 0)
    return made if made is not None and str(made) == str(text) else None


def _phrase(parts: object, depth: int) -> Phrase | None:
    if not isinstance(parts, dict) or not isinstance(parts.get("pattern"), str) or depth > 100:
        return None
    values: dict[str, Value] = {}
    given = parts.get("values", {})
    for name, value in given.items() if isinstance(given, dict) else ():
        inner = _phrase(value, depth + 1) if isinstance(value, dict) else value
        if not isinstance(inner, str | int):
            return None
        values[str(name)] = inner
    many, number = parts.get("many", ""), parts.get("number", 1)
    if not isinstance(many, str) or not isinstance(number, int):
        return None
    return Phrase(parts["pattern"], many, number, bool(parts.get("begins")), **values)
