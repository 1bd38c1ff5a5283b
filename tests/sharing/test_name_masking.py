"""Who is a private person, and which words name one: value tables."""

from __future__ import annotations

import pytest
from sharing_sample import world

from rashomon.model import Report, Span, Speaker
from rashomon.sharing import name_masking
from rashomon.sharing.name_masking import is_group, know, mask, phrase, role_of, show, spelt

NAMES = know(
    public=["Arvessan army", "Varrish Rights Monitor", "FSA", "Arvessa"],
    people=["Sorin Valde", "Valde"],
    private=["Jonah Brasc", "Mirel al-Tavesh"],
    small=frozenset(spelt("the shells fell at dawn while rebels and residents slept, and the shells fell again")),
    country=lambda name: name == "Corvany",
)
PLACES = name_masking.phrases(map(phrase, ("Kastrel", "Three Wells", "Hassan", "Omar")))
X = name_masking.NAME_WITHHELD


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # Names of speakers, wherever and however they are written.
        ("It was Jonah Brasc who called.", f"It was {X} who called."),
        ("It was JONAH BRASC who called, and brasc again.", f"It was {X} who called, and {X} again."),
        ("We met Brasc’s brother.", f"We met {X} brother."),
        ("Jo\u00adnah Bra\u200bsc left.", f"{X} left."),
        ("Al-Tavesh and Tavesh fled.", f"{X} and {X} fled."),
        # Names that nobody knows: a capital without a reason.
        ("Shells killed Ilsa Morven at dawn.", f"Shells killed {X} at dawn."),
        ("They buried the teacher Ilsa.", f"They buried the teacher {X}."),
        ("They held Abu Khalid al-Homsi for a week.", f"They held {X} for a week."),
        ("They held abu Khalid for a week.", f"They held {X} for a week."),
        ("They met Abu Osama al-Iraqi there.", f"They met {X} there."),
        ("They met Omar Said there.", f"They met {X} there."),
        ("J. B. Morven was seen.", f"{X} was seen."),
        ("Gen. Morven was seen.", f"Gen. {X} was seen."),
        # A full stop ends a name, but for one letter and a short title.
        ("They took Col. Morven.", f"They took Col. {X}."),
        ("They took Tor. Residents fled.", f"They took {X}. Residents fled."),
        ("They took Tor A. Residents fled.", f"They took {X}. Residents fled."),
        ("They met J. Kastrel at noon.", f"They met {X} at noon."),
        ("They met Tor. Kastrel is calm.", f"They met {X}. Kastrel is calm."),
        ("They took the Mayor. Rebels fled.", "They took the Mayor. Rebels fled."),
        ("Van der Meer’s house burned.", f"{X} house burned."),
        ("Ilsa Morven, 27, was seen.", f"{X}, was seen."),
        # A capital that has a reason stays.
        (
            "The Arvessan army entered Kastrel on Monday, 13 May.",
            "The Arvessan army entered Kastrel on Monday, 13 May.",
        ),
        ("Shells fell. Rebels fled to Three Wells.", "Shells fell. Rebels fled to Three Wells."),
        ("Sorin Valde said so; Valde left.", "Sorin Valde said so; Valde left."),
        ("The Kastrel-based FSA left for Corvany.", "The Kastrel-based FSA left for Corvany."),
        ("The Western Shore Relief Committee met.", "The Western Shore Relief Committee met."),
        (
            "A UN-sponsored truce, and Su-34 jets over Kastrel At least",
            "A UN-sponsored truce, and Su-34 jets over Kastrel At least",
        ),
        ("Arvessas army left Kastrels streets on Mondays", "Arvessas army left Kastrels streets on Mondays"),
        # A place's name that is part of a person's, or stands where only a person's can.
        ("Omar Morven fled.", f"{X} fled."),
        ("Hassan Omar fled.", f"{X} fled."),
        ("the activist Hassan fled.", f"the activist {X} fled."),
        ("Hassan, 31, fled.", f"{X}, fled."),
        ("They fled to Hassan.", "They fled to Hassan."),
        # Scripts without capitals, and ways to reach somebody.
        ("He wrote “خالد عمر” there.", f"He wrote “{X}” there."),
        ("They call +963 11 555 0199 or @brasc_k or j@example.org.", f"They call {X} or {X} or {X}."),
    ],
)
def test_names_are_masked_and_nothing_else(text: str, masked: str) -> None:
    assert mask(text, NAMES, PLACES) == masked


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Shells killed Ilsa Morven at dawn.", False),
        ("Shells killed Ilsa Morven, a nurse from the upper town, at dawn.", True),
        ("Killed: Ilsa Morven, Tor Adlen, Pia Ost, Ulf Renner.", True),
    ],
)
def test_a_quote_that_still_tells_who_it_is_is_in_doubt(text: str, doubt: bool) -> None:
    assert name_masking.in_doubt(text, name_masking.private_ranges(text, NAMES, PLACES)) is doubt


@pytest.mark.parametrize(
    ("description", "group"),
    [
        ("residents", True),
        ("local activists", True),
        ("the regime", True),
        ("Syria's official media", True),
        ("rebels in the upper town", True),
        ("a former officer", False),
        ("two residents", False),
        ("his parents", False),
        ("the former officer", False),
        ("a witness", False),
        ("the witness", False),
        ("one of the fighters", False),
    ],
)
def test_groups_pick_out_nobody(description: str, group: bool) -> None:
    assert is_group(description) is group


def _speaker(
    text: str, name: str, role: str, camp: str = "opposition", entity: str | None = None, named: bool = True
) -> Speaker:
    return Speaker(name, text, Span(0, 1), role, camp, entity, named)


REPORT = Report("r", "text", "0" * 64, outlet="Ilve Direct")


@pytest.mark.parametrize(
    ("speaker", "label", "protected"),
    [
        (_speaker("the army", "Arvessan army", "military", entity="army"), "Arvessan army", False),
        (_speaker("the General Command", "the General Command", "military", entity="army"), "Arvessan army", False),
        (_speaker("Valde", "Sorin Valde", "leader", entity="valde"), "Sorin Valde", False),
        (
            _speaker("Ilsa Morven", "Ilsa Morven", "humanitarian", entity="lantern"),
            "Lantern Relief representative",
            True,
        ),
        (
            _speaker("Ilsa Morven, spokeswoman", "Ilsa Morven", "official", entity="interior"),
            "Interior Ministry (official)",
            False,
        ),
        (_speaker("Jonah Brasc, a citizen journalist", "Jonah Brasc", "activist"), "journalist", True),
        (_speaker("Jonah Brasc", "Jonah Brasc", "activist"), "activist", True),
        (_speaker("a medic", "a medic", "medic", named=False), "medic", True),
        (
            _speaker("an officer from the upper town who defected", "an officer", "military", named=False),
            "defector",
            True,
        ),
        (_speaker("somebody", "somebody", "unknown", named=False), "source", True),
        (_speaker("residents of Luthmar", "residents of Luthmar", "resident", named=False), "residents", False),
        (_speaker("The residents", "The residents", "resident", named=False), "residents", False),
        (_speaker("", "Ilve Direct", "media", camp="narrator"), "Ilve Direct", False),
        (_speaker("The Meridian", "The Meridian", "media", camp="media"), "The Meridian", False),
        (_speaker("The Meridian Bird", "The Meridian Bird", "media", camp="media"), "journalist", True),
    ],
)
def test_speakers_are_shown_by_name_only_where_they_are_public(speaker: Speaker, label: str, protected: bool) -> None:
    shown = show(speaker, REPORT, world().packs.entities, frozenset({"ilve direct", "the meridian"}))
    assert (shown.label, shown.protected) == (label, protected)


def test_a_person_of_the_pack_without_an_office_is_private() -> None:
    entities = dict(world().packs.entities)
    entities["valde"].official = False
    try:
        shown = show(_speaker("Valde", "Sorin Valde", "activist", entity="valde"), REPORT, entities, frozenset())
        assert shown.protected and "Valde" not in shown.label
    finally:
        entities["valde"].official = True


def test_roles_come_from_the_description_first() -> None:
    assert role_of(_speaker("a nurse at the front", "a nurse", "armed_actor", named=False)) == "medic"
    assert role_of(_speaker("Ilsa", "Ilsa", "rights_group")) == "rights worker"


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://x.example/2019/jonah-brasc-photographer", True),
        ("https://x.example/2019/JonahBrasc.html", True),
        ("file:///home/tavesh/report.html", True),
        ("https://x.example/2019/kastrel", False),
    ],
)
def test_addresses_with_a_private_name_are_known(address: str, known: bool) -> None:
    assert NAMES.knows(address) is known
