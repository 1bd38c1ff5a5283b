"""Letters that scripts swap at will: a word is found however it is typed."""

from __future__ import annotations

from pathlib import Path

import made_up
import pytest

from rashomon import ledger as book
from rashomon.ledger.core.spellings import MOST, spellings

TEXT = "قال الأسد إن مدرسة في إدلب لفتحي أُغلقت. Ёжик и объект. Ґрунт, п’ять і пʼять. Łódź, Çiğdem."
TYPED = [
    "الاسد", "الأسد", "إلاسد", "مدرسه", "مدرسة", "ادلب", "أدلب", "لفتحى", "ёжик", "ежик", "Ежик", "об*", "грунт",
    "ґрунт", "п'ять", "п’ять", "пʼять", "lodz", "Łódź", "cigdem", '"ان مدرسه"', '"الاسد ان" lodz',
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("spelled") / "case.rashomon"
    with book.open_ledger(path) as opened:
        r = made_up.report("mixed", TEXT, title="Mixed", outlet="Harbour Post")
        book.add(opened, r, made_up.reading(r), made_up.NOW)
        yield opened


@pytest.mark.parametrize("words", TYPED)
def test_what_is_typed_finds_what_is_written(ledger: book.Ledger, words: str) -> None:
    assert [hit.report_id for hit in book.search(ledger, words)] == ["mixed"]


@pytest.mark.parametrize("words", ["الاسود", "ежики", "грант", "lodge", '"مدرسه الاسد"'])
def test_other_words_are_not_found(ledger: book.Ledger, words: str) -> None:
    assert book.search(ledger, words) == []


def test_spellings_are_few_and_begin_with_what_was_typed() -> None:
    for word in ("اااااااااااا", "переселение", "international"):
        found = spellings(word)
        assert found[0] == word and len(found) <= MOST + 1
    assert spellings("cafe") == ["cafe"]
