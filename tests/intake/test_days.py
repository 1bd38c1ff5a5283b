"""What fields for a date tell, in the many ways that feeds and exports write them, and what they leave open."""

from __future__ import annotations

import datetime
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Report, make_report, receive
from rashomon.intake.days import Order, day_told, order_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019/8/21 06:10:00", "2019-08-21"),
        ("2019-8-21", "2019-08-21"),
        ("2019.08.21 06:10", "2019-08-21"),
        ("2019-08-21T23:10:00-05:00", "2019-08-21"),
        ("20190821", "2019-08-21"),
        ("20190821T061000Z", "2019-08-21"),
        ("Wed, 21 Aug 2019 06:10:00 MEST", "2019-08-21"),
        ("Wed, 21 Aug 2019 24:00:00 GMT", "2019-08-21"),
        ("Wed, 21 Aug 19 06:10:00 GMT", "2019-08-21"),
        ("Wednesday, August 21, 2019 - 06:10", "2019-08-21"),
        ("Aug 21, 2019 6:10 AM", "2019-08-21"),
        ("21 août 2019", "2019-08-21"),
        ("21 de agosto de 2019", "2019-08-21"),
        ("21. August 2019", "2019-08-21"),
        ("21 августа 2019", "2019-08-21"),
        ("٢١ آب ٢٠١٩", "2019-08-21"),
        ("21 تشرين الثاني 2019", "2019-11-21"),
        ("1566367800", "2019-08-21"),
        ("1566367800000", "2019-08-21"),
        ("21/08/2019", "2019-08-21"),
        ("08-21-2019", "2019-08-21"),
        ("08/08/2019", "2019-08-08"),
        # Other calendars, where the words say of which
        ("30 Mordad 1398", "2019-08-21"),
        ("Mordad 30, 1398", "2019-08-21"),
        ("۳۰ مرداد ۱۳۹۸", "2019-08-21"),
        ("30 Asad 1398", "2019-08-21"),  # as Afghanistan names it
        ("1398/05/30 SH", "2019-08-21"),
        ("SH 1398-05-30", "2019-08-21"),
        ("20 Dhu al-Hijjah 1440", "2019-08-21"),
        ("20 ذو الحجة 1440 هـ", "2019-08-21"),
        ("1440/12/20 AH", "2019-08-21"),
        ("Nehase 15, 2011", "2019-08-21"),
        ("ነሐሴ 15 2011", "2019-08-21"),
        ("15 Nehase, 2011 E.C.", "2019-08-21"),
        ("Pagume 6, 2011", "2019-09-11"),
        ("21 August 2562", "2019-08-21"),
        ("21 August B.E. 2562", "2019-08-21"),
        ("21 สิงหาคม พ.ศ. 2562", "2019-08-21"),
        ("21/08/2562", "2019-08-21"),
        ("21-Aug-19", "2019-08-21"),
        ("21/août/19", "2019-08-21"),
        ("30 Mordad 1398 (21 August 2019)", "2019-08-21"),
        # Left open: two readings, no year, no such day, another calendar that is not named
        ("1398/05/30", None),
        ("08/09/2562", None),
        ("31 Mehr 1398", None),
        ("30 Esfand 1398", None),
        ("Pagume 6, 2012", None),
        ("12 Asad 2019", None),
        ("08/09/2019", None),
        ("21 August", None),
        ("Wednesday 06:10", None),
        ("2019/13/21", None),
        ("31 June 2019", None),
        ("21 juil 19", None),
        ("21-July-19 or so", None),
        ("21 jui 2019", None),
        ("", None),
        ("Wed May 03 10:00:00 +0000 2023", "2023-05-03"),
        ("Wed May  3 10:00:00 UTC 2023", "2023-05-03"),
        ("20230503T235800-0500", "2023-05-03"),
        ("20230503T235800.000Z", "2023-05-03"),
    ],
)
def test_days(written: str, day: str | None) -> None:
    found = day_told(written)
    assert (found and found.isoformat()) == day


def test_a_day_of_the_islamic_calendar_is_told_with_its_doubt(caplog: pytest.LogCaptureFixture) -> None:
    assert day_told("1 Muharram 1441") == datetime.date(2019, 8, 31)
    assert "'1 Muharram 1441', was reckoned as in Mecca" in caplog.text


@pytest.mark.parametrize(
    ("others", "language", "order"),
    [
        (["21/08/2019", "08/09/2019"], None, "day first"),
        (["08/21/2019", "08/09/2019"], "en-GB", "month first"),  # what it does outweighs where it is
        (["08/21/2019", "21/08/2019"], "en-GB", None),
        (["2019-08-21"], None, None),
        ([], "en", None),
        ([], "en-us", "month first"),
        ([], "en_GB", "day first"),
        ([], "fr", "day first"),
    ],
)
def test_the_habit_of_a_source(others: list[str], language: str | None, order: Order | None) -> None:
    assert order_of(others, language) == order


def entry(n: int, date: str) -> str:
    return f"<title>Mill {n}</title><guid>{n}</guid><pubDate>{date}</pubDate><description>It fell.</description>"


@pytest.mark.parametrize("clock", ["2024-01-31", "2025-12-01", "2031-06-15"])
def test_no_clock_completes_a_date(clock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser took the month of "2019/8/21" from the clock."""
    monkeypatch.setattr(make_report, "today", lambda: datetime.date.fromisoformat(clock))
    written = ["2019/8/21 06:10:00", "1566367800", "August 2019", "21 August", "08:10", "2019.08.21"]
    path = tmp_path / "a.rss"
    path.write_bytes(make.rss([entry(n, date) for n, date in enumerate(written)]))
    found = [r.published for r in receive([str(path)]) if isinstance(r, Report)]
    assert found == ["2019-08-21", "2019-08-21", None, None, None, "2019-08-21"]


def test_an_ambiguous_date_of_a_feed_is_told_by_the_others_or_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.rss"
    path.write_bytes(make.rss([entry(1, "08/09/2019 10:00"), entry(2, "09/21/2019 10:00")]))
    assert [r.published for r in receive([str(path)]) if isinstance(r, Report)] == ["2019-08-09", "2019-09-21"]
    path.write_bytes(make.rss([entry(1, "08/09/2019 10:00")]))
    assert [r.published for r in receive([str(path)]) if isinstance(r, Report)] == [None]
    assert "'08/09/2019 10:00', tells no day, or two" in caplog.text
