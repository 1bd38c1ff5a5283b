"""Who is who: what is listed, what a form writes into the ledger's pack, and which reports are read again for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon import work
from rashomon.intake.make_report import Source, freeze
from rashomon.ledger.core import queries
from rashomon.world.automatic import worlds
from rashomon.world.pack_check import check_pack

TEXTS = {
    "one": "The Kalari Front said the Harbour Guard shelled Goma on Monday. The Harbour Guard attacked the port.",
    "two": "Nurse Mira Tal, who treated the wounded, said the Harbour Guard bombed the clinic in Goma.",
    "four": "The Lantern Brigade captured the village of Rubaya on Friday. The Lantern Brigade left two days later.",
    "three": "The Congolese army said its troops entered Goma on Sunday.",
}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with three reports, read with the model, as a file."""
    path = tmp_path_factory.mktemp("who") / "goma.rashomon"
    with book.open_ledger(path) as ledger:
        for name, text in TEXTS.items():
            source = Source(name, "2024-03-12", "Harbour Post")
            report = freeze(text, source, raw=text.encode(), media_type="text/plain", title=None, language="en")
            assert [b.how for b in work.add(ledger, [report])] == ["new"]
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, read_once: bytes) -> Path:
    path = tmp_path / "goma.rashomon"
    path.write_bytes(read_once)
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def send(client: TestClient, **form: str) -> str:
    """Posts a form of the page; gives where it leads, or the error's page."""
    answer = client.post("/who", data=made.hidden(client.get("/who").text) | form)
    for _ in range(600):  # the reports are read again in a thread of their own
        if "being read again" not in client.get("/who").text:
            break
    return answer.headers.get("location", "") or answer.text


def give(client: TestClient, name: str, what: str = "body", do: str = "entry", **form: str) -> str:
    return send(client, what=what, name=name, do=do, next="/who", **form)


def read_with(path: Path) -> dict[str, tuple[str, ...]]:
    """By report the packs that its present reading was made with."""
    with book.open_ledger(path) as ledger:
        return {r.id: tuple(Path(p).name for p in reading.packs) for r, reading in book.all_read(ledger)}


def camps(path: Path, name: str) -> set[str]:
    """The camps that parties and speakers of this name have."""
    with book.open_ledger(path) as ledger:
        found = [(s, c) for _, reading in book.all_read(ledger) for s in reading.statements for c in s.claims]
    parties = {p.camp for _, c in found for p in (c.actor, c.target, c.holder) if p is not None and name in p.text}
    return parties | {s.speaker.camp for s, _ in found if name in s.speaker.name}


def actors(path: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((path.with_name("goma-pack") / "actors.toml").read_text(encoding="utf-8"))


def test_what_no_pack_knows_is_listed_with_its_claims_and_a_sentence(client: TestClient) -> None:
    text = client.get("/who").text
    card = text.split("<article")[1]
    assert "Harbour Guard</h2>" in card, "the commonest comes first"
    asked = client.get("/who?what=body&name=Lantern+Brigade").text
    assert "The Lantern Brigade captured the village of Rubaya on Friday." in asked
    assert "Kalari Front" in text and "Harbour Post" in text
    assert "Congolese army" not in text.split("<aside")[1].split("</aside>")[0]
    assert not any(word in text for word in ("Mira", "Nurse")), "a private person is nobody in a pack"


def test_a_side_is_written_and_only_what_it_bears_on_is_read_again(client: TestClient, path: Path) -> None:
    before = read_with(path)
    assert give(client, "Harbour Guard", new_side="The harbour league", role="armed_group", fact="It is.") == "/who"
    assert actors(path)["harbour_guard"] == {
        "name": "Harbour Guard", "role": "armed_group", "camp": "the_harbour_league", "organ": True, "fact": "It is.",
    }  # fmt: skip
    assert check_pack(path.with_name("goma-pack")).mistakes == ()
    assert camps(path, "Harbour Guard") == {"the_harbour_league"}
    after = read_with(path)
    assert {name for name in TEXTS if "goma-pack" in after[name]} == {"one", "two"}
    assert after["three"] == before["three"]
    assert "Harbour Guard</a>" not in client.get("/who").text.split("</aside>")[0]


def test_the_reports_that_stayed_are_not_read_again_later(client: TestClient, path: Path) -> None:
    """`read` without an input finds nothing to do; and it does where the pack is edited by hand."""
    give(client, "Harbour Guard", side="opposition")
    give(client, "Kalari Front", side="government")
    with book.open_ledger(path) as ledger:
        assert list(work.read_again(ledger, worlds(book.packs(ledger)))) == []
    file = path.with_name("goma-pack") / "actors.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# looked through\n", encoding="utf-8")
    with book.open_ledger(path) as ledger:
        assert len(
            queries.outdated(ledger, work.__version__, list(work.up_to_date(ledger, worlds(book.packs(ledger)))))
        ) == len(TEXTS)


def test_what_stayed_reads_as_a_whole_new_reading_would(client: TestClient, path: Path) -> None:
    give(client, "Harbour Guard", side="opposition")
    with book.open_ledger(path) as ledger:
        how = worlds(book.packs(ledger))
        for report, reading in book.all_read(ledger):
            [(_, again)] = work.read([report], how)
            assert again is not None and again.statements == reading.statements  # type: ignore[union-attr]


def test_the_same_as_somebody(client: TestClient, path: Path) -> None:
    give(client, "Harbour Guard", side="opposition", role="armed_group")
    assert give(client, "Kalari Front", do="same", same="Harbour Guard") == "/who"
    assert actors(path)["harbour_guard"]["aliases"] == ["Kalari Front"]
    with book.open_ledger(path) as ledger:
        said = [s.speaker for _, reading in book.all_read(ledger) for s in reading.statements if s.speaker.entity]
    assert {(s.text, s.camp) for s in said if s.entity == "harbour_guard"} == {("The Kalari Front", "opposition")}
    assert give(client, "Harbour Post", what="outlet", do="same", same="Reuters") == "/who"
    assert "Harbour Post" in actors(path)["reuters"]["outlets"]  # type: ignore[operator]


def test_taking_out(client: TestClient, path: Path) -> None:
    before = camps(path, "Harbour Guard")
    give(client, "Harbour Guard", side="opposition")
    assert send(client, do="out", what="body", key="harbour_guard", next="/who") == "/who"
    assert "harbour_guard" not in actors(path)
    assert camps(path, "Harbour Guard") == before


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"what": "body", "name": "Mira Tal", "do": "entry", "side": "opposition"}, "not in the list"),
        ({"what": "body", "name": "Harbour Guard", "do": "entry", "side": "moon"}, "no side"),
        ({"what": "body", "name": "Harbour Guard", "do": "entry", "role": "oracle"}, "no role"),
        ({"what": "body", "name": "Harbour Guard", "do": "same", "same": "Nobody At All"}, "know nobody"),
        ({"what": "body", "do": "out", "key": "press"}, "not in this pack"),
    ],
)
def test_what_is_refused_writes_nothing(client: TestClient, path: Path, form: dict[str, str], told: str) -> None:
    assert told in send(client, **form)
    assert not path.with_name("goma-pack").exists()


def test_a_form_of_another_site_is_refused(client: TestClient, path: Path) -> None:
    form = {"what": "body", "name": "Harbour Guard", "do": "entry", "side": "opposition"}
    assert client.post("/who", data=form).status_code == 403
    assert not path.with_name("goma-pack").exists()


def test_what_a_person_wrote_in_the_pack_stays(client: TestClient, path: Path) -> None:
    give(client, "Harbour Guard", side="opposition")
    file = path.with_name("goma-pack") / "actors.toml"
    file.write_text("# by hand\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    give(client, "Kalari Front", side="opposition")
    assert file.read_text(encoding="utf-8").startswith("# by hand\n")
    assert {"harbour_guard", "kalari_front"} <= actors(path).keys()
