"""What is compiled makes the same records and the same JSON as the ledger's own way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from made_up import reading, report

from rashomon.archive.compiled_records import matter_in_json, reading_to_compare
from rashomon.bench.linking import made_up
from rashomon.ledger.core.from_json import compared_from_json, matter_from_json, phrases
from rashomon.matters import gather
from rashomon.model import Count, Reading, Span, Timex, Why, as_json
from rashomon.world import load_world

pytest.importorskip("msgspec", reason="msgspec is not installed: pip install 'rashomon[archive]'")


def stored(of: Reading) -> str:
    return json.dumps(as_json(of))


def full() -> Reading:
    """One of a real report's sort: rules, grades, times, whole numbers."""
    of = reading(report("r", "The army shelled Kessin on Monday, killing 12. The army holds Tarvan."))
    counts = (Count(Span(0, 3), "12", "killed", None, 12, 12.5, False, None), *of.counts)
    first = of.statements[0]
    claims = tuple(
        replace(c, why=(Why("made", "by-verb"), Why("place", "in", Span(4, 8))), grades=(("kind", "words"),))
        for c in first.claims
    )
    times = (Timex(Span(0, 6), "Monday", "DATE", "2026-01-05", None, "2026-01-05", "2026-01-05", "precise"),)
    statements = (replace(first, claims=claims), *of.statements[1:])
    return replace(of, statements=statements, counts=counts, times=times, names=(), packs=("syria",))


@pytest.mark.parametrize("of", [full(), *(r for _, r in made_up(60))], ids=lambda r: r.id)
def test_a_reading_comes_out_of_json_as_the_longer_way_has_it(of: Reading) -> None:
    quick, slow = reading_to_compare(stored(of)), compared_from_json(json.loads(stored(of)))
    assert quick == slow
    assert repr(quick) == repr(slow)  # 12 is not 12.0, and each record of its own type
    assert hash(quick) == hash(slow)
    assert quick.times == () and {w.field for s in quick.statements for c in s.claims for w in c.why} <= {"made"}


@pytest.mark.parametrize(
    "words",
    ['he said "from": Kessin', "a lone surrogate \ud83d", '\\"from\\": ', "back\\slash"],
)
def test_whatever_a_report_says(words: str) -> None:
    of = full()
    speaker = replace(of.statements[0].speaker, name=words)
    of = replace(of, statements=(replace(of.statements[0], speaker=speaker), *of.statements[1:]))
    assert reading_to_compare(stored(of)) == compared_from_json(json.loads(stored(of)))
    assert reading_to_compare(stored(of)).statements[0].speaker.name == words


def test_readings_of_other_versions_go_the_longer_way() -> None:
    told = json.loads(stored(full()))
    told["method"] = "by a method that is not known yet"
    del told["statements"][0]["claims"][0]["firm"]
    told["statements"][0]["more"] = {"that": "a later one wrote"}
    assert repr(reading_to_compare(json.dumps(told))) == repr(compared_from_json(json.loads(json.dumps(told))))


def test_a_matter_is_the_same_in_json() -> None:
    found = gather(made_up(300), load_world())
    assert len(found) > 20
    for matter in (*found, replace(found[0], place="lone \ud83d"), replace(found[0], place="Zürich, دمشق")):
        said = json.loads(matter_in_json(matter))
        assert said == json.loads(json.dumps(as_json(matter) | {"phrases": phrases(matter)}))
        assert matter_from_json(said) == matter
