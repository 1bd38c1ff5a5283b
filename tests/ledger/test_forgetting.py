"""Forgetting: after it no byte of the file, in any encoding, tells what was forgotten; what else there was is whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core.driver import errors
from rashomon.ledger.core.name_search import FILLER, mentions, parts_left, redacted
from rashomon.ledger.core.rows import TOLD
from rashomon.ledger.write import forgetting

WHO = {"by": "A. Editor", "now": made_up.NOW}
NAME, ALIAS = "Jonah Brasc", "Abu Brasc"
TEXTS = {
    "army": "The army holds Kastrel. The army struck Brellin",
    "jonah-brasc.txt": "Nurse JONAH BRASC said the army struck Brellin."
    " His son Jonah  Brasc's friend Abu Brasc fled Quennet",
    "watch": "The army does not holds Kastrel. The zeppelin struck Quennet",
}


def regather(ledger: Ledger) -> None:
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), made_up.NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        for name, text in TEXTS.items():
            r = made_up.report(
                name, text, title=f"Title of {text[:30]}", author=NAME if "jonah" in name else None,
                url=f"https://harbour.example/{name}", outlet=f"Outlet {name[-5:]}",
            )  # fmt: skip
            book.add(opened, r, made_up.reading(r), made_up.NOW)
        regather(opened)
        claims = {
            f"{r.id} {n}": s.claims[0].id for r, g in book.all_read(opened) for n, s in enumerate(g.statements, 1)
        }
        book.decide(opened, "accept", claims["jonah-brasc.txt 1"], why="Jonah Brasc told us", **WHO)
        book.decide(opened, "accept", claims["army 1"], why="as jonah brasc says", **WHO)
        book.decide(opened, "correct", claims["watch 1"], fields={"speaker": NAME}, why="zeppelin", **WHO)
        book.decide(opened, "protect", NAME, why="", **WHO)
        brellin = next(m.id for m in book.matters(opened) if m.place == "Brellin")
        book.decide(opened, "sign_off", brellin, why="", **WHO)
        # A reading of before, and a state of before, hold it too.
        for report, reading in book.all_read(opened):
            book.read_again(opened, report.key, reading, made_up.NOW)
        regather(opened)
        yield opened
        assert book.check(opened) == []


def bytes_of(path: Path) -> bytes:
    """The file with its log and index, and all that is compressed in it; of an encrypted one what is in its tables."""
    found = b"".join(p.read_bytes() for p in sorted(path.parent.iterdir()) if p.name.startswith(path.name))
    with book.open_ledger(path, readonly=True) as there:
        for (table,) in there.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            rows = there.db.execute(f"SELECT * FROM {table}") if there.key else ()
            found += b"\n".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)
        for table, column in (("report", "raw"), ("reading", "body"), ("reading_past", "body")):
            for (packed,) in there.db.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
                plain = zlib.decompress(packed)
                found += plain + plain.decode("utf-8", "replace").encode().decode("unicode_escape", "replace").encode()
    return found


def traces(path: Path, *words: str) -> set[str]:
    data = bytes_of(path)
    return {
        word
        for word in words
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if re.search(re.escape(word.encode(encoding)), data, re.IGNORECASE)
    }


def test_the_traces_are_there_before(ledger: Ledger) -> None:
    """So that the tests below can fail."""
    assert traces(ledger.path, "jonah", "brasc", "zeppelin") == {"jonah", "brasc", "zeppelin"}


def test_a_person_is_struck_out_of_every_byte(ledger: Ledger) -> None:
    before = {r.id: (r, g) for r, g in book.all_read(ledger)}
    old = before["jonah-brasc.txt"][0]
    matters = {m.place: m for m in book.matters(ledger)}
    told = book.would_forget(ledger, person=[NAME, ALIAS])
    assert (told.reports, told.mentions, told.decisions) == (1, 3, 1)
    assert traces(ledger.path, "jonah") == {"jonah"}
    assert book.forget_person(ledger, [NAME, ALIAS], **WHO) == told
    regather(ledger)
    book.purge(ledger)
    lost = [old.key, old.sha256, old.text_sha256, matters["Brellin"].id, matters["Brellin"].incident]
    assert traces(ledger.path, "jonah", "brasc", *lost) == set()
    # Everything else is there, and every span still fits.
    after = {r.id: (r, g) for r, g in book.all_read(ledger)}
    assert after["army"][0] == before["army"][0]
    [struck] = [r for r, _ in after.values() if FILLER in r.text]
    assert (
        struck.text
        == f"Nurse {FILLER * 11} said the army struck Brellin. His son {FILLER * 12}'s friend {FILLER * 9} fled Quennet"
    )
    assert len(struck.text) == len(old.text)
    assert book.reports(ledger, struck.key)[0].report.raw == struck.text.encode()
    assert (struck.url, struck.author) == (None, FILLER * 11)
    assert len(book.ruled(ledger)) == 3
    assert [d.why for d in book.decisions(ledger)][:2] == [f"{FILLER * 11} told us", f"as {FILLER * 11} says"]
    assert [d.verb for d in book.decisions(ledger)] == ["accept", "accept", "correct", "sign_off"]
    now = {m.place: m for m in book.matters(ledger)}
    assert now["Kastrel"].id == matters["Kastrel"].id
    assert now["Brellin"].id != matters["Brellin"].id
    assert now["Brellin"].signed_off is not None
    assert {hit.report_id for hit in book.search(ledger, "nurse")} == {struck.id}
    assert book.search(ledger, "brasc") == []


@pytest.mark.parametrize("column", TOLD)
def test_a_person_is_struck_out_of_whatever_is_told_of_a_report(ledger: Ledger, column: str) -> None:
    """So that a new column of `TOLD` is looked through, too."""
    with ledger.db:
        ledger.db.execute(f"UPDATE report SET {column} = 'by ODILE CRANE' WHERE key = (SELECT min(key) FROM report)")
    book.forget_person(ledger, ["Odile Crane"], **WHO)
    book.purge(ledger)
    assert traces(ledger.path, "odile", "crane") == set()


def test_a_report_is_gone_from_every_byte(ledger: Ledger) -> None:
    [gone] = [r for r, _ in book.all_read(ledger) if r.id == "watch"]
    quennet = next(m for m in book.matters(ledger) if m.place == "Quennet")
    told = book.forget_report(ledger, "watch", **WHO)
    assert (told.reports, told.decisions) == (1, 1)
    # Whoever asks between this and the next gathering does not see it either.
    assert "zeppelin" not in repr(book.matters(ledger))
    regather(ledger)
    book.purge(ledger)
    lost = [gone.key, gone.sha256, gone.text_sha256, quennet.id, "Outlet watch", "harbour.example/watch"]
    assert traces(ledger.path, "zeppelin", *lost) == set()
    assert {r.id for r, _ in book.all_read(ledger)} == {"army", "jonah-brasc.txt"}
    assert {m.place for m in book.matters(ledger)} == {"Kastrel", "Brellin", "Quennet"}
    assert [e[0] for e in ledger.db.execute("SELECT what FROM event WHERE what LIKE 'forgot%'")] == ["forgot a report"]


def test_a_report_goes_with_all_its_editions(ledger: Ledger) -> None:
    later = made_up.report(
        "watch", "The zeppelin was a balloon", url="https://harbour.example/watch", published="2026-03-01"
    )
    book.add(ledger, later, made_up.reading(later), made_up.NOW)
    assert book.forget_report(ledger, "watch", **WHO).reports == 2
    regather(ledger)
    book.purge(ledger)
    assert traces(ledger.path, "zeppelin", "balloon") == set()


def test_of_a_decision_on_two_reports_the_other_half_stays(ledger: Ledger) -> None:
    brellin = next(m.id for m in book.matters(ledger) if m.place == "Brellin")
    kastrel = next(m.id for m in book.matters(ledger) if m.place == "Kastrel")
    book.decide(ledger, "different", brellin, kastrel, why="two towns", **WHO)
    book.forget_report(ledger, "watch", **WHO)
    assert [d.verb for d in book.decisions(ledger)] == ["accept", "accept", "protect", "sign_off", "different"]
    [ruling] = book.rulings(ledger)
    assert len(ruling.one) == 2
    assert len(ruling.other) == 1


def test_after_it_decisions_are_append_only_as_before(ledger: Ledger) -> None:
    book.forget_person(ledger, [NAME], **WHO)
    for sql in ("UPDATE decision SET why = 'x'", "DELETE FROM decision", "DELETE FROM decision_claim"):
        with pytest.raises(errors("IntegrityError"), match="append-only"):
            ledger.db.execute(sql)


def test_while_another_program_reads_the_rest_is_finished_later(ledger: Ledger) -> None:
    with book.open_ledger(ledger.path) as other:
        other.db.execute("BEGIN")
        other.db.execute("SELECT count(*) FROM report").fetchone()
        book.forget_person(ledger, [NAME, ALIAS], **WHO)
        ledger.db.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(RashomonError, match="another program"):
            book.purge(ledger)
        other.db.execute("ROLLBACK")
    assert forgetting.is_unpurged(ledger)
    regather(ledger)
    book.purge(ledger)
    assert not forgetting.is_unpurged(ledger)
    assert traces(ledger.path, "jonah", "brasc") == set()


@pytest.mark.parametrize(
    ("target", "why"),
    [({"report": "nothing"}, "no such report"), ({"person": []}, "no name"), ({"person": ["Jo"]}, "so short a name")],
)
def test_what_cannot_be_forgotten(ledger: Ledger, target: dict, why: str) -> None:
    with pytest.raises(RashomonError, match=why):
        book.would_forget(ledger, **target)


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Jonah Brasc said", ["Jonah Brasc"], "███████████ said"),
        ("JONAH BRASC, and jonah\nbrasc's", ["Jonah Brasc"], "███████████, and ███████████'s"),
        ("jonah-brasc.html jonah_brasc Jonah%20Brasc", ["Jonah Brasc"], "███████████.html ███████████ █████████████"),
        ("Jonah Brascoe and Xjonah Brasc", ["Jonah Brasc"], "Jonah Brascoe and Xjonah Brasc"),
        ("Jóñah Brasç; Jo\u0301nah Brasc", ["Jonah Brasc"], "███████████; ████████████"),
        ("Weiß und WEISS", ["Weiss"], "████ und █████"),
        ("قال ريلو كسترلي إن", ["ريلو كسترلي"], "قال ███████████ إن"),
        ("Brasc alone", ["Jonah Brasc"], "Brasc alone"),
        ("Jonah Brasc Dray", ["Jonah Brasc", "Jonah Brasc Dray"], "████████████████"),
        ("", ["Jonah Brasc"], ""),
    ],
)  # fmt: skip
def test_where_a_name_stands(text: str, names: list[str], left: str) -> None:
    assert redacted(text, names) == left
    assert len(left) == len(text)


@given(st.text(max_size=60), st.text(st.characters(categories=["L"]), min_size=3, max_size=8))
def test_striking_out_keeps_the_length_and_leaves_no_mention(text: str, name: str) -> None:
    clean = redacted(f"{text} {name} {text}", [name])
    assert len(clean) == 2 * len(text) + len(name) + 2
    assert mentions(clean, [name]) == []


def test_parts_of_a_name_that_stand_alone_are_counted() -> None:
    assert parts_left("Jonah Brasc and his wife. Brasc said that Brasc left.", ["Jonah Brasc"]) == {"Brasc": 2}
    assert parts_left("Ann Lee left. Lee said so, Ann too.", ["Ann Lee"]) == {
        "Ann": 1,
        "Lee": 1,
    }  # short, and a name
    assert parts_left("Bo Lee left. Bo said so.", ["Bo Lee"]) == {}  # two letters may be any word
