""" "Declined to comment", "could not confirm": who affirms nothing."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.clauses import SUBJECTS, by_whom, child, has, is_verb
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.cues import Phrase
from rashomon.reading.who.draft import NOBODY, Draft, Range
from rashomon.reading.who.source_heads import sayer
from rashomon.reading.who.speaker_words import speaker_phrase


def silence(doc: Doc, phrase: Phrase) -> Iterator[Draft]:
    """ "declined to comment", "could not confirm": nothing is affirmed, and that is worth a row."""
    a, b = phrase.start, phrase.end
    verbs = [t for t in doc[a:b] if is_verb(t)]
    verb = next((t for t in verbs if has(t, *SUBJECTS)), None) or next((t for t in verbs if t.pos_ == "VERB"), None)
    if verb is None:
        return
    unchecked = child(verb, "nsubjpass")
    found = _unverified(doc, phrase, verb, unchecked) if unchecked is not None else _declined(doc, phrase, verb)
    if found is not None:
        yield found


def _unverified(doc: Doc, phrase: Phrase, verb: Token, unchecked: Token) -> Draft:
    """ "The toll could not be verified": by the outlet, where nobody is named."""
    agent = by_whom(verb)
    content = whole(unchecked)
    return Draft(
        cue=[(phrase.start, phrase.end)],
        content=[content if content[1] <= phrase.start else core(unchecked)],
        speaker=agent,
        stance="declines",
        speaker_span=speaker_phrase(doc, agent) if agent is not None else None,
        voice="outlet" if agent is None else "speaker",
        made="not_verified",
        content_rule="unverified",
        speaker_rule="by_phrase",
        stance_rule="nothing_affirmed",
    )


def _declined(doc: Doc, phrase: Phrase, verb: Token) -> Draft | None:
    subject, _, rule = sayer(verb)
    if subject is None or subject.lower_ in NOBODY:
        return None
    span = speaker_phrase(doc, subject)
    if span[0] <= phrase.start < span[1]:
        return None
    cue, content = _declined_words(doc, phrase, verb)
    return Draft(
        cue=[cue],
        content=[content],
        speaker=subject,
        stance="declines",
        speaker_span=span,
        made="nothing_affirmed",
        content_rule="declined",
        speaker_rule=rule,
        stance_rule="nothing_affirmed",
    )


RESPONDING = words("responding")


def _declined_words(doc: Doc, phrase: Phrase, verb: Token) -> tuple[Range, Range]:
    """Cue and content: what follows the phrase; where nothing does, "declined" is the cue, "to comment" what was
    declined."""
    a, b = phrase.start, phrase.end
    sentence = doc[a].sent
    rest = max([t.right_edge.i + 1 for t in doc[a:b] if t.sent == sentence], default=b)
    if not b + 1 < rest <= sentence.end:
        cut = a + 1 if doc[a].pos_ == "VERB" else b - 1
        return (a, cut), (cut, b)
    cut = verb.i + 1 if verb.lemma_ in RESPONDING else b  # "did not respond | to requests for comment"
    return (a, cut), (cut, rest)
