"""What the ledger keeps for speed is what would be made anew, whatever was written in between."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import desk_made as made
import made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.ledger import Ledger
from rashomon.ledger.read import facets, list_index, questions
from rashomon.ledger.write import privacy_index
from rashomon.sharing.privacy_scan import hear_all
from rashomon.world import load_world

WHO = {"by": "A. Editor", "why": "", "now": made_up.NOW}
NAMES = ("Jonah Brascombe", "Mirel Taveshian", "Oslin Drayfield")


def said(ledger: Ledger, n: int) -> None:
    name = NAMES[n % len(NAMES)]
    text = f"{name} said that the army holds Kastrel. The army struck Place{n % 3}" + "." * n
    # Some are editions of one report: of these only the last is heard.
    url = f"https://harbour.example/{n % 4}" if n % 2 else None
    report = made_up.report(f"{n}.txt", text, outlet=f"Lantern {n % 2}", url=url)
    book.add(ledger, report, made.said_by(report, name), made_up.NOW)


def is_true(ledger: Ledger) -> None:
    """Lines are those that the view makes, and the sums those of what single reports tell."""
    db = ledger.db
    assert set(db.execute("SELECT * FROM line")) == set(db.execute("SELECT * FROM line_made"))
    sums = privacy_index.no_sums()
    (method,) = db.execute("SELECT value FROM meta WHERE name = 'told'").fetchone()
    keys = [row[0] for row in db.execute("SELECT report FROM told")]
    for _, told in privacy_index.told_of(db, keys, method).values():
        privacy_index.change(sums, told, 1)
    there = {
        what: {value for (value,) in db.execute("SELECT value FROM heard WHERE what = ?", (what,))} for what in sums
    }
    assert {what: +Counter(v) for what, v in privacy_index.sums_of(db, method).items()} == {
        w: +v for w, v in sums.items()
    }
    assert there == {what: set(values) for what, values in sums.items()}


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_what_is_kept_is_what_would_be_made_anew(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    world = load_world(())
    with book.open_ledger(tmp_path_factory.mktemp("drawn") / "a.rashomon") as ledger:
        for n in range(6):
            said(ledger, n)
        made.gathered(ledger)
        hear_all(ledger, world)
        for n in range(data.draw(st.integers(1, 5))):
            matters = [m.id for m in book.matters(ledger)]
            reports = [r.key for r, _ in book.all_read(ledger)]
            match data.draw(st.sampled_from(["report", "author", "again", "forget", "person", "reject", "same"])):
                case "report":
                    said(ledger, 10 + n)
                case "author":
                    key = data.draw(st.sampled_from(reports))
                    [stored] = book.reports(ledger, key)
                    ledger.db.execute("UPDATE report SET author = ? WHERE key = ?", (NAMES[n % 3], stored.report.key))
                case "again":
                    key = data.draw(st.sampled_from(reports))
                    [stored] = book.reports(ledger, key)
                    book.read_again(ledger, key, made_up.reading(stored.report), made_up.NOW)
                case "forget":
                    book.forget_report(ledger, data.draw(st.sampled_from(reports)), by=None, now=made_up.NOW)
                case "person":
                    book.forget_person(ledger, [data.draw(st.sampled_from(NAMES))], by=None, now=made_up.NOW)
                case verb:
                    some = data.draw(st.lists(st.sampled_from(matters), min_size=2, max_size=2, unique=True))
                    book.decide(ledger, verb, *(some if verb == "same" else some[:1]), **WHO)  # type: ignore[arg-type]
            if data.draw(st.booleans()):
                made.gathered(ledger)
                is_true(ledger)
            if data.draw(st.booleans()):
                hear_all(ledger, world)
            if len(book.matters(ledger)) < 2 or not book.all_read(ledger):
                break
        made.gathered(ledger)
        hear_all(ledger, world)
        is_true(ledger)
        assert ledger.db.execute("SELECT count(*) FROM told").fetchone()[0] == len(book.all_read(ledger))


def dumped(ledger: Ledger) -> str:
    """All that is in the tables, those of the search index too."""
    tables = ledger.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return "\n".join(repr(row) for (table,) in tables for row in ledger.db.execute(f"SELECT * FROM {table}"))


def test_a_person_who_is_forgotten_is_in_nothing_that_is_kept(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "a.rashomon") as ledger:
        for n in range(3):
            said(ledger, n)
        made.gathered(ledger)
        hear_all(ledger, load_world(()))
        assert "Brascombe" in dumped(ledger), "it is kept: the search can find something"
        assert ledger.db.execute("SELECT count(*) FROM told").fetchone()[0] == 3
        book.forget_person(ledger, ["Jonah Brascombe"], by=None, now=made_up.NOW)
        assert "brascombe" not in dumped(ledger).casefold()


def test_a_ruling_leaves_what_is_held_of_reports_and_matters(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "a.rashomon") as ledger:
        for n in range(4):
            said(ledger, n)
        made.gathered(ledger)
        lines, wanted = list_index.lines_of(ledger), facets.Wanted(words="Kastrel")
        found = facets.how_many(ledger, wanted)
        claim = next(c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims)
        book.decide(ledger, "accept", claim, **WHO)
        assert list_index.lines_of(ledger) is lines, "an acceptance moves no matter, before it is gathered or after"
        made.gathered(ledger)
        assert list_index.lines_of(ledger) is lines
        assert facets.how_many(ledger, wanted) == found
        said(ledger, 5)
        assert list_index.lines_of(ledger) is not lines, "reports came"


def test_questions_are_those_of_the_matters_as_they_are(tmp_path: Path) -> None:
    """Of changed matters alone, anew: the same as of all."""
    with book.open_ledger(tmp_path / "a.rashomon") as ledger:
        for n in range(7):
            said(ledger, n)
            made.gathered(ledger)
            lines = list_index.lines_of(ledger)
            here = questions.questions_of(ledger, lines)
            del ledger.kept[questions.QUESTIONS]
            assert here == questions.questions_of(ledger, lines)
            assert all(here) and len(here) == len(lines.ids)
