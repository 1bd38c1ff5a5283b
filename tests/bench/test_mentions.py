"""Mentions of events, gathered by story and by word: sentences of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.bench.mentions import main, one_word, stories

BRIDGE = "Engineers in Tarn said the Weir bridge fell on 4 May and that 12 carts sank with the Weir bridge."
AGAIN = "The Weir bridge near Tarn collapsed under 12 carts, said Ree Tamsin of the bridge office."
MARKET = "A fire burnt the market of Osk on 9 June, and 31 stalls of the Osk market are gone, said Harl Venn."
STALLS = "Traders of Osk counted 31 stalls lost to the fire, said Harl Venn, who keeps the market."


def test_texts_of_one_topic_are_told_apart_by_story() -> None:
    told = stories({"a": BRIDGE, "b": MARKET, "c": AGAIN, "d": STALLS})
    assert told["a"] == told["c"] != told["b"] == told["d"]
    assert stories({}) == {} and stories({"a": BRIDGE}) == {"a": 0}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("explode", "explosion", True),
        ("death", "die", True),
        ("kill", "murder", True),
        ("announce", "announcement", True),
        ("win", "lose", False),
        ("fall", "fell", False),
        ("run", "ring", False),
    ],
)
def test_words_for_one_sort_of_happening(one: str, other: str, same: bool) -> None:
    assert (one_word(one) == one_word(other)) is same


def test_mentions_of_one_word_in_one_story_are_one_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = {"a": BRIDGE, "b": MARKET, "c": AGAIN, "d": STALLS}
    asked = [("a", "said"), ("a", "sank"), ("b", "burnt"), ("b", "said"), ("c", "said"), ("d", "said")]
    rows = [
        {"id": f"{doc} {word}", "doc": doc, "sentence": docs[doc], "start": at, "end": at + len(word)}
        for doc, word in asked
        for at in [docs[doc].index(word)]
    ]
    told = [{"doc": doc, "topic": 1, "sentences": [{"text": text}]} for doc, text in docs.items()]
    for name, lines in (("docs", told), ("events", rows)):
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines))
    main(str(tmp_path / "docs"), str(tmp_path / "events"))
    found = {row["id"]: row["cluster"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["a said"] == found["c said"] != found["b said"] == found["d said"]
    assert len(set(found.values())) == 4
