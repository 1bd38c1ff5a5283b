"""The claims as W3C Web Annotations (JSON-LD): the row of each claim, hung on the words of the report that show it.

The target is the report's frozen text, named by its SHA-256; offsets are Unicode code points from 0, the end exclusive.
A claim without its words (a protected speaker's, for one) is no annotation. Nothing is fetched: the context is named,
not read. https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from rashomon.model import as_json
from rashomon.sharing.name_masking import NAME_WITHHELD
from rashomon.sharing.records import Held, Shared, SharedClaim

AROUND = 32
"""Characters before and after the words, for a reader who has another copy of the text."""
CONTEXT: tuple[str | Mapping[str, str], ...] = (
    "http://www.w3.org/ns/anno.jsonld",
    {"rashomon": "urn:x-rashomon:", "claim": "urn:x-rashomon:claim:"},
)
"""`rashomon:` stands for the names of our own columns, `claim:` for ids of claims: terms of no other vocabulary."""
IN_TARGET = ("start", "end", "quote", "text_sha256", "context", "claim_id")
"""Columns of a claim that the target or the annotation itself has."""


def annotation(shared: Shared) -> str:
    """One AnnotationCollection with all annotations on its first page."""
    return "".join(annotation_in_parts([shared], lambda: shared.held_back))


def annotation_in_parts(some: Iterable[Shared], held: Held) -> Iterator[str]:
    """The same, part by part. How many there are comes last."""
    total, begun = 0, False
    for shared in some:
        text = "" if begun else _beginning(shared)
        for claim in filter(_has_words, shared.claims):
            text += (",\n   " if total else "\n   ") + _written(_annotation(claim, shared)).replace("\n", "\n   ")
            total += 1
        begun = True
        yield text.encode("utf-8", "replace").decode("utf-8")
    yield "\n  ]\n },\n" + _written({"total": total, "rashomon:held_back": as_json(held())})[2:] + "\n"


def _beginning(shared: Shared) -> str:
    collection = {
        "@context": list(CONTEXT),
        "id": "urn:x-rashomon:export",
        "type": "AnnotationCollection",
        "label": f"Claims of {shared.reports} reports, attributed to who makes them",
        "rashomon:profile": shared.profile,
        "rashomon:warning": shared.warning,
        "first": {"id": "urn:x-rashomon:export:1", "type": "AnnotationPage", "startIndex": 0, "items": []},
    }
    return _written(collection).removesuffix("]\n }\n}")


def _written(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1)


def _has_words(claim: SharedClaim) -> bool:
    return None not in (claim.text_sha256, claim.start, claim.end, claim.quote)


def _annotation(claim: SharedClaim, shared: Shared) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": claim.start, "end": claim.end}]
    # Words with a name masked stand in no report: a selector with them would find nothing.
    if claim.quote and NAME_WITHHELD not in claim.quote:
        before, after = _around(claim)
        selectors.append({"type": "TextQuoteSelector", "exact": claim.quote, "prefix": before, "suffix": after})
    told = {f.name: getattr(claim, f.name) for f in fields(claim) if f.name not in IN_TARGET}
    return {
        "id": f"claim:{claim.claim_id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"id": "urn:x-rashomon:program", "type": "Software", "name": f"Rashomon {shared.version}"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.kind_label},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _in_words(claim)},
            {"type": "rashomon:Claim", **{f"rashomon:{k}": v for k, v in told.items() if v is not None}},
        ],
        "target": {"source": f"urn:sha256:{claim.text_sha256}", "selector": selectors},
    }


def _in_words(claim: SharedClaim) -> str:
    """Who says it, of what, and how far it was checked: for programs that show no more than text."""
    status = f"Matter {claim.matter_id}: {(claim.matter_status or '').replace('_', ' ')}. " if claim.matter_id else ""
    return f"{claim.speaker} ({claim.speaker_camp}) {claim.stance}: {claim.kind_label}. {status}{claim.review}."


def _around(claim: SharedClaim) -> tuple[str, str]:
    """What stands before and after the words in their sentence, up to where something was withheld."""
    text, hidden = "", "\0"
    for piece in claim.context:
        text += hidden if piece.mark == "withheld" else piece.text
    at = text.find(claim.quote or "")
    if at < 0 or not claim.quote or text.count(claim.quote) > 1:
        return "", ""
    before, after = text[:at], text[at + len(claim.quote) :]
    return before.split(hidden)[-1][-AROUND:], after.split(hidden)[0][:AROUND]


FORMATS = {"annotation.jsonld": annotation}
IN_PARTS = {"annotation.jsonld": annotation_in_parts}
