"""Files of many reports: each report comes once, and a file may be longer than any input may be."""

from __future__ import annotations

import re
from pathlib import Path

import containers
import pytest

from rashomon.intake import Refusal, Report, cutting_bytes, feed, receive
from rashomon.intake.cutting_bytes import stretches

MANY = 24
HELD_WHOLE = frozenset(("nexis.docx", "nexis.rtf", "messages.html", "a.xlsx"))
"""What their formats, or the programs that write them, keep short: docs/intake.md."""


def read(path: Path) -> list[Report]:
    found = list(receive([str(path)]))
    assert all(isinstance(x, Report) for x in found), found
    return [x for x in found if isinstance(x, Report)]


def told(reports: list[Report]) -> list[tuple[str, str, str | None, bytes]]:
    return [(x.id, x.text, x.published, x.raw) for x in reports]


@pytest.mark.parametrize("name", containers.CONTAINERS)
def test_each_report_comes_once_with_its_day(name: str, tmp_path: Path) -> None:
    reports = read(containers.write(tmp_path / name, MANY))
    assert len({x.id for x in reports}) == len(reports) == MANY
    if name != "a.zip":
        days = [str(containers.day(n)) for n in range(MANY)]
        assert [x.published or (x.fetched_at or "")[:10] for x in reports] == days
    for n, report in enumerate(reports):
        assert f"the price of bread in its session {n}." in report.text


@pytest.mark.parametrize("name", sorted(set(containers.CONTAINERS) - HELD_WHOLE))
def test_a_file_may_be_longer_than_any_input_may_be(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = containers.write(tmp_path / name, MANY)
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.004")
    assert path.stat().st_size > 4000
    assert len(read(path)) == MANY


@pytest.mark.parametrize("name", sorted(HELD_WHOLE))
def test_what_is_held_whole_is_refused_with_advice(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = containers.write(tmp_path / name, MANY)
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.0005")
    (refusal,) = receive([str(path)])
    assert isinstance(refusal, Refusal)
    assert "it is larger than 0.0005 MB. Split it, or set RASHOMON_MAX_MB" in refusal.error


@pytest.mark.parametrize("size", [1, 1500])
@pytest.mark.parametrize(
    "name", ["factiva.html", "factiva.txt", "nexis.html", "nexis.txt", "a.ris", "proquest.txt", "a.rss"]
)
def test_a_file_is_the_same_in_parts_of_any_size(
    name: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = containers.write(tmp_path / name, MANY)
    whole = told(read(path))
    monkeypatch.setattr(cutting_bytes, "PART", size)
    monkeypatch.setattr(cutting_bytes, "PORTION", 700 + size)
    monkeypatch.setattr(feed, "LARGEST_AT_ONCE", 1000)
    assert told(read(path)) == whole


ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>{}</feed>',
    "<entry><id>urn:{n}</id><title>Mill {n}</title><content>It fell on day {n}.</content></entry>",
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel>'
    "<title>Post</title></channel>{}</rdf:RDF>",
    "<item><title>Mill {n}</title><description>It fell on day {n}.</description></item>",
)


@pytest.mark.parametrize("made", [ATOM, RDF])
def test_long_feeds_of_all_kinds_are_cut_between_two_entries(
    made: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(made[0].format("".join(made[1].format(n=n) for n in range(MANY))), encoding="utf-8")
    whole = told(read(path))
    assert len(whole) == MANY
    monkeypatch.setattr(cutting_bytes, "PART", 300)
    monkeypatch.setattr(feed, "LARGEST_AT_ONCE", 400)
    assert told(read(path)) == whole
    assert {x.outlet for x in read(path)} == {"Post"}


def test_a_long_feed_that_declares_entities_or_has_no_entry_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LARGEST_AT_ONCE", 300)
    for before, why in (
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]>", "declares XML entities"),
        (f"<!--{'x' * 400}-->", "begins"),
    ):
        path = tmp_path / "a.rss"
        path.write_text(f"{before}<rss><channel>{'<item><title>Mill</title></item>' * 20}</channel></rss>")
        (refusal,) = receive([str(path)])
        assert isinstance(refusal, Refusal)
        assert why in refusal.error


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("portion", [1, 3, 50])
def test_stretches(above: bool, portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting_bytes, "LONGEST_MARK", 4)
    data = b"head [#]one[#]" + b"x" * 90 + b"[#]two[#]tail"
    coming = [data[at : at + portion] for at in range(0, len(data), portion)]
    found = list(stretches(coming, re.compile(rb"\[#\]"), above, 30))
    if above:
        assert [found[0], *found[2:]] == [b"[#]one", b"[#]two", b"[#]tail"]
    else:
        assert [*found[:2], *found[3:]] == [b"head [#]", b"one[#]", b"two[#]", b"tail"]
    assert len(found[1 + (not above)]) > 30  # too long: its beginning alone


def test_drafts_pictures_and_menus_in_the_export_of_a_site_are_no_reports(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wp = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    told = "<item><title>{0}</title><wp:status>{1}</wp:status><wp:post_type>{2}</wp:post_type></item>"
    posts = [("The mill burned", "publish", "post"), ("Not yet", "draft", "post"), ("a.jpg", "inherit", "attachment"),
             ("Home", "publish", "nav_menu_item"), ("The bridge fell", "publish", "news")]  # fmt: skip
    path = tmp_path / "a.xml"
    path.write_text(f'<rss version="2.0" {wp}><channel>{"".join(told.format(*x) for x in posts)}</channel></rss>')
    assert [x.text for x in read(path)] == ["The mill burned", "The bridge fell"]
    assert "left out: 3 drafts, pictures and menus of the site" in caplog.text
    path.write_text(f'<rss version="2.0" {wp}><channel>{told.format(*posts[1])}</channel></rss>')
    (refusal,) = receive([str(path)])
    assert "no entry of it was published" in str(refusal)
