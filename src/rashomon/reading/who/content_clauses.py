"""What was said, as a clause: of "said that X", "X, he said", "claims to have X", wherever the parse hung it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.clauses import FINITE, SUBJECTS, child, has, has_word, is_verb, reach
from rashomon.reading.grammar.english import topic
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.languages import table
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range, Words
from rashomon.reading.who.source_heads import first_in_row, is_time, reduced

THAT = ("that", "whether")


CONTRASTING = words("contrasting")


RESULTING, LIVES = words("resulting"), words("lives")


SAID_IN = frozenset(table("cues")["tail"]["publications"]) | words("occasions")


NAMELESS, ASKING = words("nameless"), words("asking")


def with_that(clause: Token) -> bool:
    """Whether a clause begins with "that" or "whether": "found that X", not "found the town deserted"."""
    return has_word(clause, THAT, "mark")


def coordinated(doc: Doc, verb: Token, content: list[Range]) -> list[Range]:
    """ "X said A, and B", "X said A, and that B": the parser hangs B on "said"; with "that", or with a pronoun for
    subject and no cue, it is what X said too."""
    if not content or content[-1][0] < verb.i:
        return content
    start, end = content[-1]
    for other in verb.conjuncts:
        begin = other.left_edge.i
        joins = end <= begin <= end + 3 and all(t.is_punct or t.dep_ == "cc" for t in doc[end:begin])
        if joins and other.head == verb and (_says_on(other) or with_that(other)):
            end = other.right_edge.i + 1
    return [*content[:-1], (start, end)]


def goes_on_behind(verb: Token, clause: Token) -> list[Range]:
    """ "Six people died, the mayor said on Monday, and nine were hurt": the half behind the cue, with a subject of its
    own and no cue, is what was said too."""
    other = next((c for c in verb.rights if c.dep_ == "conj"), None)
    if other is None or clause.i > verb.i or not has(other, *SUBJECTS) or other.lemma_ in lexicon().verbs:
        return []
    begin, end = reach(other)
    before = verb.doc[begin - 2 : begin]
    joined = before[0].text == "," and before[1].dep_ == "cc"
    plain = joined and not any(t.is_quote for t in verb.doc[begin:end])
    return [(begin, end)] if plain and not any(_is_cue(t) for t in verb.doc[begin:end]) else []


def _is_cue(token: Token) -> bool:
    says = child(token, "nsubj") if token.tag_ in FINITE and token.lemma_ in lexicon().verbs else None
    return says is not None and says.lower_ not in FALSE  # "rejected as lies claims that", where it looks like a verb


FALSE = words("false")


def _says_on(verb: Token) -> bool:
    """Whether a verb is no cue and has a pronoun for its subject: what it tells is told by whoever spoke before."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c.pos_ == "PRON" for c in verb.children)
    return own and is_verb(verb) and verb.lemma_ not in lexicon().verbs


def came_of_it(verb: Token, clause: Token) -> list[Range]:
    """ "Drones hit the market, witnesses said, killing 64", "told the agency that rebels fired rockets, claiming two
    lives": the participle behind the cue, of what the clause tells."""
    behind = (c for c in verb.rights if c.dep_ in ("advcl", "ccomp", "xcomp", "dep", "conj") and c.tag_ == "VBG")
    harm = (c for c in behind if c.i > clause.i and (c.lemma_ in RESULTING or _takes_lives(c)))
    return [reach(c) for c in harm if verb.doc[c.left_edge.i - 1].text == ","]


def _takes_lives(verb: Token) -> bool:
    """ "Claiming the lives of two", where "claim" says nothing."""
    taken = child(verb, "dobj")
    return taken is not None and taken.lemma_ in LIVES


def broken(doc: Doc, verb: Token, subject: Token) -> list[Range]:
    """ "Otherwise, she said, prices will rise": the sentence around an aside that the parse hung on its verb."""
    head = verb.head
    if not is_verb(head) or has(verb, "dobj", "xcomp"):
        return []
    start, end = reach(head)
    lo, hi = core(subject)
    hole = min(lo, verb.i), max(hi, verb.i + 1)
    return [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if any(t.is_alpha for t in doc[a:b])]


def rest_after(doc: Doc, verb: Token) -> list[Range]:
    """What follows a cue in its sentence, where the parse lost the clause: from "that", or after a bare "said"."""
    start, end = verb.i + 1, verb.sent.end
    that = next((t.i for t in doc[start : min(start + 10, end)] if t.lower_ == "that" and _opens_what_is_said(t)), None)
    if that is not None:
        start = that
    elif verb.lemma_ != "say" or start >= end or not _opens_a_clause(doc[start]):
        return []
    if that is not None and any(_is_cue(t) for t in doc[verb.i + 1 : that]):
        return []  # "when he wrote it, X said that": the other verb's
    end = next((t.i for t in doc[start + 1 : end] if t.lower_ in CONTRASTING and t.dep_ == "mark"), end)
    return [(start, end)] if any(is_verb(t) for t in doc[start:end]) else []


def _opens_what_is_said(that: Token) -> bool:
    """Whether "that" joins a clause and stands for nothing in it: "told a meeting of pilots that few knew the risk"."""
    return that.tag_ == "IN" or (that.tag_ == "WDT" and that.dep_ in ("mark", "dep"))


def _opens_a_clause(token: Token) -> bool:
    """Whether a clause may begin right behind "said" with this word."""
    if token.tag_ == "IN" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("least", "most"):
        return True  # "at least 80 killed in the raid"
    if token.is_punct or token.tag_ in ("VBG", "IN", "TO", "CC", "VBD"):
        return False
    return token.lower_ not in ("so", "it", "this")


def content_clause(verb: Token) -> Token | None:
    lost = reduced(verb) or first_in_row(verb)
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c != lost]
    held = [c for c in verb.rights if c.dep_ in ("ccomp", "xcomp", "dobj")]
    # "A fell; X says B did", "A fell; X denies shelling it": A is not X's
    return next((c for c in clauses if not any(_parted(c, then) for then in (*clauses, *held))), None)


def _parted(clause: Token, then: Token) -> bool:
    """Whether a clause that the parse hung on a cue before it ends in a semicolon, or in a colon before another."""
    if not clause.i < then.i or clause.i > clause.head.i:
        return False
    marks = (";", ":") if then.dep_ == "ccomp" else (";",)
    return any(t.text in marks for t in clause.doc[clause.i : then.i])


def around(doc: Doc, verb: Token, subject: Token | None, clause: Token) -> list[Range]:
    """The content clause as one range on its side of the cue, or as two where the cue breaks it."""
    a, b = _clause_reach(verb, clause)
    hole_from, hole_to = _hole(verb, subject, clause, (a, b))
    pieces = []
    if a < hole_from:
        pieces.append((a, min(b, hole_from)))
    if b > hole_to:
        pieces.append((max(a, hole_to), b))
    if pieces and clause.i < verb.i:
        pieces = [(x, y) for x, y in pieces if x < verb.i] or pieces
        pieces = _up_to_the_comma(verb, hole_from, _from_sentence_start(doc, verb, pieces))
    return [(x, y) for x, y in pieces if y > x]


def _up_to_the_comma(verb: Token, speech: int, pieces: list[Range]) -> list[Range]:
    """ "Shells fell on Orla, a town in the north, on Friday, rebels said": what the parse hung on "said" is told where
    a comma parts it from who says so, who begins at `speech`."""
    *before, (start, end) = pieces
    between = verb.doc[end : speech - 1] if end < speech - 1 else ()
    if not between or verb.doc[speech - 1].text != "," or "," not in (verb.doc[end - 1].text, between[0].text):
        return pieces
    if any(t.is_quote or t.pos_ in ("VERB", "AUX") for t in between):
        return pieces
    tops = [t for t in between if t.head == verb and not t.is_punct]
    if not tops or any(t.dep_ not in ("prep", "npadvmod", "advmod") for t in tops):
        return pieces
    return [*before, (start, speech - 1)]


def _clause_reach(verb: Token, clause: Token) -> Range:
    """Where a content clause lies, with a subject or a second half that the parse hung elsewhere."""
    a, b = reach(clause)
    if (rest := _rest_of_clause(clause)) is not None:
        return a, rest.right_edge.i + 1
    if clause.i > verb.i and (about := topic(clause)) is not None:
        return about.left_edge.i, b
    return a, b


def _hole(verb: Token, subject: Token | None, clause: Token, at: Range) -> Range:
    """The tokens of cue and speaker, which are no content though they may lie in the clause."""
    start, end = verb.i, verb.i + 1
    if subject is None:
        return start, end
    a, b = at
    lo, hi = core(subject)
    if a <= subject.i < b or lo < b or hi > a:
        start, end = min(start, lo), max(end, hi)
    if subject.i > verb.i and (whole(subject)[1] > clause.i or clause.i < verb.i):
        end = max(end, whole(subject)[1])
    return start, end


def _from_sentence_start(doc: Doc, verb: Token, pieces: list[Range]) -> list[Range]:
    """The few words that open the sentence are of the clause too, unless they join it to the sentence before."""
    sentence, begin = verb.sent.start, min(x for x, _ in pieces)
    if not 0 < begin - sentence <= 4 or doc[sentence].dep_ in ("mark", "cc"):
        return pieces
    if any(t.dep_ == "ROOT" and t != verb for t in doc[sentence:begin]):
        return pieces
    return [(sentence, pieces[0][1]), *pieces[1:]]


def _rest_of_clause(clause: Token) -> Token | None:
    """ "X say forces loyal to Y were behind it": the verb whose subject the parse took for a clause."""
    after = [c for c in clause.head.children if c.dep_ == "ccomp" and c.i > clause.i > clause.head.i]
    return after[-1] if after and topic(after[-1]) is not None else None


def infinitive_of(verb: Token) -> Token | None:
    for inf in verb.children:
        if inf.lemma_ in NAMELESS and verb.lemma_ in ASKING:
            return None  # "asked not to be named"
        if inf.i < verb.i or inf.dep_ not in ("xcomp", "ccomp"):
            continue
        if inf.tag_ == "VBG" or (inf.tag_ in ("VB", "VBN") and has_word(inf, ("to", "having"))):
            return inf
    return None


def infinitive_content(verb: Token, inf: Token) -> Words:
    end = _without_meanwhile(verb, inf)
    if inf.tag_ == "VBG" and end == inf.right_edge.i + 1:
        end = _over_prepositions(verb, end)
    content = [(max(inf.left_edge.i, verb.i + 1), end)]
    if verb.dep_ == "relcl":  # "a city which X claim to have vanquished": what the clause is about is content too
        return Words([core(verb.head), *content], [reach(verb)])
    return Words(content)


def _without_meanwhile(verb: Token, inf: Token) -> int:
    """Where the clause ends: before what a headline tells beside it ("denies bombing mill as toll reaches 23"), of the
    tense of the saying, and not of a pronoun, which would be the reason."""
    now = ("VBZ", "VBP")
    for clause in inf.rights:
        beside = (
            clause.dep_ == "advcl" and clause.tag_ in now and verb.tag_ in now and has_word(clause, ("as",), "mark")
        )
        who = child(clause, "nsubj") if beside else None
        if who is not None and who.pos_ != "PRON":
            return clause.left_edge.i
    return inf.right_edge.i + 1


def _over_prepositions(verb: Token, end: int) -> int:
    """Where words end of which the parse hung the last on the verb: "denied firing missiles | at a market on Sunday".

    A time alone is when it was said; behind a place that was hung there too, it is of what is said. "In a statement" is
    where it was said.
    """
    taken = False
    for c in verb.rights:
        if c.dep_ != "prep" or c.left_edge.i != end or any(g.lemma_.lower() in SAID_IN for g in c.children):
            continue
        if taken or not any(is_time(g) for g in c.children):
            end, taken = c.right_edge.i + 1, True
    return end
