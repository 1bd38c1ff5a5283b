"""Who is named in the text: actors and media of the packs, and groups that are only described.

A spaCy component: `doc._.mentions` holds a `Mention` for each, in text order, none overlapping another. `describe`
tells what a noun phrase says of whoever it stands for; `who` uses it for speakers, `what` for actors, targets, holders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from rashomon.model import Span as Chars
from rashomon.reading.actors.capitals import is_meant
from rashomon.reading.actors.describing import MEDIA as MEDIA
from rashomon.reading.actors.describing import describe as describe
from rashomon.reading.actors.mentions import FORCES as FORCES
from rashomon.reading.actors.mentions import ORGANISATIONS as ORGANISATIONS
from rashomon.reading.actors.mentions import Mention as Mention
from rashomon.reading.actors.mentions import Named as Named
from rashomon.reading.actors.mentions import Range, chars
from rashomon.reading.actors.mentions import Side as Side
from rashomon.reading.actors.mentions import core as core
from rashomon.reading.actors.mentions import entity_at as entity_at
from rashomon.reading.actors.mentions import mention_at as mention_at
from rashomon.reading.actors.mentions import whole as whole
from rashomon.reading.actors.mentions import within as within
from rashomon.reading.actors.name_trie import NameTrie
from rashomon.reading.actors.offices import of_their_places, sends
from rashomon.reading.actors.owners import owned
from rashomon.reading.actors.parties import NamedParty, parties
from rashomon.reading.actors.state_words import IRREGULAR, is_put_there, of_a_people
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import Phrases, words_of
from rashomon.reading.persons.component import overlaps, private_in
from rashomon.world import WORLDS, World
from rashomon.world.packs import Descriptor, Modifier, Pack, camp_on, needs_case

KEPT = 4 * WORLDS
"""Sets of packs whose names are kept ready: those of a world, and what they are after days on which sides changed."""


@Language.factory("rashomon_actors")
def make_actors(nlp: Language, name: str) -> _Actors:
    """Finds the actors of the packs of `doc._.world` in the text."""
    doc_extensions.register()
    return _Actors(nlp)


class _Actors:
    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.names: dict[str, _Names] = {}
        """By the hash of the packs, the last ones used last."""

    def __call__(self, doc: Doc) -> Doc:
        world: World | None = doc._.world
        if world is None:
            return doc
        names = self.names.pop(world.packs.sha256, None) or _Names(self.nlp, world.packs)
        self.names[world.packs.sha256] = names
        if len(self.names) > KEPT:
            del self.names[next(iter(self.names))]
        doc._.mentions = names.find(doc)
        doc.spans["actors"] = [doc[m.start : m.end] for m in doc._.mentions]
        return doc


PARTED = re.compile("(-|'s$)")
MARKS = frozenset({"-", "'s"})
"""What parts words of Latin letters, and is a token too."""


class Forms:
    """The names that are met in any case, and those that are cased.

    There are thousands in each world, so the tokenizer is only asked about those of which it is not plain what it does.
    """

    def __init__(self, nlp: Language) -> None:
        tokenizer: Any = nlp.tokenizer
        self.tokenize, self.rules = tokenizer, tokenizer.rules
        self.lower, self.exact = NameTrie(), NameTrie()
        self.plain: dict[str, list[str] | None] = {}

    def add(self, key: str, forms: Iterable[str], *, cased: bool) -> None:
        for form in forms:
            words = self.words(form)
            if cased:
                self.exact.add(key, words)
            else:
                self.lower.add(key, [word.lower() for word in words])

    def words(self, form: str) -> list[str]:
        """The tokens of a name."""
        words: list[str] = []
        for chunk in form.split(" "):
            if chunk not in self.plain:
                self.plain[chunk] = self._plain(chunk)
            parts = self.plain[chunk]
            if parts is None:
                return [token.text for token in self.tokenize(form)]
            words += parts
        return words

    def _plain(self, chunk: str) -> list[str] | None:
        """Words of letters are themselves; those of Latin ones are parted at hyphens and "'s". None of others."""
        parts = PARTED.split(chunk) if chunk.isascii() else [chunk]
        parts = parts[:-1] if parts[-2:] == ["'s", ""] else parts
        if chunk in self.rules or not all(p in MARKS or (p.isalpha() and p not in self.rules) for p in parts):
            return None
        return parts


class _Names:
    """The names and descriptions of one set of packs, compiled for matching."""

    def __init__(self, nlp: Language, packs: Pack) -> None:
        self.packs = packs
        names = Forms(nlp)
        for entity in packs.entities.values():
            for alias in entity.aliases:
                names.add(entity.id, spellings(alias), cased=needs_case(alias))
        self.lower, self.exact = names.lower, names.exact
        self.small = {e.id: frozenset(a for a in e.aliases if a.islower()) for e in packs.entities.values()}
        self.descriptors = Phrases((f, d) for d in packs.descriptors for p in d.phrases for f in _numbers(p))
        self.sides = side_words(packs)
        words = Forms(nlp)
        for word, m in self.sides.items():
            words.add(word, spellings(word), cased=needs_case(m.word))
        self.states = {k: m for k, m in state_words(packs).items() if k not in self.sides}
        for word in self.states:
            words.add(word, (word, word.upper()) if len(word) > SHORT else (word,), cased=True)
        self.side_lower, self.side_exact = words.lower, words.exact
        movements = Forms(nlp)
        for name in packs.sides.movements:
            movements.add(name, (name,), cased=True)
        self.movements = movements.exact

    def find(self, doc: Doc) -> list[Mention]:
        found: dict[Range, Mention] = {}
        private = private_in(doc)
        texts = [token.text for token in doc]
        lowers, lemmas = words_of(doc)
        sides = self._sides(doc, [*self.side_lower.find(lowers), *self.side_exact.find(texts)], private)
        described = [e for e in self.descriptors.find(doc) if not _no_noun(doc[e[0] : e[1]], e[2])]
        speaking = {i for start, end, _ in described for i in range(start, end)}
        speaking |= {i for i, lemma in enumerate(lemmas) if lemma in self.packs.force_nouns}
        names = [
            m
            for m in (*self.lower.find(lowers), *self.exact.find(texts))
            # a witness called Sana is no agency, but of "SNHR Director Fadl Tal" the first word is one
            if (_is_initials(doc, m[1], m[2]) or not overlaps(private, chars(doc, m[1], m[2])))
            and is_meant(doc, m[1], m[2], self.small[m[0]], speaking)
        ]
        named = self._parties(doc, self.movements.find(texts), names, sides, private)
        owners = self._owners(names, doc)
        for m in named:
            owners |= dict.fromkeys(range(m.start, m.end), Side(m.camp, "party_name", (m.start, m.end)))
        for start, end, d in described:
            mention = self._described(doc, start, end, d, sides, owners)
            found[mention.start, mention.end] = mention
        # "a Ruritanian war monitoring group": monitors, of whatever country
        sided = {end - 1 for start, end, d in described if _has_its_side(d) and end - start > 1}
        for mention in self._forces(doc, sides, owners):
            if mention.end - 1 not in sided:
                found.setdefault((mention.start, mention.end), mention)
        for match, start, end in names:
            found[start, end] = entity_at(self.packs.entities[match], doc, start, end)
        for m in named:
            found.setdefault((m.start, m.end), m)
        kept = [found[s.start, s.end] for s in filter_spans([Span(doc, a, b) for a, b in found])]
        return of_their_places(doc, kept, self.packs) if self.packs.own_government else owned(doc, kept, self.packs)

    def _parties(
        self,
        doc: Doc,
        movements: Iterable[Found],
        names: Iterable[Found],
        sides: Mapping[int, tuple[int, Modifier]],
        private: Sequence[Chars],
    ) -> list[Mention]:
        """Parties that fight and have a name: the known movements, and those that the text shows to be one."""
        known = self.packs.sides.movements
        found = [(start, end, match) for match, start, end in movements]
        found = [f for f in found if not _goes_on(doc, f[1])]
        found = [f for f in found if f[1] - f[0] > 1 or not overlaps(private, chars(doc, f[0], f[1]))]
        listed = [NamedParty(a, b, known[w][2], known[w][1], known[w][0]) for a, b, w in found]
        taken = {i for _, a, b in names for i in range(a, b)} | {i for a, b, _ in found for i in range(a, b)}
        nations = {i for last, (first, _) in sides.items() for i in range(first, last + 1)}
        out = []
        for p in [*listed, *parties(doc, taken, nations, [(m.start, m.end, m.camp) for m in listed])]:
            out.append(
                Mention(p.start, p.end, p.name, p.role, p.camp, None, True, "organisation", True, rule="party_name")
            )
        return out

    def _sides(self, doc: Doc, found: Iterable[Found], private: Sequence[Chars]) -> dict[int, tuple[int, Modifier]]:
        """The words that give a side, the longest of those that end together: last token to (first token, modifier)."""
        out: dict[int, tuple[int, Modifier]] = {}
        for word, start, end in found:
            if overlaps(private, chars(doc, start, end)) and not (word in self.states and end - start > 2):
                continue  # "DR Congo's" is no doctor's
            if word in self.states and _goes_on(doc, end):
                continue
            if end - 1 not in out or start < out[end - 1][0]:
                out[end - 1] = start, self.sides.get(word) or self.states[word]
        for start, end, word, camp in of_a_people(doc, out):
            out[end - 1] = start, Modifier(word, camp, camp, True)
        return {last: put for last, side in out.items() if (put := is_put_there(doc, last, side)) is not None}

    def _owners(self, names: Iterable[Found], doc: Doc) -> dict[int, Side]:
        """For each token of a name the camp that it gives to a description behind it, "" where it gives none."""
        out: dict[int, Side] = {}
        for match, start, end in sorted(names, key=lambda n: n[2] - n[1]):
            e = self.packs.entities[match]
            camp = camp_on(e, doc._.published)
            camp = camp if e.type != "person" and camp not in ("unknown", "media") else ""
            out |= dict.fromkeys(range(start, end), Side(camp, "owner", (start, end)))
        return out

    def _described(
        self,
        doc: Doc,
        start: int,
        end: int,
        d: Descriptor,
        sides: Mapping[int, tuple[int, Modifier]],
        owners: Mapping[int, Side],
    ) -> Mention:
        """A description, with the word before it that gives its side where its own words do not ("Turkish army")."""
        begin, side = start, Side(d.camp, "descriptor")
        if doc[start].text in BODIES and (sent := sends(doc, start, d.role, sides)) is not None:
            begin, side = sent
        elif d.armed and not d.bends and (party := self._party_before(start, sides, owners)) is not None:
            begin, side = party.by[0] if party.by else start, party
        elif d.bends or not d.camp:
            begin, before = self._side_before(doc, start, d, sides, owners)
            side = before or side
            if begin > 0 and doc[begin - 1].lower_ in FORMER:
                side = Side("", "former", (begin - 1, end))  # a former officer of a side does not speak for it
        if not side.camp:
            side = Side("unknown", side.rule if side.rule == "former" else "unknown", side.by)
        text = doc[begin:end].text
        return Mention(
            begin, end, text, d.role, side.camp, None, False, "descriptor", d.official or d.organ, d, side.rule, side.by
        )

    def _party_before(
        self, start: int, sides: Mapping[int, tuple[int, Modifier]], owners: Mapping[int, Side]
    ) -> Side | None:
        """The party or movement right before a description of those who fight: "M23 rebels", "Houthi rebels"."""
        party = owners.get(start - 1)
        if party is not None and party.rule == "party_name":
            return party
        first, side = sides.get(start - 1, (start, None))
        if side is None or not side.nation or side.camp in self.packs.sides.states:
            return None
        return Side(side.camp, "nationality", (first, start))

    def _side_before(
        self,
        doc: Doc,
        start: int,
        d: Descriptor,
        sides: Mapping[int, tuple[int, Modifier]],
        owners: Mapping[int, Side],
    ) -> tuple[int, Side | None]:
        """Where a description that begins at token `start` begins with the word that gives its side, and the side."""
        for i in range(start - 1, max(-1, start - 5), -1):
            if doc[i + 1].is_sent_start or (doc[i].is_punct and (doc[i].text in "()" or doc[i].whitespace_)):
                break  # "(SANA) - Terrorists shelled ...": a dateline owns nobody
            if i in owners:  # "the Front's television", "an SDF commander"
                body = owners[i].by
                if body is not None and doc[i].text in BODIES and (sent := sends(doc, body[0], d.role, sides)):
                    return sent
                return start, owners[i] if owners[i].camp else None
            if i in sides and doc[i].lower_ in DIRECTIONS and doc[start : start + 2].text.endswith("-"):
                return start, None  # "the western regime-held districts" are no side's west
            if i in sides:
                first, side = sides[i]
                if side.nation and d.role == "armed_group":
                    return first, None  # "Ruritanian gunmen" are not the state's
                rule = "nationality" if side.nation else "side_before"
                return first, Side(side.force if d.armed else side.camp, rule, (first, i + 1))
            if doc[i].dep_ not in BEFORE_A_NOUN and doc[i].text != "-":
                break
        return start, None

    def _forces(
        self, doc: Doc, sides: Mapping[int, tuple[int, Modifier]], named: Mapping[int, Side]
    ) -> Iterator[Mention]:
        """A word that gives a side and, within three words, a noun for a force: "Russian war planes"."""
        for last, (start, side) in sides.items():
            if (noun := self._force_behind(doc, last, side, sides, named)) is not None:
                text, by = doc[start : noun.i + 1].text, (start, last + 1)
                rule = "nationality" if side.nation else "side_of_force"
                yield Mention(start, noun.i + 1, text, "armed_actor", side.force, kind="descriptor", rule=rule, by=by)

    def _force_behind(
        self,
        doc: Doc,
        last: int,
        side: Modifier,
        sides: Mapping[int, tuple[int, Modifier]],
        named: Mapping[int, Side],
    ) -> Token | None:
        """The noun for a force behind a word that gives a side and ends with token `last`.

        Not where the noun is of a name: "the opposition Charter Coalition" is the Charter Coalition.
        """
        owns = doc[last].text == "'s" or self.packs.metonym(doc[last].text.removesuffix("s")) is not None
        first = last + 1 + 2 * (side.nation and doc[last + 1 : last + 2].text == "-")  # "Ruritanian-led coalition"
        for noun in doc[first : first + 3]:
            if noun.i in named or (noun.i in sides and sides[noun.i][1].force != side.force):
                return None  # "Syrian opposition forces": the nearer word tells
            if noun.lower_ in OF_ARMS:
                continue
            if noun.tag_ in ("VBD", "VBN"):
                return None  # "thought to be Ruritanian fired", "Strelsau-based"
            if noun.lower_ in self.packs.force_nouns or noun.lemma_.lower() in self.packs.force_nouns:
                return None if side.nation and noun.lemma_.lower() in IRREGULAR else noun
            if _ends_phrase(noun) or (owns and noun.pos_ == "PROPN"):  # "Syria's Aleppo bomb blast" names a place
                return None
        return None


OF_ARMS = words("of_arms")


def side_words(packs: Pack) -> dict[str, Modifier]:
    """The words that give a side: qualities, states as owners ("Russia's ministry"), and both with "pro-"."""
    sides = {m.word: m for m in packs.modifiers}
    for word, camp in packs.metonyms.items():
        for owner in (f"{word}'s", f"{word}s") if word not in sides else ():
            sides[owner] = Modifier(owner, camp, camp)
    plain = {w: m for w, m in sides.items() if not w.startswith(("pro-", "anti-"))}
    plain |= {w: Modifier(w, camp, camp) for w, camp in packs.metonyms.items()}
    return {**{f"pro-{w}": m for w, m in plain.items()}, **sides}


def state_words(packs: Pack) -> dict[str, Modifier]:
    """The words that give a state's or a movement's side where no pack says it, as written: nations, names before a
    noun, names and seats in the genitive, all with "pro-" too."""
    known = packs.sides
    camps = {**known.names, **{w: m[0] for w, m in known.movements.items()}}
    out = {w: Modifier(w, camp, camp, True) for w, camp in known.peoples.items()}
    out |= {f"{w}'s": Modifier(w, camp, camp, True) for w, camp in camps.items()}
    out |= {f"{w}s": Modifier(w, camp, camp, True) for w, camp in known.names.items() if f"{w}s" not in out}
    return {**{f"pro-{w}": m for w, m in out.items() if not w.endswith("s")}, **out}


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a longer name begins with what ends there: "Fatah al-Islam", "Fatah-2"."""
    behind = doc[end : end + 2]
    if len(behind) < 2 or behind[0].text not in ("-", "al", "el"):
        return False
    return behind[1].text == "-" or behind[1].text[:1].isupper() or behind[1].like_num


def _has_its_side(d: Descriptor) -> bool:
    """Whether a description says a side by itself, of people who bear no arms."""
    return bool(d.camp) and not d.bends and not d.armed


def _ends_phrase(token: Token) -> bool:
    return (token.is_punct and token.text != "-") or token.pos_ in ENDS_A_PHRASE


def _is_initials(doc: Doc, start: int, end: int) -> bool:
    """Whether a name is one word of capitals in a sentence that has small letters, before other words of a name."""
    word = doc[start]
    alone = end - start == 1 and len(word) >= INITIALS and word.text.isalpha() and word.text.isupper()
    return alone and word.dep_ in ("compound", "amod", "nmod") and not word.sent.text.isupper()


INITIALS = 3
"""Letters that initials have at least."""

SHORT = 4
"""A nation's word of at most so many letters is met as it is written, and not in capitals too ("US")."""

Found = tuple[str, int, int]
"""A name: whose, first token, token behind the last."""

ENDS_A_PHRASE = frozenset({"VERB", "AUX", "ADP", "CCONJ", "PRON", "DET"})
BEFORE_A_NOUN = frozenset({"compound", "amod", "punct", "nmod", "poss", "case", "npadvmod"})
"""How a word that gives a side hangs on its noun, or what stands between the two."""

RANKS_AND_QUALITIES = words("ranks_and_qualities")
FORMER = words("former")
DIRECTIONS = frozenset({"western", "eastern", "northern", "southern"})
BODIES = frozenset({"UN", "U.N.", "NATO", "EU"})
"""Bodies of states, to which states send envoys."""


def _no_noun(span: Span, d: Descriptor) -> bool:
    """One word that the tagger calls a verb is no actor ("rebels against", "monitors"), nor a quality a person ("local
    media", "an official visit", "a general attack")."""
    if len(span) != 1:
        return False
    quality = span[0].pos_ == "ADJ" and (d.role in ("resident", "official") or span[0].text in RANKS_AND_QUALITIES)
    return span[0].pos_ == "VERB" or quality


SPELT_SO = {
    re.compile(r"\b(Abd[aeu]l)[- ]?(?=[A-Za-z]{3})"): ("Abdel ", "Abdul ", "Abdel-", "Abdul-", "Abdel", "Abdul"),
    re.compile(r"\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]n)-(?=[A-Za-z])"): ("al-", "al ", "el-", "ash-", "as-"),
    re.compile(r"\bJa[iy]sh\b"): ("Jaish", "Jaysh"),
}
"""Articles and words of Arabic names, and the ways to write each."""


def spellings(name: str) -> list[str]:
    """A name as it is met: Arabic articles with and without hyphen, common transliterations of the same letters, and
    without its apostrophe or with a genitive that lost it, as scrapers leave them ("Russias ministry")."""
    forms = [name.replace("\u2019", "'")]
    forms += [f.replace("'", "") for f in forms if "'" in f]
    for pattern, ways in SPELT_SO.items():
        forms += [pattern.sub(way, f) for f in forms for way in ways] if pattern.search(name) else []
    forms += [f + "s" for f in forms if f[-1:].isalnum() and not f.endswith("s")]
    return list(dict.fromkeys([name, *forms]))


def _numbers(phrase: str) -> tuple[str, ...]:
    """A phrase, and its plural: at the start of a sentence the tagger takes "Rebels" for a name and leaves it so."""
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase, phrase[:-1] + "ies"
    return (phrase,) if phrase.endswith("s") else (phrase, phrase + "s")
