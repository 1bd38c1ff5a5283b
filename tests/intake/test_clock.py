"""No part of a date is this machine's: the same files, read by programs whose clocks stand at other months and years.

The clock is another one in the child, too, where the libraries are that complete dates.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import make_files as make
import pytest

BODY = "The army shelled the mill of Kessin on Tuesday, killing nine people, the council said. The road was closed."
OTHER_CLOCK = """
import datetime, os, time

now = float(os.environ["OTHER_NOW"])
gmtime, localtime = time.gmtime, time.localtime
time.time = lambda: now
time.gmtime = lambda s=None: gmtime(now if s is None else s)
time.localtime = lambda s=None: localtime(now if s is None else s)


def is_one(of):
    class Kind(type(of)):
        def __instancecheck__(cls, other):
            return isinstance(other, of)

    return Kind


class Date(datetime.date, metaclass=is_one(datetime.date)):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(now)


class DateTime(datetime.datetime, metaclass=is_one(datetime.datetime)):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now, tz)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(now)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(now, datetime.UTC).replace(tzinfo=None)


datetime.date, datetime.datetime = Date, DateTime
"""
READ = """
import datetime, json, sys
from rashomon.intake import receive
print(datetime.date.today())
for item in receive(sys.argv[1:]):
    print(json.dumps([item.id, getattr(item, "published", "refused")]))
"""


def page(shown: str, **meta: str) -> bytes:
    return make.html(f"<article><h1>Mill of Kessin burns</h1><p>{shown}</p><p>{BODY}</p></article>", meta=meta)


def entry(date: str) -> str:
    return f"<title>Mill, {date}</title><guid>{date}</guid><pubDate>{date}</pubDate><description>It fell.</description>"


FEED = ("2019/8/21 06:10:00", "1566367800", "August 2019", "21 August", "08:10", "2019", "Wed", "yesterday")
FILES: dict[str, bytes] = {
    "a.rss": make.rss([entry(date) for date in FEED]),
    "day.html": page("Published 21 August"),
    "month.html": page("Published August 2019"),
    "ago.html": page("Published 3 hours ago"),
    "weekday.html": page("Published on Wednesday"),
    "meta.html": page("", **{"article:published_time": "August 21"}),
    "year.html": page("", **{"article:published_time": "2019"}),
    "whole.html": page("Published 21 August 2019"),
    "day.txt": f"Mill of Kessin burns\n\nPosted 21 August\n\n{BODY}\n".encode(),
    "a.eml": b"Message-ID: <1@x>\nMIME-Version: 1.0\nFrom: a@b\nDate: 21 August\n\nThe mill of Kessin fell.\n",
    "a.csv": f'Date,Summary\n21 August,"{BODY}"\n22 August,"{BODY}"\n'.encode(),
    "result.json": json.dumps(
        {"name": "K", "type": "public_channel", "id": 7,
         "messages": [{"id": 1, "type": "message", "date": "21 August", "text": BODY}]}
    ).encode(),
}  # fmt: skip
WHOLE = ("2019/8/21 06:10:00", "1566367800", "whole.html")
"""Those that tell a whole date."""


@pytest.mark.parametrize("clock", ["2024-02-29", "2025-12-01", "2031-06-15"])
def test_the_clock_tells_no_part_of_a_date(clock: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(OTHER_CLOCK)
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    now = datetime.datetime.fromisoformat(f"{clock}T12:00:00+00:00").timestamp()
    done = subprocess.run(
        [sys.executable, "-c", READ, *FILES],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "OTHER_NOW": str(now)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    today, *lines = done.stdout.splitlines()
    assert today == clock
    found = [json.loads(line) for line in lines]
    assert {name: day for name, day in found if day} == dict.fromkeys(WHOLE, "2019-08-21")
    assert len(found) == len(FEED) + len(FILES)  # the feed is many, and so is the table
