"""The desk over an encrypted ledger: asked once, then each of its three connections opens it."""

from __future__ import annotations

from pathlib import Path

import coded
import desk_made as made
import pytest

from rashomon import ledger as book
from rashomon.ledger.core import passphrase, recoding


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(passphrase, "ITERATIONS", 1)
    monkeypatch.setattr(passphrase, "_known", {})
    path = made.ledger(tmp_path / "case.rashomon")
    recoding.encrypt(path, coded.PASSPHRASE)
    return path


def test_it_is_read_ruled_and_exported_and_nobody_is_asked_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(passphrase, "_known", {})
    monkeypatch.setattr(passphrase, "found", lambda name: asked.append(name) or coded.PASSPHRASE)
    book.open_ledger(path).close()  # as `serve` does before it listens
    with made.desk(path) as desk:
        assert made.matter_ids(desk.get("/matters").text)
        page = desk.get("/review").text
        told = desk.post(
            "/decide", data={**made.hidden(page), "verb": "accept", "target": made.claim_of(page), "by": "A. Editor"}
        )
        assert told.status_code == 303
        export = desk.get("/export").text
        assert "A file that you take out of it is not." in export
        assert desk.get("/matters.csv").status_code == 200
        assert b"Kastrel" not in path.with_name(path.name + "-wal").read_bytes() + path.read_bytes()
    with book.open_ledger(path) as ledger:
        assert [d.verb for d in book.decisions(ledger)] == ["accept"]
    assert asked == [str(path)]


def test_of_a_plain_one_it_says_nothing_of_that(tmp_path: Path) -> None:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as desk:
        assert "encrypted" not in desk.get("/export").text
