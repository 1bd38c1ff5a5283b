"""Who is said to answer for what was told before: claims whose deed the sentence does not name again.

"Denied any involvement", "said the allegations were baseless", "rebels were behind it", "the opposition accused
Russia".
Kind and place come from the claim that was told before; actor and polarity from these words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Statement
from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.how_many.component import told
from rashomon.reading.how_many.shared_outcomes import RIVAL
from rashomon.reading.what.answering import (
    ACCUSE,
    FIGURES,
    RESPONSIBILITY,
    SPEAKERS,
    STANDS_FOR,
    Answer,
    accused_in,
    draft_on,
    first_of,
    is_a_deed,
    lies_within,
    speaker_in,
    tokens_of,
)
from rashomon.reading.what.denials import denial
from rashomon.reading.what.laid_to import BEHIND, behind_it, craft_of_whom, whose_work
from rashomon.reading.what.mention_index import Draft, kind_told
from rashomon.reading.what.together import side_words
from rashomon.reading.who.blame import each_others
from rashomon.world import World
from rashomon.world.kinds import Kind

KILLED = "killed"
"""What a figure that is disputed counts, where nothing says what."""


def answered(doc: Doc, s: Statement, before: Sequence[Claim]) -> list[Draft]:
    """At most one draft, on the last deed told before; on the last that the speaker's own side did, where it is denied.

    Only of somebody who is quoted: the outlet tells its own deeds by name.
    """
    if not s.cue or not before:
        return []
    content, cue = tokens_of(doc, s.content), tokens_of(doc, s.cue)
    answer = Answer(doc, s, before, [c for c in before if is_a_deed(doc, c)], content, cue)
    if (figure := _figure(answer)) is not None:
        return [figure]
    for made, rule in ANSWERS:
        if (draft := rule(answer)) is not None:
            draft.made = made
            return [draft]
    return []


def _figure(a: Answer) -> Draft | None:
    """ "Put the figure at 12", "only 12 were", "disputes this figure": another number of those told before, or none.

    A claim of what came to those people: whoever gives another number, or disputes one, does not say who did it.
    """
    rival = next((t for t in told(a.doc) if t.rule == RIVAL and lies_within(a.statement.content, t.counted.span)), None)
    if rival is not None and rival.fate is not None:
        what, word, made = rival.counted.what, a.doc[rival.fate], "figure_set_against"
    elif a.statement.stance == "denies" and (disputed := _disputed_figure(a.content)) is not None:
        what, word, made = None, disputed, "denial_of_figure"
    else:
        return None
    counting = [c for c in a.told if _may_count(kind_told(a.doc, c), what)]
    if not counting:
        return None
    draft = draft_on(a.doc, counting[-1], word, None, "")
    draft.kind, draft.made = _kind_of_effect(a.doc, draft.kind, what), made
    return draft


def _disputed_figure(content: Sequence[Token]) -> Token | None:
    """ "This figure", "that number": the noun, where nothing says what it is the number of."""
    nouns = [t for t in content if t.pos_ == "NOUN"]
    alone = len(nouns) == 1 and nouns[0].lemma_.lower() in FIGURES
    return nouns[0] if alone and not any(c.dep_ == "prep" for c in nouns[0].rights) else None


def _may_count(kind: Kind, what: str | None) -> bool:
    """Whether a deed told before can have such a figure; any figure of people where it is not said which."""
    return what in kind.counts if what is not None else bool(kind.counts)


def _kind_of_effect(doc: Doc, kind: Kind, what: str | None) -> Kind:
    """The kind that tells only what came of a deed, where there is one for such a figure."""
    world: World = doc._.world
    if kind.effect:
        return kind
    effects = [k for k in world.kinds.values() if k.effect and not k.violent and _may_count(k, what or KILLED)]
    return next(iter(effects), kind)


def _owned(a: Answer) -> Draft | None:
    """ "Claimed responsibility"."""
    if a.statement.stance not in ("claims", "acknowledges") or any(t.lemma_ in ACCUSE for t in a.cue):
        return None
    word = first_of([*a.content, *a.cue], RESPONSIBILITY)
    if word is None or not a.deeds:
        return None
    if (whose := _of_another(a.doc, word)) is not None:
        return draft_on(a.doc, a.deeds[-1], word, whose, "behind_it")
    return draft_on(a.doc, a.deeds[-1], word, speaker_in(a.doc, a.statement), "speaker")


def _of_another(doc: Doc, part: Token) -> Token | None:
    """ "Alleged Ruritanian involvement", "sees the army's hand in it": whose part it is said to have been."""
    before = [c for c in part.lefts if c.dep_ in ("amod", "compound", "poss", "nmod")]
    sided = {i for w in side_words(doc, part.left_edge.i, part.i) for i in range(w.start, w.end)}
    return next((c for c in before if c.i in sided or mention_at(doc, c.i) is not None), None)


def _laid_to(a: Answer) -> Draft | None:
    """ "Rebels were behind it", "it was not our doing", "the planes were Russian"."""
    if not a.deeds:
        return None
    found = behind_it(a.content) or whose_work(a.doc, a.statement, a.content) or craft_of_whom(a.content)
    return None if found is None else draft_on(a.doc, a.deeds[-1], *found, "behind_it")


def _blamed(a: Answer) -> Draft | None:
    """ "The opposition accused Russia", with no word of what for."""
    verb = next((t for t in a.cue if t.lemma_ in ("accuse", "blame", "implicate")), None)
    if verb is None or not a.deeds:
        return None
    objects = (c for c in verb.children if c.dep_ == "dobj" and c in a.content)
    whom = each_others(a.doc, a.statement) or next(objects, None)
    if whom is None:
        return None
    said = any(t.lower_ in ("of", "for") and t.i > whom.i and t.head in (verb, whom) for t in a.content)
    return None if said else draft_on(a.doc, a.deeds[-1], verb, whom, "blamed")


def _granted(a: Answer) -> Draft | None:
    """ "Did soldiers use gas? They did, the opposition says.": a short yes to what was asked before."""
    said = [t for t in a.content if not t.is_punct]
    if not a.deeds or not said or len(said) > YES:
        return None
    yes = said[0].lower_ == "yes" or (said[0].lower_ in STANDS_FOR | SPEAKERS and said[-1].lower_ in ECHOES)
    deed = a.deeds[-1]
    asked = token_range(a.doc, deed.trigger)
    if not yes or asked is None or a.doc[asked[0]].sent.text.rstrip()[-1:] != "?":
        return None
    return draft_on(a.doc, deed, said[-1], accused_in(a.doc, deed), "asked_of")


YES = 2
"""Words of an answer that grants what was asked, and no more: "yes", "they did"."""
ECHOES = words("echoes")


ANSWERS: tuple[tuple[str, Callable[[Answer], Draft | None]], ...] = (
    ("denial_of_it", denial),
    ("owning_it", _owned),
    ("granting_it", _granted),
    ("laying_it_to_somebody", _laid_to),
    ("blame_for_it", _blamed),
)


def name_doer(doc: Doc, s: Statement, found: Sequence[Draft]) -> None:
    """Gives the last deed of a statement its doer where a later clause does: "... and that the army was behind it"."""
    deed = next((d for d in reversed(found) if d.kind.violent), None)
    if deed is None:
        return
    if (other := each_others(doc, s)) is not None:
        deed.fill("actor", [other], "each_others")
    if "actor" in deed.roles:
        return
    lowers = words_of(doc)[0]
    ranges = [r for part in s.content if (r := token_range(doc, part)) is not None]
    if not any(word in lowers[a:b] for a, b in ranges for word in BEHIND):
        return
    content = tokens_of(doc, s.content)
    behind = behind_it(content) or craft_of_whom(content)
    if behind is not None and behind[0].i > deed.trigger[0]:
        deed.fill("actor", [behind[1]], "behind_it")
