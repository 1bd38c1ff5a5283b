"""What is kept between downloads is never older than the ledger: a decision holds in the very next file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import desk_made as made
import made_up
import pytest
import sharing_sample
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.desk.workers import Exports
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.read import facets, history
from rashomon.sharing import Shared, SharedClaim, share
from rashomon.sharing.policy import Onward, held_back
from rashomon.sharing.privacy_context import known_of
from rashomon.version import __version__
from rashomon.world import load_world

WHO = {"by": "A. Editor", "why": "", "now": made_up.NOW}
NAMES = ("Jonah Brascombe", "Mirel Taveshian", "Oslin Drayfield")


def added(ledger: Ledger, n: int) -> None:
    name = NAMES[n % len(NAMES)]
    text = f"{name} said that the army holds Kastrel. The army struck Place{n % 3}"
    report = made_up.report(f"{n}.txt", text + "." * n, outlet=f"Lantern {n % 2}")
    book.add(ledger, report, made.said_by(report, name), made_up.NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return said(tmp_path / "case.rashomon")


def said(path: Path) -> Path:
    with book.open_ledger(path) as ledger:
        for n in range(9):
            added(ledger, n)
        made.gathered(ledger)
    return path


# --- protecting -----------------------------------------------------------------------------------------------------


def leaving(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        matter = next(m.id for m in book.matters(ledger) if m.place == "Kastrel")
        keys = [r.key for r, _ in book.all_read(ledger)]
    return [
        *("/matters.json", "/matters.json?status=one_camp&status=one_origin", "/review.json"),
        *(f"/matters/{matter}.json", f"/matters/{matter}.csv", "/places/pack:x/Kastrel.json"),
        *(f"/reports/{keys[n]}.json" for n in range(3)),
        *("/export?format=csv", "/export?format=jsonl"),
    ]


def test_what_was_ruled_on_a_person_holds_in_the_very_next_download(path: Path) -> None:
    with made.desk(path) as client, book.open_ledger(path) as ledger:

        def found(name: str) -> dict[str, bool]:
            answers = {a: client.get(a) for a in leaving(path)}
            assert {a.status_code for a in answers.values()} == {200}
            return {address: name in answer.text for address, answer in answers.items()}

        for n in range(3):  # three times, so that something is kept from before
            assert not any(found("Brascombe").values())
            [released] = book.decide(ledger, "release", NAMES[0], **WHO)  # type: ignore[arg-type]
            assert sum(found("Brascombe").values()) >= 8, "released, the name is there: the search can find something"
            [protected] = book.decide(ledger, "protect", NAMES[0], **WHO)  # type: ignore[arg-type]
            assert not any(found("Brascombe").values())
            book.undo(ledger, protected.id, **WHO)  # type: ignore[arg-type]
            assert any(found("Brascombe").values())
            book.undo(ledger, released.id, **WHO)  # type: ignore[arg-type]
            if n == 1:
                added(ledger, 20)
                made.gathered(ledger)


@pytest.mark.parametrize(("version", "told"), [("0.0.1", True), (__version__, False)])
def test_the_export_says_of_how_many_reports_an_earlier_version_told_no_names(
    path: Path, version: str, told: bool
) -> None:
    with book.open_ledger(path) as ledger:
        report = made_up.report("old.txt", "The army holds Kastrel", outlet="Lantern 0")
        reading = replace(made_up.reading(report), version=version, names=None)
        book.add(ledger, report, reading, made_up.NOW)
    with made.desk(path) as client:
        says = "Read by an earlier version, which told no names: 1 report. No words of theirs leave"
        assert (says in client.get("/export?format=csv").text) is told
        assert says not in client.get("/export?format=csv&profile=full").text


def test_a_public_name_that_somebody_protects_is_gone_at_once(path: Path) -> None:
    with made.desk(path) as client, book.open_ledger(path) as ledger:
        book.decide(ledger, "release", *NAMES, **WHO)  # type: ignore[arg-type]
        assert "Lantern 1" in client.get("/review.json").text
        book.decide(ledger, "protect", "Lantern 1", **WHO)  # type: ignore[arg-type]
        for address in leaving(path):
            assert "Lantern 1" not in client.get(address).text, address


def test_an_author_who_becomes_known_later_is_hidden_from_then_on(path: Path) -> None:
    """Filling in what a report did not tell moves no counter of the ledger on."""
    with made.desk(path) as client, book.open_ledger(path) as ledger:
        report = made_up.report("open.txt", "The army holds Kastrel", outlet="Lantern 0")
        book.add(ledger, report, made_up.reading(report), made_up.NOW)
        made.gathered(ledger)
        assert "the army" in client.get("/matters.json").text
        before = (queries.generation(ledger), book.latest(ledger))
        book.add(ledger, replace(report, author="The Army"), made_up.reading(report), made_up.NOW)
        assert (queries.generation(ledger), book.latest(ledger)) == before
        for address in leaving(path):
            assert "the army" not in client.get(address).text, address


# --- kept and made anew are the same ---------------------------------------------------------------------------------


def scratch(ledger: Ledger) -> Shared:
    matters, read = book.in_play(ledger)
    return share(
        matters, read, load_world(()), rulings=book.reviews(ledger), people=book.persons(ledger),
        ruled_figures=history.figures(ledger),
    )  # fmt: skip


def change(ledger: Ledger, draw: Callable[[st.SearchStrategy[object]], object], n: int) -> None:
    def one(values: list[str]) -> str:
        return str(draw(st.sampled_from(values)))

    matters = [m.id for m in book.matters(ledger)]
    claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
    match one(["accept", "reject", "set_aside", "sign_off", "correct", "person", "undo", "report", "forget"]):
        case "person":
            name = one([*NAMES, "Lantern 0", "Kastrel"])
            book.decide(ledger, one(["protect", "release"]), name, **WHO)  # type: ignore[arg-type]
        case "correct":
            fields = {"speaker": one([*NAMES, "residents"])}
            book.decide(ledger, "correct", one(claims), fields=fields, **WHO)  # type: ignore[arg-type]
        case "undo":
            if holds := book.standing(book.decisions(ledger)):
                book.undo(ledger, int(one([str(d.id) for d in holds])), **WHO)  # type: ignore[arg-type]
        case "report":
            added(ledger, 30 + n)
        case "forget":
            book.forget_report(ledger, one(claims).split(".")[0], by=None, now=made_up.NOW)
            made.gathered(ledger)  # until then the matters that it was in are empty, and say nothing of their claims
        case verb:
            book.decide(ledger, verb, one(matters if verb == "sign_off" else [*matters, *claims]), **WHO)  # type: ignore[arg-type]
    if draw(st.booleans()):
        made.gathered(ledger)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_what_is_kept_is_what_would_be_made_anew(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    exports = Exports()
    with book.open_ledger(said(tmp_path_factory.mktemp("drawn") / "a.rashomon")) as ledger:
        for n in range(data.draw(st.integers(1, 7))):
            change(ledger, data.draw, n)
            if data.draw(st.booleans()):
                assert exports.what(ledger, "default") == scratch(ledger)
                part = exports.some(ledger, [m.id for m in book.matters(ledger)])
                whole = scratch(ledger)
                assert {m.id for m in part.matters} == {m.id for m in whole.matters}
                claims, matters = exports.found(ledger, lambda play: play.at_place("pack:x/Kastrel"))
                some = facets.in_file_order(ledger, matters)
                around = exports.parts(ledger, some, claims, lone=True, alone=True)
                assert sorted((bare(c) for p in around for c in p.claims), key=str) == sorted(
                    (bare(c) for c in whole.claims if c.place_gazetteer == "pack:x/Kastrel"), key=str
                )
        whole = scratch(ledger)
        assert exports.what(ledger, "default") == whole
        assert_parts_are(whole, exports, ledger)
        exports.close()


def assert_parts_are(whole: Shared, exports: Exports, ledger: Ledger) -> None:
    """Part by part the same comes out as in one: rows, their order, numbers, and what is held back."""
    on = Onward()
    every = facets.in_file_order(ledger, facets.fitting(ledger, facets.Wanted()))
    some = list(exports.parts(ledger, every, lone=True, on=on))
    assert [m for p in some for m in p.matters] == list(whole.matters)
    assert [c for p in some for c in p.claims] == list(whole.claims)
    assert held_back(on) == whole.held_back


# --- a part is as safe as the whole ---------------------------------------------------------------------------------


def bare(row: SharedClaim) -> SharedClaim:
    """A row without the numbers that an export gives on its way."""
    return replace(
        row,
        claim_id=re.sub(r"^claim-\d+$", "claim-0", row.claim_id),
        speaker=re.sub(r" \d+$", "", row.speaker),
        report_id=row.report_id and "report-0",
    )


def test_rows_of_a_part_are_those_of_the_whole() -> None:
    matters, read = sharing_sample.sample()
    world = sharing_sample.world()
    whole = share(matters, read, world)
    known = known_of(matters, read, world, {})
    of = {m.id: {c for p in m.positions for c in p.claims} for m in matters}
    seen = 0
    for m in matters:
        mine = [(r, g) for r, g in read if any(c.id in of[m.id] for s in g.statements for c in s.claims)]
        part = share([m], mine, world, only=of[m.id], known=known)
        rows = {c.claim_id: c for c in whole.claims}
        there = [k for k in whole.matters if k.id == m.id]
        assert len(part.matters) == len(there)
        for one, all_ in zip(part.matters, there, strict=True):
            assert replace(one, positions=()) == replace(all_, positions=())
            ids = [c for p in all_.positions for c in p.claims if rows[c].matter_id == m.id]
            mine_ = {c.claim_id: c for c in part.claims}
            got = [c for p in one.positions for c in p.claims]
            assert len(got) == sum(len(p.claims) for p in all_.positions)
            left = [bare(mine_[c]) for c in got]
            for c in ids:
                assert bare(rows[c]) in left
                seen += 1
        assert (part.reports, part.outlets) == (whole.reports, whole.outlets), "nothing is told of the few reports"
    assert seen > 10
