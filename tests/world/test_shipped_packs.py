"""The shipped packs as a whole: each alone, every two together; no two of them say different things of one actor.

Whoever ships a pack adds it to SCRIPTS below, and to BIG where the war is told of by many. What a single pack says of
whom is tested in tests/reading/actors/test_sides_of_packs.py.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations, groupby, pairwise

import pytest

from rashomon.model import NEUTRAL_CAMPS
from rashomon.world import pack_files as module
from rashomon.world.pack_files import folder_of, load_packs, shipped
from rashomon.world.packs import Entity, Pack, camp_on
from rashomon.world.places import import_places, open_gazetteer
from rashomon.world.tables import table

NAMES = tuple(name for name in shipped() if name != "generic")
PAIRS = tuple(combinations(NAMES, 2))

BIG = {"afghanistan", "iraq", "israel-palestine", "myanmar", "sudan", "syria", "ukraine"}
"""Wars that most reports are about."""
MANY, SOME = 80, 30
"""How many actors of its own a pack of such a war, or of another, has at least."""

SCRIPTS: dict[str, dict[str, tuple[str, ...]]] = {
    "caucasus": {
        "armenia": ("ARMENIAN", "CYRILLIC"), "artsakh": ("ARMENIAN", "CYRILLIC"),
        "azerbaijan": ("CYRILLIC", "azerbaijani"), "georgia": ("GEORGIAN", "CYRILLIC"), "russia": ("CYRILLIC",),
    },
    "ethiopia": {
        "ethiopia": ("ETHIOPIC",), "tplf": ("ETHIOPIC",), "fano": ("ETHIOPIC",), "eritrea": ("ETHIOPIC",),
        "amhara_region": ("ETHIOPIC",), "oromia_region": ("ETHIOPIC",),
    },
    "iraq": {
        "iraq": ("ARABIC",), "kurdistan_region": ("ARABIC", "sorani"), "pmf": ("ARABIC",),
        "islamic_resistance_in_iraq": ("ARABIC",), "sadrists": ("ARABIC",), "isis": ("ARABIC",),
    },
    "israel-palestine": {
        "israel": ("HEBREW", "ARABIC"), "hamas": ("ARABIC",), "islamic_jihad": ("ARABIC",),
        "palestinian_authority": ("ARABIC",), "lebanon": ("ARABIC",), "hezbollah": ("ARABIC",),
    },
    "libya": {"libya": ("ARABIC",), "lna": ("ARABIC",), "hor": ("ARABIC",)},
    "sudan": {
        "sudan": ("ARABIC",), "rsf": ("ARABIC",), "tasis": ("ARABIC",), "joint_force": ("ARABIC",), "ffc": ("ARABIC",),
    },
    "ukraine": {"ukraine": ("CYRILLIC",), "russia": ("CYRILLIC",), "dpr": ("CYRILLIC",), "lpr": ("CYRILLIC",)},
    "yemen": {"yemen": ("ARABIC",), "houthis": ("ARABIC",), "stc": ("ARABIC",), "saudi_led_coalition": ("ARABIC",)},
}  # fmt: skip
"""In which scripts the people of a war write their own actors' names. Most entries of a camp have one in each.
Congo's, Haiti's, the Sahel's and Somalia's write in Latin letters too. Of `afghanistan`, `myanmar` and `syria` it does
not hold: most entries there have English names only."""
LETTERS = {"azerbaijani": "əığşüöç", "sorani": "ێۆڵڕەڤ"}
"""Where a language is told by its letters, not by its script."""

ONE_SIDE: tuple[frozenset[str], ...] = (
    frozenset({"us_coalition", "united_states"}),
    *(frozenset({"western", camp}) for camp in ("united_kingdom", "france", "germany", "european_union", "nato")),
    *(frozenset({"kurdish", camp}) for camp in ("kurdistan_region", "pkk")),
    *(frozenset({"iran", camp}) for camp in ("pmf", "islamic_resistance_in_iraq")),
    frozenset({"nusra", "al_qaeda"}),
)
"""Camps of `syria`, which tells fewer sides of that war apart, and what the other packs call the same actor's side.
Iraq's militias fought in Syria as Iran's, and are a side of their own at home."""

TWO_OF_A_NAME = {
    "rsf": "Reporters sans frontières, and Sudan's Rapid Support Forces",
    "mnla": "a movement of the Azawad, and an army of the Mon of Myanmar",
    "volontaires pour la défense de la patrie": "Burkina Faso's volunteers, and the Congo's",
    "srcs": "the Red Crescent of Somalia, and that of Sudan",
}
"""Names that two wars use of two actors. Where both packs are loaded the later one's actor is meant."""


@pytest.fixture(scope="module", autouse=True)
def _read_each_file_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_read", cache(module._read))
        patch.setattr(module, "import_places", cache(import_places))
        yield


@cache
def pack(name: str) -> Pack:
    return load_packs([name])


@cache
def own(name: str) -> frozenset[str]:
    """The actors that a pack has an entry for; the others that it knows are `generic`'s."""
    files = (file for file in folder_of(name).glob("*.toml") if file.name != "pack.toml")
    return frozenset(key for file in files for key in module._read(file))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_says_what_each_entry_rests_on(name: str) -> None:
    for entity in pack(name).entities.values():
        assert entity.fact.endswith(".") and len(entity.fact.split()) >= 3, entity.id
        if entity.type == "person":
            assert entity.official and entity.of, f"{entity.id}: private persons have no place in a pack"
        assert not (entity.organ and entity.camp in NEUTRAL_CAMPS), f"{entity.id} is the organ of no side"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_knows_enough_to_be_worth_loading(name: str) -> None:
    told = pack(name)
    assert len(own(name)) >= (MANY if name in BIG else SOME)
    assert told.name == name and told.home and told.places
    assert all(p.within or p.admin1 or p.lat is not None or p.id.startswith("geonames:") for p in told.places)
    assert len({p.id for p in told.places}) == len(told.places)


@pytest.mark.parametrize("name", NAMES)
def test_times_of_an_actor_follow_one_another(name: str) -> None:
    for entity in pack(name).entities.values():
        spans = [(c.since or date.min, c.until or date.max) for c in entity.changes]
        assert spans == sorted(spans), entity.id
        assert all(a[1] < b[0] for a, b in pairwise(spans)), f"{entity.id} has two sides on one day"


def countries() -> set[str]:
    """Countries by their names and their peoples', folded; names that say that they are a state may be an actor's."""
    gazetteer = open_gazetteer(())
    names = [n for row in table("countries.csv") for n in (*row["aliases"].split("|"), *row["demonyms"].split("|"))]
    names += [c.name for row in table("countries.csv") if (c := gazetteer.country(row["iso"]))]
    return {n.casefold() for n in names if n and not {"Republic", "Federation"} & set(n.split())}


@pytest.mark.parametrize("name", NAMES)
def test_no_alias_is_a_country_or_a_people(name: str) -> None:
    known, own = pack(name), countries() - {"drc"}  # the Danish Refugee Council, in capitals
    for entity in known.entities.values():
        for alias in entity.aliases:
            assert alias.casefold() not in own, f"{entity.id}: {alias!r} is a country or its people"


def script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].replace("MODIFIER", "LATIN")


def scripts(text: str) -> set[str]:
    return {script(c) for c in text if c.isalpha()} | {
        language for language, letters in LETTERS.items() if set(letters) & set(text)
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_an_alias_mixes_scripts(name: str) -> None:
    """A letter of another script that looks the same is never found in a text. "АрміяInform" is two words in one."""
    for entity in pack(name).entities.values():
        for word in " ".join(entity.aliases).split():
            runs = ["".join(run) for _, run in groupby(filter(str.isalpha, word), key=script)]
            assert len(runs) < 2 or min(map(len, runs)) >= 4, f"{entity.id}: {word!r}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_actors_are_named_in_the_scripts_of_their_war(name: str) -> None:
    of: Counter[str] = Counter()
    written: Counter[tuple[str, str]] = Counter()
    for entity in pack(name).entities.values():
        of[entity.camp] += 1
        written.update({(entity.camp, s) for alias in entity.aliases for s in scripts(alias)})
    for camp, wanted in SCRIPTS[name].items():
        for script in wanted:
            assert written[camp, script] >= 0.6 * of[camp], f"{camp}: {script} {written[camp, script]} of {of[camp]}"


@pytest.mark.parametrize("name", [n for n in NAMES if n != "syria"])
def test_a_state_has_its_own_camp(name: str) -> None:
    """`government` and `opposition` are for a state that the words do not name, and syria's words for its two sides."""
    assert not [e.id for e in pack(name).entities.values() if e.camp in ("government", "opposition")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_packs_load_together_and_know_an_actor_alike(one: str, other: str) -> None:
    load_packs([one, other])
    ours, theirs = pack(one), pack(other)
    for alias in ours.aliases.keys() & theirs.aliases.keys() - TWO_OF_A_NAME.keys():
        a, b = ours.entities[ours.aliases[alias]], theirs.entities[theirs.aliases[alias]]
        assert a.id == b.id, f"{alias!r} is [{a.id}] in {one} and [{b.id}] in {other}: give both one id"
    for key in own(one) & own(other):
        a, b = ours.entities[key], theirs.entities[key]
        assert a.type == b.type, key
        for day in sorted(turns(a) | turns(b)):
            assert alike(camp_on(a, day), camp_on(b, day)), f"[{key}] on {day}: {one} {a.camp}, {other} {b.camp}"


@pytest.mark.parametrize("name", NAMES)
def test_what_generic_says_no_pack_repeats(name: str) -> None:
    known, generic = pack(name).entities, load_packs().entities
    for key in own(name) & generic.keys():
        ours, theirs = known[key], generic[key]
        new = {*ours.aliases, *ours.outlets} - {*theirs.aliases, *theirs.outlets}
        assert new or told_of(ours) != told_of(theirs), f"[{key}] of {name} says no more than that of generic"


def told_of(entity: Entity) -> tuple[object, ...]:
    """What an entry says, but for names and the words of its fact."""
    return entity.name, entity.role, entity.camp, entity.organ, entity.official, entity.of, entity.changes


def test_a_side_is_called_the_same_in_all_packs() -> None:
    """Syria's are its own: it tells fewer sides apart."""
    labels: dict[str, dict[str, str]] = {}
    for name in (n for n in NAMES if n != "syria"):
        for camp in pack(name).camps.values():
            labels.setdefault(camp.id, {})[name] = camp.label
    assert not {camp: told for camp, told in labels.items() if len(set(told.values())) > 1}


def turns(entity: Entity) -> set[date]:
    """Days on which a side of an actor begins or ends, and a day of now."""
    days = {d for c in entity.changes for d in (c.since, c.until) if d}
    return {date(2025, 6, 1), *days, *(d + timedelta(1) for d in days), *(d - timedelta(1) for d in days)}


def alike(one: str, other: str) -> bool:
    """Whether two packs say the same; one that has no camp for an actor says nothing."""
    return one == other or bool({one, other} & NEUTRAL_CAMPS) or {one, other} in ONE_SIDE


def test_a_name_that_two_wars_share_is_the_later_packs(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("packs")
    actors: Mapping[str, str] = {"one": '[press]\naliases = ["RSF", "Press"]', "two": '[force]\naliases = ["RSF"]'}
    for name, actor in actors.items():
        (root / name).mkdir()
        (root / name / "pack.toml").write_text(f'name = "{name}"\nlabel = "{name}"\n', encoding="utf-8")
        text = f'{actor}\nname = "{name} itself"\nrole = "organisation"\ncamp = "unknown"\nfact = "It is one."\n'
        (root / name / "actors.toml").write_text(text, encoding="utf-8")
    both = load_packs([str(root / "one"), str(root / "two")])
    assert both.entities["press"].aliases == ("one itself", "Press")
    found = both.find("RSF")
    assert found is not None and found.id == "force"


def test_an_actor_of_two_packs_has_the_names_and_outlets_of_both() -> None:
    both = load_packs(["ukraine", "syria"])
    ria, theirs, ours = both.entities["ria_novosti"], pack("syria").entities, pack("ukraine").entities
    assert ria.fact == theirs["ria_novosti"].fact, "the later pack's entry stands"
    assert {*theirs["ria_novosti"].aliases, *ours["ria_novosti"].aliases} == set(ria.aliases)
    assert "РИА Новости" in ria.aliases
