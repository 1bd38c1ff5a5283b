"""What somebody says whom the text does not name: "is believed to have left", "reports of shelling"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.blaming import called_false, named_false, said_false
from rashomon.reading.grammar.clauses import SUBJECTS, child, first, has, has_word, reach
from rashomon.reading.who.content_clauses import content_clause
from rashomon.reading.who.cues import Cue, lexicon
from rashomon.reading.who.draft import FIRST_PERSON, Draft


def unsaid(verb: Token, cue: Cue) -> Iterator[Draft]:
    """ "X is believed to have left", "it is said that X left": somebody says so, and the text does not say who."""
    subject = first(verb.lefts, *SUBJECTS)
    if subject is None or subject.lower_ in FIRST_PERSON | {"you"}:
        return
    inf = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN")), None)
    clause = content_clause(verb)
    if inf is not None and has_word(inf, ("to",)) and subject.lower_ not in ("it", "there"):
        content = [core(subject), reach(inf)]
    elif clause is not None and clause.i > verb.i and subject.lower_ == "it":
        content = [reach(clause)]
    else:
        return
    thought = cue.strength == "weak" or verb.lemma_ in ("believe", "think")
    yield Draft(
        cue=[(verb.i, verb.i + 1)],
        content=content,
        speaker=None,
        stance="estimates" if thought else cue.stance,
        voice="nobody",
        made="believed_by_nobody_named",
        content_rule="believed",
    )


def rumoured(doc: Doc, noun: Token, stance: Stance, clause: Token | None) -> Iterator[Draft]:
    """ "Reports of shelling", "allegations that ...": somebody says so, and the text does not say who."""
    if not _is_rumour(noun, clause):
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
    verbs = (t for t in up if t.lemma_.lower() in lexicon().verbs and t.i < noun.i - 1)
    return any(noun.doc[verb.i + 1].lower_ == "as" for verb in verbs)


def _is_rumour(noun: Token, clause: Token | None) -> bool:
    """Whether a noun stands for what nobody who is named tells, and no other cue tells of it: in the plural, or one
    with its clause ("a report that X")."""
    several = noun.tag_ == "NNS" or (clause is not None and has_word(noun, ("a", "an", "another", "one"), "det"))
    if not several or noun.lemma_.lower() not in lexicon().rumours or has(noun, "poss"):
        return False
    if has_word(noun, ("no",), "det"):
        return False  # "had no reports of deaths"
    if _dismisses(noun):
        return False
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in lexicon().verbs:
        return False  # "denied reports of X": one statement, of who denies them
    false = said_false(noun) or called_false(noun) or named_false(noun)
    return false is None  # "reports that X are false", "called reports of X a lie": the same
