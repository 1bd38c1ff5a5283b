"""Where a party of a clause stands: subject, object, prepositional phrase, possessive, compound.

The slots are those that the frames of kinds name. Each function gives the head token of what fills the slot, with
relative pronouns resolved to their antecedents and the subjects of participles and infinitives understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import FINITE, RELATIVE, SUBJECTS, child, first, governed, has, has_word, is_verb
from rashomon.reading.grammar.kept import kept, kept_word
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.languages import table

PAST = ("VBN", "VBD")
MEASURES = words("measures")
WEEKDAYS = frozenset(table("times")["weekdays"])
DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night", "noon", "dawn"})
HARMED = words("harmed")
HOLDING = words("holding")
INSTRUMENTS = words("instruments")
TELLING = words("telling")
OBJECT_CONTROL = words("object_control")
"""Verbs whose object is the understood subject of the infinitive ("forced rebels to leave")."""
ACCUSE, ALLEGATIONS = words("accuse"), words("allegations")


def fine_tags(doc: Doc) -> dict[int, str]:
    """By the first character of each token its fine part of speech."""
    return {t.idx: t.tag_ for t in doc}


@kept_word
def named_by(token: Token) -> Token:
    """What a phrase of quantity is about: "dozens of fighters", "100 kg of explosives", "a cache of weapons"."""
    for _ in range(3):
        if not (token.lemma_.lower() in MEASURES or token.like_num):
            return token
        inner = prep(token, "of")
        if inner is None:
            return token
        token = inner
    return token


@kept
def is_passive(verb: Token) -> bool:
    """Whether a verb is passive. "Has fallen" is not, even where the parser calls its subject one of a passive."""
    kinds = {c.dep_ for c in verb.children}
    if "auxpass" in kinds or ("agent" in kinds and verb.tag_ in PAST):
        return True
    if "nsubjpass" in kinds:
        return (
            not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children) and _object_behind_day(verb) is None
        )
    if "nsubj" in kinds and (_in_headline(verb) or _with_participle(verb, kinds)):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not kinds & {"nsubj", "nsubjpass", "aux", "dobj"}:
        return has(verb.head, "auxpass")  # "were shot or executed"
    if _object_behind_day(verb) is not None or _told_on_a_day(verb):
        return False
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl") and not kinds & {"aux", "dobj"}


def _told_on_a_day(verb: Token) -> bool:
    """ "The coalition on Saturday targeted houses": a participle of the sentence's noun, as the parse has it, would not
    stand behind a day."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or noun.dep_ != "ROOT" or verb.i < 3 or noun.i != verb.i - 3:
        return False
    return verb.doc[verb.i - 2].lower_ == "on" and verb.doc[verb.i - 1].lower_ in WEEKDAYS


def _with_participle(verb: Token, kinds: set[str]) -> bool:
    """ "With half the population driven from their homes": done to them."""
    bare = verb.tag_ in PAST and not kinds & {"aux", "dobj"}
    return bare and verb.dep_ == "pcomp" and verb.head.lower_ == "with"


def _in_headline(verb: Token) -> bool:
    """ "12 fighters killed in Homs": the passive of headlines, with no auxiliary, of a verb that needs an object."""
    if verb.lemma_.lower() not in HARMED or verb.tag_ not in PAST:
        return False
    who = child(verb, "nsubj")
    if who is None or who.pos_ == "PRON" or who.lemma_.lower() in INSTRUMENTS:
        return False
    return _ends_headline(verb) or (
        not _has_object(verb) and _may_follow_passive(verb.nbor()) and _object_behind_day(verb) is None
    )


def _object_behind_day(verb: Token) -> Token | None:
    """ "Rebels targeted on Monday morning the market": the object, behind a day that stands before it."""
    doc, i = verb.doc, verb.i + 1
    if i + 1 >= len(doc) or doc[i].lower_ != "on" or doc[i + 1].lower_ not in WEEKDAYS:
        return None
    i += 2
    while i < len(doc) and doc[i].lower_ in DAY_PARTS:
        i += 1
    while i < len(doc) and doc[i].pos_ in ("DET", "ADJ", "NUM", "PROPN", "NOUN") and not doc[i].is_sent_start:
        if doc[i].pos_ in ("NOUN", "PROPN") and doc[i].dep_ not in ("compound", "amod", "nmod"):
            speaks = i + 1 < len(doc) and doc[i + 1].pos_ in ("VERB", "AUX")  # "killed on Monday the army said"
            return None if speaks else doc[i]
        i += 1
    return None


def _ends_headline(verb: Token) -> bool:
    """Whether nothing but a colon or another number of harmed follows: "killed, 40 injured"."""
    doc, i = verb.doc, verb.i + 1
    if i >= len(doc) or doc[i].text == ":":
        return True
    return doc[i].pos_ == "NUM" and i + 1 < len(doc) and doc[i + 1].lemma_.lower() in HARMED


def _has_object(verb: Token) -> bool:
    """Whether a verb, or one joined to it, has an object ("killed and wounded dozens")."""
    if has(verb, "aux", "dobj", "obj", "ccomp", "prt"):
        return True
    return any(c.dep_ == "conj" and has(c, "dobj", "obj") for c in verb.children)


def _may_follow_passive(token: Token) -> bool:
    return token.pos_ in ("ADP", "SCONJ", "PUNCT", "CCONJ", "SPACE") or token.lemma_.lower() in HARMED


def antecedent(token: Token) -> Token:
    """ "which", "who", "that" as the noun that they stand for."""
    if token.lower_ in ("who", "which", "that", "whom") and token.pos_ in ("PRON", "DET", "SCONJ"):
        up: Token = token.head
        while up.dep_ in ("xcomp", "ccomp", "conj", "aux") and up.head != up:
            up = up.head
        if up.dep_ == "relcl":
            return up.head
    return token


def _contrasted(child: Token) -> bool:
    """ "By rebels, not by the army": told of only to say who it was not."""
    return child.i > 0 and child.nbor(-1).lower_ == "not"


def agent(verb: Token) -> Token | None:
    bys = (c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by"))
    whom = next((noun for by in bys if not _contrasted(by) and (noun := governed(by))), None)
    if whom is not None:
        return whom
    for with_ in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with"):
        for arms in with_.children:  # "was targeted with shells by rebels": the parse hung the rebels on the shells
            if arms.dep_ == "pobj" and (by := prep(arms, "by")) is not None:
                return by
    return None


DEEP = 4
"""Steps up the parse within which an understood subject or object is looked for."""


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject of the active verb, the "by" phrase of the passive, the understood subject otherwise."""
    if is_passive(verb):
        return agent(verb)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "csubj", "nsubjpass")]
    if len(subjects) > 1:  # "the militants had themselves shelled it"
        subjects = [c for c in subjects if c.lower_ not in EMPHATIC] or subjects
    if subjects:  # "dozens were hurt when jets raided it": the parse may give the verb both
        return antecedent(min(subjects, key=lambda c: abs(c.i - verb.i)))
    return _understood_subject(verb, depth) if depth <= DEEP else None


EMPHATIC = words("reflexives")


def _understood_subject(verb: Token, depth: int) -> Token | None:
    """Who does what a verb without a subject of its own says: by what the verb is to the word it hangs on."""
    head = verb.head
    if (named := _whose_doing(verb)) is not None:
        return named
    if _told_on_a_day(verb):
        return head
    if verb.dep_ == "conj" and is_verb(head):
        return surface_subject(head, depth + 1)
    if (aim := aim_of(verb)) is not None:
        return _whose_aim(aim, depth)
    if (noun := _noun_that_does(verb)) is not None:
        return noun
    if (own := topic(verb)) is not None:
        return own
    if verb.dep_ in ("xcomp", "ccomp") and is_verb(head):
        return _controller(verb, depth)
    if (charge := _charge(verb)) is not None:
        over = charge.head
        return (accused_at(over) or accused(clause_of(over))) if charge.lower_ in OF_WHAT else None
    if verb.dep_ == "pcomp" and head.lower_ == "from" and (kept := child(head.head, "dobj")) is not None:
        return kept  # "prevented rebels from shelling it"
    if verb.dep_ in ("advcl", "pcomp", "xcomp", "dep"):
        up = clause_of(head)
        if is_verb(up) and up != verb:
            return surface_subject(up, depth + 1)
    return None


def _whose_doing(verb: Token) -> Token | None:
    """ "Put the deaths down to shelling by rebels": the participle that is a noun, and the side after "by"."""
    by = prep(verb, "by") if verb.tag_ == "VBG" and not has(verb, "dobj", "aux") else None
    named = (m for m in verb.doc._.mentions if by is not None and m.start <= by.i < m.end)
    return by if next(named, None) is not None else None


OF_WHAT = frozenset({"of", "for", "over", "by", "with"})
"""Prepositions after which a verb of blame says what for."""


def _charge(verb: Token) -> Token | None:
    """The preposition by which a verb hangs on one of blame, in whatever place of a row: "accused X of A-ing and of
    B-ing". Who blames does nothing of what follows it, where the parse leaves open who does."""
    link = first_of_row(verb.head)
    if verb.dep_ != "pcomp":
        return None
    over = link.head
    if link.lower_ in OF_WHAT and accused_at(over) is not None:
        return link if link.lower_ != "with" or over.lemma_ == "charge" else None
    over = clause_of(over)
    if over.lemma_ in ACCUSE and link.lower_ == "of" and accused(over) is not None:
        return link  # "accused X in a statement on Monday of it", hung on the day
    told = [c for t in (over, accused(over)) if t is not None for c in t.rights if c.dep_ == "prep"]
    said = any(c.i < link.i and c.lower_ in OF_WHAT and has(c, "pcomp") for c in told)
    said = said or any(c.i < link.i and c.lower_ == "of" for c in told)
    return link if over.lemma_ in ACCUSE and said else None


def first_of_row(link: Token) -> Token:
    """The preposition that others stand in a row with: "of A and of B"."""
    while link.dep_ == "conj" and link.head.pos_ in ("ADP", "SCONJ"):
        link = link.head
    return link


def _noun_that_does(verb: Token) -> Token | None:
    """The noun that a participle, an infinitive or a relative clause hangs on, where it is the one who acts."""
    head = verb.head
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG" and head.lemma_.lower() in ALLEGATIONS:
            return prep(head, "of") or head  # "reports of its jets striking a hospital"
        # a participle with an object is an active verb, whatever the tagger made of it
        active = verb.tag_ in ("VBG", "VB") or has(verb, "dobj") or _object_behind_day(verb) is not None
        return head if active else None
    if verb.dep_ != "relcl" or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return None if has_word(verb, ("which", "that", "whom"), "dobj") else head


def _controller(verb: Token, depth: int) -> Token | None:
    """Who does what hangs on another verb: its object where it makes somebody do it, else its subject."""
    above = verb.head
    if above.lemma_ in PERCEIVING | TELLING and verb.tag_ == "VBG":
        return None  # "heard shooting", "saw smoke rising", "said shelling from X hit it": nobody's own doing
    if above.lemma_ == "use" and is_passive(above) and "to" in (c.lower_ for c in verb.lefts):
        return agent(above)  # "the road is used by rebels to shell the town"
    made = child(above, "dobj", "nsubjpass") if above.lemma_ in OBJECT_CONTROL and verb.tag_ not in FINITE else None
    return antecedent(made) if made is not None else surface_subject(above, depth + 1)


AIMS = words("aims")


def aim_of(verb: Token) -> Token | None:
    """The noun that says what is meant to come about: the offensive "to retake the town", the aim "of retaking it"."""
    up = verb.head
    own = (
        child(verb, "nsubj") if verb.tag_ == "VB" else None
    )  # "announced a campaign | to clear it", two clauses of one
    if own is not None and own.i < verb.i and own.lemma_.lower() in AIMS:
        return own if any(c.lower_ == "to" and c.i > own.i for c in verb.lefts) else None
    begun = child(up, "dobj") if verb.dep_ == "xcomp" and verb.tag_ == "VB" and is_verb(up) else None
    if begun is not None and begun.i < verb.i and begun.lemma_.lower() in AIMS:
        return begun  # "began an offensive two weeks ago to take the town"
    if verb.dep_ in ("acl", "relcl", "xcomp") and verb.tag_ == "VB" and up.pos_ == "NOUN" and up.lemma_.lower() in AIMS:
        return up
    if verb.dep_ == "pcomp" and up.dep_ == "prep" and up.head.pos_ == "NOUN" and up.head.lemma_.lower() in AIMS:
        return up.head
    return None


def _whose_aim(noun: Token, depth: int) -> Token | None:
    """Whose bid or offensive it is: its owner, or who acts in its clause."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or prep(noun, "by")
    if any(m.end <= noun.i and m.start >= noun.left_edge.i for m in noun.doc._.mentions):
        return owner or noun  # "an army offensive to retake it": its own words name who
    up = clause_of(noun)
    does = surface_subject(up, depth + 1) if up.pos_ in ("VERB", "AUX") and depth < 4 else None
    return owner or does or noun


PERCEIVING = words("perceiving")


def topic(verb: Token) -> Token | None:
    """ "Said forces loyal to X were ...", "denied the army was ...": the subject that the parse gave to the adjective,
    or to the verb above, and not to its own."""
    if verb.dep_ != "ccomp" or has(verb, "nsubj", "nsubjpass", "expl"):
        return None
    above, begin = verb.head, verb.left_edge.i
    thing = next((c for c in above.rights if c.dep_ == "dobj" and _reaches(c, begin)), None)
    if thing is not None and any(t.tag_ in FINITE for t in (verb, *verb.lefts)):
        return thing
    before = _labelled(above.lefts, "ccomp")
    before += [
        c for c in above.rights if (c.dep_ == "ccomp" or (c.dep_ == "xcomp" and c.tag_ == "VBG")) and c.i < verb.i
    ]
    if not before or before[-1].right_edge.i + 1 != begin:
        return None
    if before[-1].tag_ == "VBG" and verb.tag_ in FINITE:
        return before[-1]  # "told the paper that army shelling of a bakery killed nine"
    return child(before[-1], "nsubj") if before[-1].pos_ == "ADJ" else None


def _reaches(thing: Token, begin: int) -> bool:
    """Whether a noun phrase goes up to a token, with the phrases of place that the parse hung on the verb above it:
    "said soldiers at a roadblock | opened fire"."""
    end = thing.right_edge.i + 1
    for c in thing.head.rights:
        if c.dep_ == "prep" and c.left_edge.i == end and c.lower_ in PLACES_OF_SOMEBODY:
            end = c.right_edge.i + 1
    return end == begin


PLACES_OF_SOMEBODY = words("place_prepositions") - {"of"} | {"from"}


def accused(verb: Token) -> Token | None:
    """Whom a verb of blame blames: "accused X of", "X was accused of", "blamed it on X"."""
    whom = child(verb, "dobj", "nsubjpass")
    return antecedent(whom) if whom is not None else None


def accused_at(token: Token) -> Token | None:
    """Whom "of" or "for" accuses, hung on the verb of blame or on its object."""
    if token.lemma_ in ACCUSE:
        return accused(token)
    return token if token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in ACCUSE else None


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, also of a passive: what an understood subject refers to."""
    own = child(verb, "nsubj", "nsubjpass", "csubj")
    return antecedent(own) if own is not None else subject(verb, depth)


def obj(verb: Token, depth: int = 0) -> Token | None:
    """What it is done to: the object of the active verb, the subject of the passive, a participle's noun."""
    if is_passive(verb):
        return _passive_object(verb, depth)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    if objects:  # where the parser finds two, the one after the verb
        return antecedent(next((c for c in objects if c.i > verb.i), objects[0]))
    if (name := _name_behind(verb) or _object_behind_day(verb)) is not None:
        return name
    if depth < DEEP and verb.tag_ != "VBG" and (other := _beside(verb)) is not None:
        return obj(other, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ in ("NOUN", "PROPN"):
        return None if _told_on_a_day(verb) else verb.head
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ not in RELATIVE for c in verb.children):
        return verb.head
    return None


def _name_behind(verb: Token) -> Token | None:
    """A name right behind a verb with a subject, which the parse takes for a measure or a time of it in headlines:
    "HDF seizes Corvany as ..."."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if after is None or after.head != verb or after.dep_ not in ("npadvmod", "advmod"):
        return None
    if after.tag_ != "NNP" and not any(p.span.start == after.idx for p in verb.doc._.places):
        return None
    return None if after.lower_ in WEEKDAYS or child(verb, "nsubj") is None else after


def _passive_object(verb: Token, depth: int) -> Token | None:
    own = child(verb, "nsubjpass", "nsubj")
    if own is not None:
        return antecedent(own)
    head = verb.head
    if verb.dep_ == "relcl" or (verb.dep_ in ("acl", "amod") and head.pos_ in ("NOUN", "PROPN")):
        return head
    if verb.dep_ in ("conj", "xcomp", "advcl") and depth < DEEP and is_verb(head):
        return obj(head, depth + 1) if is_passive(head) else surface_subject(head)
    return None


JOINING = frozenset({"cc", "punct", "conj", "advmod"})


def _beside(verb: Token) -> Token | None:
    """The verb that shares its object with this one: "killed and wounded scores", "raped, beat and robbed them"."""
    for other in verb.children:
        if other.dep_ != "conj" or other.pos_ != "VERB" or other.i - verb.i > 4:
            continue
        if all(t.dep_ in JOINING for t in verb.doc[verb.i + 1 : other.i]):
            return other
    return None


HANGS = ("prep", "agent", "dative", "prt", "advmod")


def prep(token: Token, word: str) -> Token | None:
    """What the preposition governs, hung on the token or on the preposition before it ("out of Homs")."""
    noun = _governed(token).get(word)
    if noun is not None:
        return token.doc[noun]
    return _held(token, word) if word in ("of", "from", "by") and is_verb(token) else None


@kept
def _governed(token: Token) -> dict[str, int]:
    """By preposition the noun that `prep` finds, the first of several."""
    nouns: dict[str, int] = {}
    for link in token.children:
        if link.dep_ not in HANGS or _contrasted(link):
            continue
        if (noun := child(link, "pobj", "pcomp")) is not None:
            nouns.setdefault(link.lower_, noun.i)
        if link.dep_ in ("agent", "dative"):
            continue
        for inner in link.children:
            if inner.dep_ == "prep" and (noun := governed(inner)) is not None:
                nouns.setdefault(inner.lower_, noun.i)
    return nouns


def _held(verb: Token, word: str) -> Token | None:
    """ "Remains in the hands of X", "is under X control", "is the last stronghold of X", "came under fire from X"."""
    for noun in _holdings(verb):
        if (found := prep(noun, word)) is not None:
            return found
        if word == "of" and (whose := first(noun.lefts, "compound", "poss")) is not None:
            return whose
        people = (c for c in noun.lefts if c.dep_ == "amod" and c.text[:1].isupper())  # "under Ruritanian control"
        if word == "of" and (whose := next(people, None)) is not None:
            return whose
    return None


def _holdings(verb: Token) -> Iterator[Token]:
    """What a verb says that something is, and the nouns of holding behind its prepositions."""
    for c in verb.children:
        if c.dep_ == "attr":
            yield c
        elif c.dep_ == "prep":
            yield from (noun for noun in c.children if noun.lemma_.lower() in HOLDING)


def slot(token: Token, name: str, on_object: bool = False) -> list[Token]:
    """The heads of what fills a slot of a frame; prepositions also on the object where the frame says so."""
    if name.startswith("prep_"):
        return _with_conjuncts(_prep_of_clause(token, name[5:], on_object))
    fill = SLOTS.get(name)
    return fill(token) if fill is not None else []


CLOSE = words("close")
"""Prepositions that may hang on the object of their verb."""


def _prep_of_clause(token: Token, word: str, on_object: bool) -> Token | None:
    found = prep(token, word)
    if found is not None or not is_verb(token) or not (on_object or word in CLOSE):
        return found
    thing = obj(token)
    return prep(thing, word) if thing is not None else None


def _subjects(token: Token) -> list[Token]:
    return _with_conjuncts(subject(token) if is_verb(token) or token.tag_.startswith("V") else None)


def _nouns_told_of(token: Token) -> list[Token]:
    """What an adjective is said of."""
    if token.dep_ == "amod":
        return [token.head]
    if token.dep_ not in ("acomp", "attr", "oprd"):
        return []
    said_of = [c for c in token.head.children if c.dep_ in SUBJECTS]
    return said_of or [t for t in (topic(token.head),) if t is not None]


def _clauses(token: Token) -> list[Token]:
    own = _labelled(token.children, "xcomp", "ccomp", "pcomp", "advcl")
    return own + [g for c in token.children if c.dep_ == "prep" for g in _labelled(c.children, "pcomp")]


def _labelled(tokens: Iterable[Token], *labels: str) -> list[Token]:
    return [t for t in tokens if t.dep_ in labels]


SLOTS: Mapping[str, Callable[[Token], list[Token]]] = {
    "subject": _subjects,
    "object": lambda token: _with_conjuncts(obj(token)),
    "possessive": lambda token: _labelled(token.children, "poss"),
    "compound": lambda token: _labelled(token.lefts, "compound", "amod", "nmod", "npadvmod"),
    "there": lambda token: _labelled(token.children, "expl"),
    "attr": lambda token: _labelled(token.children, "attr"),
    "noun": _nouns_told_of,
    "clause": _clauses,
}
"""The slots of frames but the prepositions, which `prep_WORD` names."""


def _with_conjuncts(token: Token | None) -> list[Token]:
    if token is None:
        return []
    return [token, *(t for t in token.conjuncts if t.i > token.i and t.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))]


@kept_word
def clause_of(token: Token) -> Token:
    """The verb of the clause that a token stands in (itself, if it is one)."""
    up = token
    while up.pos_ not in ("VERB", "AUX") and up.head != up:
        up = up.head
    return up
