"""How surely it is claimed: affirmed or denied, and of which reality. All sentences are ours; none of it happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

ROWS = [
    ("Palmyra has not fallen.", "control", "denied", "happened"),
    ("Palmyra has not yet fallen to the army.", "control", "denied", "happened"),
    ("Palmyra never fell to the army.", "control", "denied", "happened"),
    ("The army did not shell Zabadani.", "shelling", "denied", "happened"),
    ("The army denied shelling Zabadani.", "shelling", "denied", "happened"),
    ("The army denied carrying out air strikes on Idlib.", "airstrike", "denied", "happened"),
    ("Russia denied that its jets bombed a hospital in Idlib.", "airstrike", "denied", "happened"),
    ("No civilians were killed in Douma.", "casualties", "denied", "happened"),
    ("Nobody was killed in Douma.", "casualties", "denied", "happened"),
    ("The army failed to capture Zabadani.", "control", "denied", "happened"),
    ("The army withdrew without shelling Zabadani.", "shelling", "denied", "happened"),
    ("Rebels refused to leave Daraya.", "withdrawal", "denied", "happened"),
    ("The army stopped shelling Zabadani.", "shelling", "denied", "happened"),
    ("The army may shell Zabadani.", "shelling", "affirmed", "hypothetical"),
    ("The army might attack Zabadani.", "clash", "affirmed", "hypothetical"),
    ("The army could capture Zabadani within days.", "control", "affirmed", "hypothetical"),
    ("The army may have shelled Zabadani.", "shelling", "affirmed", "happened"),
    ("The army will attack Zabadani.", "clash", "affirmed", "planned"),
    ("Rebels will withdraw from Homs on Monday.", "withdrawal", "affirmed", "planned"),
    ("The army will not withdraw from Homs.", "withdrawal", "denied", "planned"),
    ("Rebels threatened to attack Zabadani.", "clash", "affirmed", "planned"),
    ("The army plans to retake Palmyra.", "control", "affirmed", "planned"),
    ("Rebels tried to capture Zabadani.", "control", "affirmed", "planned"),
    ("If the army attacks Zabadani, thousands would flee.", "clash", "affirmed", "hypothetical"),
    ("The army is shelling Zabadani.", "shelling", "affirmed", "ongoing"),
    ("Rebels are withdrawing from Homs.", "withdrawal", "affirmed", "ongoing"),
    ("Government forces have been shelling Zabadani since Friday.", "shelling", "affirmed", "ongoing"),
    ("Clashes are continuing in Zabadani.", "clash", "affirmed", "ongoing"),
    ("The army shelled Zabadani.", "shelling", "affirmed", "happened"),
    ("The army had shelled Zabadani.", "shelling", "affirmed", "happened"),
    ("The fighting in Zabadani did not stop.", "clash", "affirmed", "happened"),
    ("Zabadani is still reeling from the shelling of its market.", "shelling", "affirmed", "happened"),
    ("The army is going to shell Zabadani.", "shelling", "affirmed", "planned"),
    ("The army was going to shell Zabadani.", "shelling", "affirmed", "planned"),
    ("The army is not shelling Zabadani.", "shelling", "denied", "ongoing"),
    ("The army is still shelling Zabadani.", "shelling", "affirmed", "ongoing"),
    ("The opposition said the withdrawal from Homs was not tactical.", "withdrawal", "affirmed", "happened"),
    ("Aid has not reached Madaya.", "aid_delivered", "denied", None),
    ("The army has not only shelled Zabadani but captured it.", "shelling", "affirmed", "happened"),
    ("The army captured Zabadani, not the rebels.", "control", "affirmed", "happened"),
    ("Rebels hope to retake Palmyra.", "control", "affirmed", "planned"),
    ("The army warned it would shell Zabadani.", "shelling", "affirmed", None),
    ("The opposition called for a withdrawal from Homs.", "withdrawal", "affirmed", None),
    ("The opposition demanded a withdrawal from Homs.", "withdrawal", "affirmed", "planned"),
    ("The opposition praised a withdrawal from Homs.", "withdrawal", "affirmed", "happened"),
    ("It is unclear whether the army captured Zabadani.", "control", "affirmed", "hypothetical"),
    ("The town was not shelled.", "shelling", "denied", "happened"),
    ("Rebels withdrew from Homs.", "withdrawal", "affirmed", "happened"),
    ("The army is preparing to storm Zabadani.", "clash", "affirmed", "planned"),
    ("The rebels vowed to retake Palmyra.", "control", "affirmed", "planned"),
    ("Had the army attacked Zabadani, nobody would have stayed.", "clash", "affirmed", "hypothetical"),
    ("The strike would have killed hundreds in Homs.", "airstrike", "affirmed", "hypothetical"),
    ("The army might have shelled Zabadani.", "shelling", "affirmed", "happened"),
    ("No group claimed responsibility for the bombing in Homs.", "bombing", "affirmed", "happened"),
    ("Rebels have not claimed responsibility for the bombing in Homs.", "bombing", "affirmed", "happened"),
    ("Rebels denied responsibility for the bombing in Homs.", "bombing", "denied", "happened"),
    ("The army would not shell Zabadani.", "shelling", "denied", "hypothetical"),
    ("Reports on the shelling of Zabadani are false, SANA said.", "shelling", "denied", "happened"),
    ("SANA said reports that the army shelled Zabadani are false.", "shelling", "denied", "happened"),
    ("Reports on the shelling of Zabadani are not false, SANA said.", "shelling", "affirmed", "happened"),
    ("Reports on the shelling of Zabadani are true, SANA said.", "shelling", "affirmed", "happened"),
    # what it is done for has not come about
    ("The army launched an offensive to recapture Palmyra.", "control", "affirmed", "planned"),
    ("An army offensive to recapture Palmyra began on Monday.", "control", "affirmed", "planned"),
    ("The army attacked in a bid to recapture Palmyra.", "control", "affirmed", "planned"),
    ("An offensive began with the aim of recapturing Palmyra.", "control", "affirmed", "planned"),
    ("The offensive is aimed at recapturing Palmyra.", "control", "affirmed", "planned"),
    ("The aim of the offensive is to recapture Palmyra.", "control", "affirmed", "planned"),
    ("The army attacked in order to recapture Palmyra.", "control", "affirmed", "planned"),
    ("The army went on to recapture Palmyra.", "control", "affirmed", "happened"),
    ("The army managed to recapture Palmyra.", "control", "affirmed", "happened"),
    ("Rebels entered the city, capturing Palmyra.", "control", "affirmed", "happened"),
    # one of several
    ("It was not the first time that planes bombed Homs.", "airstrike", "affirmed", "happened"),
    ("The raid was not the only strike on Homs.", "airstrike", "affirmed", "happened"),
    # who knows nothing of it denies nothing
    ("The ministry had no details on the strike on Homs.", "airstrike", "affirmed", "happened"),
    ("The governor had no information about the bombing in Homs.", "bombing", "affirmed", "happened"),
    ("There is no evidence that the army shelled Homs, the minister said.", "shelling", "affirmed", "hypothetical"),
    ("The mission found no sign of a chemical attack in Homs.", "chemical_attack", "affirmed", "hypothetical"),
    ("No casualties were recorded in the strike on Homs.", "airstrike", "affirmed", "happened"),
    ("Reports of a strike on Homs were fabricated, the army said.", "airstrike", "denied", "happened"),
    # a "no" at the object of the deed
    ("We carried out no air strike on Homs, the army said.", "airstrike", "denied", "happened"),
    ("The army said it had used no chemical weapons in Homs.", "chemical_attack", "denied", "happened"),
    ("The army targeted no hospitals in Homs.", "shelling", "denied", "happened"),
    ("The monitor recorded no air strikes on Homs.", "airstrike", "denied", "happened"),
    ("The monitor did not record any air strikes on Homs.", "airstrike", "denied", "happened"),
    ("Russia did not take part in the bombing of Homs.", "bombing", "denied", "happened"),
    # what a verb is not done about has happened
    ("The army did not condemn the bombing in Homs.", "bombing", "affirmed", "happened"),
    ("Rebels agreed to halt the shelling of Zabadani.", "shelling", "denied", "planned"),
    ("Russia halted airstrikes on Homs on Monday.", "airstrike", "denied", "happened"),
    ("The army suspended its air raids on Homs.", "airstrike", "denied", "happened"),
    ("Air strikes on Homs were halted on Monday.", "airstrike", "denied", "happened"),
    # what others had begun there was
    ("The army halted the offensive on Homs.", "clash", "affirmed", "happened"),
    ("The army halted a rebel attack on Homs.", "clash", "affirmed", "happened"),
    ("The United Nations has not investigated the massacre in Homs.", "killing", "affirmed", "happened"),
    ("The army has not commented on the bombing in Homs.", "bombing", "affirmed", "happened"),
    ("Nobody has claimed the attack in Homs.", "clash", "affirmed", "happened"),
    ("The government could not prevent the attack on Homs.", "clash", "affirmed", "happened"),
    ("State media have not changed the toll of four dead in Homs.", "casualties", "affirmed", "happened"),
]


@pytest.mark.parametrize(("text", "kind", "polarity", "modality"), ROWS, ids=[row[0] for row in ROWS])
def test_polarity_and_modality(text: str, kind: str, polarity: str, modality: str | None) -> None:
    found = [c for c in claims(read(text)) if c.kind == kind]
    assert found
    assert {c.polarity for c in found} == {polarity}
    if modality is not None:
        assert {c.modality for c in found} == {modality}


@pytest.mark.parametrize(("text", "kind", "polarity", "modality"), ROWS, ids=[row[0] for row in ROWS])
def test_only_what_is_affirmed_to_have_happened_has_codes(
    text: str, kind: str, polarity: str, modality: str | None
) -> None:
    for claim in claims(read(text)):
        if claim.polarity == "denied" or claim.modality in ("planned", "predicted", "hypothetical"):
            assert claim.acled is None


def test_codes_of_what_happened() -> None:
    (claim,) = claims(read("The army shelled Zabadani."))
    assert claim.acled == "Shelling/artillery/missile attack"


def test_what_is_planned_lies_ahead() -> None:
    (claim,) = claims(read("Rebels threatened to attack Zabadani."))
    assert (claim.time.start, claim.time.end) == ("2016-07-10", None)


def test_what_happened_with_no_date_was_before_publication() -> None:
    (claim,) = claims(read("The army shelled Zabadani."))
    assert (claim.time.start, claim.time.end, claim.time.from_) == (None, "2016-07-10", "published")
