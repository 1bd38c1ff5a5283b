"""The verbs of saying of a sentence with what belongs to them: auxiliary, negation, pronouns that hang on them."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.sayings import Cue
from rashomon.reading.surface.statement_drafts import Page, cues_in
from rashomon.reading.surface.words import Sentence

BETWEEN = 5
"""Words between an auxiliary and its participle, at most: "a, pour sa part, affirmé"."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying at the words [a, b), its auxiliary included; `at` is where its group begins, pronouns and
    negation before it included."""

    at: int
    a: int
    b: int
    cue: Cue
    negated: bool = False
    passive: bool = False
    hung: bool = False
    """Whether its subject is the pronoun that hangs on it: "a-t-il ajouté"."""
    nobody: bool = False
    """Whether that pronoun means nobody: "apprend-on"."""
    agent: int | None = None
    """Where who is the source of it begins: "a-t-on appris auprès de X"."""


def verbs_in(page: Page, s: Sentence) -> list[Verb]:
    return [verb for cue in cues_in(page, s) if (verb := _verb(page, s, cue)) is not None]


def _verb(page: Page, s: Sentence, cue: Found[Cue]) -> Verb | None:
    if "source" in cue.value.takes or cue.value.participle:
        return Verb(cue.a, cue.a, cue.b, cue.value)
    a = _auxiliary(page, s, cue.a)
    if a is None:
        if cue.value.composed:
            return None
        a = cue.a
    words, says = page.words, page.says
    group = range(a, cue.a)
    hung = [
        i
        for i in (*range(a + 1, cue.a), cue.b)
        if i < s.b and words.norms[i] in words.tongue.hung and "-" in words.gap(i)
    ]
    end = cue.b + 1 if hung and hung[-1] == cue.b else cue.b
    nobody = bool(hung) and says.at("nobody", words, hung[-1], hung[-1] + 1) is not None
    at = a
    while at > s.a and says.at("clitic", words, at - 1, at) == at and not page.pause(at):
        at -= 1
    negated = any(says.at("not_said", words, i, i + 1) is not None for i in (*range(at, a), *group))
    passive = any(says.at("been", words, i, i + 1) is not None for i in group)
    agent = says.at("source_of", words, end, s.b) if nobody else None
    if agent is None and nobody:
        agent = _agent_past_time(page, s, end)
    return Verb(at, a, end, cue.value, negated, passive, bool(hung), nobody, agent)


def _agent_past_time(page: Page, s: Sentence, i: int) -> int | None:
    return page.says.at("source_of", page.words, page.time_at[i], s.b) if i in page.time_at else None


def _auxiliary(page: Page, s: Sentence, i: int) -> int | None:
    """The auxiliary before a participle, over adverbs and negation, or over what stands between two commas."""
    words, says = page.words, page.says
    if page.pause(i):
        opened = next((n for n in range(i - 1, max(s.a, i - ASIDE), -1) if page.pause(n)), None)
        aside = opened is not None and says.at("auxiliary", words, opened - 1, opened) is not None
        return opened - 1 if opened is not None and aside else None
    for at in range(i - 1, max(s.a - 1, i - BETWEEN - 1), -1):
        if says.at("auxiliary", words, at, at + 1) is not None:
            return at
        if page.pause(at) or says.at("plain", words, at, at + 1) is not None:
            return None
    return None


ASIDE = 7
"""Words between two commas that part an auxiliary from its participle, at most."""
