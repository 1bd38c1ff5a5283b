"""Statements that something else than a plain verb introduces: "according to X", "declined to comment",
"hinting at ...", "claims by X that ...", a headline's "X: ..." and a cue that the tagger took for a noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core, mention_at, whole, within
from rashomon.reading.grammar.english import said_false
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.content_spans import content_clause
from rashomon.reading.who.cues import Cue, Phrase, lexicon
from rashomon.reading.who.draft import EVIDENCE, FIRST_PERSON, NOBODY, Found, Range
from rashomon.reading.who.source_heads import may_speak, negated, sayer, speaker_words

OCCASIONS = words("occasions")
ALLEGATIONS, METHODS = words("allegations"), words("methods")
TOLD_IN = frozenset({"report", "figure", "statistic", "count", "list", "detail", "document"})


def attribution(doc: Doc, phrase: Phrase, quotes: Sequence[Quote]) -> Iterator[Found]:
    """ "according to X": the clause it hangs on is the content."""
    head = _pobj_after(doc, phrase.end)
    if head is not None and head.lemma_ == "interview":  # "according to interviews with X"
        whom = [g for c in head.children if c.lower_ == "with" for g in c.children if g.dep_ == "pobj"]
        head = whom[0] if whom else head
    if head is None or head.lemma_.lower() in METHODS:
        return  # "tells whose planes they are according to type and flight pattern"
    source = _given_by(doc, phrase.end)
    head = source if source is not None else head
    start, end = _speaker_phrase(doc, head)
    sentence = doc[phrase.start].sent
    before = [
        t
        for t in doc[sentence.start : phrase.start]
        if not t.is_punct and not t.is_space and t.dep_ not in ("cc", "mark")
    ]
    said = next((q for q in quotes if end <= q.start <= end + 2 and all(t.is_punct for t in doc[end : q.start])), None)
    if said is not None and said.long:  # "in the words of X, "..."": the words themselves
        content = [(said.start, said.end)]
    elif before and (
        not any(t.pos_ in ("VERB", "AUX") for t in before)
        or _linked(doc, sentence.start, phrase.start, end, sentence.end)
    ):  # "The bridge, X says, has fallen"
        content = [
            (clause_start(doc, sentence.start, phrase.start), phrase.start),
            (end, _clause_end(doc, end, sentence.end)),
        ]
    elif len(before) >= 3:
        content = [(clause_start(doc, sentence.start, phrase.start), phrase.start)]
    else:
        content = [(end, _clause_end(doc, end, sentence.end))]
    yield Found([(phrase.start, phrase.end)], content, head, phrase.stance, speaker_span=(start, end))


HANDED = frozenset(
    {"collect", "compile", "gather", "give", "hand", "obtain", "provide", "publish", "release", "supply"}
)


def _given_by(doc: Doc, i: int) -> Token | None:
    """ "According to information handed over to the mission by the council": whoever gave it."""
    noun = next((t for t in doc[i : i + 5] if t.lemma_.lower() in EVIDENCE | TOLD_IN), None)
    given = next((t for t in doc[noun.i + 1 : noun.i + 3] if t.lemma_ in HANDED), None) if noun is not None else None
    if given is None or given.tag_ not in ("VBN", "VBD"):
        return None
    by = next((t for t in doc[given.i + 1 : min(given.i + 12, given.sent.end)] if t.lower_ == "by"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _linked(doc: Doc, first: int, hole: int, after: int, last: int) -> bool:
    """Whether a clause goes on on the other side of a hole: its subject, verb or complement stands there."""
    core_deps = (
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "acomp",
        "attr",
        "dobj",
        "xcomp",
        "ccomp",
        "oprd",
        "prt",
        "ROOT",
    )
    return any(first <= t.head.i < hole and t.dep_ in core_deps for t in doc[after:last]) or any(
        after <= t.head.i < last and t.dep_ in core_deps for t in doc[first:hole]
    )


def _pobj_after(doc: Doc, i: int) -> Token | None:
    if i >= len(doc):
        return None
    m = mention_at(doc, i) or (mention_at(doc, i + 1) if doc[i].dep_ == "det" else None)
    last = doc[i - 1]
    for child in last.children:
        if child.dep_ in ("pobj", "pcomp") and child.i >= i:
            return (
                child
                if m is None or not (m.start <= child.i < m.end)
                else doc[m.end - 1]
                if child.i < m.end - 1
                else child
            )
    if m:
        return doc[m.end - 1]
    for token in doc[i : min(i + 6, len(doc))]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and (
            token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in ("NOUN", "PROPN")
        ):
            return token
    return None


def _speaker_phrase(doc: Doc, head: Token) -> tuple[int, int]:
    m = mention_at(doc, head.i)
    start, end = core(head)
    if m and m.entity:
        return min(start, m.start), max(end, m.end)
    wide = whole(head)
    start, end = (min(start, wide[0]), wide[1]) if wide[1] - wide[0] <= 12 else (start, end)
    return start, end - 1 if end - start > 1 and doc[end - 1].tag_ == "POS" else end


def clause_start(doc: Doc, first: int, before: int) -> int:
    """Where the clause that ends at `before` begins: after another speaker's clause in the same sentence."""
    for i in range(before - 1, first, -1):
        if doc[i].lower_ in ("while", "whereas", "but", "although") and doc[i].dep_ in ("mark", "cc"):
            return i + 1
    return first


def _clause_end(doc: Doc, start: int, last: int) -> int:
    for i in range(start + 1, last):
        if doc[i].lower_ in ("while", "whereas") and doc[i].dep_ == "mark":
            return i
    return last


def silence(doc: Doc, phrase: Phrase) -> Iterator[Found]:
    """ "declined to comment", "could not confirm": nothing is affirmed, and that is worth a row."""
    a, b = phrase.start, phrase.end
    verbs = [t for t in doc[a:b] if t.pos_ in ("VERB", "AUX")]
    verb = next((t for t in verbs if any(c.dep_ in ("nsubj", "nsubjpass") for c in t.children)), None)
    verb = verb or next((t for t in verbs if t.pos_ == "VERB"), None)
    if verb is None:
        return
    sentence = doc[a].sent
    unchecked = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if unchecked is not None:  # "the toll could not be verified": by the outlet, where nobody is named
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        content = whole(unchecked)
        yield Found(
            cue=[(a, b)],
            content=[content if content[1] <= a else core(unchecked)],
            speaker=agent,
            stance="declines",
            speaker_span=_speaker_phrase(doc, agent) if agent is not None else None,
            voice="outlet" if agent is None else "speaker",
        )
        return
    subject, _ = sayer(verb)
    if subject is None or subject.lower_ in NOBODY:
        return
    span = _speaker_phrase(doc, subject)
    if span[0] <= a < span[1]:
        return
    rest = max([t.right_edge.i + 1 for t in doc[a:b] if t.sent == sentence], default=b)
    cue, content = (a, b), (b, rest)
    if verb.lemma_ in ("respond", "reply", "return"):  # "did not respond | to requests for comment"
        cue, content = (a, verb.i + 1), (verb.i + 1, rest)
    if not b + 1 < rest <= sentence.end:  # nothing follows: "declined" is the cue, "to comment" what was declined
        cut = a + 1 if doc[a].pos_ == "VERB" else b - 1
        cue, content = (a, cut), (cut, b)
    yield Found(cue=[cue], content=[content], speaker=subject, stance="declines", speaker_span=span)


def prepositional(doc: Doc, verb: Token, phrase: Phrase) -> Iterator[Found]:
    """ "hinting at X", "paints a picture of X", and with the object before it: "the victory X is talking about"."""
    end, stance = phrase.end, phrase.stance
    after = content_clause(verb)
    if after is not None and after.i > end:
        return  # "admitted to the paper that ...": the clause is the content
    if end < len(doc) and any(t.span.start <= doc[end].idx < t.span.end for t in doc._.times):
        return  # "reported on Monday"
    if any(c.lemma_ in OCCASIONS for c in doc[end - 1].children if c.dep_ == "pobj"):
        return  # "reported on the day of the strike"
    subject, goes_on = sayer(verb)
    if subject is None and not goes_on:
        return
    if subject is not None and subject.lower_ in FIRST_PERSON | (NOBODY - {"it"}):
        return
    cut: list[Range] = []
    if (
        verb.dep_ == "relcl"
        and subject != verb.head
        and not any(c.dep_ in ("pobj", "pcomp") for c in doc[end - 1].children)
    ):
        content = [core(verb.head)]
        stance = "claims" if stance == "reports" else stance  # the thing is X's claim, as the one who says so tells it
        cut = [(verb.left_edge.i, verb.right_edge.i + 1)]
    else:
        pobj = [c for c in doc[end - 1].children if c.dep_ in ("pobj", "pcomp") and c.i >= end]
        stop = max([c.right_edge.i + 1 for c in pobj], default=_noun_run(doc, end))
        stop = max(stop, _adverbs(doc, stop, verb))
        toward = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == stop), None)
        if toward is not None and doc[stop].lower_ == "to":  # "called on rebels to leave"
            stop = toward.right_edge.i + 1
        over = next((c for c in verb.children if c.dep_ == "prep" and stop - 1 <= c.i <= stop), None)
        if (
            stance == "claims" and over is not None and over.lower_ in ("for", "over")
        ):  # "pointed the finger at X over Y"
            stop = over.right_edge.i + 1
        content = [(end, stop)]
    if not content or content[0][1] <= content[0][0]:
        return
    if subject is not None and not may_speak(doc, subject) and not _product(subject):
        return
    yield Found(
        cue=[(verb.i, end)],
        content=content,
        speaker=subject,
        stance="declines" if negated(verb) else stance,
        speaker_span=speaker_words(doc, subject, content, verb) if subject is not None else None,
        cut=cut,
    )


def _product(subject: Token) -> bool:
    """ "The Gazette's coverage": what somebody said or published, with whose it is."""
    return subject.lemma_.lower() in lexicon().products and any(
        c.dep_ in ("poss", "compound") for c in subject.children
    )


def _noun_run(doc: Doc, i: int) -> int:
    while i < len(doc) and not doc[i].is_punct and doc[i].pos_ not in ("VERB", "AUX"):
        i += 1
    return i


def _adverbs(doc: Doc, i: int, verb: Token) -> int:
    """Words of place that the parse hung on the verb but that follow its object ("victories west of the city")."""
    while (
        i < verb.sent.end
        and not doc[i].is_punct
        and (doc[i].head in (verb,) or doc[i].head.i < i)
        and doc[i].dep_ in ("advmod", "cc", "conj", "prep", "pobj", "det", "compound", "npadvmod")
    ):
        i += 1
    return i


def mistagged(token: Token) -> bool:
    """ "SANA claims ground troops ...": a verb form right after an actor that the tagger took for a plural noun."""
    if token.tag_ not in ("NNS", "NN", "NNP", "NNPS") or token.i == 0 or token.i + 2 >= len(token.doc):
        return False
    m = mention_at(token.doc, token.i - 1)
    if m is None or m.end != token.i or mention_at(token.doc, token.i) is m:
        return False
    verbs = [t for t in token.doc[token.i + 1 : min(token.i + 12, token.sent.end)] if t.pos_ in ("VERB", "AUX")]
    return (
        bool(verbs) and token.lower_.endswith(("s", "ed")) and token.doc[token.i + 1].lower_ not in ("that", "of", ",")
    )


def mended(doc: Doc, token: Token, cue: Cue) -> Iterator[Found]:
    m = mention_at(doc, token.i - 1)
    if m is None or "clause" not in cue.takes:
        return
    stop = _clause_end(doc, token.i + 1, token.sent.end)
    yield Found(
        cue=[(token.i, token.i + 1)],
        content=[(token.i + 1, stop)],
        speaker=doc[m.end - 1],
        stance=cue.stance,
        speaker_span=_mended_phrase(doc, m.start, m.end),
    )


def _mended_phrase(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while (
        start > doc[start].sent.start
        and doc[start - 1].dep_ in ("compound", "amod", "det", "nmod")
        and not doc[start - 1].is_punct
    ):
        start -= 1
    return start, end


def _holds(clause: Token) -> bool:
    """Whether a clause on a noun is what was said: "that ..." without a gap, or "to do ..."."""
    if clause.dep_ == "acl" and clause.tag_ == "VB":
        return any(g.lower_ == "to" and g.i == clause.left_edge.i for g in clause.children)
    if clause.dep_ not in ("acl", "relcl", "ccomp", "appos"):
        return False
    if any(g.dep_ == "nsubj" and g.pos_ == "PRON" and g.i == clause.left_edge.i for g in clause.children):
        # "denied a report it had carried out a strike": with an object of its own, nothing of it stands outside
        return clause.head.lemma_.lower() in ALLEGATIONS and any(
            g.dep_ == "dobj" and g.lower_ not in ("which", "that") for g in clause.children
        )
    return any(g.lower_ == "that" and g.i == clause.left_edge.i for g in clause.children)


def nominal(doc: Doc, noun: Token, stance: Stance) -> Iterator[Found]:
    """ "the claim by activists that X", "a statement from X that ...": a noun that holds a statement."""
    clause = next((c for c in noun.children if _holds(c)), None)
    if clause is None and noun.lemma_.lower() in ALLEGATIONS:  # "a claim by X that ...", hung on X
        by = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children]
        clause = next((c for g in by for c in g.children if _holds(c)), None)
    if clause is None:
        yield from _rumoured(doc, noun, stance)
        return
    speaker = next((c for c in noun.children if c.dep_ == "poss"), None)
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of"):
            speaker = next((c for c in prep.children if c.dep_ == "pobj"), speaker)
    compound = [c for c in noun.children if c.dep_ in ("compound", "amod") and mention_at(doc, c.i)]
    if speaker is None and compound:
        speaker = compound[-1]
    if speaker is None:
        yield from _rumoured(doc, noun, stance, clause)
        return
    yield Found(
        cue=[(noun.i, noun.i + 1)],
        content=[(clause.left_edge.i, clause.right_edge.i + 1)],
        speaker=speaker,
        stance=stance,
        speaker_span=core(speaker) if clause.head == speaker else _speaker_phrase(doc, speaker),
        nominal=True,
    )


def _rumoured(doc: Doc, noun: Token, stance: Stance, clause: Token | None = None) -> Iterator[Found]:
    """ "Reports of shelling", "allegations that ...": somebody says so, and the text does not say who."""
    if (
        noun.tag_ != "NNS"
        or noun.lemma_.lower() not in lexicon().rumours
        or any(c.dep_ == "poss" for c in noun.children)
    ):
        return
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in lexicon().verbs:
        return  # "denied reports of X": one statement, of who denies them
    if said_false(noun) is not None:
        return  # "reports that X are false": the same
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    about = clause or (next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None) if of is not None else None)
    if about is None or mention_at(doc, about.i) is not None:
        return
    end = next((t.i for t in doc[about.i : about.right_edge.i + 1] if t.is_quote), about.right_edge.i + 1)
    yield Found(
        cue=[(noun.i, of.i + 1 if clause is None and of is not None and of.i == noun.i + 1 else noun.i + 1)],
        content=[(about.left_edge.i, max(end, about.left_edge.i + 1))],
        speaker=None,
        stance=stance,
        nominal=True,
        voice="nobody",
    )


def titles(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Headlines: "X: content" and "content: X" where X is an actor."""
    out = []
    heads = [p.span for p in doc._.parts if p.kind == "headline"]
    for sent in doc.sents:
        in_headline = any(h.start <= doc[sent.start].idx < h.end for h in heads)
        if not (in_headline or sent.start == 0):
            continue
        colon = next((t.i for t in sent if t.text == ":"), None)
        if colon is None or any(sent.start <= a < sent.end for f in found for a, _ in f.cue):
            continue
        before, after = within(doc, sent.start, colon), within(doc, colon + 1, sent.end)
        if before and before[0].start <= sent.start + 2 and before[-1].end == colon and sent.end - colon > 4:
            head = doc[before[-1].end - 1]
            out.append(
                Found([(colon, colon + 1)], [(colon + 1, sent.end)], head, "reports", speaker_span=(sent.start, colon))
            )
        elif after and sent.end - colon <= 7 and after[-1].end >= sent.end - 1 and after[0].start <= colon + 3:
            head = doc[after[-1].end - 1]
            out.append(
                Found(
                    [(colon, colon + 1)],
                    [(sent.start, colon)],
                    head,
                    "reports",
                    speaker_span=(colon + 1, after[-1].end),
                )
            )
    return out
