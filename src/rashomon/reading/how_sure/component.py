"""How surely it is claimed: affirmed or denied, happened or planned, predicted or hypothetical.

A spaCy component after `what`. Codes of ACLED and PLOVER are given here, at the end, since only what is affirmed to
have happened or to be going on has any.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Claim, Modality, Polarity, Said, Span, Statement, When
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.english import aim_of, called_false, clause_of, reported_false, unclaimed
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.how_sure.habituals import habit, of_a_period
from rashomon.reading.how_sure.hedges import hedge_of
from rashomon.reading.what.actor_classes import doer, side_of, sufferer
from rashomon.reading.what.arguments import happened_by
from rashomon.reading.what.involvement import no_part, took_part
from rashomon.reading.what.mention_index import kind_told
from rashomon.world import World
from rashomon.world.kinds import Kind

FUTURE = words("future")
MAYBE = words("maybe")
AIMS, REACHING_IT = words("aims"), words("reaching_it")
INTENDED = words("intended")
"""Verbs that make what hangs on them intended, not done. "Try" and "seek" too: a try is no success."""

UNDONE = words("undone")
"""Not "deny": who denies makes a statement of their own, whose stance turns its claims."""
NEGATORS = words("negators")
ENDERS = words("enders")
UNABLE = words("unable")
TRUE, FALSE = words("true"), words("false")
PLANNING = words("planning")
LIGHT = words("light")
GRANTED = words("granted")
FEARED = words("feared")
ASIDE = words("aside")
UNSURE = words("unsure")
ESTIMATED = words("estimated")
TWO_SIDED = words("two_sided")
REACHING = words("light") | words("reaching")


@Language.factory("rashomon_how_sure")
def make_how_sure(nlp: Language, name: str) -> _HowSure:
    """Sets polarity, modality and codes of the claims in `doc._.statements`."""
    doc_extensions.register()
    return _HowSure()


class _HowSure:
    def __call__(self, doc: Doc) -> Doc:
        doc._.statements = [_statement(doc, s) for s in doc._.statements]
        return doc


def _statement(doc: Doc, s: Statement) -> Statement:
    stance = s.stance
    if (
        stance == "reports"
        and s.cue
        and any(
            doc.char_span(*c, alignment_mode="expand") is not None and _opens_estimated(doc, c) for c in s.content[:1]
        )
    ):
        stance = "estimates"
    # What stands in an "as" clause beside a denial is neither denied nor said by who denies: it is left out.
    own = [c for c in s.claims if not (stance == "denies" and _aside(doc, c, s))]
    claims = tuple(_claim(doc, replace(s, stance=stance), c) for c in own)
    return replace(s, stance=stance, claims=claims, said=_said(doc, s))


def _opens_estimated(doc: Doc, content: Span) -> bool:
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    return span is not None and any(t.lower_ in ESTIMATED for t in span[:3])


def _said(doc: Doc, s: Statement) -> Said | None:
    """When it was said, where a time stands with the cue and not with the content."""
    for cue in s.cue:
        span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        if span is None:
            continue
        for t in doc._.times:
            if t.start and t.end and not any(c.start <= t.span.start < c.end for c in s.content):
                words = doc.char_span(t.span.start, t.span.end, alignment_mode="expand")
                if words is not None and words.sent.start == span.sent.start and t.type in ("DATE", "TIME"):
                    return Said(t.start, t.end, t.span)
    return None


def _claim(doc: Doc, s: Statement, c: Claim) -> Claim:
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return c
    head = span.root
    polarity = polarity_of(head, kind_told(doc, c), _words_of(doc, s))
    if s.stance == "denies" and not _own_words(doc, s, head):
        polarity = "affirmed" if polarity == "denied" else "denied"
    modality = modality_of(head, s)
    when = c.time
    published = doc._.published.isoformat() if doc._.published else None
    if modality not in ("predicted", "planned") or _purpose(clause_of(head)):
        when = happened_by(when, published)
    elif when.from_ != "text":
        when = When(published, None, "imprecise", None, "published")
    if modality in ("happened", "ongoing") and c.time.from_ != "text" and (often := habit(head)) is not None:
        modality, when = "ongoing", of_a_period(often, published)
    c = replace(c, polarity=polarity, modality=modality, time=when, hedge=hedge_of(doc, head, c))
    world: World | None = doc._.world
    if world is None or polarity == "denied" or modality in ("planned", "predicted", "hypothetical"):
        return c
    lemmas = frozenset(t.lemma_.lower() for t in span)
    both = world.kinds[c.kind].mutual and bool(lemmas & TWO_SIDED)
    found = world.codes(
        c.kind,
        actor=doer(doc, world, c.actor),
        holder=side_of(doc, world, c.holder),
        target=None if both else sufferer(doc, world, c.target),
        weapon=c.means.weapon if c.means else None,
        words=lemmas,
        manner=frozenset(t.lower_ for t in head.children if t.dep_ in ("amod", "advmod", "acomp")),
    )
    return replace(c, acled=found.acled, plover=found.plover)


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


def polarity_of(head: Token, kind: Kind, told: range | None = None) -> Polarity:
    """Denied where a negation holds the trigger: on its verb, on an auxiliary, on the verb that governs it, or "no".

    With `told`, the words of a statement that another one quotes, only what negates it there.

    Of a lack a "no" is what is claimed: "the town had no electricity" affirms it.
    """
    if unclaimed(head):
        return "affirmed"
    verb = clause_of(head)
    # "the fighting did not stop" is fighting: a verb's "not" reaches its object, not the noun that it is said of.
    granted = head != verb and head.pos_ == "NOUN" and _presupposed(head, verb, kind)
    reached = [head] if granted or (head != verb and head.dep_ == "nsubj") else [head, verb]
    negations: set[int] = set()  # tokens, so that no word counts twice
    if head.lower_ in FALSE:  # "the allegations were baseless": the word itself is the trigger
        negations.add(head.i)
    for token in reached:
        if token.dep_ in ("pobj", "pcomp") and token.head.lower_ == "without":
            negations.add(token.head.i)
        negations |= {c.i for c in token.children if _negates(c)}
        if not kind.lack:
            negations |= {c.i for c in token.children if c.dep_ in ("det", "preconj") and _none_of(c)}
    if not kind.lack:
        for done in (c for t in reached for c in t.children if c.dep_ == "dobj" and head != c):
            # "carried out no air strike": the deed, or whom it is done to, is none
            negations |= {c.i for c in done.children if c.dep_ == "det" and c.lower_ == "no" and _none_of(c)}
        there = any(c.dep_ == "expl" for c in head.children)  # "there were no planes": what there was not
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") or (there and c.dep_ == "attr")]
        for subject in subjects if not granted else []:
            if subject.lower_ in NEGATORS or any(
                _none_of(g)
                for g in subject.subtree  # "the army, not the rebels, did it": what comes after is another
                if (g.head == subject or g.dep_ == "neg" or g.lower_ == "neither")
                and not (g.i > subject.i and g.lower_ == "not")
            ):
                negations.add(subject.i)
    negations -= {subject.i for subject in verb.children if any(c.i in negations for c in subject.children)}
    if not granted:
        negations |= _governing(verb)
    if (nothing := no_part(verb)) is not None:
        negations.add(nothing.i)
    if head != verb and (word := reported_false(head)) is not None:
        negations.add(word.i)
    if kind.lifted and (
        head.lemma_.lower() in ENDERS or (head.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in ENDERS)
    ):
        negations.add(-1)  # a siege that is lifted is one no more
    if told is not None:
        negations = {i for i in negations if i < 0 or i in told}
    return "denied" if len(negations) % 2 else "affirmed"


def _presupposed(noun: Token, verb: Token, kind: Kind) -> bool:
    """ "Did not condemn the bombing", "could not prevent the attack": what a verb is done about has happened.

    Of force and what came of it: a noun with "the" takes it for granted. Control, sieges and aid are there or are not.
    """
    if not kind.deadly or verb.pos_ not in ("VERB", "AUX"):
        return False
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in INFORMATION:
        return True  # "had no details on the strike"
    if noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in CIRCUMSTANCE and took_part(noun) is None:
        return True  # "nobody was hurt in the strike"
    if verb.lemma_ in REACHING:
        return False
    undone = verb.lemma_.lower() in UNDONE and not any(_negates(c) for c in verb.children)
    return noun.dep_ in ("dobj", "pobj", "nsubjpass", "conj", "poss") and not undone


CIRCUMSTANCE = frozenset({"after", "during", "following", "from", "in"})
INFORMATION = frozenset({"comment", "detail", "idea", "information", "news", "word"})

ONE_OF_MANY = frozenset({"first", "last", "only"})


def _negates(token: Token) -> bool:
    after = token.doc[token.i + 1 : token.i + 3]
    if token.lower_ == "not" and any(t.lower_ in ONE_OF_MANY for t in after):
        return False  # "it was not the first strike on the town"
    if token.dep_ == "neg" or (token.lower_ in ("never", "n't", "not") and token.dep_ == "advmod"):
        return True
    return token.lower_ == "longer" and any(c.lower_ == "no" for c in token.children)


def _none_of(token: Token) -> bool:
    if token.lower_ == "no" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("more", "less", "fewer"):
        return False  # "no more than 5,000" is a number
    return token.lower_ in NEGATORS or (token.dep_ == "neg" and token.lower_ == "not")


def _governing(verb: Token) -> set[int]:
    """The words above a verb that undo it: "failed to", "unable to", "has yet to", "without", "it is not true that"."""
    out: set[int] = set()
    up = verb.head
    if verb.dep_ == "xcomp":
        out |= {c.i for c in up.children if _negates(c)}
        if up.lemma_.lower() in UNDONE or up.lower_ in UNABLE:
            out.add(up.i)
        if up.lemma_ == "have" and any(c.lower_ == "yet" for c in [*up.children, *verb.children]):
            out.add(up.i)
        if up.pos_ == "ADJ":
            out |= {c.i for c in up.head.children if _negates(c)}
    if verb.dep_ == "pcomp" and (up.lower_ == "without" or (up.lower_ == "from" and up.head.lemma_.lower() in UNDONE)):
        out.add(up.i)
    if verb.dep_ in ("ccomp", "acl", "relcl") and (false := called_false(up)) is not None:
        out.add(false.i)
    if verb.dep_ == "relcl" and up.dep_ == "attr" and up.head.lemma_ == "be":
        it = next((c for c in up.head.children if c.dep_ == "nsubj"), None)
        if it is not None and it.lower_ == "it":  # "it was not the army that did it"
            out |= {c.i for t in (up, up.head) for c in t.children if _negates(c)}
    if verb.dep_ in ("ccomp", "acl", "advcl", "csubj", "relcl"):
        be = (
            up
            if up.lemma_ == "be"
            else up.head
            if up.dep_ in ("acomp", "attr", "nsubj") and up.head.lemma_ == "be"
            else None
        )
        if be is not None:
            said = next((c for c in be.children if c.dep_ in ("acomp", "attr")), None)
            if said is not None and said.lower_ in FALSE:
                out.add(said.i)
            elif said is not None and said.lower_ in TRUE:
                out |= {c.i for c in be.children if _negates(c)}
    return out


NOT_DONE = frozenset({"would", "could", "should"})
"""With "have": what was not done. "May have" and "might have" leave open whether it was."""


def _inverted(verb: Token) -> bool:
    """ "Had the army attacked, ...": a condition that did not come about."""
    had = next((c for c in verb.children if c.lower_ == "had" and c.dep_ == "aux"), None)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return had is not None and subject is not None and had.i < subject.i


def _granted(head: Token, verb: Token) -> bool:
    """ "It would include a condemnation of the attack", "may investigate the strike": that much is presupposed."""
    up = head
    for _ in range(6):
        if up is verb or up.head is up:
            break
        if up.dep_ not in ("pobj", "dobj", "prep", "nsubjpass", "conj", "compound", "poss"):
            return False
        up = up.head
        if up.lemma_.lower() in GRANTED:
            return True
    return False


def _purpose(verb: Token) -> bool:
    """ "Attacked the town to retake it", "aimed at retaking it", "the goal is to retake it": what it was done for.

    It was meant when that was done, which says nothing of days to come.
    """
    if aim_of(verb) is not None:
        return True
    up = verb.head
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if verb.dep_ == "pcomp" and up.lower_ in ("at", "toward", "towards"):
        return up.head.lemma_ in ("aim", "direct", "gear", "work")
    if "to" not in aux or verb.tag_ != "VB":
        return False
    if verb.dep_ in ("xcomp", "ccomp") and up.lemma_ == "be":
        return any(c.dep_ == "nsubj" and c.lemma_.lower() in AIMS for c in up.children)
    return verb.dep_ == "advcl" and verb.i > up.i and up.pos_ == "VERB" and up.lemma_ not in REACHING_IT


def _no_evidence(head: Token, verb: Token) -> bool:
    """ "There is no evidence that the army shelled it", "found no sign of gas": it may have been, or not."""
    for word in (verb.head if verb.dep_ in ("acl", "ccomp", "relcl") else head.head.head, head.head.head):
        if word.lemma_.lower() in EVIDENCE and word.i < head.i:
            none = any(c.lower_ == "no" for c in word.children)
            return none or (word.dep_ in ("dobj", "attr") and any(_negates(c) for c in word.head.children))
    return False


EVIDENCE = frozenset({"evidence", "indication", "proof", "sign", "trace"})


def modality_of(head: Token, s: Statement) -> Modality:
    """What the verb of the trigger says of its reality."""
    verb = clause_of(head)
    if _no_evidence(head, verb):
        return "hypothetical"
    if _granted(head, verb):
        return "happened"
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "mark" and c.lower_ in UNSURE for c in verb.children):
        return "hypothetical"
    if _purpose(verb):
        return "planned"
    if any(g.lower_ == "whose" for c in verb.children if c.dep_ in ("nsubj", "dobj") for g in c.lefts):
        return "hypothetical" if verb.dep_ in ("ccomp", "pcomp") else "happened"  # "did not say whose planes hit it"
    if verb.dep_ == "xcomp" or (verb.dep_ in ("acl", "advcl") and "to" in aux):
        up = verb.head
        if up.lemma_ == "go" and up.tag_ == "VBG":
            return "planned"
        if up.lemma_.lower() in INTENDED and not (head != verb and head.pos_ == "ADJ"):
            return "planned"
    if aux & FUTURE:
        return "predicted" if s.stance == "predicts" or head != verb else "planned"
    if "would" in aux and s.cue and "have" not in aux:
        return "predicted"  # the future, as seen from when it was said
    if head != verb and any(_negates(c) for c in verb.children) and "could" in aux and head.pos_ == "NOUN":
        return "happened"  # "could not prevent the attack"
    if aux & MAYBE and ("have" not in aux or aux & NOT_DONE):
        return "hypothetical"
    if "had" in aux and _inverted(verb):
        return "hypothetical"
    if head != verb and head.dep_ == "dobj" and verb.lemma_ in FEARED:
        return "hypothetical"
    if head != verb and head.dep_ == "dobj" and verb.lemma_ in PLANNING:
        return "planned"
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        return "planned"
    if s.stance == "predicts" and verb.tag_ not in ("VBD", "VBN") and head.pos_ != "ADJ" and head.dep_ not in ("amod",):
        return "predicted"
    if "be" in {c.lemma_ for c in verb.children if c.dep_ == "aux"} and verb.tag_ == "VBG":
        return "ongoing"
    return "happened"
