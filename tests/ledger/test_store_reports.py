"""Adding: one report or two, which edition counts, what a second reading changes, and that order changes nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import made_up
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.write import store_reports
from rashomon.ledger.write.store_reports import addresses
from rashomon.model import Report

PAGE = "https://harbour.example/kastrel"


@pytest.fixture
def ledger(tmp_path: Path):
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        yield opened
        assert book.check(opened) == []


def put(ledger: Ledger, *reports: Report, **how: str) -> list[str]:
    return [book.add(ledger, r, made_up.reading(r, **how), made_up.NOW).how for r in reports]


def current(ledger: Ledger) -> list[str]:
    return [r.id for r, _ in book.all_read(ledger)]


SAID, CORRECTED = "The army holds Kastrel", "The army does not holds Kastrel"
FRONT, OTHERWISE, OTHER = "https://harbour.example", "http://HARBOUR.example/kastrel/", "f" * 64


@pytest.mark.parametrize(
    ("first", "second", "how", "ids"),
    [
        (("a", SAID, {}), ("a", SAID, {}), "same", ["a"]),
        (("b", SAID, {}), ("a", SAID, {}), "alias", ["a"]),
        (("a", SAID, {}), ("b", CORRECTED, {}), "new", ["a", "b"]),
        (("a", SAID, {"outlet": "Ondessa Radio"}), ("b", SAID, {"outlet": "Corvapress"}), "new", ["a", "b"]),
        (("a", SAID, {"outlet": "Ondessa Radio"}), ("b", SAID, {"outlet": None}), "new", ["a", "b"]),
        (("a", SAID, {"url": PAGE}), ("b", CORRECTED, {"url": PAGE}), "edition", ["b"]),
        (("a", SAID, {"url": PAGE}), ("b", CORRECTED, {"url": OTHERWISE}), "edition", ["b"]),
        (("a", SAID, {"url": PAGE}), ("b", CORRECTED, {"url": PAGE + "?page=2"}), "new", ["a", "b"]),
        (("a", SAID, {"url": PAGE}), ("b", CORRECTED, {"url": OTHER, "final_url": PAGE}), "edition", ["b"]),
        # The page was fetched twice: its bytes differ, its text does not.
        (("a", SAID, {"url": PAGE}), ("a", SAID, {"url": PAGE, "sha256": OTHER}), "same", ["a"]),
        # The front page of a site is not the address of one report.
        (("a", SAID, {"url": FRONT + "/"}), ("b", CORRECTED, {"url": FRONT}), "new", ["a", "b"]),
        # An earlier edition that is found later is not the one that counts.
        (
            ("a", SAID, {"url": PAGE, "published": "2026-02-27"}),
            ("b", CORRECTED, {"url": PAGE, "published": "2026-02-20"}),
            "edition",
            ["a"],
        ),
    ],
)  # fmt: skip
def test_one_report_or_two(ledger: Ledger, first: tuple, second: tuple, how: str, ids: list[str]) -> None:
    def make(name: str, text: str, told: dict) -> Report:
        told = dict(told)
        sha256 = told.pop("sha256", None)
        made = made_up.report(name, text, **told)
        return replace(made, sha256=sha256) if sha256 else made

    assert put(ledger, make(*first)) == ["new"]
    assert put(ledger, make(*second)) == [how]
    assert current(ledger) == sorted(ids, key=lambda i: [r.key for r, _ in book.all_read(ledger) if r.id == i])
    assert set(current(ledger)) == set(ids)


def test_every_id_leads_to_the_report(ledger: Ledger) -> None:
    put(ledger, *(made_up.report(name, SAID) for name in ("c.txt", "a.html", "b.html")))
    for name in ("a.html", "b.html", "c.txt"):
        [stored] = book.reports(ledger, name)
        assert stored.aliases == ("a.html", "b.html", "c.txt")
        assert stored.report.text == SAID
    book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
    [matter] = book.matters(ledger)
    assert matter.positions[0].report_ids == ("a.html", "b.html", "c.txt")
    assert matter.positions[0].evidence[0].report_id == "a.html"


def test_two_reports_under_one_id_are_told_apart(ledger: Ledger) -> None:
    put(ledger, made_up.report("report.txt", SAID), made_up.report("report.txt", CORRECTED))
    shown = current(ledger)
    assert len(set(shown)) == 2
    assert all(name.startswith("report.txt (") for name in shown)
    assert len(book.reports(ledger, "report.txt")) == 2
    for name in shown:
        assert [s.report.id for s in book.reports(ledger, name)] == [name]


def test_an_edition_keeps_the_earlier_ones_and_their_claims_do_not_count(ledger: Ledger) -> None:
    third = "The army holds Brellin"
    put(ledger, *(made_up.report("page", text, url=PAGE) for text in (SAID, CORRECTED, third)))
    [now] = book.reports(ledger, "page")
    assert (now.edition, now.current, len(now.editions)) == (3, True, 3)
    [first] = book.reports(ledger, now.editions[0])
    assert (first.report.text, first.edition, first.current) == (SAID, 1, False)
    assert first.reading is not None
    held = book.summary(ledger)
    assert (held.reports, held.editions, held.claims) == (1, 2, 1)
    assert [m.place for m in made_up.gather(book.all_read(ledger))] == ["Brellin"]


def test_a_report_comes_back_as_it_went_in(ledger: Ledger) -> None:
    text = "Kästrel\r\n😀 e\u0301 مدينة \u00a0 nul \x00 lone \ud800 end"
    went_in = replace(
        made_up.report("r", text, url=PAGE, fetched_at="2026-02-27T10:00:00+00:00", author="A"), raw=b"\x00\xff raw"
    )
    book.add(ledger, went_in, reading := made_up.reading(went_in), made_up.NOW)
    [stored] = book.reports(ledger, "r")
    assert stored.report == went_in
    assert stored.report.raw == went_in.raw
    assert stored.reading == reading
    assert book.all_read(ledger) == [(went_in, reading)]


def test_a_language_that_is_not_read_is_kept_and_counted(ledger: Ledger) -> None:
    french = made_up.report("fr", "Kastrel n'est pas tombée", language="fr")
    assert book.add(ledger, french, None, made_up.NOW).unread
    assert book.summary(ledger).unread == 1
    assert book.all_read(ledger) == []
    assert book.search(ledger, "tombee")[0].report_id == "fr"
    assert store_reports.is_read(ledger, french, "0.1.0", lambda: "any world")
    assert [r.id for r in queries.outdated(ledger, "0.2.0", ["w1"])] == ["fr"]


def test_reading_again_replaces_the_reading_and_keeps_the_decisions(ledger: Ledger) -> None:
    r = made_up.report("r", "The army holds Kastrel. The army struck Brellin")
    put(ledger, r)
    kept, gone = (s.claims[0].id for s in book.all_read(ledger)[0][1].statements)
    for claim, verb in ((kept, "accept"), (gone, "reject")):
        book.decide(ledger, verb, claim, by="A. Editor", why="checked", now=made_up.NOW)
    assert book.ruled(ledger) == {kept: "accept", gone: "reject"}
    assert queries.outdated(ledger, "0.1.0", ["w1"]) == []
    assert [o.id for o in queries.outdated(ledger, "0.2.0", ["w1"])] == ["r"]
    # The new version finds another statement first, so every id is another, and reads the second sentence no more.
    new = made_up.reading(r, version="0.2.0")
    first = replace(
        new.statements[0], id=f"{r.key}.s9", claims=(replace(new.statements[0].claims[0], id=f"{r.key}.s9.c4"),)
    )
    book.read_again(ledger, r.key, replace(new, statements=(first,)), made_up.NOW)
    assert book.ruled(ledger) == {f"{r.key}.s9.c4": "accept"}
    assert len(book.decisions(ledger)) == 2
    assert book.search(ledger, "brellin")[0].statements == ()
    # And the one after that finds it again.
    book.read_again(ledger, r.key, made_up.reading(r, version="0.3.0"), made_up.NOW)
    assert book.ruled(ledger) == {kept: "accept", gone: "reject"}


def test_the_same_report_with_a_better_date_is_dated_and_due_to_be_read_again(ledger: Ledger) -> None:
    undated = made_up.report("r", SAID, published=None, published_from=None)
    dated = made_up.report("r", SAID, published="2026-02-20", published_from="given")
    put(ledger, undated)
    assert not store_reports.is_read(ledger, dated, "0.1.0", lambda: "w1")
    put(ledger, dated)
    [(stored, reading)] = book.all_read(ledger)
    assert stored.published == reading.published == "2026-02-20"
    # A worse one changes nothing.
    guessed = made_up.report("r", SAID, published="2026-01-01", published_from="text")
    assert store_reports.is_read(ledger, guessed, "0.1.0", lambda: "w1")
    put(ledger, guessed)
    assert book.all_read(ledger) == [(stored, reading)]


def test_a_reading_that_breaks_the_schema_names_the_report_and_leaves_nothing(ledger: Ledger) -> None:
    r = made_up.report("r", "The army holds Kastrel. The army struck Brellin")
    good = made_up.reading(r)
    twice = replace(good, statements=(good.statements[0], good.statements[0]))
    with pytest.raises(RashomonError, match="does not fit the ledger"):
        book.add(ledger, r, twice, made_up.NOW)
    assert book.summary(ledger).reports == 0
    assert put(ledger, r) == ["new"]


POOL = [
    made_up.report("a", "The army holds Kastrel. The army struck Brellin", url=PAGE, published="2026-02-21"),
    made_up.report("b", "The army does not holds Kastrel", url=PAGE, published="2026-02-22"),
    made_up.report("c", "The army struck Brellin", outlet="Ondessa Radio"),
    made_up.report("d", "The army struck Brellin", outlet="Ondessa Radio"),
    made_up.report("d", "The army struck Brellin", outlet="Corvapress"),
    made_up.report("e", "The army holds Quennet", url=PAGE + "/2", published="2026-02-20"),
    made_up.report("f", "The army holds Quennet. The army struck Quennet", url=PAGE + "/2", published="2026-02-25"),
    made_up.report(
        "f", "The army struck Brellin. The army does not holds Kastrel", published=None, published_from=None
    ),
    made_up.report("f", "The army struck Brellin. The army does not holds Kastrel", published="2026-02-24"),
]


@given(order=st.permutations(range(len(POOL))), cuts=st.sets(st.integers(1, len(POOL))))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_matters_do_not_depend_on_the_order_or_the_batches_in_which_reports_came(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    def ledger_of(indices: list[int], cuts: set[int]) -> tuple[object, object]:
        with book.open_ledger(tmp_path_factory.mktemp("order") / "case.rashomon") as ledger:
            ledger.db.execute("PRAGMA synchronous = OFF")
            for n, i in enumerate(indices, start=1):
                r = POOL[i]
                book.add(ledger, r, made_up.reading(r), made_up.NOW)
                if n in cuts:
                    book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
            for r in queries.outdated(ledger, "0.1.0", ["w1"]):
                book.read_again(ledger, r.key, made_up.reading(r), made_up.NOW)
            book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
            found = book.matters(ledger)
            return sorted(repr(replace(m, id="", incident="")) for m in found), book.all_read(ledger)

    assert ledger_of(order, cuts) == ledger_of(list(range(len(POOL))), set())


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://harbour.example/a", "harbour.example/a"),
        ("http://Harbour.Example/a/", "harbour.example/a"),
        ("https://harbour.example/?p=7", "harbour.example?p=7"),
        ("https://harbour.example/live#post-3", "harbour.example/live#post-3"),
        ("https://harbour.example/", None),
        ("https://harbour.example", None),
        ("file:///etc/passwd", None),
        ("not a url", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_addresses(url: str, address: str | None) -> None:
    assert addresses(made_up.report("r", SAID, url=url)) == ((address,) if address else ())


def test_two_programs_that_gather_at_once_leave_the_fuller_set(ledger: Ledger) -> None:
    put(ledger, made_up.report("a", SAID))
    early, of = made_up.gather(book.all_read(ledger)), queries.generation(ledger)
    put(ledger, made_up.report("b", "The army struck Brellin"))
    assert not book.is_gathered(ledger)
    book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW, queries.generation(ledger))
    assert book.is_gathered(ledger)
    book.store_matters(ledger, early, made_up.NOW, of)
    assert len(book.matters(ledger)) == 2
    assert book.is_gathered(ledger)


def test_packs_are_remembered_in_the_order_they_were_given(ledger: Ledger) -> None:
    assert book.packs(ledger) == ()
    store_reports.remember_packs(ledger, ["syria", "mine"])
    assert book.packs(ledger) == ("syria", "mine")


def test_every_pair_of_a_pool_is_one_report_only_where_bytes_and_outlet_are() -> None:
    for a, b in itertools.combinations(POOL, 2):
        assert (a.key == b.key) == ((a.sha256, a.outlet) == (b.sha256, b.outlet))


def test_a_new_report_costs_the_same_however_many_addresses_are_known(ledger: Ledger) -> None:
    def steps(report: Report) -> int:
        counted: list[None] = []
        ledger.db.set_progress_handler(lambda: counted.append(None), 10)
        put(ledger, report)
        ledger.db.set_progress_handler(None, 0)
        return len(counted)

    put(ledger, made_up.report("a", SAID, url=PAGE))
    few = steps(made_up.report("b", CORRECTED, url="https://harbour.example/other"))
    (key,) = ledger.db.execute("SELECT min(key) FROM report").fetchone()
    with ledger.db:
        ledger.db.executemany("INSERT INTO address VALUES (?, ?)", [(f"harbour.example/{n}", key) for n in range(5000)])
    assert steps(made_up.report("c", "Nobody holds Kastrel", url="https://harbour.example/third")) < 2 * few
