"""Forms lose nothing and press nothing by themselves: Enter, refusals, forms that are too old, who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book

BUTTONS = re.compile(r"<button[^>]*>")
ENTER_TYPES = re.compile(r'<input(?![^>]*type="(?:hidden|checkbox|date)")')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path, by="") as found:
        yield found


def matters(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [m.id for m in book.matters(ledger)]


def decided(path: Path) -> list[tuple[str, str, str]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.by, d.why) for d in book.decisions(ledger)]


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="([^"]+)"(?: type="checkbox")? value="([^"]*)"', text))


def again(text: str) -> dict[str, str]:
    """What the form holds that a refusal shows."""
    return fields(text[text.index("again") :].split("</form>")[0])


def one_claim(client: TestClient) -> dict[str, str]:
    return fields(client.get("/review").text.split('id="ruling"')[1].split("</form>")[0])


@pytest.mark.parametrize("address", ["/review", "/review?queue=joins", "/matters/{}"])
def test_enter_in_a_field_rules_nothing_where_a_form_has_several_rulings(
    client: TestClient, path: Path, address: str
) -> None:
    text = client.get(address.format(matters(path)[0])).text
    several = 0
    for form in re.findall(r'<form method="post" action="/decide".*?</form>', text, re.S):
        buttons = [b for b in BUTTONS.findall(form) if "disabled" in b or 'name="verb"' in b]
        if 'value="protect"' in form:  # a name, then Enter: it errs on the safe side
            continue
        if ENTER_TYPES.search(form) and sum('name="verb"' in b for b in buttons) > 1:
            assert "disabled" in buttons[0], (
                form
            )  # HTML: Enter presses the first button, and one that is off does nothing
            several += 1
    assert several or "joins" in address


@pytest.mark.parametrize("where", ["review", "matter"])
def test_each_form_that_rules_asks_who_decides_where_nobody_said_it(client: TestClient, path: Path, where: str) -> None:
    text = client.get("/review" if where == "review" else f"/matters/{matters(path)[0]}").text
    for form in re.findall(r'<form method="post" action="/decide" class="(?:edit|part)".*?</form>', text, re.S):
        assert re.search(r'<input id="by-[a-z]+" name="by" value="" required', form)


def test_a_refused_correction_comes_back_with_what_was_typed(client: TestClient, path: Path) -> None:
    claim = one_claim(client)
    told = {**claim, "verb": "correct", "field-date": "soon after", "was-date": "", "field-actor": "army"}
    told |= {"was-actor": "army", "by": "ana", "why": "the text says so"}
    refused = client.post("/decide", data=told)
    assert refused.status_code == 400
    kept = again(refused.text)
    assert kept["field-date"] == "soon after"
    assert kept["why"] == "the text says so"
    assert 'type="hidden" name="field-actor"' in refused.text  # what nobody changed is sent along unseen
    done = client.post("/decide", data=kept | {"field-date": "2016-08-05"})
    assert done.status_code == 303
    assert decided(path) == [("correct", "ana", "the text says so")]


def test_a_ruling_without_a_name_asks_for_it_and_keeps_the_reason(client: TestClient, path: Path) -> None:
    refused = client.post("/decide", data={**one_claim(client), "verb": "reject", "by": "", "why": "a film"})
    assert refused.status_code == 400
    kept = again(refused.text)
    assert client.post("/decide", data=kept | {"by": "ben"}).status_code == 303
    assert decided(path) == [("reject", "ben", "a film")]


def test_a_form_that_is_too_old_is_shown_to_be_sent_again(client: TestClient, path: Path) -> None:
    told = {**one_claim(client), "verb": "accept", "by": "ana", "why": "<b>clear"}
    old = client.post("/decide", data=told | {"form": "0" * 64})  # as after the desk was closed and opened
    assert old.status_code == 403
    assert decided(path) == []
    assert "&lt;b&gt;clear" in old.text
    kept = again(old.text)
    assert client.post("/decide", data=kept | {"why": "clear"}).status_code == 303
    assert decided(path) == [("accept", "ana", "clear")]


def test_a_form_without_our_cookie_is_shown_nothing(client: TestClient) -> None:
    told = {**one_claim(client), "verb": "accept", "by": "ana", "why": "of another site"}
    client.cookies.clear()
    refused = client.post("/decide", data=told)
    assert refused.status_code == 403
    assert "of another site" not in refused.text


def test_several_claims_leave_a_matter_at_once(tmp_path: Path) -> None:
    some = [made_up.report(f"{n}.txt", "The army struck Brellin", outlet=f"Outlet {n}") for n in range(3)]
    path = made.ledger(tmp_path / "case.rashomon", some)
    with made.desk(path, by="") as client:
        _several_leave(client, path)


def _several_leave(client: TestClient, path: Path) -> None:
    text = client.get(f"/matters/{matters(path)[0]}").text
    claims = re.findall(r'name="leaves-\d+" value="([^"]+)"', text)
    assert len(claims) == 3
    part = fields(text.split('class="part"')[1].split("</form>")[0])
    told = {k: v for k, v in part.items() if not k.startswith("leaves-")}
    nothing = client.post("/decide", data=told | {"by": "ana"})
    assert nothing.status_code == 400
    told |= {"leaves-1": claims[0], "leaves-2": claims[1], "by": "ana", "why": "another day"}
    assert client.post("/decide", data=told).status_code == 303
    with book.open_ledger(path) as ledger:
        (made_,) = book.decisions(ledger)
    assert (made_.verb, len(made_.two)) == ("split", 2)


@pytest.mark.parametrize("what", ["matters", "reports"])
def test_p_protects_on_matters_and_reports_too(client: TestClient, path: Path, what: str) -> None:
    with book.open_ledger(path) as ledger:
        name = matters(path)[0] if what == "matters" else next(r.key for r, _ in book.all_read(ledger))
    text = client.get(f"/{what}/{name}").text
    assert '<summary data-key="p">' in text


def test_the_card_of_a_corrected_speaker_has_the_new_one(client: TestClient, path: Path) -> None:
    claim = one_claim(client)
    told = {**claim, "verb": "correct", "by": "ana", "field-speaker": "The Harbour Council", "was-speaker": "x"}
    assert client.post("/decide", data=told).status_code == 303
    card = client.get(f"/review?claim={claim['target']}").text
    assert "The Harbour Council" in card.split("<dt>Who says</dt>")[1].split("</dd>")[0]
