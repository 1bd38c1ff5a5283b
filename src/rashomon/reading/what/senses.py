"""In which constructions does a word for a deed tell of none? Films about it, laws against it, games that are played.

The frames of `[false_friends]` in world/kinds/_classes.toml tell senses apart by what stands beside a word. Here are
the constructions that any word for a deed can stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Span, Token

from rashomon.reading.actors.component import FORCES, mention_at
from rashomon.reading.grammar.clauses import child, has, has_word, is_plural, is_verb
from rashomon.reading.grammar.english import clause_of, named_by, slot
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.what.about import weight
from rashomon.reading.what.in_passing import (
    can_be_done,
    carries,
    counts_nobody,
    describes_what_sort,
    lies_there,
    lives_nowhere,
    names_arms,
    not_mentioned,
    of_a_sort,
    once_was,
    remains_so,
    says_who_they_are,
    yet_to_be_helped,
)
from rashomon.reading.what.mention_index import Draft

WORKS, LAWS, ABOUT_IT = words("works"), words("laws"), words("about_it")
ON_PAPER = WORKS | LAWS
FIGURE_NOUNS, GIVING_BACK = words("figure_nouns"), words("giving_back")
BADLY, HITTING, CONDEMNING = words("badly"), words("hitting"), words("condemning")
WITH_A_BODY, OF_A_BODY = words("with_a_body"), words("of_a_body")
BREACHING, BREACHES = words("breaching"), words("breaches")
CAMPS = words("camps")
COLLAPSING, IN_FORCE = words("collapsing"), words("while_in_force")
WISHING, HOLDING = words("wishing"), words("holding")
WEAK_DEEDS, ENDS_OF_NAMES, THICKLY = words("weak_deeds"), words("ends_of_names"), words("thickly")
NOUNS = ("NOUN", "PROPN")
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}(?:[-–]\d{1,3})?")
OPEN_CLAUSE = frozenset({"if", "unless", "until", "whether"})
ENDS = frozenset({"stop", "end", "cease", "halt"})
FAR = 8
DEEP = 3
"""Nouns that may stand between a deed and the film or the law that it is named in."""


def tells_nothing(draft: Draft) -> bool:
    """Whether what a draft was made of is no claim in this construction."""
    return any(rule(draft) for rule in RULES)


def _lost_hyphen(d: Draft) -> bool:
    """ "Raids on opposition controlled hospitals": a word of two that lost its hyphen, which says whose they are."""
    before = d.head.nbor(-1) if d.head.i else d.head
    return d.head.dep_ == "amod" and d.head.tag_ == "VBN" and before.dep_ == "npadvmod" and before.head == d.head


def _joined(d: Draft) -> bool:
    """ "A strike-ending deal", "a no-strike list", "war-torn": half of a word."""
    doc, (start, end) = d.head.doc, d.trigger
    if end - start > 1 or d.head.pos_ not in NOUNS:
        return False
    words = words_of(doc)[0]
    if words[end : end + 1] == ["-"] and end + 1 < len(doc) and doc[end + 1].tag_ in ("VBG", "VBN"):
        return True
    return start > 1 and words[start - 1] == "-" and words[start - 2] in ("no", "anti", "counter", "non", "pre")


def _listed_in_a_law(d: Draft) -> bool:
    """ "A law against torture and forced disappearance", by the words alone: parsers take "forced" for a verb."""
    doc, i = d.head.doc, d.trigger[0] - 1
    first = max(sentence_of(d.head).start, i - FAR)
    while i > first and (doc[i].lower_ in ("and", "or", ",", "the", "a") or doc[i].pos_ in ("NOUN", "ADJ")):
        i -= 1
    return i > first and doc[i].lower_ in ("against", "about") and doc[i - 1].lemma_.lower() in ON_PAPER


def _of_a_work_or_law(d: Draft) -> bool:
    """ "A film about the siege", "the law against torture", "a war film", "the crime of abduction"."""
    up = next((d.head.doc[i] for i in reversed(range(*d.trigger)) if d.head.doc[i].pos_ in NOUNS), None)
    if up is None:
        return False
    for _ in range(DEEP):
        if up.dep_ == "compound":
            if up.head.lemma_.lower() in ON_PAPER:
                return True
            up = up.head
        elif up.dep_ == "conj" and up.head.pos_ in NOUNS:
            up = up.head
        elif up.dep_ == "pobj" and up.head.lower_ in ABOUT_IT:
            over = up.head.head
            if over.lemma_.lower() in (WORKS if up.head.lower_ in ("about", "on", "of") else ()):
                return True
            if over.lemma_.lower() in LAWS:
                return True
            # "passed a law | against torture": the parser hangs the phrase on the verb
            made = child(over, "dobj", "nsubjpass", "nsubj") if is_verb(over) else None
            return bool(made is not None and made.i == up.head.i - 1 and made.lemma_.lower() in ON_PAPER)
        else:
            return False
    return False


def _in_a_game(d: Draft) -> bool:
    """ "Beat them 2-0 with a late attack": a score in the clause, and nobody killed."""
    if not (d.kind.violent or d.kind.names_holder or d.kind.asks_who) or "counts" in d.roles:
        return False
    doc, sent = d.head.doc, sentence_of(d.head)
    words = words_of(doc)[0][sent.start : sent.end]
    dashes = [i for i, word in enumerate(words) if "-" in word or "–" in word]
    if not any(c.isdigit() for i in dashes for c in "".join(words[max(0, i - 1) : i + 2])):
        return False
    text = doc[sent.start : sent.end].text_with_ws
    return any(
        not re.search(r"[\w/-]$", text[: m.start()]) and not re.match(r"[\w/-]", text[m.end() :])
        for m in SCORE.finditer(text)
    ) and not any(t.lemma_ in ("kill", "bomb", "shell", "wound") for t in doc[sent.start : sent.end])


def _a_name_of_figures(d: Draft) -> bool:
    """ "The casualty figures", with no figure: what is counted, and not that anybody was."""
    if not d.kind.effect or d.head.pos_ not in NOUNS:
        return False
    rest = d.head.doc[max(d.head.i, d.trigger[1] - 1) : d.trigger[1] + 1]
    named = any(t.lemma_.lower() in FIGURE_NOUNS or t.lower_ in FIGURE_NOUNS for t in rest)
    return named and not any(t.like_num for t in d.head.sent)


def _given_back(d: Draft) -> bool:
    """ "The return of the bodies": what becomes of the dead, and not that there are any."""
    up = d.head
    for _ in range(DEEP):
        if up.dep_ != "pobj" or up.head.lower_ != "of":
            return False
        up = up.head.head
        if up.lemma_.lower() in GIVING_BACK:
            return d.kind.effect and d.head.lemma_ in ("body", "remains", "dead", "corpse", "victim")
    return False


def _until_it_ends(d: Draft) -> bool:
    """ "Will not talk until the attacks stop", "until they move to stop attacks": taken for granted, not told."""
    if d.head.lemma_ in ENDS and is_verb(d.head):
        return _in_open_clause(d.head)
    if d.head.pos_ not in NOUNS:
        return False
    verb = d.head.head
    if d.head.dep_ == "pobj" and verb.lower_ == "until":
        return any(k.dep_ == "neg" for k in verb.head.children)
    if d.head.dep_ not in ("nsubj", "dobj"):
        return False
    return verb.lemma_ in ENDS and _in_open_clause(verb)


def _in_open_clause(verb: Token) -> bool:
    marks = (child(up, "mark") for up in (verb, *verb.ancestors))
    return any(mark is not None and mark.lower_ in OPEN_CLAUSE for mark in marks)


def _asked_whether_any(d: Draft) -> bool:
    """ "Did not say if there were casualties"."""
    verb = clause_of(d.head)
    mark = child(verb, "mark")
    return (
        d.kind.effect
        and verb.lemma_ == "be"
        and has(verb, "expl")
        and mark is not None
        and mark.lower_ in ("if", "whether")
        and is_verb(verb.head)
        and verb.i > verb.head.i
    )


def _in_a_label(d: Draft) -> bool:
    """A line of the body without verb, figure and full stop: a heading, a link or a name, which tells of nothing."""
    if d.head.pos_ not in NOUNS:
        return False
    sent: Span = d.head.sent
    said = [t for t in sent if not t.is_space]
    if not said or said[-1].is_punct or any(is_verb(t) or t.like_num for t in said):
        return False
    return any(p.kind == "body" and p.span.start <= said[0].idx < p.span.end for p in d.head.doc._.parts)


def _on_strike(d: Draft) -> bool:
    """ "Teachers on strike"."""
    up = d.head.head
    return (
        d.head.lemma_ == "strike"
        and d.kind.strike
        and d.head.dep_ == "pobj"
        and up.lower_ == "on"
        and not any(d.head.lefts)
    )


def _hit_hard(d: Draft) -> bool:
    """ "Shops were hit hard", "the worst-hit towns": by a crisis, where the sentence names no arms and no force."""
    if d.head.lemma_ not in HITTING or not is_verb(d.head) or d.means is not None:
        return False
    hard = any(c.lower_ in BADLY for c in d.head.children)
    return hard and weight(d.head.doc, _beside(d)) < 1


def _beside(d: Draft) -> list[int]:
    """The tokens of its sentence that are not its own."""
    sent = sentence_of(d.head)
    return [i for i in range(sent.start, sent.end) if not d.trigger[0] <= i < d.trigger[1]]


def _condemned(d: Draft) -> bool:
    """ "Sentenced to death", "faces execution"."""
    up = d.head.head
    if d.head.lemma_ == "death" and d.head.dep_ == "pobj" and up.lower_ in ("to", "with"):
        return up.head.lemma_ in CONDEMNING | ({"threaten"} if up.lower_ == "with" else frozenset())
    return d.kind.effect and d.head.dep_ == "dobj" and up.lemma_ in CONDEMNING


def _people(noun: Token) -> bool:
    """Whether a noun names somebody."""
    doc = noun.doc
    named = named_by(noun)
    listed = doc._.world.lexicon.classes
    lemma = named.lemma_.lower()
    m = mention_at(doc, named.i)
    return (
        lemma in listed["people"]
        or lemma in listed["force"]
        or (m is not None and m.kind != "organisation")
        or named.like_num
        or (named.pos_ == "PRON" and named.lower_ not in ("it", "that", "this", "which"))
    )


def _first_casualty(d: Draft) -> bool:
    """ "Truth was the first casualty of the war": one that is nobody."""
    if d.head.lemma_ not in ("casualty", "victim") or is_plural(d.head):
        return False
    verb = d.head.head
    if verb.lemma_ != "be" or d.head.dep_ not in ("attr", "nsubj"):
        return False
    other = child(verb, "nsubj" if d.head.dep_ == "attr" else "attr")
    return other is not None and not _people(other)


def _mere_talk(d: Draft) -> bool:
    """ "The army's talk of a convoy": what somebody says, and no talks."""
    return d.head.lower_ == "talk" and d.head.tag_ == "NN" and has_word(d.head, ("of",), "prep")


def _no_corpse(d: Draft) -> bool:
    """ "No independent body": a body that nobody found or buried, and that is nobody's."""
    if d.head.lemma_ != "body" or d.head.tag_ != "NN" or not d.kind.effect or d.trigger[1] - d.trigger[0] > 1:
        return False
    done = d.head.dep_ in ("dobj", "nsubjpass", "nsubj", "conj") and d.head.head.lemma_ in WITH_A_BODY
    told = any(c.lower_ in OF_A_BODY or c.like_num for c in d.head.children)
    whose = [*slot(d.head, "possessive"), *slot(d.head, "prep_of")]
    return not (done or told or any(_people(t) for t in whose))


def _weak(d: Draft) -> bool:
    """A campaign, a battle, an operation in a sentence that names neither arms nor forces nor, of a battle, a place."""
    if d.trigger[1] - d.trigger[0] > 1 or d.means is not None:
        return False
    begun = child(d.head, "dobj", "nsubjpass") if is_verb(d.head) and d.kind.mutual else None
    deed = begun if begun is not None else d.head
    if deed.pos_ not in NOUNS or deed.lemma_.lower() not in WEAK_DEEDS or deed.head.lower_ == "without":
        return False
    if weight(d.head.doc, _beside(d)) >= 1 or any(_fights(t) for t in d.roles.get("actor", [])):
        return False
    hit = [t for role in ("target", "holder", "loser") for t in d.roles.get(role, [])]
    where = d.roles.get("place", []) if deed.lemma_ not in ("campaign", "operation") else []
    return not any(_fights(t) or _a_place(t) for t in (*hit, *where))


def _fights(t: Token) -> bool:
    m = mention_at(t.doc, t.i)
    return m is not None and m.role in FORCES


def _a_place(t: Token) -> bool:
    return lies_in(t, t.doc._.places)


def _work_as_subject(d: Draft) -> bool:
    """ "The book attacks the army"."""
    subject = child(d.head, "nsubj") if is_verb(d.head) else None
    return (
        subject is not None
        and subject.lemma_.lower() in WORKS
        and d.kind.deadly
        and subject.lemma_ not in ("series", "training", "exercise", "drill", "course", "game")
    )


def _begins_a_name(d: Draft) -> bool:
    """ "The Liberation Front", "Victims Day"."""
    doc, last = d.head.doc, d.trigger[1]
    if last >= len(doc) or doc[last].lower_ not in ENDS_OF_NAMES:
        return False
    return doc[last].is_title and doc[last - 1].is_title and d.head.pos_ in NOUNS


def _camp_for_people(d: Draft) -> bool:
    """ "A camp for displaced people was opened": no camp of fighters. "A displacement camp": what sort of camp."""
    if d.head.dep_ in ("compound", "amod", "nmod") and d.head.pos_ in NOUNS and d.head.head.lemma_.lower() in CAMPS:
        return d.head.i < d.head.head.i
    sent = sentence_of(d.head)
    if "camp" not in words_of(d.head.doc)[1][sent.start : sent.end]:
        return False
    camps = [t for t in (*slot(d.head, "object"), *slot(d.head, "subject")) if t.lemma_ == "camp"]
    return any(slot(t, "prep_for") for t in camps)


def _wanted_of_others(d: Draft) -> bool:
    """ "The rebels want foreign forces to leave": a wish, and nobody says that they will."""
    for up in (d.head, *d.head.ancestors):
        if up.dep_ in ("ccomp", "xcomp") and up.head.lemma_ in WISHING and is_verb(up.head):
            return has(up, "nsubj", "nsubjpass")
        if up.dep_ == "conj" and up.head.lemma_ in WISHING and up.tag_ in ("VB", "VBN"):  # "and others shut out of it"
            return has(up, "nsubj", "nsubjpass") and not has_word(up, FINITE_AUXILIARIES, "aux", "auxpass")
    return False


FINITE_AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "did", "does", "do"})


def _must_be(d: Draft) -> bool:
    """ "They must not send weapons": what somebody demands, and nobody says that it was done."""
    verb = clause_of(d.head)
    return (
        has_word(verb, ("must",), "aux") and not has_word(verb, ("have",), "aux") and d.head in (verb, *verb.children)
    )


def _to_be_ended(d: Draft) -> bool:
    """ "Or they will end all shipments of arms": taken for granted, and nothing of it told."""
    noun = d.head
    while noun.dep_ == "conj" and noun.head.pos_ in (*NOUNS, "VERB") and noun.head.dep_ in ("dobj", "conj"):
        noun = noun.head
    verb = noun.head
    ended = d.head.pos_ in NOUNS and noun.dep_ == "dobj" and verb.lemma_ in ENDS | {"suspend"}
    return ended and not d.kind.attack and has_word(verb, ("will", "would", "'ll", "shall"), "aux")


def _in_check(d: Draft) -> bool:
    """ "The fires are under control": nobody is said to hold anything."""
    under = next((c for c in d.head.children if c.dep_ == "prep" and c.lower_ == "under"), None)
    control = child(under, "pobj") if under is not None and d.kind.names_holder else None
    if control is None or control.lemma_ not in HOLDING or "holder" in d.roles:
        return False
    return not any(True for c in control.children if c.dep_ in ("poss", "compound", "amod", "nmod", "prep"))


def _densely(d: Draft) -> bool:
    """ "A densely populated town": of what sort it is."""
    return d.head.lower_ == "populated" and any(c.lower_ in THICKLY for c in d.head.children)


def _what_it_is_for(d: Draft) -> bool:
    """ "Areas used by militants to fire rockets": what a thing is used for, and no deed that is told."""
    over = d.head.head
    to_do = d.head.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in d.head.lefts)
    return to_do and d.head.dep_ in ("xcomp", "advcl") and over.lemma_ == "use" and over.dep_ in ("acl", "relcl")


def _breaks_down(verb: Token) -> bool:
    return verb.lemma_ == "break" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "down"


def _in_breach(d: Draft) -> bool:
    """ "Violated the truce", "was accused of breaking an accord", "a breach of the deal", "the truce collapsed",
    "threatened the truce", "despite the truce": one that was made before."""
    if not d.kind.breached:
        return False
    noun = d.head
    if noun.dep_ in ("nsubj", "nsubjpass") and (noun.head.lemma_ in COLLAPSING or _breaks_down(noun.head)):
        return True
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in BREACHES:
        return True
    over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "in") else noun.head
    if noun.dep_ == "pobj":
        return over.lemma_.lower() in BREACHES or noun.head.lower_ in IN_FORCE
    return noun.dep_ in ("dobj", "nsubjpass") and over.lemma_ in BREACHING and not has(over, "prt")


RULES: tuple[Callable[[Draft], bool], ...] = (
    _lost_hyphen,
    _joined,
    _of_a_work_or_law,
    _listed_in_a_law,
    _in_a_game,
    _a_name_of_figures,
    _given_back,
    _until_it_ends,
    _asked_whether_any,
    _in_a_label,
    _on_strike,
    _hit_hard,
    _condemned,
    _first_casualty,
    _mere_talk,
    _no_corpse,
    _weak,
    _work_as_subject,
    _begins_a_name,
    _camp_for_people,
    _wanted_of_others,
    _must_be,
    _to_be_ended,
    _in_check,
    _densely,
    carries,
    counts_nobody,
    remains_so,
    of_a_sort,
    describes_what_sort,
    lives_nowhere,
    not_mentioned,
    can_be_done,
    lies_there,
    names_arms,
    once_was,
    says_who_they_are,
    yet_to_be_helped,
    _in_breach,
    _what_it_is_for,
)
