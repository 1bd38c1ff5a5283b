"""What changed is said once; alerts go to the desk, into a file and to a command, once each."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import made_up
import pytest

from rashomon import ledger as book
from rashomon.follow import saying
from rashomon.follow.to_follow import AlertOn
from rashomon.ledger import Ledger
from rashomon.ledger.read import saved_filters
from rashomon.ledger.write import following

STEP = timedelta(seconds=5)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        come(opened, made_up.NOW, "old.txt", "The army holds Brellin")
        saved_filters.save_view(opened, "Kastrel", "place=Kastrel", by="A. Editor", now=made_up.NOW)
        following.begin_to_follow(opened)
        yield opened
        assert book.check(opened) == []


def come(ledger: Ledger, at: datetime, name: str, text: str, outlet: str = "The Harbour Post") -> None:
    report = made_up.report(name, text, outlet=outlet)
    book.add(ledger, report, made_up.reading(report), at)
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), at)


def said(ledger: Ledger, alerts: Sequence[AlertOn] = ()) -> list[tuple[str, str | None, str]]:
    """Says what there is to say; of each its place, and what its status was and is."""
    if (found := saying.to_say(ledger)) is None:
        return []
    assert saying.say(ledger, *found, alerts) == []
    return [(c.incident.place or "", c.before, c.incident.status) for c in found[1]]


def test_only_what_came_since_somebody_follows_is_said(ledger: Ledger) -> None:
    assert said(ledger) == []
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    assert said(ledger) == [("Kastrel", None, "one_origin")]
    assert said(ledger) == []


def test_each_change_is_said_once_and_beside_what_was_said_last(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    assert said(ledger) == [("Kastrel", None, "one_origin")]
    come(ledger, made_up.NOW + 2 * STEP, "two.txt", "The army does not holds Kastrel")
    assert said(ledger) == [("Kastrel", "one_origin", "disputed")]


def test_two_changes_that_were_not_said_are_one(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    come(ledger, made_up.NOW + 2 * STEP, "two.txt", "The army does not holds Kastrel")
    assert said(ledger) == [("Kastrel", None, "disputed")]


def test_what_changes_while_it_is_said_is_said_the_next_time(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    found = saying.to_say(ledger)
    assert found is not None
    come(ledger, made_up.NOW + 2 * STEP, "two.txt", "The army does not holds Kastrel")
    saying.say(ledger, *found, ())
    assert [status for _, _, status in said(ledger)] == ["disputed"]


def test_of_two_who_follow_one_says_it(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    found = saying.to_say(ledger)
    assert found is not None
    for _ in range(2):
        saying.say(ledger, *found, [AlertOn("Kastrel")])
    assert [a.view for a in following.on_desk(ledger, 10)] == ["Kastrel"]


def test_a_change_in_a_view_is_an_alert(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel. The army struck Quennet")
    assert len(said(ledger, [AlertOn("Kastrel")])) == 2
    [alert] = following.on_desk(ledger, 10)
    assert (alert.view, alert.text.startswith("control, Kastrel"), alert.text.endswith(": new, one origin")) == (
        "Kastrel", True, True,
    )  # fmt: skip
    assert following.unsent(ledger) == []
    following.put_away(ledger, alert.n)
    assert following.on_desk(ledger, 10) == []


def test_a_view_that_is_not_there_is_said(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    found = saying.to_say(ledger)
    assert found is not None
    assert "no saved view of this name" in saying.say(ledger, *found, [AlertOn("Nowhere")])[0]


def test_an_alert_is_a_line_in_a_file_once(ledger: Ledger, tmp_path: Path) -> None:
    alert = AlertOn("Kastrel", desk=False, file=tmp_path / "alerts.txt")
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    said(ledger, [alert])
    [told] = following.unsent(ledger)
    assert saying.send(ledger, [alert]) == []
    ledger.db.execute("UPDATE alert SET sent = 0")  # as if it had been stopped before it was noted
    assert saying.send(ledger, [alert]) == [] == saying.send(ledger, [alert])
    [line] = (tmp_path / "alerts.txt").read_text(encoding="utf-8").splitlines()
    assert line.split("\t")[2:4] == ["Kastrel", told.incident]
    assert stat.S_IMODE((tmp_path / "alerts.txt").stat().st_mode) == 0o600
    assert following.on_desk(ledger, 10) == []


def test_an_alert_runs_a_command_with_what_it_is_on_standard_input(ledger: Ledger, tmp_path: Path) -> None:
    got = tmp_path / "got; touch no"
    script = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"
    alert = AlertOn("Kastrel", command=(sys.executable, "-c", script, str(got)))
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    said(ledger, [alert])
    assert saying.send(ledger, [alert]) == [] == saying.send(ledger, [alert])
    told = json.loads(got.read_text(encoding="utf-8"))
    assert told["view"] == "Kastrel" and set(told) == {"n", "at", "view", "incident", "text"}


def test_a_command_that_fails_is_said_and_run_again(ledger: Ledger) -> None:
    bad = AlertOn("Kastrel", command=(sys.executable, "-c", "raise SystemExit(3)"))
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    said(ledger, [bad])
    for _ in range(2):
        [wrong] = saying.send(ledger, [bad])
        assert "failed" in wrong
    assert saying.send(ledger, [replace(bad, command=("true",))]) == []
    assert following.unsent(ledger) == []


def test_a_ledger_is_no_file_for_alerts(ledger: Ledger, tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "other.rashomon"):
        pass
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    said(ledger, [AlertOn("Kastrel", file=ledger.path)])
    for path in (ledger.path, tmp_path / "other.rashomon"):
        before = path.read_bytes() if path != ledger.path else b""
        [wrong] = saying.send(ledger, [AlertOn("Kastrel", file=path)])
        assert "is a ledger" in wrong and (path == ledger.path or path.read_bytes() == before)


def test_forgetting_a_report_takes_its_alerts(ledger: Ledger) -> None:
    come(ledger, made_up.NOW + STEP, "one.txt", "The army holds Kastrel")
    said(ledger, [AlertOn("Kastrel")])
    book.forget_report(ledger, "one.txt", by="A. Editor", now=made_up.NOW)
    assert following.on_desk(ledger, 10) == []
