"""Web Annotations: selectors find the words, and nobody's who is protected."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
import sharing_sample as made
from exports_made import FULL, SAMPLE, claim, shared

from rashomon.sharing import SharedClaim
from rashomon.sharing.as_annotation import IN_TARGET, annotation
from rashomon.sharing.records import Piece

TEXTS = {r.text_sha256: r.text for r, _ in made.sample()[1]}


def items(of: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(annotation(of))["first"]["items"]
    return found


def selectors(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {s["type"]: s for s in item["target"]["selector"]}


@pytest.mark.parametrize("of", [SAMPLE, FULL], ids=["default", "full"])
def test_both_selectors_find_the_same_words_in_the_text(of: Any) -> None:
    exact = 0
    for item in items(of):
        text = TEXTS[item["target"]["source"].removeprefix("urn:sha256:")]
        found = selectors(item)
        at = found["TextPositionSelector"]
        if quote := found.get("TextQuoteSelector"):
            exact += 1
            assert text[at["start"] : at["end"]] == quote["exact"]
            assert text[: at["start"]].endswith(quote["prefix"]) and text[at["end"] :].startswith(quote["suffix"])
    assert exact > 3


def test_what_leaves_as_an_annotation_is_what_has_its_words() -> None:
    ids = {i["id"].removeprefix("claim:") for i in items(SAMPLE)}
    assert ids == {c.claim_id for c in SAMPLE.claims if c.quote and c.text_sha256}
    assert not ids & {c.claim_id for c in SAMPLE.claims if c.speaker_protected}
    assert len(items(FULL)) == len(FULL.claims)


def test_masked_words_are_never_given_as_exact_and_bound_the_prefix() -> None:
    context = (Piece("withheld", "[name withheld]"), Piece("text", " told of it: "), Piece("content", "planes came"))
    shown = claim("a", quote="planes came", context=context)
    hidden = replace(shown, claim_id="b", quote="[name withheld] came")
    first, second = items(shared([shown, hidden], []))
    assert selectors(first)["TextQuoteSelector"]["prefix"] == " told of it: "
    assert "TextQuoteSelector" not in selectors(second)


def test_each_column_of_a_claim_is_in_the_body_or_the_target() -> None:
    item = items(shared([claim("a")], []))[0]
    body = next(b for b in item["body"] if b["type"] == "rashomon:Claim")
    filled = {f.name for f in fields(SharedClaim) if getattr(claim("a"), f.name) is not None}
    assert {k.removeprefix("rashomon:") for k in body if k != "type"} == filled - set(IN_TARGET)


def test_the_model_of_the_recommendation() -> None:
    """What the Web Annotation Data Model requires of a collection, a page, an annotation and a selector."""
    data = json.loads(annotation(SAMPLE))
    assert data["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and data["type"] == "AnnotationCollection"
    page = data["first"]
    assert page["type"] == "AnnotationPage" and data["total"] == len(page["items"]) > 0
    assert len({i["id"] for i in page["items"]}) == data["total"]
    for item in page["items"]:
        assert item["type"] == "Annotation" and ":" in item["id"] and ":" in item["target"]["source"]
        at = selectors(item)["TextPositionSelector"]
        assert 0 <= at["start"] < at["end"]
        prefixed = {k.split(":")[0] for b in item["body"] for k in b if ":" in k}
        assert prefixed <= set(data["@context"][1])
