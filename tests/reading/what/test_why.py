"""Why a claim is as it is: the rule of each of its fields. All sentences are ours; nothing in them happened."""

from __future__ import annotations

import pytest
from read_claims import read

from rashomon.model import Claim
from rashomon.reading.rules import in_words, rules


def why(text: str, claim: Claim) -> dict[str, str]:
    """Field to rule, with the words that it went by: `made.verb_frame:shelled`."""
    return {w.field: w.rule + (f":{text[w.at.start : w.at.end]}" if w.at else "") for w in claim.why}


ROWS: list[tuple[str, dict[str, str]]] = [
    (
        "Government forces shelled the town of Zabadani on Friday.",
        {
            "made": "made.verb_frame:shelled",
            "kind": "kind.trigger:shelled",
            "actor": "party.subject:Government forces",
            "actor_camp": "camp.descriptor:Government forces",
            "target": "party.object:the town",
            "means": "means.own_phrase:shelled",
            "place": "place.preposition:Zabadani",
            "time": "time.same_clause:Friday",
            "polarity": "",
            "modality": "",
        },
    ),
    ("The army did not shell Zabadani.", {"place": "place.target:Zabadani", "polarity": "polarity.negation:not"}),
    ("The army denied shelling Zabadani.", {"polarity": "polarity.verb_of_denial:denied"}),
    ("The army denied that it had not shelled Zabadani.", {"polarity": "polarity.denial_of_negation:denied"}),
    ("Rebels failed to capture Zabadani.", {"holder": "party.subject:Rebels", "polarity": "polarity.undone:failed"}),
    ("Rebels did not fail to capture Zabadani.", {"polarity": "polarity.double_negation:fail"}),
    ("No civilians were killed in Douma.", {"polarity": "polarity.nobody:civilians", "kind": "kind.untold:killed"}),
    ("The army withdrew without shelling Zabadani.", {"polarity": "polarity.without:without"}),
    ("The army had nothing to do with the bombing in Homs.", {"polarity": "polarity.no_part:nothing"}),
    ("It is not true that the army shelled Zabadani.", {"polarity": "polarity.not_true:not"}),
    ("The siege of Daraya was lifted.", {"polarity": "polarity.lifted:lifted"}),
    ("The army will withdraw from Homs.", {"time": "time.to_come", "modality": "modality.future:will"}),
    ("Rebels hope to retake Palmyra.", {"modality": "modality.intended:hope"}),
    ("The army may shell Zabadani.", {"modality": "modality.maybe:may"}),
    ("The army is shelling Zabadani.", {"modality": "modality.progressive:is"}),
    ("Jets regularly bomb Idlib.", {"modality": "modality.habit:regularly", "time": "time.habit:regularly"}),
    (
        "Rebels reportedly captured Zabadani on Monday because the road was open.",
        {"hedge": "hedge.adverb:reportedly", "reason": "reason.clause_of_cause:because the road was open"},
    ),
    (
        "At least 12 people were killed in a suicide bombing in Homs, the monitor said on Tuesday.",
        {
            "made": "made.phrase:suicide bombing",
            "time": "time.said_then:Tuesday",
            "counts": "counts.done_to_them:killed",
        },
    ),
    (
        "Rebels shelled Homs on Monday. The rebels denied any involvement.",
        {"made": "made.denial_of_it:involvement", "kind": "kind.taken_up:involvement", "place": "place.taken_up"},
    ),
    (
        "Rebels attacked Zabadani with mortars.",
        {"kind": "kind.weapon:mortars", "means": "means.with_what:mortars"},
    ),
    (
        "Islamic State fighters captured Palmyra and were shelling the city.",
        {"place": "place.this_city:city", "actor": "party.subject:Islamic State fighters"},
    ),
    (
        "Drones thought to be Russian bombed a depot in Idlib.",
        {"actor_camp": "camp.said_to_be:Drones", "place": "place.frame:Idlib"},
    ),
    ("SANA said that terrorists attacked the city of Homs.", {"actor_camp": "camp.loaded_word:terrorists"}),
    (
        "Police arrested 12 suspects in a raid in Daraa. The incident occurred on Tuesday.",
        {"time": "time.sentence_after:Tuesday", "counts": "counts.done_to_them:arrested"},
    ),
    ("The opposition accused the army of bombing a market in Douma.", {"kind": "kind.by_a_state:bombing"}),
]
"""A text, and of its last claim field -> rule and the words that it went by; "" where no rule set the field."""


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[r[0][:50] for r in ROWS])
def test_the_rules_of_a_claim(text: str, expected: dict[str, str]) -> None:
    claims = [c for s in read(text).statements for c in s.claims]
    found = why(text, claims[-1])
    assert {f: found.get(f, "") for f in expected} == expected


def test_every_rule_that_fires_is_said_in_words() -> None:
    for text, _ in ROWS:
        for s in read(text).statements:
            for w in (w for c in s.claims for w in c.why):
                assert w.rule in rules(), w
                if w.at is None:
                    assert "…" not in in_words(w, text), w


def test_joined_claims_keep_why() -> None:
    """The claim is the noun's, its dead are the verb's."""
    text = "An air strike on a market in Idlib killed nine people."
    (claim,) = [c for s in read(text).statements for c in s.claims]
    found = why(text, claim)
    assert found["made"] == "made.phrase:air strike"
    assert found["counts"] == "counts.done_to_them:killed"
    assert found["target"] == "party.preposition:a market"
