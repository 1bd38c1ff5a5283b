"""Who is a private person, and which words name one: value tables."""

from __future__ import annotations

import pytest
from sharing_sample import world

from rashomon.model import Name, Report, Span, Speaker
from rashomon.reading.persons.name_words import phrases
from rashomon.sharing import name_masking
from rashomon.sharing.name_masking import Rulings, hidden_words, mask, mask_words, private_ranges
from rashomon.sharing.speakers import is_group, role_of, show

X = name_masking.NAME_WITHHELD
NOTHING = Rulings(phrases(()), phrases(()), phrases(()))


def named(text: str, *private: str, public: str = "") -> list[Name]:
    """The names of a text, each at its first occurrence."""
    found = [Name(Span(at := text.index(n), at + len(n)), n, "person", n == public, "name.test") for n in private]
    return sorted(found, key=lambda n: n.span)


def masked(text: str, names: list[Name], rulings: Rulings = NOTHING) -> str:
    return mask(text, private_ranges(text, names, rulings))


def test_the_ranges_of_a_report_are_hidden_with_the_age_behind_and_nothing_else() -> None:
    text = "Ilsa Morven, 27, and the teacher Tor left Kastrel."
    assert masked(text, named(text, "Ilsa Morven", "Tor")) == f"{X}, and the teacher {X} left Kastrel."


def test_a_public_name_stays_and_one_that_is_ruled_on_follows_the_ruling() -> None:
    text = "Sorin Valde met Ilsa Morven and Tor Adlen."
    names = named(text, "Sorin Valde", "Ilsa Morven", "Tor Adlen", public="Sorin Valde")
    assert masked(text, names) == f"Sorin Valde met {X} and {X}."
    ruled = Rulings(phrases([("sorin", "valde")]), phrases([("ilsa", "morven")]), phrases(()))
    assert masked(text, names, ruled) == f"{X} met Ilsa Morven and {X}."


def test_a_whole_name_that_is_private_in_another_report_is_hidden_here_unless_it_is_public_here() -> None:
    text = "They named Tor Adlen. Sorin Valde came."
    ruled = Rulings(phrases(()), phrases(()), phrases([("tor", "adlen"), ("sorin", "valde")]))
    assert masked(text, named(text, "Sorin Valde", public="Sorin Valde"), ruled) == f"They named {X}. Sorin Valde came."


def test_a_span_shows_what_its_part_of_the_report_shows() -> None:
    text = "Shells hit the house of Ilsa Morven in Kastrel."
    ranges = private_ranges(text, named(text, "Ilsa Morven"), NOTHING)
    at = text.index("the house")
    assert mask(text, ranges, Span(at, at + len("the house of Ilsa Morven"))) == f"the house of {X}"
    assert mask(text, ranges, Span(at, text.index(" Morven"))) == f"the house of {X}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Who killed Ilsa Morven in Kastrel?", f"Who killed {X} in Kastrel?"),
        ("Who killed the wife of MORVEN?", f"Who killed the wife of {X}?"),
        ("Was the Morven-Dray house hit?", f"Was the {X} house hit?"),
        ("Did the Hope Front do it?", "Did the Hope Front do it?"),
        ("Is there hope for Kastrel?", "Is there hope for Kastrel?"),
    ],
)
def test_a_text_that_is_no_reports_shows_no_word_of_a_hidden_name(text: str, shown: str) -> None:
    hidden = hidden_words(["Ilsa Morven", "Hope Dray"])
    assert mask_words(text, hidden, phrases([("hope", "front")])) == shown


@pytest.mark.parametrize(
    ("text", "names", "doubt"),
    [
        ("Shells killed Ilsa Morven at dawn.", ("Ilsa Morven",), False),
        ("Shells killed Ilsa Morven, a nurse from the upper town, at dawn.", ("Ilsa Morven",), True),
        ("Killed: Ilsa Morven, Tor, Pia Ost, Ulf Renner.", ("Ilsa Morven", "Tor", "Pia Ost", "Ulf Renner"), True),
    ],
)
def test_a_quote_that_still_tells_who_it_is_is_in_doubt(text: str, names: tuple[str, ...], doubt: bool) -> None:
    ranges = private_ranges(text, named(text, *names), NOTHING)
    assert name_masking.in_doubt_between(text, ranges, Span(0, len(text))) is doubt


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
    assert name_masking.in_address(address, {"jonah", "brasc", "tavesh"}) is known


@pytest.mark.parametrize(("public", "label", "protected"), [(True, "Ilsa Morven", False), (False, "official", True)])
def test_what_the_report_says_of_a_speaker_counts(public: bool, label: str, protected: bool) -> None:
    who = Speaker("Ilsa Morven", "Minister Ilsa Morven", Span(0, 20), "official", "government", None, True)
    said = [Name(Span(9, 20), "Ilsa Morven", "person", public, "name.office" if public else "name.unknown")]
    shown = show(who, REPORT, world().packs.entities, frozenset(), names=said)
    assert (shown.label, shown.protected) == (label, protected)
