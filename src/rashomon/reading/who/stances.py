"""What a verb of saying does: what the lexicon says, unless it is negated or tells of who says it."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.model import Stance
from rashomon.reading.grammar.clauses import child, first, has, has_word
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.content_clauses import content_clause
from rashomon.reading.who.cues import Cue
from rashomon.reading.who.source_heads import negated

ATTACKING = words("attacking_own")
SCORNING, ALLEGATIONS = words("scorning"), words("allegations") - {"report", "account"}


def stance_of(verb: Token, cue: Cue) -> Stance:
    """What a cue does where it is negated: "did not confirm X" affirms nothing, "does not believe X" denies. Who
    confirms what they did themselves acknowledges it."""
    if not negated(verb):
        thing = child(verb, "dobj")
        if verb.lemma_ in SCORNING and thing is not None and thing.lemma_.lower() in ALLEGATIONS:
            return "denies"  # "ridiculed the claims that its drones struck it"
        if verb.lemma_ == "confirm" and _of_oneself(verb):
            return "acknowledges"
        names = cue.stance == "reports" and cue.strength == "strong" and _names(verb)
        return "calls" if names else cue.stance
    return "denies" if cue.strength == "weak" and cue.stance in ("reports", "estimates") else "declines"


def _names(verb: Token) -> bool:
    """ "Declared the raid (to be) a crime": a clause without a finite verb, which says what a thing is called."""
    clause = content_clause(verb)
    if clause is None or clause.i < verb.i or not has(clause, "nsubj"):
        return False
    return clause.pos_ in ("NOUN", "ADJ") or (clause.lemma_ == "be" and has_word(clause, ("to",), "aux"))


def _of_oneself(verb: Token) -> bool:
    """ "Confirmed it had targeted the depot", "confirmed that its jets struck it"."""
    clause = content_clause(verb)
    who = first(clause.lefts, "nsubj") if clause is not None and clause.i > verb.i else None
    if who is None or clause is None or clause.lemma_ not in ATTACKING:
        return False
    own = (who, *who.lefts)
    return any(t.lower_ in ("it", "they", "we", "its", "their", "our", "he", "she") for t in own)
