"""Headlines In Capitals, and what a headline leaves out. All texts are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_claims import claims, read

from rashomon.reading.grammar.truecasing import calmed
from rashomon.world import load_world

WORLD = load_world(("syria",))

CALMED = [
    ("Russian Airstrikes Kill 12 in Idlib", "Russian airstrikes kill 12 in Idlib"),
    ("Rebels Shell Homs, Killing Nine", "rebels shell Homs, killing nine"),
    ("Islamic State Fighters Attack Army Base", "Islamic State fighters attack Army Base"),
    ("Civilians Killed as US-led Coalition Raids Hit Raqqa", "civilians killed as US-led Coalition raids hit Raqqa"),
    # names, and sentences that only have many of them, stay as they are
    ("Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights"),
    ("Rami Abdel Rahman of the Syrian Observatory spoke.", "Rami Abdel Rahman of the Syrian Observatory spoke."),
    ("On Monday the Syrian Army left Homs.", "On Monday the Syrian Army left Homs."),
    # what is all in capitals may be a name
    ("ISIS Attacks Kill Nine Near Homs", "ISIS attacks kill nine near Homs"),
]


@pytest.mark.parametrize(("text", "wanted"), CALMED, ids=[text for text, _ in CALMED])
def test_common_words_lose_their_capital(text: str, wanted: str) -> None:
    assert calmed(text, WORLD) == wanted


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["Attack", "ATTACK", "İstanbul", "ß", "Ǆ", "Kills", "in", "."])).map(" ".join)
)
def test_no_offset_moves(text: str) -> None:
    found = calmed(text, WORLD)
    assert len(found) == len(text)
    assert found.casefold() == text.casefold()


READ = [
    # the passive of headlines: who stands before the verb is who was harmed
    ("70 Fighters Killed in Russian Airstrikes on Palmyra", "airstrike", "russia", 70),
    ("Nine Rebels Killed, 12 Injured in Army Shelling of Douma", "shelling", "government", 9),
    ("12 farmers killed in Homs: monitor", "casualties", None, 12),
    # and the active
    ("Syrian Army Kills 60 Militants in Hama", "casualties", "government", 60),
    ("Barrel Bombs Kill Nine in Aleppo", "airstrike", None, 9),
]


@pytest.mark.parametrize(("text", "kind", "camp", "dead"), READ, ids=[row[0] for row in READ])
def test_a_headline_is_read(text: str, kind: str, camp: str | None, dead: int) -> None:
    reading = read(text)
    (claim,) = [c for c in claims(reading) if c.id == reading.main]
    assert claim.kind == kind
    assert (claim.actor.camp if claim.actor else None) == camp
    assert dead in [reading.counts[i].low for i in claim.counts]


def test_what_is_quoted_from_a_headline_is_as_it_was_printed() -> None:
    text = "Russian Airstrikes Kill 12 in Idlib"
    (claim,) = claims(read(text))
    assert claim.actor is not None
    assert claim.actor.text == "Russian"
    assert claim.means is not None
    assert claim.means.text == "Airstrikes"


def test_a_number_at_the_head_of_a_paragraph_belongs_to_its_sentence() -> None:
    reading = read("Kastrel, 4 May 2016\n\n58 civilians were killed in an attack on Homs.")
    (claim,) = [c for c in claims(reading) if c.id == reading.main]
    assert [reading.counts[i].low for i in claim.counts] == [58]
