"""Places and names to choose from, and the form that corrects a claim in the words of who reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk_made as made
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.ledger.decide.corrections import FIELDS
from rashomon.ledger.write import store_reports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path, by="A. Editor") as found:
        yield found


def found(client: TestClient, what: str, q: str) -> list[dict[str, Any]]:
    answer = client.get(f"/pick/{what}", params={"q": q})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    some: list[dict[str, Any]] = answer.json()["found"]
    assert len(some) == len({one["value"] for one in some}) <= 12
    return some


@pytest.mark.parametrize(
    ("q", "value", "about"),
    [
        ("Reykjav", "geonames:3413829", "Iceland"),
        ("reykjavík", "geonames:3413829", "Iceland"),
        ("Timbuk", "geonames:2449067", "Mali"),
    ],
)
def test_places_are_found_by_how_they_begin_and_told_apart(client: TestClient, q: str, value: str, about: str) -> None:
    one = next(one for one in found(client, "places", q) if one["value"] == value)
    assert about in one["about"]


@pytest.mark.parametrize("q", ["", "k", "zzzzqqqq", "\0", "%_%", "<script>", "x" * 5000])
@pytest.mark.parametrize("what", ["places", "speakers"])
def test_what_finds_nothing_is_no_error(client: TestClient, what: str, q: str) -> None:
    assert found(client, what, q) == []


def test_the_places_of_the_ledger_come_first(client: TestClient) -> None:
    some = found(client, "places", "Brel")
    assert (some[0]["name"], some[0]["claims"] > 0) == ("Brellin", True)


def test_speakers_of_the_ledger_come_with_their_side(client: TestClient, path: Path) -> None:
    with book.open_ledger(path) as ledger:
        speaker = next(s.speaker for _, r in book.all_read(ledger) for s in r.statements)
    [one] = [one for one in found(client, "speakers", speaker.name[:4].lower()) if one["value"] == speaker.name]
    assert one["camp"] == speaker.camp and one["claims"] > 0


def test_the_names_of_a_pack_are_found_by_any_word_and_private_persons_of_it_are_not(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "packed.rashomon")
    with book.open_ledger(path) as ledger:
        store_reports.remember_packs(ledger, [made.pack(tmp_path / "pack")])
    with made.desk(path) as client:
        assert [one["about"] for one in found(client, "speakers", "watch") if one["value"] == "The Watch"]
        assert found(client, "speakers", "Tamsin") == []


def test_the_six_questions_stand_first_and_every_field_once(client: TestClient) -> None:
    text = client.get("/review").text
    edit = text[text.index('id="edit"') : text.index("Written beside") if "Written beside" in text else None]
    edit = edit[: edit.index("</form>")]
    names = re.findall(r'name="field-([a-z_]+)"', edit)
    # From the name three steps of Tab lead to the place: these two are corrected together most often.
    assert names[:10] == [
        "speaker", "speaker_camp", "kind", "place", "date", "killed", "injured", "polarity", "modality", "stance",
    ]  # fmt: skip
    assert sorted(names) == sorted(FIELDS) and edit.count("<fieldset>") == 6
    assert edit.index('name="field-actor"') > edit.index('<details class="rest">')


def test_a_chosen_place_corrects_the_claim(client: TestClient, path: Path) -> None:
    text = client.get("/review").text
    edit = text[text.index('id="edit"') :]
    edit = edit[: edit.index("</form>")]
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', edit))
    answer = client.post("/decide", data={**sent, "by": "A. Editor", "field-place": "geonames:3413829"})
    assert answer.status_code == 303
    with book.open_ledger(path) as ledger:
        [made_now] = book.decisions(ledger)
        assert made_now.field == "place" and "Reykjav" in (made_now.value or "")


def test_where_the_choices_lie_is_drawn_under_their_numbers(client: TestClient) -> None:
    answer = client.get("/pick/places", params={"q": "Timbuk"}).json()
    assert answer["drawing"].startswith("<svg") and ">1 <" in answer["drawing"]
    assert not any("point" in one for one in answer["found"])
    assert client.get("/pick/places", params={"q": "zzzzqqqq"}).json()["drawing"] == ""
    assert "drawing" not in client.get("/pick/speakers", params={"q": "army"}).json()
