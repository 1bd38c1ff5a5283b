"""Which words say that somebody says something? The cues of a language (`cues.toml`) and the words about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rashomon.model import Stance
from rashomon.reading.languages import table
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.words import Words

MAY_LACK = ("which", "called_false", "and")
"""Lists that a language may do without."""
GLUED = "+"
"""Behind letters: any word that they are glued to."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word or phrase of saying can take, see cues.toml."""

    stance: Stance
    takes: frozenset[str]
    participle: bool
    opens: Openers
    composed: bool = False
    """Whether it is the participle of a composed tense: it says something behind an auxiliary only."""


@dataclass(frozen=True)
class Openers:
    """The words that open the content of a cue."""

    list: Phrases[str]
    glued: tuple[str, ...]

    def at(self, words: Words, i: int, end: int) -> int | None:
        """Where the content begins if word `i` opens it: behind the opener, or with a word that letters open."""
        if found := self.list.at(words, i, end):
            return found.b
        norm = words.norms[i]
        return i if any(norm.startswith(letters) and len(norm) > len(letters) + 2 for letters in self.glued) else None


@dataclass(frozen=True)
class Sayings:
    """All of `cues.toml`."""

    cues: Phrases[Cue]
    lists: Mapping[str, Phrases[str]]
    charge: tuple[str, ...]
    """Letters glued before what somebody is accused of."""
    it: tuple[str, ...]
    """Letters for "it" that hang on a verb: "denied it"."""
    accusative: tuple[str, str]
    """How the accusative of several people begins and ends; empty where the language has none."""

    def at(self, name: str, words: Words, i: int, end: int) -> int | None:
        """Where a phrase of the list that begins at word `i` ends; None where none does."""
        found = self.lists[name].at(words, i, end)
        return None if found is None else found.b


def conjugated(phrase: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The forms of a phrase whose first word is a verb "past~present stem", as script.toml writes its language's verbs;
    any other phrase is itself."""
    first, _, rest = phrase.partition(" ")
    if "~" not in first:
        yield phrase
        return
    for verb in first.split("|"):
        yield from (f"{form} {rest}".strip() for form in _forms(verb, endings))


def _forms(verb: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    past, _, present = verb.partition("~")
    if not present:
        yield verb
        return
    yield from (f"{past}{ending}" for ending in endings["past"])
    for before in endings["present_before"]:
        yield from (f"{before}{present}{after}" for after in endings["present_after"])


def _ending(form: str, group: Mapping[str, Any], endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The participles or gerunds of a group's verbs, where script.toml says how they end."""
    for verb in group.get("verbs", ()):
        yield from (verb.partition("~")[0] + ending for ending in endings.get(form, ()))


@cache
def sayings(code: str) -> Sayings:
    """The cues of a language, ready to be looked up."""
    data, script = table("cues", code), tongue(code)
    endings = table("script", code).get("verbs", {})
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for group in data["group"]:
        forms = [form for verb in group.get("verbs", ()) for form in conjugated(verb, endings)]
        for phrase in dict.fromkeys((*forms, *group.get("words", ()))):
            groups.setdefault(phrase, []).append(group)
        for phrase in (*_ending("participle", group, endings), *group.get("composed", ())):
            groups.setdefault(phrase, []).append(group | {"tense": "composed"})
        for phrase in _ending("gerund", group, endings):
            groups.setdefault(phrase, []).append(group | {"participle": True})
    made: dict[tuple[tuple[int, bool, bool], ...], Cue] = {}
    cues: Phrases[Cue] = Phrases(script)
    for phrase, of in groups.items():
        which = tuple((id(group["takes"]), "tense" in group, group.get("participle", False)) for group in of)
        if which not in made:
            made[which] = _cue(of, script)
        cues.add(phrase, made[which])
    lists = {
        name: phrases(script, ((p, p) for p in rows))
        for name, rows in (data["clause"] | data.get("content", {})).items()
    }
    glued = data.get("glued", {})
    charge, accusative = tuple(glued.get("charge", ())), glued.get("accusative", ["", ""])
    it = tuple(script.norm(letters) for letters in glued.get("it", ()))
    for name in MAY_LACK:
        lists.setdefault(name, Phrases(script))
    return Sayings(cues, lists, charge, it, (accusative[0], accusative[1]))


def _cue(groups: Sequence[Mapping[str, Any]], script: Tongue) -> Cue:
    """A word that stands in several groups takes what any of them does, with the stance of the first."""
    opens = [o for group in groups for o in group.get("opens", ())]
    glued = tuple(script.norm(o.removesuffix(GLUED)) for o in opens if o.endswith(GLUED))
    openers = Openers(phrases(script, ((o, o) for o in opens if not o.endswith(GLUED))), glued)
    takes = frozenset(take for group in groups for take in group["takes"])
    composed = all("tense" in group for group in groups)
    return Cue(groups[0]["stance"], takes, groups[0].get("participle", False), openers, composed)
