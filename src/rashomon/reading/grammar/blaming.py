"""Who is blamed for a deed, and what is called false? Read off the clause that a noun or a verb for it stands in."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.grammar.clauses import child, first, is_verb
from rashomon.reading.grammar.english import (
    ACCUSE,
    ALLEGATIONS,
    accused_at,
    agent,
    clause_of,
    first_of_row,
    prep,
    subject,
    surface_subject,
)
from rashomon.reading.grammar.lexicon import words

RESPONSIBILITY, WORK = words("responsibility"), words("work")
NEGATORS, FALSE, TRUE = words("negators"), words("false"), words("true")
NAMING, REALITY = words("naming"), words("reality")
FIGURES, STORIES = words("figures"), words("announcements")
INVENTING, SPREADING = words("inventing"), words("spreading")


def blamed(noun: Token) -> Token | None:
    """Who is said to stand behind a deed that a noun names, where the sentence says so outside the noun's own phrase.

    "Accused X of the attack", "blamed the attack on X", "X was behind the attack", "X claimed responsibility for it".
    """
    up = noun.head
    if noun.dep_ == "conj" and up.pos_ in ("NOUN", "PROPN"):
        return blamed(up)  # "responsible for the raid and other attacks"
    if noun.dep_ == "compound" and up.dep_ == "pobj":
        return blamed(up)  # "accused the army of bombing rebel sites", with "bombing" taken for a noun
    if noun.dep_ == "dobj" and up.lemma_ == "join":
        return surface_subject(up)
    if noun.dep_ in ("dobj", "nsubjpass") and up.lemma_ in ACCUSE:
        return prep(up, "on") or prep(noun, "on")
    whom = _laid_to(noun) or _blamed_in_clause(noun)
    if whom is None and noun.dep_ in ("nsubj", "nsubjpass"):
        whom = _work_of(up)
    if whom is None and noun.dep_ == "pobj" and not unclaimed(noun):
        whom = _blamed_over(noun)
    return whom


def _blamed_in_clause(noun: Token) -> Token | None:
    """ "A car bomb blamed on X", "the attack, which the army blamed on X", also hung on a name behind the noun ("the
    attack in Homs, which ...")."""
    named = [g for c in noun.rights if c.dep_ == "prep" for g in c.children if g.text[:1].isupper()]
    for verb in (v for n in (noun, *named) for v in (*n.rights, *_blames(n))):
        if verb.dep_ not in ("acl", "relcl") or verb.lemma_ not in ACCUSE:
            continue
        by = agent(verb)
        if (whom := prep(verb, "on") or (prep(by, "on") if by is not None else None)) is not None:
            return whom
    return None


def _blamed_over(deed: Token) -> Token | None:
    """Whom the word above a preposition blames for what it governs: "accused X of the attack", "X was behind it"."""
    up = first_of_row(deed.head)
    over = up.head
    if up.lower_ in ("of", "for", "over") and (whom := accused_at(over) or _at_fault(over, deed)) is not None:
        return whom
    if up.lower_ == "behind":
        return subject(over) if is_verb(over) else over
    if over.lemma_ not in RESPONSIBILITY:
        return None
    owners = [c for c in over.lefts if c.dep_ in ("poss", "nmod", "compound")]
    if owners:
        return owners[-1]  # "denied the army's responsibility for the attack"
    return subject(over.head) if over.dep_ in ("dobj", "attr", "acomp", "nsubjpass") else None


def _laid_to(noun: Token) -> Token | None:
    """ "Attributed the raid to X", "a raid pinned on X": whom a verb of laying a deed to somebody names."""
    verbs = [v for v in noun.rights if v.dep_ in ("acl", "relcl")]
    if noun.dep_ in ("dobj", "nsubjpass"):
        verbs.append(noun.head)
    for verb in verbs:
        for word in LAID.get(verb.lemma_, ()):
            if (whom := prep(verb, word)) is not None and whom.lemma_ not in LAID_TO_NOBODY:
                return whom
    return None


CAUSING, OUTCOMES, RESULTING_FROM = words("causing"), words("outcomes"), words("resulting_from")


def brought_about_by(noun: Token) -> Token | None:
    """What is said to have brought about a deed that a noun names.

    "The blast was caused by a rocket", "was the result of a failed launch", "resulted from it", "was due to it".
    """
    up = noun.head
    if noun.dep_ == "nsubjpass" and up.lemma_ in CAUSING:
        return agent(up)
    if noun.dep_ != "nsubj":
        return None
    if up.lemma_ in RESULTING_FROM:
        return prep(up, "from")
    if up.lemma_ != "be":
        return None
    outcome = next((c for c in up.children if c.dep_ == "attr" and c.lemma_ in OUTCOMES), None)
    due = next((c for c in up.children if c.lower_ == "due"), None)
    return prep(outcome, "of") if outcome is not None else prep(due, "to") if due is not None else None


LAID_TO_NOBODY = words("laid_to_nobody")
LAID = {"attribute": ("to",), "ascribe": ("to",), "lay": ("to", "at"), "pin": ("on",)}


def _at_fault(over: Token, deed: Token) -> Token | None:
    """Who is named where the deed hangs on "blame", "responsible" or a pointed finger.

    "X is to blame for it", "laid the blame for it on X", "responsibility for it lies with X", "hold X responsible for
    it", "pointed the finger at X for it".
    """
    verb = clause_of(deed)
    finger = next((c for c in verb.children if c.lemma_ == "finger"), None)
    if verb.lemma_ == "point" and finger is not None:
        return prep(verb, "at") or prep(finger, "at")
    if over.lemma_ == "blame" and over.pos_ == "VERB" and over.dep_ == "xcomp":
        return surface_subject(over.head)
    if over.lemma_ in FAULT and over.dep_ in ("dobj", "nsubj", "nsubjpass") and over.head.lemma_ in LAYING:
        return next((w for p in ON_WHOM if (w := prep(over.head, p) or prep(over, p))), None)
    return _held_responsible(over) if over.lower_ in ACCOUNTABLE else None


FAULT, ACCOUNTABLE = ("blame", "responsibility"), words("fault")
LAYING, ON_WHOM = words("laying"), ("on", "with", "upon", "at")


def _held_responsible(fault: Token) -> Token | None:
    """ "Held rebels responsible for it": where the parse hung the adjective on the rebels, or the rebels beside it."""
    up = fault.head
    if fault.dep_ == "amod" and up.head.lemma_ == "hold":
        return up
    if up.lemma_ != "hold":
        return None
    holder = subject(up)
    near = [c for c in fault.children if c.dep_ == "nsubj"]
    near += [c for c in up.children if c.dep_ in ("dobj", "nsubj", "nsubjpass")]
    return next((c for c in near if c != holder), None)


def _work_of(verb: Token) -> Token | None:
    """Whose work something is said to be: "was the work of X", "appeared to be X's doing"."""
    verbs = [verb, *(c for c in verb.children if c.dep_ in ("xcomp", "ccomp"))]
    nouns = [c for v in verbs for c in v.children if c.dep_ in ("attr", "oprd") and c.lemma_.lower() in WORK]
    whose = (prep(noun, "of") or first(noun.lefts, "poss", "compound") for noun in nouns)
    return next((w for w in whose if w is not None), None)


def antecedent_of_blame(verb: Token) -> Token | None:
    """ "The attack which X blamed on Y" where the parse hung "blamed" on X: the attack, by the order of the words."""
    if verb.lemma_ not in ACCUSE or verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or verb.head.i != verb.i - 1:
        return None
    first = verb.head.left_edge
    which = first if first.lower_ in ("which", "that") or first.i == 0 else first.nbor(-1)
    if which.lower_ not in ("which", "that") or which.i == 0 or which.i == verb.head.i:
        return None
    deed = which.nbor(-2) if which.nbor(-1).text == "," and which.i > 1 else which.nbor(-1)
    return deed if deed.pos_ == "NOUN" else None


def _blames(noun: Token) -> list[Token]:
    """The participles that blame somebody for what a noun names, hung on whoever blames."""
    after = [t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 3] if t.text != ","]
    if not after or after[0] not in ("which", "that"):
        return []
    near = noun.doc[noun.i + 2 : min(noun.i + 9, noun.sent.end)]
    return [v for v in near if v.lemma_ in ACCUSE and antecedent_of_blame(v) == noun]


def called_false(noun: Token) -> Token | None:
    """ "Described the reports that its army did X as untrue": the word that says so, of a noun for what is alleged."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in INVENTING and noun.lemma_.lower() in ALLEGATIONS | STORIES:
        return verb
    if noun.lemma_.lower() not in ALLEGATIONS or noun.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB":
        return None
    after = verb.doc[verb.i + 1 : verb.sent.end]  # "as completely untrue", wherever the parse hung it
    return next(
        (t for t in after if t.lower_ in FALSE and "as" in (a.lower_ for a in after if 0 < t.i - a.i < 4)), None
    )


def reported_false(deed: Token) -> Token | None:
    """ "Reports on the shelling are false", "called the reports of it a lie": the word that says so, of a noun for a
    deed that is alleged, or of a participle ("reports of its troops shelling it")."""
    for noun in deed.ancestors:
        if noun.pos_ in ("VERB", "AUX") and noun.dep_ != "acl":
            return None
        if noun.lower_ in FALSE and noun.dep_ in ("oprd", "attr"):
            return noun  # "what it called fabrications about the bombing of a market"
        if noun.lemma_.lower() in ALLEGATIONS:
            if (no_truth := no_truth_in(noun)) is not None:
                return no_truth
            return said_false(noun) or called_false(noun) or named_false(noun)
    return None


def no_truth_in(noun: Token) -> Token | None:
    """ "There was no truth whatsoever to the reports": the "no", by the words, since parses of it differ."""
    before = [t for t in noun.doc[max(0, noun.i - 6) : noun.i] if t.sent.start == noun.sent.start]
    basis = next((t for t in reversed(before) if t.lemma_.lower() in BASIS and t.pos_ == "NOUN"), None)
    if basis is None or not any(t.lower_ in ("to", "in", "behind", "for") for t in before if t.i > basis.i):
        return None
    return next((c for c in basis.lefts if c.lower_ in ("no", "little")), None)


BASIS = words("basis")


def named_false(noun: Token) -> Token | None:
    """ "Called the reports that its army did X a fabrication": the word that names so a noun for what is alleged."""
    verb = noun.head
    if noun.lemma_.lower() not in ALLEGATIONS or noun.dep_ not in ("dobj", "nsubj", "oprd") or not _names(verb):
        return None
    after = verb.doc[noun.i + 1 : verb.sent.end]
    return next((t for t in after if t.lower_ in FALSE and t.dep_ not in ("amod", "compound")), None)


def _names(verb: Token) -> bool:
    """Whether a verb names things, or is the small clause under one that does."""
    return verb.lemma_ in NAMING or (verb.dep_ == "ccomp" and verb.head.lemma_ in NAMING)


def said_false(noun: Token) -> Token | None:
    """ "The reports that its army did X are false": the word that says so, of a noun for what is alleged."""
    if noun.lemma_.lower() not in ALLEGATIONS | FIGURES | STORIES:
        return None
    if noun.pos_ == "VERB":
        return _taken_for_a_verb(noun)
    loaded = next((c for c in noun.lefts if c.lower_ in FALSE), None)
    if loaded is not None and (noun.dep_ == "nsubjpass" or noun.head.lemma_ in SPREADING):
        return loaded  # "spread false reports that X"; of "denied false reports" the verb tells
    if noun.dep_ == "nsubjpass":  # "the reports were fabricated"
        return noun.head if noun.head.lower_ in FALSE else None
    if noun.dep_ != "nsubj" or noun.head.lemma_ not in ("be", "have"):
        return None
    if noun.head.lemma_ == "have":  # "have nothing to do with reality", "have no basis in fact"
        after = noun.doc[noun.head.i + 1 : noun.head.right_edge.i + 1]
        no = next((t for t in after if t.lower_ in ("nothing", "no")), None)
        return no if any(t.lower_ in REALITY for t in after) else None
    said = child(noun.head, "acomp", "attr") or _said_behind(noun.head)
    if said is not None and said.lower_ in TRUE:  # "the claims are not true"
        return child(noun.head, "neg")
    return said if said is not None and said.lower_ in FALSE else None


def _said_behind(be: Token) -> Token | None:
    """ "The reports are totally false state media said": the word behind "are", which the parse gave to the speaker."""
    k = be.i + 1
    while k < len(be.doc) - 1 and be.doc[k].pos_ == "ADV":
        k += 1
    return be.doc[k] if k < len(be.doc) and be.doc[k].lower_ in FALSE else None


def _taken_for_a_verb(noun: Token) -> Token | None:
    """ "Said that claims that it hit a clinic were false": the noun between two "that", by the order of the words."""
    doc, i = noun.doc, noun.i
    if not (0 < i < len(doc) - 1 and doc[i - 1].lower_ == doc[i + 1].lower_ == "that"):
        return None
    last = doc[i + 2 : noun.sent.end]
    return next((t for t in last if t.lower_ in FALSE and t.nbor(-1).lemma_ == "be"), None)


def unclaimed(noun: Token) -> bool:
    """Whether nobody owns the deed that a noun names: "no group has claimed responsibility for the bombing"."""
    over = noun if noun.dep_ == "dobj" else noun.head.head  # "no one has claimed the attack"
    if noun.dep_ not in ("pobj", "dobj") or (over != noun and over.lemma_ not in RESPONSIBILITY):
        return False
    verb = clause_of(over)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    nobody = any(s.lower_ in NEGATORS or any(c.lower_ in NEGATORS for c in s.children) for s in subjects)
    return verb.lemma_ in ("claim", "take", "accept") and (nobody or any(c.dep_ == "neg" for c in verb.children))
