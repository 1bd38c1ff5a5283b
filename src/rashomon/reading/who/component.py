"""Who says it: every statement of a report with its speaker, cue and content.

A spaCy component over the parse: `doc._.statements` holds `model.Statement` records, in the order of the text, without
claims yet. Rules, not a model: a lexicon of cues (cues.toml) tells what can report and what its content looks like; the
parse tells where subject and content are; quotation marks correct the parse where they stand. The forms are in
`verbs_of_saying`, `phrases_of_saying`, `nouns_of_saying`, `according_to` and `silence`, of texts that lost their commas
in `unpunctuated`; what lies inside what is in `nesting`, the rest of each sentence in `narration`.

Limits: unmarked free indirect speech ("He would never surrender.") is the outlet's narration here; a quotation with no
cue near it goes to whoever spoke last in its paragraph. docs/who.md has the forms and the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.errors import RashomonError
from rashomon.model import Statement, Why
from rashomon.reading.actors.component import make_actors
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.clauses import child, is_verb
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.quotations import Quote, quotations
from rashomon.reading.grammar.spans import characters
from rashomon.reading.who.according_to import attribution
from rashomon.reading.who.announced import announced
from rashomon.reading.who.cataphora import named_later
from rashomon.reading.who.citations import cited, reckoned
from rashomon.reading.who.coreference import Cast
from rashomon.reading.who.cue_taken_for_noun import mended, mistagged
from rashomon.reading.who.cues import Cue, lexicon, phrases_in
from rashomon.reading.who.draft import Draft, only_shown
from rashomon.reading.who.headlines import titles
from rashomon.reading.who.known import Identified
from rashomon.reading.who.lead_sources import restated
from rashomon.reading.who.narration import manner, narration, silent_tokens, trim
from rashomon.reading.who.nesting import after_its_quote, carry_on, claim_own_words, each_speaker, led_by, nest, once
from rashomon.reading.who.nouns_of_saying import nominal
from rashomon.reading.who.phrases_of_saying import parted, prepositional
from rashomon.reading.who.reasons import of_cued
from rashomon.reading.who.signed import asked, signed
from rashomon.reading.who.silence import silence
from rashomon.reading.who.turns import in_turn
from rashomon.reading.who.unpunctuated import tail
from rashomon.reading.who.verbs_of_saying import verbal
from rashomon.world import load_world

UNNAMED = words("unnamed")


@Language.factory("rashomon_who")
def make_who(nlp: Language, name: str) -> _Who:
    """Finds the statements of a text, their speakers, cues and content.

    Needs a tagger, a parser and a lemmatizer before it, nothing else. Where `doc._.world` is not set, the `generic`
    pack is used; where rashomon_actors has not run, it finds the actors itself.

    Raises:
        RashomonError: when a text comes in that no parser has seen.
    """
    doc_extensions.register()
    return _Who(make_actors(nlp, "rashomon_actors"))


class _Who:
    def __init__(self, actors: Callable[[Doc], Doc]) -> None:
        self.actors = actors

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) and not doc.has_annotation("DEP"):
            raise RashomonError("rashomon_who", "no parser ran before it", "Add it after the parser of the pipeline.")
        if "actors" not in doc.spans:
            if doc._.world is None:
                doc._.world = load_world()
            doc = self.actors(doc)
        doc._.statements = statements(doc)
        doc.spans["statements"] = [
            span
            for s in doc._.statements
            for c in s.content
            if (span := doc.char_span(c.start, c.end, alignment_mode="expand")) is not None
        ]
        return doc


def statements(doc: Doc) -> list[Statement]:
    """The statements of a parsed text in order: those with a cue, then the outlet's own narration between them."""
    silent = silent_tokens(doc)
    quotes = quotations(doc)
    found = [f for f in _cued(doc, quotes) if not silent[f.cue[0][0]]]
    found += [*reckoned(doc), *cited(doc, found), *titles(doc, found), *in_turn(doc), *signed(doc, quotes), *asked(doc)]
    said_so = list(announced(doc, found))
    found = once([*(f for f in found if all(f.cue != a.cue for a in said_so)), *said_so])
    found = after_its_quote(doc, found)
    carry_on(doc, found, quotes, silent)
    led_by(doc, found, quotes)
    nest(doc, found, quotes)
    found = [f for f in found if not only_shown(f, found)]
    claim_own_words(found)
    found = each_speaker(doc, found)
    found = [f for f in found if any(trim(doc, a, b) for a, b in f.content)]
    for f in found:
        _less_what_is_said_of_others(doc, f)
    found.sort(key=lambda f: (min(a for a, _ in [*f.content, *f.cue]), f.cue, f.speaker_span or (0, 0)))
    cast = Cast(doc)
    told_by = _speakers(found, cast)
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    cued = [
        Statement(
            id=ids[id(f)],
            manner=manner(doc, f, quotes),
            stance=f.stance,
            said=None,
            speaker=told_by[id(f)].speaker,
            via=ids.get(id(f.via)),
            cue=tuple(characters(doc, at) for at in f.cue),
            content=tuple(s for a, b in sorted(f.content) if (s := trim(doc, a, b))),
            claims=(),
            why=_why(doc, f, told_by[id(f)]),
        )
        for f in found
    ]
    own = narration(doc, found, silent, cast.voice())
    told = sorted([*cued, *own], key=lambda s: (s.content[0], len(s.id), s.id))
    return restated(doc, named_later(doc, told))


def _less_what_is_said_of_others(doc: Doc, f: Draft) -> None:
    """ "The reports are totally false state media said", its comma lost: "totally false" is told, and no part of the
    speaker's name."""
    if f.speaker_span is None:
        return
    start, end = f.speaker_span
    if start == 0 or doc[start - 1].lemma_ != "be":
        return
    first = next((i for i in range(start, end) if doc[i].pos_ not in ("ADV", "ADJ")), end)
    if start < first < end and doc[first - 1].lower_ in TRUE_OR_FALSE:
        f.speaker_span = first, end
        f.content = [(a, first if b == start else b) for a, b in f.content]


TRUE_OR_FALSE = words("true") | words("false")


def _is_of_namelessness(token: Token) -> bool:
    """ "Who asked not to be named", "declined to be identified": no saying of anything."""
    return any(c.dep_ in ("xcomp", "ccomp") and c.lemma_ in UNNAMED and c.tag_ == "VBN" for c in token.rights)


def _speakers(found: Sequence[Draft], cast: Cast) -> dict[int, Identified]:
    """Whose words each statement holds; the cast is asked in the order in which the text names them."""
    known: dict[int, Identified] = {}
    for f in sorted(found, key=lambda f: f.speaker_span or f.cue[0]):
        if f.voice != "speaker":
            known[id(f)] = cast.voice() if f.voice == "outlet" else cast.nobody()
        elif f.speaker is not None or f.same_as is None:
            known[id(f)] = cast.identified(f.speaker, f.speaker_span)
    for f in found:
        first: Draft | None = f
        for _ in found:
            if first is None or id(first) in known:
                break
            first = first.same_as
        known[id(f)] = known[id(first)] if first is not None and id(first) in known else cast.nobody()
    return known


def _why(doc: Doc, f: Draft, by: Identified) -> tuple[Why, ...]:
    if f.voice != "speaker":
        return of_cued(doc, f, f.voice, None, by.side)
    if f.speaker is None:
        return of_cued(doc, f, "nobody" if f.same_as is None else "carried_on", None, by.side)
    return of_cued(doc, f, by.rule or f.speaker_rule, by.speaker.span if by.rule else None, by.side)


def _cued(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The statements that a cue introduces: phrases of several words first, then words in their order."""
    phrases = phrases_in(doc)
    taken: set[int] = set()
    for phrase in phrases:
        if phrase.form == "content":
            continue
        for found in attribution(doc, phrase, quotes) if phrase.form == "attribution" else silence(doc, phrase):
            taken.update(range(phrase.start, phrase.end))
            yield found
    contents = {p.start: p for p in phrases if p.form == "content"}
    cues = lexicon()
    for token, lemma in zip(doc, words_of(doc)[1], strict=True):
        cue, phrase_here = _cue_of(token, lemma) if lemma in cues.begins else None, contents.get(token.i)
        if lemma in cues.apart:
            phrase_here = parted(token) or phrase_here
        if cue is None and phrase_here is None and lemma not in cues.nouns:
            continue
        if token.i in taken or token.dep_ == "amod" or _is_of_namelessness(token):  # "continued resistance"
            continue
        about = list(prepositional(doc, token, phrase_here)) if phrase_here is not None else []
        yield from about or _introduced(doc, token, cue, quotes)


def _cue_of(token: Token, lemma: str) -> Cue | None:
    """What the lexicon says of a word as a cue, with its particle: "point out"; "call off" is none."""
    verbs = lexicon().verbs
    cue = verbs.get(lemma)
    particle = child(token, "prt") if token.pos_ == "VERB" else None
    if particle is None:
        return cue
    return verbs.get(f"{lemma} {particle.lower_}", None if cue is not None and "name" in cue.takes else cue)


def _introduced(doc: Doc, token: Token, cue: Cue | None, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The statements of one cue that is a word: a verb, a verb that the tagger took for a noun, or a noun."""
    nouns, lemma = lexicon().nouns, token.lemma_.lower()
    if cue and is_verb(token):
        lost = tail(doc, token, cue, quotes)
        quoted = lost is not None and any(q.start < b and q.end > a for q in quotes for a, b in lost.content)
        tails = [lost] if lost is not None else []
        found = tails if tails and not quoted else list(verbal(doc, token, cue, quotes))
        yield from found or tails
    elif cue and mistagged(token):
        yield from mended(doc, token, cue)
    elif token.pos_ == "NOUN" and lemma in nouns:
        yield from nominal(doc, token, nouns[lemma])
