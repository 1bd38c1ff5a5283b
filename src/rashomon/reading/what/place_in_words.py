"""Where a claim's own words say it happened: by the frame of its word, what is beside it, its clause, its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.what.deed_order import avenged
from rashomon.reading.what.finest_place import finest, is_abroad, place_near, places_between, role_place, told_by
from rashomon.reading.what.mention_index import Words
from rashomon.reading.what.named_beside import of_people_only
from rashomon.reading.what.place_roles import acts, is_origin, is_where_they_left, own_words
from rashomon.reading.what.place_taken_up import CITIES, place_taken_up
from rashomon.reading.what.sought_place import Located, Rule, Sought
from rashomon.reading.what.telling_which import of_the_next, opens_with, told_of
from rashomon.reading.what.where_tended import is_where_tended

ANSWERS = words("answers")

GROUND, LIGHT = words("ground"), words("light")

PLACE_PREPS = words("place_prepositions")


def _by_frame(x: Sought) -> Located | None:
    """What the frame of the trigger calls the place; not a place of another clause where what was hit is one itself."""
    things = [t for role in ("target", "item") for t in x.draft.roles.get(role, [])]
    hit = next((i for t in things for i in places_between(x.words, t.i, t.i + 1)), None)
    if hit is None:  # "at al-Rawda neighborhood": named before the noun
        hit = finest(x.doc, x.words, [i for t in things for i in places_between(x.words, *core(t))], x.draft.head.i)
    for role in ("place", "like"):
        heads = [h for h in x.draft.roles.get(role, []) if h.lemma_.lower() not in ANSWERS]  # "in retaliation for"
        if hit is not None and role == "place" and not any(clause_of(x.draft.head).is_ancestor(h) for h in heads):
            return x.named(hit, "target")
        near = [p for h in heads if (p := place_near(x.doc, x.words, h)) is not None]
        if hit is not None and role == "place" and near:
            near.append(hit)  # "hit Talvar, in the Zamfara region": the finer of the two
        if (p := finest(x.doc, x.words, near, x.draft.head.i)) is not None or (p := next(iter(near), None)) is not None:
            lying = told_by(x.doc, x.words, p)
            return x.named(p if lying is None else lying, "frame")
        for head in heads:
            stands = head.lemma_.lower() in GROUND or head.pos_ == "PRON"
            if stands and (known := place_taken_up(x.doc, x.words, head)) is not None:
                return known
    return None


def _beside_any(x: Sought) -> Located | None:
    """What a preposition adds to the trigger or to whom it was done: "the strike in", "killed near"."""
    parties = [t for role in ("target", "item", "means") for t in x.draft.roles.get(role, [])]
    return place_beside(x, [x.draft.head, *parties])


def _beside_the_doer(x: Sought) -> Located | None:
    """ "Rebels in Gusau shot a teacher" there; of "rebels in Gusau began an offensive" it may be elsewhere."""
    found = place_beside(x, x.actors)
    if found is None or found.place is None or x.draft.head.lemma_ not in LIGHT:
        return found
    return x.named(found.place, "of_the_doer")


def place_beside(x: Sought, heads: Sequence[Token]) -> Located | None:
    for head in heads:
        for prep in head.children:
            if prep.dep_ not in ("prep", "advmod", "agent") or prep.lower_ not in PLACE_PREPS:
                continue
            if head in x.actors and prep.lower_ == "of":
                continue  # "the air force of X" may be anywhere
            if (found := _after_preposition(x, prep)) is not None:
                return found
    return None


def _after_preposition(x: Sought, prep: Token) -> Located | None:
    governed = [i for i in _governed(x.words, prep) if not is_origin(x.doc, x.words.places[i])]
    governed = [i for i in governed if not is_where_tended(x.doc, x.words.places[i])]
    if (p := finest(x.doc, x.words, governed, prep.i)) is not None:
        return x.named(p, "preposition")
    noun = next((g for g in prep.children if g.dep_ == "pobj" and g.lemma_.lower() in GROUND), None)
    return None if noun is None else place_taken_up(x.doc, x.words, noun)


def _in_role(roles: tuple[str, ...], rule: str) -> Rule:
    def found(x: Sought) -> Located | None:
        p = next((p for role in roles if (p := role_place(x.doc, x.words, x.draft, role)) is not None), None)
        return None if p is None or _sends(x, p) else x.named(p, rule)

    return found


def _sends(x: Sought, place: int) -> bool:
    """ "Drones launched by X", "that X launched": the land that sent what was hit. "A hall where men had met before
    being moved to X": where they were to go."""
    last = x.doc[x.words.places[place][1] - 1]
    if any(t.pos_ == "VERB" and t.dep_ in ("pcomp", "xcomp") and t.i > x.draft.head.i for t in last.ancestors):
        return True
    return (last.dep_ == "pobj" and last.head.dep_ == "agent") or (last.dep_ == "nsubj" and last.head.dep_ == "relcl")


def _moved(x: Sought) -> Located | None:
    """From where people were driven, or to where somebody went, by the kind."""
    role = "from_place" if x.draft.kind.at_origin else "to_place"
    p = role_place(x.doc, x.words, x.draft, role)
    return None if p is None else x.named(p, "moved")


def _from_where(x: Sought) -> Located | None:
    """ "Fled Gusau in the state of Zamfara": what was left says where more exactly than what is told beside it."""
    return _moved(x) if x.draft.kind.at_origin and x.draft.roles.get("from_place") else None


def _in_its_phrase(x: Sought) -> Located | None:
    """ "The Homs bombing"."""
    head = x.draft.head
    if head.pos_ == "VERB":
        return None
    p = finest(x.doc, x.words, places_between(x.words, *core(head)), head.i)
    return None if p is None else x.named(p, "own_phrase")


def _in_its_clause(x: Sought) -> Located | None:
    if avenged(x.draft.head):  # "fired rockets at the town in retaliation for air strikes": these were elsewhere
        return None
    if (alone := opens_with(x.draft.head)) is not None:
        return named_among(x, alone.left_edge.i, alone.right_edge.i + 1, "same_clause")
    verb = clause_of(x.draft.head)
    return named_among(x, verb.left_edge.i, verb.right_edge.i + 1, "same_clause")


def _in_its_sentence(x: Sought) -> Located | None:
    if avenged(x.draft.head) or opens_with(x.draft.head) is not None:
        return None
    if (whom := _told_of_whom(x) or told_of(x.draft.head)) is not None:
        return named_among(x, whom.left_edge.i, whom.right_edge.i + 1, "same_sentence")
    sentence = sentence_of(x.draft.head)
    return named_among(x, sentence.start, sentence.end, "same_sentence")


def _told_of_whom(x: Sought) -> Token | None:
    """ "Officers executed by rebels had been seized in Homs": people of whom the deed is told only to say which, where
    the sentence tells another deed of them."""
    whom = x.draft.head.head
    if x.draft.head.dep_ not in ("acl", "relcl") or whom.dep_ not in ("nsubj", "nsubjpass"):
        return None
    m = mention_at(x.doc, whom.i)
    other = ("verb", whom.head.lemma_.lower()) in x.doc._.world.lexicon.triggers
    return whom if other and m is not None and m.kind != "organisation" else None


def named_among(x: Sought, start: int, end: int, rule: str) -> Located | None:
    """The place that is named among these tokens, or the one that "the city" there takes up."""
    doc, words = x.doc, x.words
    named = places_between(words, start, end)
    said = own_words(doc, x.statement) if named else []
    here = [
        i
        for i in named
        if any(a <= words.places[i][0] < b for a, b in said)  # what another speaker names is not this one's word
        and not is_origin(doc, words.places[i])
        and not is_where_they_left(doc, words.places[i], x.draft.head)
        and not of_people_only(doc, words.places[i], x.draft.head)
        and not of_the_next(x.draft.head, clause_of(doc[words.places[i][1] - 1]))
        and not acts(doc, words.places[i])
        and not is_where_tended(doc, words.places[i])
        and not _of_another_clause(doc, words.places[i], x)
        and not _of_what_it_answers(doc, words.places[i], x.draft.head)
        and not (rule == "same_sentence" and _of_a_hospital(doc, words.places[i]))
        and not any(words.places[i][0] <= t.i < words.places[i][1] for t in x.actors)
    ]
    if (p := finest(doc, words, here, x.draft.head.i)) is not None:
        # "which led to a meeting in New York": what only stands near, abroad, is not where the war is
        if is_abroad(doc, words, p) and words.main_place is not None and not is_abroad(doc, words, words.main_place):
            return None
        return x.named(p, rule)
    lemmas = words_of(doc)[1]
    noun = next((doc[i] for i in range(start, end) if lemmas[i] in CITIES and doc[i].pos_ == "NOUN"), None)
    return None if noun is None or is_origin(doc, (noun.i, noun.i + 1)) else place_taken_up(doc, words, noun)


def _of_another_clause(doc: Doc, at: tuple[int, int], x: Sought) -> bool:
    """ "Fired guns withdrawn under a deal signed in Minsk", "fed them, while two trucks were held up in Kosti": where
    the deal was signed, and the trucks are. Not "hit a hospital run by nuns in Gusau", whose place is the deed's."""
    head, clause = x.draft.head, clause_of(doc[at[1] - 1])
    if clause == head or clause == clause_of(head) or clause.is_ancestor(head):
        return False
    if clause.dep_ == "advcl":
        return clause.i > head.i and any(c.dep_ == "mark" and c.lower_ in CONTRAST for c in clause.lefts)
    noun = clause.head
    if clause.dep_ != "acl" or clause.tag_ != "VBN" or noun.dep_ != "pobj" or clause.lemma_ in LYING:
        return False
    return noun.head.lower_ in BESIDE and not any(noun in tokens for tokens in x.draft.roles.values())


CONTRAST = words("contrasting")
LYING = frozenset({"base", "call", "locate", "name", "situate"})
BESIDE = words("beside_time") | frozenset({"under"})


def _of_what_it_answers(doc: Doc, at: tuple[int, int], head: Token) -> bool:
    """ "Bombed the base in revenge for the death of pilots near Gusau": Gusau is where they died."""
    ups = (up for up in doc[at[1] - 1].ancestors if up.lemma_.lower() in ANSWERS and up.pos_ == "NOUN")
    return any(up.i > head.i and not up.is_ancestor(head) for up in ups)


def _of_a_hospital(doc: Doc, at: tuple[int, int]) -> bool:
    """ "Died in a Druzhkivka hospital, and another was found under the market": where somebody was treated, in another
    clause."""
    up = doc[at[1] - 1]
    while up.dep_ in ("compound", "amod", "nmod", "poss") and up.head != up:
        up = up.head
    if up.dep_ == "pobj" and up.head.lower_ in ("in", "of"):
        return up.lemma_.lower() in TREATING or up.head.head.lemma_.lower() in TREATING
    return up.lemma_.lower() in TREATING


TREATING = words("treating")

SAID: tuple[Rule, ...] = (
    _by_frame,
    _from_where,
    _beside_any,
    _in_role(("target", "item"), "target"),
    _beside_the_doer,
    _moved,
    _in_its_phrase,
    _in_its_clause,
    _in_its_sentence,
)
"""Rules of a place in the words, the first that finds one decides."""


def _governed(words: Words, prep: Token) -> list[int]:
    """The places that a preposition governs, with "of" and "in" below it: "in the town of X in Y province"."""
    found: list[int] = []
    for noun in prep.children:
        if noun.dep_ not in ("pobj", "pcomp", "prep"):
            continue
        if noun.dep_ == "prep":
            found += _governed(words, noun)
            continue
        for one in (noun, *noun.conjuncts):
            found += places_between(words, *core(one))
            for child in one.children:
                if child.dep_ == "prep" and child.lower_ in PLACE_PREPS:
                    found += _governed(words, child)
                elif child.dep_ in ("appos", "nmod"):
                    found += places_between(words, *core(child))
    return found
