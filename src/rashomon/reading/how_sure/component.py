"""How surely it is claimed: affirmed or denied, happened or planned, predicted or hypothetical.

A spaCy component after `what`. Codes of ACLED are given here, at the end, since only what is affirmed to
have happened or to be going on has any.
"""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.model import Claim, Hedge, Polarity, Said, Span, Statement, When, Why
from rashomon.quick_records import replace
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.how_sure.background import REAL, marked
from rashomon.reading.how_sure.habituals import habit, of_a_period
from rashomon.reading.how_sure.hedges import hedge_of
from rashomon.reading.how_sure.modality import Reality, modality_of, purpose
from rashomon.reading.how_sure.polarity import Turned, polarity_of
from rashomon.reading.how_sure.standing import stands
from rashomon.reading.rules import because, with_why
from rashomon.reading.what.actor_classes import doer, side_of, sufferer
from rashomon.reading.what.event_time import happened_by
from rashomon.reading.what.mention_index import kind_told
from rashomon.world import World
from rashomon.world.kinds import code

ASIDE = words("aside")
ESTIMATED = words("estimated")
TWO_SIDED = words("two_sided")


@Language.factory("rashomon_how_sure")
def make_how_sure(nlp: Language, name: str) -> _HowSure:
    """Sets polarity, modality and codes of the claims in `doc._.statements`."""
    doc_extensions.register()
    return _HowSure()


class _HowSure:
    def __call__(self, doc: Doc) -> Doc:
        told = [_statement(doc, s) for s in doc._.statements]
        doc._.statements = marked(doc, [s for s in told if s.claims or s.cue])
        return doc


def _statement(doc: Doc, s: Statement) -> Statement:
    opens = s.stance == "reports" and bool(s.cue) and any(_opens_estimated(doc, c) for c in s.content[:1])
    stance = "estimates" if opens else s.stance
    # What stands in an "as" clause beside a denial is neither denied nor said by who denies: it is left out.
    own = [c for c in s.claims if not (stance == "denies" and _aside(doc, c, s))]
    s = replace(s, stance=stance)
    claims = tuple(_claim(doc, s, c) for c in own)
    if not s.cue:
        claims = tuple(c for c in claims if not _only_asks(c))
    return replace(s, claims=claims, said=_said(doc, s))


def _only_asks(c: Claim) -> bool:
    """ "Were 60 people killed?", asked by the outlet itself, claims nothing."""
    return c.modality == "hypothetical" and any(w.rule == "modality.asked" for w in c.why)


def _opens_estimated(doc: Doc, content: Span) -> bool:
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    return span is not None and any(t.lower_ in ESTIMATED for t in span[:3])


def _said(doc: Doc, s: Statement) -> Said | None:
    """When it was said, where a time stands with the cue and not with the content."""
    for cue in s.cue:
        span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        if span is None:
            continue
        sentence = span.sent
        for t in doc._.times:
            if not (t.start and t.end and sentence.start_char <= t.span.start < sentence.end_char):
                continue
            if t.type in ("DATE", "TIME") and not any(c.start <= t.span.start < c.end for c in s.content):
                words = doc.char_span(t.span.start, t.span.end, alignment_mode="expand")
                if words is not None and words.sent.start == sentence.start:
                    return Said(t.start, t.end, t.span)
    return None


def _claim(doc: Doc, s: Statement, c: Claim) -> Claim:
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return c
    head = span.root
    turned = _polarity(doc, s, c, head)
    real = modality_of(head, s)
    real, when, of_time = _time(doc, head, real, c)
    of_time = of_time or _standing(doc, s, head, when, real, c)
    why = [because("polarity", turned.rule, turned.word), because("modality", real.rule, real.word), of_time]
    hedge = None
    if (hedging := hedge_of(doc, head, c)) is not None:
        rule, word = hedging
        hedge = Hedge(word.text, Span(word.idx, word.idx + len(word)))
        why.append(because("hedge", rule, word))
    happened = turned.polarity != "denied" and real.modality in REAL
    return replace(
        c,
        polarity=turned.polarity,
        modality=real.modality,
        time=when,
        hedge=hedge,
        why=with_why(c.why, *why),
        acled=_code(doc, c, span, head) if happened else None,
    )


def _code(doc: Doc, c: Claim, trigger: TokenSpan, head: Token) -> str | None:
    """ACLED's code of what happened."""
    world: World | None = doc._.world
    if world is None:
        return None
    lemmas = frozenset(t.lemma_.lower() for t in trigger)
    both = world.kinds[c.kind].mutual and bool(lemmas & TWO_SIDED)
    return code(
        world.kinds[c.kind],
        actor=doer(doc, world, c.actor),
        holder=side_of(doc, world, c.holder),
        target=None if both else sufferer(doc, world, c.target),
        weapon=c.means.weapon if c.means else None,
        words=lemmas,
        manner=frozenset(t.lower_ for t in head.children if t.dep_ in ("amod", "advmod", "acomp")),
    )


def _polarity(doc: Doc, s: Statement, c: Claim, head: Token) -> Turned:
    """The polarity in the claim's own words, turned where the verb with which it is told denies them."""
    turned = polarity_of(head, kind_told(doc, c), _words_of(doc, s))
    if s.stance != "denies" or _own_words(doc, s, head):
        return turned
    cue = doc.char_span(*s.cue[0], alignment_mode="expand") if s.cue else None
    other: Polarity = "affirmed" if turned.polarity == "denied" else "denied"
    rule = "verb_of_denial" if other == "denied" else "denial_of_negation"
    return Turned(other, rule, None if cue is None else cue.root)


def _time(doc: Doc, head: Token, real: Reality, c: Claim) -> tuple[Reality, When, Why | None]:
    """When it was, now that it is known whether it is foretold; what is done again and again goes on."""
    day: date | None = doc._.published
    published = day.isoformat() if day else None
    when, why = c.time, None
    if real.modality not in ("predicted", "planned") or purpose(clause_of(head)) is not None:
        when = happened_by(when, published)
        if when != c.time:
            why = Why("time", "time.by_publication", when.span)
    elif when.from_ != "text":
        when, why = When(published, None, "imprecise", None, "published"), Why("time", "time.to_come")
    if real.modality in REAL and c.time.from_ != "text" and (often := habit(head)) is not None:
        return Reality("ongoing", "habit", often), of_a_period(often, published), because("time", "habit", often)
    return real, when, why


def _standing(doc: Doc, s: Statement, head: Token, when: When, real: Reality, c: Claim) -> Why | None:
    """That it is told how things stand, of what lasts and has no time in the words: so it is as of the report."""
    if when.from_ == "text" or when.start is not None or real.modality not in REAL or not kind_told(doc, c).lasting:
        return None
    word = stands(head, s)
    return None if word is None else because("time", "as_it_stands", word)


def _own_words(doc: Doc, s: Statement, head: Token) -> bool:
    """Whether who denies is quoted in a sentence after the denial: "Russia denied it. "We bombed nothing.""."""
    cue = doc.char_span(*s.cue[0], alignment_mode="expand") if s.cue else None
    return cue is not None and s.manner in ("direct", "mixed") and head.sent.start > cue.root.i


def _words_of(doc: Doc, s: Statement) -> range | None:
    """Of a statement inside another, the tokens from its first word to its last: "the army's claim that it took the
    town is false" is not the army's denial. None for the others."""
    spans = [doc.char_span(*c, alignment_mode="expand") for c in s.content] if s.via and s.content else []
    found = [span for span in spans if span is not None]
    return range(found[0].start, found[-1].end) if found else None


def _aside(doc: Doc, c: Claim, s: Statement) -> bool:
    """Whether a claim stands in an "as" or "after" clause, which a denial of the main clause does not reach.

    "Army denies bombing the market as toll reaches 23" denies no toll.
    """
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return False
    head = span.root
    for up in (head, *head.ancestors):
        for child in up.children:
            inside = any(c.start < child.idx < c.end for c in s.content)
            if child.dep_ == "mark" and child.lower_ in ASIDE and child.i < head.i and inside:
                return True
    return False
