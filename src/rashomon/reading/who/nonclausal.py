"""Statements that something else than a plain verb introduces: "according to X", "declined to comment",
"hinting at ...", "claims by X that ..." and a cue that the tagger took for a noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.model import Stance
from rashomon.reading.actors.component import core, mention_at, whole
from rashomon.reading.grammar.blaming import called_false, named_false, said_false
from rashomon.reading.grammar.clauses import (
    FINITE,
    RELATIVE,
    SUBJECTS,
    by_whom,
    child,
    governed,
    has,
    has_word,
    is_verb,
    reach,
)
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.languages import table
from rashomon.reading.who.content_clauses import CONTRASTING, content_clause
from rashomon.reading.who.cues import Cue, Phrase, lexicon
from rashomon.reading.who.draft import EVIDENCE, FIRST_PERSON, NOBODY, Draft, Range
from rashomon.reading.who.source_heads import (
    ends_a_noun_run,
    is_nobody,
    is_time,
    may_speak,
    negated,
    one_of,
    sayer,
    speaker_words,
)

OCCASIONS = words("occasions")
ALLEGATIONS, METHODS = words("allegations"), words("methods")
FIGURES = words("figures")
VOICING = words("voicing")
HANDED, TOLD_IN = words("handed"), words("told_in")
BARE_REPORTS = frozenset({"report", "reports"})
REACH_OF_SOURCE = 12
"""Tokens. A longer noun phrase is not taken whole for a speaker behind "according to"."""


def attribution(doc: Doc, phrase: Phrase, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """ "according to X": the clause it hangs on is the content."""
    head = _source(doc, phrase.end)
    if head is None:
        return
    start, end = speaker_phrase(doc, head)
    said = next((q for q in quotes if end <= q.start <= end + 2 and all(t.is_punct for t in doc[end : q.start])), None)
    if said is not None and said.long:  # "in the words of X, "..."": the words themselves
        content, rule = [(said.start, said.end)], "quotation"
    else:
        content, rule = clause_around(doc, phrase.start, end), "sentence_around"
    yield Draft(
        [(phrase.start, phrase.end)],
        content,
        head,
        phrase.stance,
        speaker_span=(start, end),
        made="according_to",
        content_rule=rule,
        speaker_rule="named_behind_cue",
    )


def _source(doc: Doc, i: int) -> Token | None:
    """Who is named behind "according to", which ends before token i; None where that names no source."""
    head = _pobj_after(doc, i)
    if head is not None and head.lemma_ == "interview":  # "according to interviews with X"
        head = next((whom for c in head.children if c.lower_ == "with" and (whom := governed(c))), head)
    if head is None or head.lemma_.lower() in METHODS:
        return None  # "tells whose planes they are according to type and flight pattern"
    return _given_by(doc, i) or _comes_from(doc, head) or head


def _comes_from(doc: Doc, head: Token) -> Token | None:
    """ "According to figures from the ministry": the ministry."""
    if head.lemma_.lower() not in EVIDENCE | TOLD_IN | FIGURES:
        return None
    prep = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("from", "by")), None)
    whom = governed(prep)
    return whom if whom is not None and may_be_cited(doc, whom) else None


BODIES = frozenset(table("speakers")["group_nouns"])


def may_be_cited(doc: Doc, head: Token) -> bool:
    """Whether a noun may be a source: who may speak, and bodies of which nothing is known ("the council")."""
    return may_speak(doc, head) or head.lemma_.lower() in BODIES


def clause_around(doc: Doc, start: int, end: int) -> list[Range]:
    """What an attribution at tokens [start, end) attributes: what stands before it in its sentence, else behind it, or
    both where it breaks a clause ("The bridge, X says, has fallen")."""
    sentence = doc[start].sent
    if (clause := _relative_around(doc[start])) is not None:
        return [(clause.left_edge.i, start), (end, clause.right_edge.i + 1)]
    before = [t for t in doc[sentence.start : start] if not t.is_punct and not t.is_space]
    before = [t for t in before if t.dep_ not in ("cc", "mark")]
    first = clause_start(doc, sentence.start, start), start
    then = end, _clause_end(doc, end, sentence.end)
    if before and (not any(is_verb(t) for t in before) or _linked(sentence, start, end)):
        return [first, then]
    return [first] if len(before) >= 3 else [then]


def _relative_around(cue: Token) -> Token | None:
    """ "A bomb which, X says, wounded two": the relative clause that an attribution breaks behind its pronoun."""
    clause = cue.head
    if cue.i < 2:
        return None
    opens = cue.doc[cue.i - 2 : cue.i]
    broken = opens[0].lower_ in RELATIVE and opens[0].head == clause and opens[1].text == ","
    return clause if broken and clause.dep_ == "relcl" and clause.i > cue.i else None


def _given_by(doc: Doc, i: int) -> Token | None:
    """ "According to information handed over to the mission by the council": whoever gave it."""
    noun = next((t for t in doc[i : i + 5] if t.lemma_.lower() in EVIDENCE | TOLD_IN), None)
    given = next((t for t in doc[noun.i + 1 : noun.i + 3] if t.lemma_ in HANDED), None) if noun is not None else None
    if given is None or given.tag_ not in ("VBN", "VBD"):
        return None
    by = next((t for t in doc[given.i + 1 : min(given.i + 12, given.sent.end)] if t.lower_ == "by"), None)
    return governed(by)


CORE_LABELS = ("nsubj", "nsubjpass", "aux", "auxpass", "acomp", "attr", "dobj", "xcomp", "ccomp", "oprd", "prt", "ROOT")


def _linked(sentence: TokenSpan, hole: int, after: int) -> bool:
    """Whether a clause goes on on the other side of a hole: its subject, verb or complement stands there."""

    def across(t: Token) -> bool:
        return t.dep_ in CORE_LABELS

    doc, first, last = sentence.doc, sentence.start, sentence.end
    return any(first <= t.head.i < hole and across(t) for t in doc[after:last]) or any(
        after <= t.head.i < last and across(t) for t in doc[first:hole]
    )


def _pobj_after(doc: Doc, i: int) -> Token | None:
    """The noun behind a preposition that ends before token i: the parse's, else a mention, else the next noun."""
    if i >= len(doc):
        return None
    if doc[i].lower_ in BARE_REPORTS and not (i + 1 < len(doc) and doc[i + 1].dep_ in ("prep", "agent")):
        return doc[i]  # "according to report ISIS executed 30": a headline's words, which lost their article
    m = mention_at(doc, i) or (mention_at(doc, i + 1) if doc[i].dep_ == "det" else None)
    noun = next((c for c in doc[i - 1].children if c.dep_ in ("pobj", "pcomp") and c.i >= i), None)
    if noun is not None and (m is None or not m.start <= noun.i < m.end):
        return _named_beside(noun) or noun
    if m:  # a name counts to its end, wherever in it the parse hung the preposition; not "sources on the ground"
        return doc[m.end - 1] if m.named or noun is None else noun
    return next((t for t in doc[i : min(i + 6, len(doc))] if ends_a_noun_run(t)), None)


def _named_beside(title: Token) -> Token | None:
    """ "According to curator Mira Tal", where the parse hung both nouns on "to": the name."""
    beside = next((c for c in title.head.children if c.dep_ == "pobj" and c.i > title.i and c.pos_ == "PROPN"), None)
    if title.pos_ != "NOUN" or beside is None or core(beside)[0] != title.i + 1:
        return None
    return beside


def speaker_phrase(doc: Doc, head: Token) -> Range:
    m = mention_at(doc, head.i)
    start, end = core(head)
    if head.dep_ == "pobj" and (title := child(head.head, "pobj")) is not None and _named_beside(title) == head:
        start = core(title)[0]
    if m and m.entity:
        return min(start, m.start), max(end, m.end)
    wide = whole(head)
    start, end = (min(start, wide[0]), wide[1]) if wide[1] - wide[0] <= REACH_OF_SOURCE else (start, end)
    return start, end - 1 if end - start > 1 and doc[end - 1].tag_ == "POS" else end


def clause_start(doc: Doc, first: int, before: int) -> int:
    """Where the clause that ends at `before` begins: after another speaker's clause in the same sentence."""
    for i in range(before - 1, first, -1):
        if doc[i].lower_ in (*CONTRASTING, "but", "although") and doc[i].dep_ in ("mark", "cc"):
            return i + 1
        if doc[i].text == ";" and _is_attributed(doc, first, i):
            return i + 1
    return first


def _clause_end(doc: Doc, start: int, last: int) -> int:
    for i in range(start + 1, last):
        if doc[i].lower_ in CONTRASTING and doc[i].dep_ == "mark":
            return i
        if doc[i].text == ";" and _is_attributed(doc, i + 1, last):
            return i
    return last


def _is_attributed(doc: Doc, start: int, end: int) -> bool:
    """ "According to X, A; Y denied B": whether the other side of a semicolon has a speaker of its own."""
    cues = lexicon().verbs
    return any(t.lemma_ in cues and t.tag_ in FINITE and has(t, "nsubj") for t in doc[start:end])


def silence(doc: Doc, phrase: Phrase) -> Iterator[Draft]:
    """ "declined to comment", "could not confirm": nothing is affirmed, and that is worth a row."""
    a, b = phrase.start, phrase.end
    verbs = [t for t in doc[a:b] if is_verb(t)]
    verb = next((t for t in verbs if has(t, *SUBJECTS)), None) or next((t for t in verbs if t.pos_ == "VERB"), None)
    if verb is None:
        return
    unchecked = child(verb, "nsubjpass")
    found = _unverified(doc, phrase, verb, unchecked) if unchecked is not None else _declined(doc, phrase, verb)
    if found is not None:
        yield found


def _unverified(doc: Doc, phrase: Phrase, verb: Token, unchecked: Token) -> Draft:
    """ "The toll could not be verified": by the outlet, where nobody is named."""
    agent = by_whom(verb)
    content = whole(unchecked)
    return Draft(
        cue=[(phrase.start, phrase.end)],
        content=[content if content[1] <= phrase.start else core(unchecked)],
        speaker=agent,
        stance="declines",
        speaker_span=speaker_phrase(doc, agent) if agent is not None else None,
        voice="outlet" if agent is None else "speaker",
        made="not_verified",
        content_rule="unverified",
        speaker_rule="by_phrase",
        stance_rule="nothing_affirmed",
    )


def _declined(doc: Doc, phrase: Phrase, verb: Token) -> Draft | None:
    subject, _, rule = sayer(verb)
    if subject is None or subject.lower_ in NOBODY:
        return None
    span = speaker_phrase(doc, subject)
    if span[0] <= phrase.start < span[1]:
        return None
    cue, content = _declined_words(doc, phrase, verb)
    return Draft(
        cue=[cue],
        content=[content],
        speaker=subject,
        stance="declines",
        speaker_span=span,
        made="nothing_affirmed",
        content_rule="declined",
        speaker_rule=rule,
        stance_rule="nothing_affirmed",
    )


RESPONDING = words("responding")


def _declined_words(doc: Doc, phrase: Phrase, verb: Token) -> tuple[Range, Range]:
    """Cue and content: what follows the phrase; where nothing does, "declined" is the cue, "to comment" what was
    declined."""
    a, b = phrase.start, phrase.end
    sentence = doc[a].sent
    rest = max([t.right_edge.i + 1 for t in doc[a:b] if t.sent == sentence], default=b)
    if not b + 1 < rest <= sentence.end:
        cut = a + 1 if doc[a].pos_ == "VERB" else b - 1
        return (a, cut), (cut, b)
    cut = verb.i + 1 if verb.lemma_ in RESPONDING else b  # "did not respond | to requests for comment"
    return (a, cut), (cut, rest)


PARTED = 6
"""Tokens from a verb to its preposition, with a time or an adverb between them."""


def parted(verb: Token) -> Phrase | None:
    """ "Called on Monday for an end to it", "warned again of a raid": a phrase of saying around when it was said."""
    doc, prepositions = verb.doc, lexicon().apart.get(verb.lemma_)
    if prepositions is None or not is_verb(verb):
        return None
    for t in doc[verb.i + 1 : min(verb.i + PARTED, verb.sent.end - 1)]:
        before_time = t.pos_ in ("ADP", "SCONJ") and is_time(t.nbor())
        if t.lower_ in prepositions and not before_time:
            return Phrase(verb.i, t.i + 1, "content", prepositions[t.lower_]) if t.i > verb.i + 1 else None
        if not (before_time or is_time(t) or t.tag_ == "RB"):
            return None
    return None


def prepositional(doc: Doc, verb: Token, phrase: Phrase) -> Iterator[Draft]:
    """ "hinting at X", "paints a picture of X", and with the object before it: "the victory X is talking about"."""
    end, stance = phrase.end, phrase.stance
    if _says_when(doc, verb, end):
        return
    subject, goes_on, rule = sayer(verb)
    if (subject is None and not goes_on) or not _may_be_quoted(doc, subject):
        return
    cut: list[Range] = []
    if _is_about_its_noun(doc, verb, subject, end):
        content = core(verb.head)
        stance = "claims" if stance == "reports" else stance  # the thing is X's claim, as the one who says so tells it
        cut = [reach(verb)]
    else:
        content = end, _phrase_object_end(doc, verb, end, stance)
    if content[1] <= content[0]:
        return
    yield Draft(
        cue=[(verb.i, end)],
        content=[content],
        speaker=subject,
        stance="declines" if negated(verb) else stance,
        speaker_span=speaker_words(doc, subject, [content], verb) if subject is not None else None,
        cut=cut,
        made="phrase_of_saying",
        content_rule="object_of_phrase",
        speaker_rule=rule,
        stance_rule="negated_cue" if negated(verb) else "of_cue",
    )


def _says_when(doc: Doc, verb: Token, end: int) -> bool:
    """Whether what follows a phrase of saying, which ends before token `end`, is not what it tells of."""
    clause = content_clause(verb)
    if clause is not None and clause.i > end:
        return True  # "admitted to the paper that ...": the clause is the content
    if end < len(doc) and lies_in(doc[end], doc._.times):
        return True  # "reported on Monday"
    return any(c.lemma_ in OCCASIONS for c in doc[end - 1].children if c.dep_ == "pobj")  # "on the day of the strike"


def _may_be_quoted(doc: Doc, subject: Token | None) -> bool:
    """Whether a subject may be a speaker or a thing that speaks; where there is none, somebody goes on."""
    if subject is None:
        return True
    if one_of(subject):
        return True
    if subject.lower_ in FIRST_PERSON | (NOBODY - {"it"}) or is_nobody(subject):
        return False
    return may_be_cited(doc, subject) or _product(subject)


def _is_about_its_noun(doc: Doc, verb: Token, subject: Token | None, end: int) -> bool:
    """ "The victory X is talking about": the preposition governs nothing, and the clause hangs on the noun."""
    return verb.dep_ == "relcl" and subject != verb.head and not has(doc[end - 1], "pobj", "pcomp")


def _phrase_object_end(doc: Doc, verb: Token, end: int, stance: Stance) -> int:
    """Where the words end that a phrase of saying tells of; they begin at token `end`."""
    last = doc[end - 1]
    if last.dep_ == "mark" and last.head.i >= end and last.head.tag_ == "VB":  # "called for the army to leave"
        return last.head.right_edge.i + 1
    objects = [c for c in last.children if c.dep_ in ("pobj", "pcomp") and c.i >= end]
    stop = max([c.right_edge.i + 1 for c in objects], default=_noun_run(doc, end))
    stop = max(stop, _adverbs(doc, stop, verb))
    toward = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == stop), None)
    if toward is not None and doc[stop].lower_ == "to":  # "called on rebels to leave"
        stop = toward.right_edge.i + 1
    over = next((c for c in verb.children if c.dep_ == "prep" and stop - 1 <= c.i <= stop), None)
    if stance == "claims" and over is not None and over.lower_ in ("for", "over"):  # "pointed the finger at X over Y"
        stop = over.right_edge.i + 1
    return stop


def _product(subject: Token) -> bool:
    """ "The Gazette's coverage": what somebody said or published, with whose it is."""
    return subject.lemma_.lower() in lexicon().products and has(subject, "poss", "compound")


def _noun_run(doc: Doc, i: int) -> int:
    while i < len(doc) and not doc[i].is_punct and not is_verb(doc[i]):
        i += 1
    return i


ADVERBIAL = ("advmod", "cc", "conj", "prep", "pobj", "det", "compound", "npadvmod")


def _adverbs(doc: Doc, i: int, verb: Token) -> int:
    """Words of place that the parse hung on the verb but that follow its object ("victories west of the city")."""
    while i < verb.sent.end and not doc[i].is_punct and doc[i].dep_ in ADVERBIAL:
        if doc[i].head != verb and doc[i].head.i >= i:
            break
        i += 1
    while doc[i - 1].dep_ in ("prep", "det", "cc"):  # what they lead to stands outside: "during | a meeting"
        i -= 1
    return i


def mistagged(token: Token) -> bool:
    """ "SANA claims ground troops ...": a verb form right after an actor that the tagger took for a plural noun."""
    doc, i = token.doc, token.i
    if token.tag_ not in ("NNS", "NN", "NNP", "NNPS") or i == 0 or i + 2 >= len(doc):
        return False
    m = mention_at(doc, i - 1)
    if m is None or m.end != i:
        return False
    if not token.lower_.endswith(("s", "ed")) or doc[i + 1].lower_ in ("that", "of", ","):
        return False
    return any(is_verb(t) for t in doc[i + 1 : min(i + 12, token.sent.end)])


def mended(doc: Doc, token: Token, cue: Cue) -> Iterator[Draft]:
    m = mention_at(doc, token.i - 1)
    if m is None or "clause" not in cue.takes:
        return
    stop = _clause_end(doc, token.i + 1, token.sent.end)
    yield Draft(
        cue=[(token.i, token.i + 1)],
        content=[(token.i + 1, stop)],
        speaker=doc[m.end - 1],
        stance=cue.stance,
        speaker_span=_mended_phrase(doc, m.start, m.end),
        made="verb_taken_for_noun",
        content_rule="rest_of_sentence",
        speaker_rule="name_beside_cue",
    )


def _mended_phrase(doc: Doc, start: int, end: int) -> Range:
    floor = doc[start].sent.start
    while start > floor and doc[start - 1].dep_ in ("compound", "amod", "det", "nmod") and not doc[start - 1].is_punct:
        start -= 1
        floor = doc[start].sent.start
    return start, end


def _holds(clause: Token) -> bool:
    """Whether a clause on a noun is what was said: "that ..." without a gap, or "to do ..."."""
    opens = [g for g in clause.children if g.i == clause.left_edge.i]
    if clause.dep_ == "acl" and clause.tag_ == "VB" and not has_word(clause, ("that",)):
        return any(g.lower_ == "to" for g in opens)
    if clause.dep_ not in ("acl", "relcl", "ccomp", "appos"):
        return False
    if any(g.dep_ == "nsubj" and g.pos_ == "PRON" for g in opens):
        # "denied a report it had carried out a strike": with an object of its own, nothing of it stands outside
        whole_clause = any(g.dep_ == "dobj" and g.lower_ not in ("which", "that") for g in clause.children)
        return whole_clause and clause.head.lemma_.lower() in ALLEGATIONS
    return any(g.lower_ == "that" for g in opens)


def nominal(doc: Doc, noun: Token, stance: Stance) -> Iterator[Draft]:
    """ "the claim by activists that X", "a statement from X that ...": a noun that holds a statement."""
    clause, speaker = _held_by(noun), _whose(doc, noun)
    if clause is None and stance == "denies":
        clause, speaker = _denied_by_noun(noun), child(noun, "poss")
    if clause is None or speaker is None:
        yield from _rumoured(doc, noun, stance, clause)
        return
    yield Draft(
        cue=[(noun.i, noun.i + 1)],
        content=[reach(clause)],
        speaker=speaker,
        stance=stance,
        speaker_span=core(speaker) if clause.head == speaker else speaker_phrase(doc, speaker),
        nominal=True,
        made="noun_of_saying",
        content_rule="clause_of_noun",
        speaker_rule="owner_of_noun",
    )


def _denied_by_noun(noun: Token) -> Token | None:
    """ "The ministry's denial of the raid": the raid."""
    of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return governed(of) if has(noun, "poss") else None


def _held_by(noun: Token) -> Token | None:
    """The clause that a noun of saying holds; "a claim by X that ..." may have it on X."""
    clause = next((c for c in noun.children if _holds(c)), None)
    if clause is None and noun.lemma_.lower() in ALLEGATIONS:
        by = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children]
        clause = next((c for g in by for c in g.children if _holds(c)), None)
    return clause


def _whose(doc: Doc, noun: Token) -> Token | None:
    """Whose statement a noun is: "by X", "X's", "the X claim"."""
    speaker = child(noun, "poss")
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of"):
            speaker = governed(prep) or speaker
    if speaker is not None:
        return speaker
    compound = [c for c in noun.children if c.dep_ in ("compound", "amod") and mention_at(doc, c.i)]
    return compound[-1] if compound else _giver(doc, noun)


def _giver(doc: Doc, noun: Token) -> Token | None:
    """ "The ministry issued a warning that X", "made the point that X": whoever gave voice to it."""
    voiced = noun.dep_ == "dobj" and noun.head.lemma_ in VOICING
    if not voiced or negated(noun.head) or has_word(noun, ("no",), "det"):
        return None
    who = sayer(noun.head).head
    return who if who is not None and may_be_cited(doc, who) else None


def _rumoured(doc: Doc, noun: Token, stance: Stance, clause: Token | None) -> Iterator[Draft]:
    """ "Reports of shelling", "allegations that ...": somebody says so, and the text does not say who."""
    if not _is_rumour(noun):
        return
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    about = clause or (child(of, "pobj", "pcomp") if of is not None else None)
    if about is None or mention_at(doc, about.i) is not None:
        return
    end = next((t.i for t in doc[about.i : about.right_edge.i + 1] if t.is_quote), about.right_edge.i + 1)
    with_of = clause is None and of is not None and of.i == noun.i + 1
    yield Draft(
        cue=[(noun.i, noun.i + 2 if with_of else noun.i + 1)],
        content=[(about.left_edge.i, max(end, about.left_edge.i + 1))],
        speaker=None,
        stance=stance,
        nominal=True,
        voice="nobody",
        made="rumour",
        content_rule="object_of_noun" if clause is None else "clause_of_noun",
    )


def _dismisses(noun: Token) -> bool:
    """ "Rejected as lies the reports that X": the verb behind "as", wherever the parse hung the noun."""
    up = [noun.head, noun.head.head, noun.head.head.head]
    verbs = (t for t in up if t.pos_ == "VERB" and t.lemma_ in lexicon().verbs and t.i < noun.i - 1)
    return any(noun.doc[verb.i + 1].lower_ == "as" for verb in verbs)


def _is_rumour(noun: Token) -> bool:
    """Whether a noun stands for what nobody who is named tells, and no other cue tells of it."""
    if noun.tag_ != "NNS" or noun.lemma_.lower() not in lexicon().rumours or has(noun, "poss"):
        return False
    if has_word(noun, ("no",), "det"):
        return False  # "had no reports of deaths"
    if _dismisses(noun):
        return False
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in lexicon().verbs:
        return False  # "denied reports of X": one statement, of who denies them
    false = said_false(noun) or called_false(noun) or named_false(noun)
    return false is None  # "reports that X are false", "called reports of X a lie": the same
