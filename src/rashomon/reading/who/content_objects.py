"""What was said, as a noun: of "reported shelling", "called the raid a massacre", "put the toll at 40"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.blaming import called_false, named_false
from rashomon.reading.grammar.clauses import child_after, has
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.languages import table
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import is_time

TOLL, FIGURES = words("toll"), words("figures")
ADMITTING, DEAD = words("admitting"), frozenset(table("counts")["what"]["killed"]["states"])
PEOPLE = frozenset(word for row in table("counts")["who"].values() for word in row)


TAKEN_UP = words("taken_up")
GRANTING_FIGURES = words("granting_figures")


def put_at(verb: Token) -> list[Range]:
    """ "put the toll at 40": the thing and its number."""
    thing = child_after(verb, "dobj")
    if thing is None:
        return []
    if (down := _put_down_to(verb)) is not None:
        return [(thing.left_edge.i, down)]
    at = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "as")]
    at += [c for c in thing.children if c.dep_ == "prep" and c.lower_ == "at"]
    if verb.lemma_ != "put" and thing.lemma_.lower() not in TOLL | FIGURES:
        return []  # "placed the bomb at 5"
    if not at or not any(t.like_num for t in verb.doc[at[0].i : at[0].right_edge.i + 1]):
        return []
    return [(thing.left_edge.i, max(at[0].right_edge.i, thing.right_edge.i) + 1)]


def _put_down_to(verb: Token) -> int | None:
    """Where the words end of "put the deaths down to the army": what is laid to whom."""
    down = next((c for c in verb.rights if c.lower_ == "down" and c.i + 1 < verb.sent.end), None)
    if down is None or down.nbor().lower_ != "to" or down.nbor().dep_ != "prep":
        return None
    return down.nbor().right_edge.i + 1


NAMED = ("dobj", "oprd", "ccomp", "xcomp", "attr", "dative", "pobj")


NAMES = ("oprd", "ccomp", "xcomp")


def naming(verb: Token) -> list[Range]:
    """ "called the raid a massacre": the thing and its name; nothing where only one of the two stands there."""
    if any(c.dep_ == "prep" and c.i == verb.i + 1 for c in verb.children):
        return []  # "called on them to leave", "called for talks"
    named = [c for c in verb.rights if c.dep_ in NAMED]
    relative = verb.dep_ == "relcl" and has(verb, "oprd")
    if (false := next((word for c in named if (word := named_false(c)) is not None), None)) is not None:
        return [(verb.i + 1, false.right_edge.i + 1)]  # "called the reports a fabrication", wherever the parse hung it
    if len(named) < 2 and not any(c.dep_ in NAMES or _with_its_name(c) for c in named) and not relative:
        return []
    return [(verb.i + 1, max(c.right_edge.i + 1 for c in named))]


def _with_its_name(thing: Token) -> bool:
    """ "the shelling a crime": a gerund with an article takes no object, and what hangs on it is its name."""
    article = thing.tag_ == "VBG" and any(c.dep_ == "det" for c in thing.lefts)
    return article and any(c.dep_ in ("dobj", "attr", "oprd") for c in thing.rights)


def named_in_marks(verb: Token, quotes: Sequence[Quote]) -> list[Range]:
    """ "called the report “an invention”": the name in quotation marks, taken by the parse for part of the thing."""
    thing = child_after(verb, "dobj")
    if thing is None:
        return []
    for q in quotes:
        if thing.i < q.start <= thing.right_edge.i + 1 and verb.doc[q.start - 1].pos_ in ("NOUN", "PROPN", "PRON"):
            return [(verb.i + 1, q.end)]
    return []


def deed_named(verb: Token, bare: bool) -> list[Range]:
    """ "Vowed a response", "demanded the release of all prisoners": what is to come of it; no person, party or place,
    which are asked or threatened themselves. `bare`: without an article only ("urged restraint")."""
    thing = child_after(verb, "dobj")
    if thing is None or thing.pos_ != "NOUN" or has(verb, "xcomp", "ccomp", "dative", "oprd"):
        return []
    if bare and (thing.tag_ != "NN" or has(thing, "det", "poss")):
        return []
    if thing.lemma_.lower() in PEOPLE or mention_at(verb.doc, thing.i) is not None:
        return []
    return [(thing.left_edge.i, _with_what_follows(verb, thing))]


def named_as(verb: Token) -> list[Range]:
    """ "Identified the dead man as a driver", "described him as a fighter": the thing and what it is said to be."""
    thing = child_after(verb, "dobj")
    if thing is None:
        return []
    hung = (*thing.rights, *verb.rights)
    as_what = next((c for c in hung if c.dep_ == "prep" and c.lower_ == "as" and c.i > thing.i), None)
    if as_what is None:
        return []
    return [(thing.left_edge.i, as_what.right_edge.i + 1)]


def toll_given(verb: Token) -> list[Range]:
    """ "Gave a toll of 41", "counted 24 dead", "raised the death toll to 61": the toll with its number."""
    told = child_after(verb, "dobj")
    if told is None:
        return []
    if (last := _figure_after(verb, told)) is not None:
        return [(told.left_edge.i, last + 1)]
    if told.like_num and verb.lemma_ in GRANTING_FIGURES:
        return [(told.left_edge.i, told.i + 1)]  # "the clinic counts 30": of those told of before
    if not any(t.lemma_.lower() in TOLL for t in (told, *told.children)):
        return []
    last = told.right_edge.i
    own = next((c.i for c in verb.rights if c.dep_ == "cc"), verb.sent.end)
    for t in verb.doc[
        told.i + 1 : min(own, verb.sent.end - 1)
    ]:  # "to 61", "among them 15 children", wherever the parse hung it
        if (t.lower_ == "to" and t.nbor().like_num) or (t.dep_ == "prep" and t.lower_ in ("among", "including")):
            last = max(last, t.i + 1, t.right_edge.i, *(c.right_edge.i for c in verb.children if c.dep_ == "dobj"))
    numbered = any(t.like_num for t in verb.doc[told.left_edge.i : last + 1])
    return [(told.left_edge.i, last + 1)] if numbered else []


def _figure_after(verb: Token, thing: Token) -> int | None:
    """ "Revised it to 12", "gave the toll as 12": the last token of the bare number that a figure is put at."""
    if thing.lower_ not in ("it", "this", "that") and thing.lemma_.lower() not in FIGURES:
        return None
    at = [c for c in (*verb.rights, *thing.rights) if c.dep_ == "prep" and c.lower_ in ("to", "as", "at")]
    numbers = (g for c in at for g in c.children if g.dep_ == "pobj" and g.like_num)
    return next((g.right_edge.i for g in numbers), None)


def object_phrase(verb: Token) -> list[Range]:
    lex = lexicon()
    held = verb.lemma_ in lex.answering
    silent = lex.withheld if held else lex.empty
    for thing in verb.rights:
        if (word := called_false(thing)) is not None:
            ends = (thing.left_edge.i, thing.right_edge.i + 1, word.i, word.i + 1)
            return [(min(ends), max(ends))]  # "described the reports that it did so as untrue"
        if thing.lemma_ in silent or not _is_told_thing(thing, held) or (held and _is_let_in_or_out(verb, thing)):
            continue
        a, b = max(thing.left_edge.i, verb.i + 1), _with_what_follows(verb, thing)
        if b - a >= 2 or held or thing.tag_ == "NNS" or thing.lower_.endswith("ing"):
            return [(a, b)]
    return []


def _is_let_in_or_out(verb: Token, thing: Token) -> bool:
    """ "Dismissed the commander", "admitted 300 refugees": with a person for its object the verb says nothing."""
    return verb.lemma_ in ADMITTING and (thing.like_num or thing.lemma_.lower() in PEOPLE - DEAD)


def _is_told_thing(thing: Token, held: bool) -> bool:
    """Whether an object can be what was said; "it" and "that" can where the verb answers (`held`)."""
    if thing.dep_ in ("xcomp", "ccomp"):
        return thing.tag_ == "VBG"
    if thing.dep_ != "dobj":
        return False
    return thing.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") or (held and thing.lower_ in TAKEN_UP)


def _with_what_follows(verb: Token, thing: Token) -> int:
    """Where an object ends, with what the parse hung on the verb: "reported shelling by the army", "as a crime"."""
    end = thing.right_edge.i + 1
    end = max([end, *(c.right_edge.i + 1 for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")])
    for c in verb.children:
        if c.dep_ in ("prep", "agent") and c.left_edge.i == end and not any(is_time(g) for g in c.children):
            end = c.right_edge.i + 1
    return end
