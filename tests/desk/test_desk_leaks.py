"""Hundreds of made-up reports, read by the real reading: what is protected is in nothing that the desk gives away.

As test_sharing_leaks.py, but through the addresses of the desk: every `.json` and `.csv` there is, of every matter,
report, place and speaker, before and after somebody ruled to protect; and the ZIP files of the export. The reports and
what must stay back are in seeded_reports.py.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import desk_made as made
import pytest
from file_words import parts_of_zip, words_of
from searching import found as leaked
from searching import plain, runs
from seeded_reports import SITE_TOWN, TORTURE_TOWN, Seeded, seeded
from starlette.routing import Route
from starlette.testclient import TestClient

from rashomon import examples
from rashomon import ledger as book
from rashomon.desk import make_app
from rashomon.desk.safety import safety
from rashomon.ledger.core import queries
from rashomon.ledger.write import store_reports
from rashomon.matters import gather
from rashomon.reading.pipeline import read
from rashomon.sharing import FORMATS
from rashomon.world import load_world

HOW_MANY = 96
"""Each of the forms of seeded_reports.py, those of speakers twice: every one is asked for at a dozen addresses."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ORGANISATION = "Arvessa Conflict Monitor"
"""Speaks in many of the reports, and may be named until somebody rules otherwise."""


@dataclass(frozen=True)
class Sown:
    found: Seeded
    path: Path
    shut: tuple[str, ...]
    """What would lead to the reports that say nothing but what private persons say."""


@pytest.fixture(scope="module")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Sown:
    found = seeded(HOW_MANY, 11)
    path = tmp_path_factory.mktemp("leaks") / "case.rashomon"
    pack = str(examples.pack())
    world = load_world([pack])
    with book.open_ledger(path) as ledger:
        store_reports.remember_packs(ledger, [pack])
        for report, reading in read(found.reports, world):
            book.add(ledger, report, reading, NOW)
        told = book.ruled_read(ledger)
        book.store_matters(ledger, gather(told, world), NOW, queries.generation(ledger))
        some = [m.id for m in book.matters(ledger)][:20]
        texts = " ".join(report.text for report in found.reports).casefold()
        told_of = [name for name in sorted(found.names) if name in texts]  # the others stand in paths alone
        for name, matter in zip(told_of, some, strict=False):  # who writes a note knows of all
            book.decide(ledger, "note", matter, fields={"value": f"Ask {name.title()}."}, by="A", why="", now=NOW)
    with made.desk(path) as client:
        default = client.get("/review.json").json()
        answer = client.get("/export?format=jsonl&profile=full")
        archive = client.post("/export", data={"format": "jsonl", "profile": "full"} | made.hidden(answer.text))
    full = zipfile.ZipFile(io.BytesIO(archive.content)).read("rashomon.jsonl").decode()
    open_ = {c["report_sha256"] for c in default["claims"] if c["report_sha256"]}
    shut = [r for r in found.reports if r.sha256 not in open_ and r.sha256 in full]
    assert len(shut) > HOW_MANY / 10, "some reports say nothing but what is protected"
    return Sown(found, path, tuple(x for r in shut for x in (r.sha256, r.text_sha256, r.url or r.id, r.id)))


@pytest.fixture
def client(sown: Sown) -> Iterator[TestClient]:
    with made.desk(sown.path) as found:
        yield found


def addresses(path: Path) -> dict[str, list[str]]:
    """For each download that the desk has, by its route, the addresses of everything there is to download."""
    with book.open_ledger(path) as ledger:
        read_ = book.all_read(ledger)
        world = load_world(book.packs(ledger))
        places = sorted({p.gazetteer for _, r in read_ for p in r.places if p.gazetteer})
        speakers = sorted({s.speaker.entity for _, r in read_ for s in r.statements if s.speaker.entity})
        ids = {
            "matters": [m.id for m in book.matters(ledger)],
            "incidents": [i.id for i in book.incidents(ledger)],
            "reports": [report.key for report, _ in read_],
            "places": [quote(p) for p in places],
            "speakers": [s for s in speakers if s in world.packs.entities],
        }
    found = {}
    for route in make_app(path, safety("127.0.0.1", None)).app.routes:  # type: ignore[attr-defined]
        if isinstance(route, Route) and (end := re.search(r"\.(json|csv|xlsx|docx|html|md|atom)$", route.path)):
            room = route.path.split("/")[1].split(".")[0]
            # These have the words of the page as HTML, written down otherwise (pages/one_page.py): some will do.
            every = {".docx": 15, ".md": 5}.get(end[0], 1)
            some = ids[room][::every] if "{" in route.path else []
            one = [f"/{room}/{i}{end[0]}" for i in some] if "{" in route.path else [f"/{room}{end[0]}"]
            found[route.path] = one + ([f"/{room}{end[0]}?q={SITE_TOWN}"] if "{" not in route.path else [])
    return found


def downloaded(client: TestClient, path: Path) -> dict[str, str]:
    """All that the desk gives away, by address, as a search would find it."""
    found = {}
    of_word: set[str] = set()
    for of_route in addresses(path).values():
        for address in of_route:
            answer = client.get(address)
            # A matter that is held back as a whole says so, and nothing else.
            assert answer.status_code == 200 or (
                answer.status_code == 404 and address.split("/")[1] in ("matters", "incidents")
            ), address
            if answer.status_code == 200:
                told = " ".join(answer.headers.values())
                if ".json" in address:
                    text = json.dumps(answer.json(), ensure_ascii=False)
                elif address.endswith(".docx"):
                    parts = [p for p in parts_of_zip(answer.content) if p not in of_word]
                    of_word.update(parts)
                    text = "\n".join(parts)
                else:
                    text = words_of(answer.content)
                found[address] = f"{text}\n{told}"
    token = made.hidden(client.get("/export?format=csv").text)
    for form in FORMATS:
        shown = client.get(f"/export?format={form}")
        if shown.status_code == 400:  # a library for this format is not installed: the page says so
            continue
        found[f"/export?format={form}"] = shown.text.split("<main")[1]
        data = client.post("/export", data={"format": form, "profile": "default"} | token).content
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                found[f"{form}: {name}"] = words_of(archive.read(name))
    return {address: plain(text) for address, text in found.items()}


def test_every_kind_of_download_has_rows(client: TestClient, sown: Sown) -> None:
    """Otherwise what follows would hold of nothing."""
    rooms = {
        "changes",
        "coverage",
        "openapi",
        "incidents",
        "matters",
        "reports",
        "outlets",
        "places",
        "speakers",
        "review",
        "map",
        "notes",
    }
    kinds = addresses(sown.path)
    assert {a.split("/")[1].split(".")[0] for a in kinds} == rooms
    for route, some in kinds.items():
        assert any(len(words_of(client.get(a).content).splitlines()) > 2 for a in some[:60]), route
    ids = client.get("/review.json").json()["claims"]
    assert len(ids) > HOW_MANY / 2


@pytest.mark.parametrize("ruled", [False, True], ids=["as it is read", "after rulings to protect"])
def test_nothing_protected_is_in_what_the_desk_gives_away(sown: Sown, ruled: bool) -> None:
    found = sown.found
    with book.open_ledger(sown.path) as ledger:
        world = load_world(book.packs(ledger))
        if ruled:
            entity = next(e for e in world.packs.entities.values() if e.name == ORGANISATION)
            for name in (ORGANISATION, *entity.aliases):
                book.decide(ledger, "protect", name, by="A", why="", now=NOW)
    with made.desk(sown.path) as client:
        out = downloaded(client, sown.path)
        assert len(out) > HOW_MANY
        assert leaked(out, map(plain, found.names)) == []
        everything = "\n".join(" ".join(re.findall(r"\w+", text)) for text in out.values())
        assert [q for q, *odd in found.words if any(run in everything for run in runs(q, odd))] == []
        assert leaked(out, map(plain, sown.shut)) == []
        # The towns of sites that were struck and of torture; the map's own outlines and a filter's echo name no town.
        rows = {a: t for a, t in out.items() if not a.startswith("/export")}
        assert leaked(rows, [SITE_TOWN.casefold(), TORTURE_TOWN.casefold()]) == []
        assert (leaked(out, [ORGANISATION.casefold()]) == []) is ruled
        speaker = client.get(f"/speakers/{entity.id}.json") if ruled else None
        assert speaker is None or speaker.status_code == 404 or speaker.json()["claims"] == []
