"""Why a statement is as it is: the rules that made it and set its speaker, camp, stance and content (`model.Why`).

The rules are named where they act; what each means in words stands in rules.toml here and in `actors`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from rashomon.model import Span, Statement, Why
from rashomon.reading.actors.component import Side
from rashomon.reading.grammar.spans import characters
from rashomon.reading.who.draft import Draft


def of_cued(doc: Doc, f: Draft, rule: str, met: Span | None, side: Side) -> tuple[Why, ...]:
    """The reasons of a statement with a cue. `rule` tells how its speaker is known: by the words at the cue, or by the
    words `met` that stand for somebody met before."""
    cue = characters(doc, f.cue[0])
    return (
        Why("made", f"made.{f.made}", cue),
        Why("speaker", f"speaker.{rule}", met or cue),
        of_camp(doc, side),
        Why("stance", f"stance.{f.stance_rule}", cue),
        Why("content", f"content.{f.content_rule}", cue),
    )


def of_narration(doc: Doc, side: Side) -> tuple[Why, ...]:
    """The reasons of what the outlet tells in its own voice."""
    return (
        Why("made", "made.narration"),
        Why("speaker", "speaker.outlet"),
        of_camp(doc, side),
        Why("stance", "stance.narration"),
        Why("content", "content.rest_of_narration"),
    )


def of_camp(doc: Doc, side: Side) -> Why:
    """Why somebody is of a camp."""
    return Why("camp", f"camp.{side.rule}", characters(doc, side.by) if side.by is not None else None)


def spoken_by(s: Statement, by: Statement, rule: str) -> Statement:
    """A statement whose speaker turned out to be that of another, with that one's camp."""
    why = Why("speaker", f"speaker.{rule}", by.speaker.span)
    camp = next((w for w in by.why if w.field == "camp"), None)
    return replace(s, why=tuple(why if w.field == "speaker" else camp or w if w.field == "camp" else w for w in s.why))
