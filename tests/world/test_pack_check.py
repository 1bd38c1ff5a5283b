"""A pack looked at: all mistakes at once, each with its line; clashes with shipped packs; what is left. A new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.world.pack_check import check_pack, line_of, own_entities, sides
from rashomon.world.pack_files import load_packs, shipped
from rashomon.world.pack_skeleton import Found, skeleton, slug

HEAD = """name = "isle"
label = "a war on an island"
[camps]
crown = { label = "crown", incumbent = true }
league = { label = "league" }
[modifiers]
league = ["harbour"]
[[descriptors]]
phrases = ["warden"]
role = "official"
[[descriptors]]
phrases = ["captain of the port"]
role = "official"
"""
ACTORS = """[herald]
name = "Herald"
aliases = [
  "The Isle Herald",
  "Herald of the Isle",
]
role = "state_media"
camp = "crown"
fact = "The crown's newspaper."

[watch]
name = "The Isle Watch"
role = "monitor"
camp = "monitor"
fact = "Counts the dead."
"""


def pack(folder: Path, files: Mapping[str, str]) -> Path:
    folder = folder / "isle"
    folder.mkdir()
    for name, text in ({"pack.toml": HEAD, "actors.toml": ACTORS} | dict(files)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_pack_without_mistakes(tmp_path: Path) -> None:
    found = check_pack(pack(tmp_path, {}))
    assert (found.mistakes, found.clashes, found.unfilled) == ((), (), ())


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        ("pack.toml", 'label = "a war on an island"\n', "", 1, "'label' is missing"),
        ("pack.toml", "[modifiers]", "[modifyers]", 6, "'modifyers' is not known"),
        ("pack.toml", "incumbent = true", 'allies = ["fleet"]', 4, "the ally 'fleet' of 'crown' is no camp"),
        ("pack.toml", 'label = "league"', 'label = "league", lable = "x"', 5, "'lable' is not known. Known keys"),
        ("pack.toml", 'league = ["harbour"]', 'pirates = ["harbour"]', 7, "the camp 'pirates' is not defined"),
        ("pack.toml", 'league = ["harbour"]', 'league = "harbour"', 7, 'Write league = ["text", "text"]'),
        ("pack.toml", '["captain of the port"]', "[]", 11, "no phrases"),
        ("pack.toml", '["captain of the port"]\nrole = "official"', '["a"]\nrole = "oracle"', 13, "Use one of a"),
        ("pack.toml", "[camps]", "[camps", 3, "not TOML"),
        ("actors.toml", 'camp = "crown"', 'camp = "crow"', 8, "or use crown, "),
        ("actors.toml", 'camp = "crown"', "camp = 7", 8, "camp is 7"),
        ("actors.toml", 'role = "monitor"', 'role = "watcher"', 13, "the role 'watcher' is not defined"),
        ("actors.toml", 'fact = "Counts the dead."', "", 11, "'fact' is missing"),
        ("actors.toml", 'fact = "Counts the dead."', 'fact = "x"\nfacts = "x"', 16, "'facts' is not known"),
        ("actors.toml", 'name = "The Isle Watch"', 'name = "herald of the isle"', 12, "belongs to [herald] too"),
        ("actors.toml", 'camp = "monitor"', 'camp = "monitor"\nof = "nobody"', 15, "'nobody' is no entry"),
        ("actors.toml", 'camp = "monitor"', 'camp = "monitor"\ntype = "ship"', 15, "Write one of organisation, person"),
        ("actors.toml", 'camp = "monitor"', 'camp = "monitor"\nchanges = [{ camp = "moon" }]', 15, "'moon' is not de"),
        ("places.csv", "", "id,name,feature\nx:a,Aport,town\nx:b,Bport,hamlet\n", 3, "is none of country, admin1"),
        ("kinds/parley.toml", "", "words = 1\n", 1, ""),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_and_says_what_may_stand_there(
    tmp_path: Path, file: str, old: str, new: str, line: int, says: str
) -> None:
    folder = pack(tmp_path, {})
    (folder / file).parent.mkdir(exist_ok=True)
    before = (folder / file).read_text(encoding="utf-8") if old else ""
    assert old in before
    (folder / file).write_text(before.replace(old, new) if old else new, encoding="utf-8")
    (mistake,) = check_pack(folder).mistakes
    assert (mistake.file, mistake.line) == (f"isle/{file}", line)
    assert says in mistake.text


def test_all_mistakes_are_told_at_once_of_one_entry_too(tmp_path: Path) -> None:
    actors = ACTORS.replace('role = "state_media"', 'role = "oracle"').replace(
        'camp = "crown"', 'camp = "moon"\norgan = 1'
    )
    found = check_pack(pack(tmp_path, {"actors.toml": actors, "pack.toml": HEAD.replace("[modifiers]", "[colours]")}))
    assert [(m.file.removeprefix("isle/"), m.line) for m in found.mistakes] == [
        ("actors.toml", 7),
        ("actors.toml", 8),
        ("actors.toml", 9),
        ("pack.toml", 6),
    ]


def test_an_id_that_stands_in_two_files(tmp_path: Path) -> None:
    found = check_pack(pack(tmp_path, {"more.toml": ACTORS.split("\n\n")[0]}))
    assert any("the id stands in actors.toml too" in m.text for m in found.mistakes)


def test_bytes_that_are_no_text_do_not_hide_the_rest(tmp_path: Path) -> None:
    folder = pack(tmp_path, {"pack.toml": HEAD.replace("[modifiers]", "[colours]")})
    (folder / "actors.toml").write_bytes(b"\xff\xfe\x00")
    assert [m.file for m in check_pack(folder).mistakes] == ["isle/actors.toml", "isle/pack.toml"]


def test_a_folder_that_is_no_pack_is_told_how_to_become_one(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match=r"no pack\.toml") as caught:
        check_pack(tmp_path)
    assert "rashomon pack new" in caught.value.fix


def test_what_check_finds_nothing_wrong_with_can_be_loaded(tmp_path: Path) -> None:
    folder = pack(tmp_path, {})
    assert not check_pack(folder).mistakes
    assert load_packs([str(folder)]).name == "isle"


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_packs_are_in_order(name: str) -> None:
    found = check_pack(load_packs([name]).folders[-1])
    assert found.mistakes == found.unfilled == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("Herald of the Isle", "SANA", 5, "'SANA' is [sana] of the camp 'government' in the pack syria"),
        ("[watch]", "[hezbollah]", 11, "the id 'hezbollah' is that of 'Hezbollah' in the pack syria"),
    ],
)
def test_a_name_to_which_a_shipped_pack_gives_another_side_is_told_and_no_mistake(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    found = check_pack(pack(tmp_path, {"actors.toml": ACTORS.replace(old, new)}))
    assert not found.mistakes
    assert [(c.file, c.line) for c in found.clashes if says in c.text] == [("isle/actors.toml", line)]


def test_a_word_to_which_a_shipped_pack_gives_another_side(tmp_path: Path) -> None:
    found = check_pack(pack(tmp_path, {"pack.toml": HEAD.replace("harbour", "turkish")}))
    assert "'turkish' gives the camp 'league' here, and 'turkey' in the pack syria." in [c.text for c in found.clashes]


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [("", "label", 2), ("camps", "league", 5), ("camps.league", "", 5), ("descriptors 1", "", 8),
     ("descriptors 2", "", 11), ("descriptors 2", "role", 13), ("modifiers", "harbour", 7), ("nowhere", "x", 1)],
)  # fmt: skip
def test_the_line_of_a_key(table: str, key: str, line: int) -> None:
    assert line_of(HEAD, table, key) == line


def test_the_sides_of_a_pack_with_their_actors() -> None:
    syria = load_packs(["syria"])
    told = {camp.id: [e.id for e in actors] for camp, actors in sides(syria)}
    assert "hezbollah" in told["hezbollah"] and "sana" in told["government"]
    assert sum(len(ids) for ids in told.values()) == len(own_entities(syria))
    assert "narrator" not in told, "nobody belongs to it"


# --------------------------------------------------------------------------------------------- a new pack

KNOWN = load_packs()


def new(folder: Path, *args: object) -> Path:
    folder = folder / "new"
    folder.mkdir()
    for file, text in skeleton("new", KNOWN.roles, KNOWN.camps, *args).items():  # type: ignore[arg-type]
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_a_new_pack_is_a_pack_and_has_nothing_in_it(tmp_path: Path) -> None:
    folder = new(tmp_path)
    assert sorted(f.name for f in folder.iterdir()) == ["actors.toml", "pack.toml"]
    found = check_pack(folder)
    assert (found.mistakes, found.clashes, found.unfilled) == ((), (), ())
    assert load_packs([str(folder)]).entities == KNOWN.entities


def test_its_comments_list_what_may_be_written(tmp_path: Path) -> None:
    text = (new(tmp_path) / "pack.toml").read_text(encoding="utf-8")
    assert all(name in text for name in (*KNOWN.roles, *KNOWN.camps))


def test_the_example_in_its_comments_is_a_pack_too(tmp_path: Path) -> None:
    folder = new(tmp_path)
    for file in folder.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        examples = [n for n, line in enumerate(lines) if line.startswith("# [[descriptors]]") or line == "# [herald]"]
        inline = ("# north =", "# coast_guard =", "# south =")
        shown = [
            line.removeprefix("# ") if line.startswith(inline) or any(n >= e for e in examples) else line
            for n, line in enumerate(lines)
        ]
        file.write_text("\n".join(shown), encoding="utf-8")
    assert check_pack(folder).mistakes == ()
    assert "coast_guard" in load_packs([str(folder)]).camps["north"].allies


def test_what_a_ledger_named_is_filled_in_with_no_side(tmp_path: Path) -> None:
    actors = [
        Found("Kalari Front", "armed_group", 12),
        Found('The "Old" Guard', "", 3),
        Found("Kalari front", "", 1),  # the same id
        Found("عصبة الميناء", "", 1),  # nothing of it is left in ASCII
        Found("Harbour Post", "media", 40, outlet=True),
    ]
    places = [Found("Tuvembe", "Goma", 2), Found("Old | Mill", "", 1)]
    folder = new(tmp_path, actors, places, [("CD", 40), ("RW", 2)])
    pack = load_packs([str(folder)])
    assert pack.home == ("CD",)
    assert {e.id: (e.camp, e.role) for e in own_entities(pack).values()} == {
        "kalari_front": ("unknown", "armed_group"),
        "the_old_guard": ("unknown", "organisation"),
        "harbour_post": ("media", "media"),
    }
    post = pack.outlet("harbour post")
    assert post is not None and post.id == "harbour_post"
    assert [(p.id, p.within) for p in pack.places] == [("pack:new/tuvembe", "Goma"), ("pack:new/old-mill", None)]
    found = check_pack(folder)
    assert not found.mistakes
    assert [u.text for u in found.unfilled] == [
        "[kalari_front]: side and fact are to be written.",
        "[the_old_guard]: side and fact are to be written.",
        "[harbour_post]: the fact is to be written.",
    ]


@pytest.mark.parametrize(
    ("name", "id"), [("Armée du Nord", "armee_du_nord"), ("10th Division", "10th_division"), ("—", "")]
)
def test_a_name_as_an_id(name: str, id: str) -> None:
    assert slug(name) == id
