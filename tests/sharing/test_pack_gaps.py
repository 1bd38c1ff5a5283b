"""What the packs lack, as it is told: bodies, offices and groups without a side; of private persons nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from searching import plain, runs
from seeded_reports import SITE_TOWN, TORTURE_TOWN, seeded

from rashomon.matters import gather
from rashomon.model import Reading, Report, as_json
from rashomon.reading import pipeline
from rashomon.sharing.name_masking import NAME_WITHHELD
from rashomon.sharing.pack_gaps import Gap, by_kind, countries, gaps
from rashomon.sharing.privacy_context import known_of
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def read(world: World, texts: Sequence[str], **told: str) -> list[tuple[Report, Reading]]:
    reports = [
        Report(f"r{n}", text, f"{n:064}", language="en", **({"published": "2024-03-12", "outlet": "Reuters"} | told))  # type: ignore[arg-type]
        for n, text in enumerate(texts)
    ]
    return [(report, reading) for report, reading in pipeline.read(reports, world) if reading is not None]


def found(world: World, *texts: str, people: dict[str, str] | None = None, **told: str) -> list[Gap]:
    all_ = read(world, texts, **told)
    known = known_of([], all_, world, people or {})
    known.look_at(all_, [])
    return gaps(all_, world, known)


def names(gaps_: Sequence[Gap]) -> set[str]:
    return {g.name for g in gaps_ if g.what in ("speaker", "party")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Kalari Front said the army shelled the market.", {"Kalari Front"}),
        ("The Harbour Guard, a militia, shelled the town.", {"Harbour Guard"}),
        ("Witnesses said the Coastal Defence Command bombed the hospital.", {"Coastal Defence Command"}),
        ("Residents said masked hill fighters attacked the town.", {"masked hill fighters"}),
        ("Residents said fighters attacked the town.", set()),  # the packs' own word for anybody
        ("Residents said armed men attacked the town.", set()),  # two words that are the packs' own
        ("Engineers defused 12 roadside bombs on the road to Keld, the army said.", set()),  # things are nobody
        # never a person, with a name or without one
        ("Nurse Mira Tal said gunmen attacked the clinic.", set()),
        ("Jonas Brask said gunmen attacked the clinic.", set()),
        ("A source close to the talks said gunmen killed five civilians.", set()),
        ("A guard at the water works who asked not to be named said gunmen attacked it.", set()),
        ("A spokesman said gunmen attacked the clinic.", set()),
        ("Jonas Brask attacked the clinic, a doctor said.", set()),
    ],
)
def test_bodies_and_groups_are_told_and_persons_are_not(world: World, text: str, told: set[str]) -> None:
    assert names(found(world, text)) == told


def test_they_are_counted_by_claims_and_the_commonest_comes_first(world: World) -> None:
    told = found(
        world,
        "The Harbour Guard shelled the town. The Harbour Guard attacked the port.",
        "Residents said the Kalari Front shelled the town.",
    )
    assert [(g.name, g.claims) for g in by_kind(told)["party"]] == [("Harbour Guard", 2), ("Kalari Front", 1)]


def test_the_sentence_is_one_that_tells_of_no_private_person(world: World) -> None:
    first = "Doctor Abel Stroom said the Harbour Guard bombed the hospital."
    second = "The Harbour Guard shelled the town."
    (guard,) = by_kind(found(world, first, second))["party"]
    assert (guard.claims, guard.sentence) == (2, second)
    (alone,) = by_kind(found(world, first))["party"]
    assert (alone.claims, alone.sentence) == (1, None)


def test_names_in_the_sentence_are_hidden(world: World) -> None:
    (front,) = by_kind(found(world, "The Kalari Front said it had killed Jonas Brask in an attack on the town."))[
        "speaker"
    ]
    assert front.sentence is not None
    assert NAME_WITHHELD in front.sentence and "Brask" not in front.sentence


def test_no_sentence_is_of_a_kind_of_claim_that_never_leaves(world: World) -> None:
    told = found(world, "The Harbour Guard raped two women in the camp, the Kalari Front said.")
    assert all(g.sentence is None for g in told if g.what == "party")


def test_a_name_that_somebody_ruled_to_protect_is_not_told(world: World) -> None:
    text = "The Harbour Guard shelled the town."
    assert names(found(world, text)) == {"Harbour Guard"}
    assert names(found(world, text, people={"Harbour Guard": "protect"})) == set()


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The army shelled the village of Tuvembe on Monday.", ["Tuvembe"]),
        ("The army shelled Goma on Monday.", []),  # the gazetteer knows it
        ("Soldiers raped two women in the village of Tuvembe.", []),  # where is not told
        ("Soldiers raped two women in Tuvembe. Later rebels shelled the village of Ostrel.", ["Ostrel"]),
    ],
)
def test_places_that_are_found_nowhere_but_those_of_sensitive_claims(
    world: World, text: str, listed: list[str]
) -> None:
    assert [g.name for g in by_kind(found(world, text))["place"]] == listed


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        ({"outlet": "Harbour Post"}, ["Harbour Post"]),
        ({"outlet": "@abelstroom"}, []),
        ({"outlet": "Abel Stroom", "author": "Abel Stroom"}, []),
    ],
)
def test_outlets_that_no_pack_knows(world: World, told: dict[str, str], listed: list[str]) -> None:
    assert [g.name for g in found(world, "The army shelled the town.", **told) if g.what == "outlet"] == listed


def test_an_outlet_that_a_pack_knows_is_not_missing() -> None:
    syria = load_world(("syria",))
    assert not by_kind(found(syria, "The army shelled the town.", outlet="SANA"))["outlet"]


def test_in_which_countries_claims_lie(world: World) -> None:
    all_ = read(world, ["The army shelled Goma on Monday. Rebels attacked Bukavu.", "The army shelled Kigali."])
    assert countries(all_) == [("CD", 2), ("RW", 1)]


def test_of_hundreds_of_made_up_reports_nothing_protected_is_told() -> None:
    """The same reports as in test_sharing_leaks.py, read without the pack that knows their parties."""
    sown, world = seeded(120, 7), load_world()
    all_ = [(report, reading) for report, reading in pipeline.read(sown.reports, world) if reading is not None]
    matters = gather(all_, world)
    known = known_of(matters, all_, world, {})
    known.look_at(all_, [m.id for m in matters])
    told = gaps(all_, world, known)
    assert sum(g.sentence is not None for g in told) >= 3, "it shows sentences at all"
    out = plain(json.dumps(as_json(told), ensure_ascii=False))
    assert [n for n in map(plain, sown.names) if n in out] == []
    words = " ".join(re.findall(r"\w+", out))
    assert [q for q, *odd in sown.words if any(run in words for run in runs(q, odd))] == []
    assert [w for w in (SITE_TOWN.casefold(), TORTURE_TOWN.casefold(), "tortur", "raped") if w in out] == []
