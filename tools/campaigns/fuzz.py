#!/usr/bin/env python3
# ruff: noqa: E501 (a table of tokens)
"""Mutants of reports in every format: nothing may crash, hang, vanish or be read with words that are not the text's.

    python tools/campaigns/fuzz.py [--seed N] [--seconds 45] [--mutants 10000]

Hypothesis bends files of every format that is read (tests/made/every_format.py) and shrinks what fails to the smallest that does. The same seed bends the
same way; --seed week is the year and week of the last commit, so that CI tries others each week, and the same within
one. An input fails that raises out of `receive` or `read`, is refused as "a fault", takes more than 20 seconds of
processor time, gives neither a report nor a word why not, or a reading whose words are not at their place.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import io
import json
import logging
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "made"))

import every_format
import make_files as make

import rashomon
from rashomon import examples
from rashomon.intake import Refusal, Report, Skipped, receive
from rashomon.model import Span

MOST_SECONDS = 20.0
PROSE = (
    "Rebel fighters said on Monday that shelling killed 12 people in Kessin.",
    "The Defence Ministry denied that its artillery had struck Kessin on 3 May 2023.",
    "“We left because the bridge was gone,” said Orvane Keld, 40, a teacher.",
    "The Watch put the toll at between 9 and 41, and accused the army.",
)
TEXT = "\n\n".join(PROSE)
PAGE = "".join(f"<p>{p}</p>" for p in PROSE) + "<figure><figcaption>Smoke</figcaption></figure>"
WHOLE = every_format.WHOLE | {
    "prose.txt": TEXT.encode(),
    "utf16.txt": TEXT.encode("utf-16"),
    "utf32.txt": TEXT.encode("utf-32"),
    "dateline.txt": f"VARDA, May 3 (AP) — {TEXT}".encode(),
    "prose.html": make.html(PAGE),
    "prose.rss": make.rss([f"<title>Kessin</title><description>{p}</description>" for p in PROSE]),
    "prose.jsonl": make.jsonl([{"id": n, "text": p, "published": "2023-05-03"} for n, p in enumerate(PROSE)]),
}
ENDINGS = sorted({Path(name).suffix for name in WHOLE})
TOKENS = [
    *(x.encode() for x in ("\u202e", "\u200b", "\u0301" * 300, "\u2028", "“" * 300, "½", "\ufdfa", "İ", "ß", "٣", "👨\u200d👩")),
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\x0c", b"9" * 400, b"-1", b"1e999", b"99/99/9999",
    b"killed two men and " * 40, b"He said that " * 40, b"according to ", b"at least ", b"- " * 300, b"(" * 300, b"\n" * 99,
    b"<!--", b"-->", b"<p>" * 99, b"<div>" * 300, b"<script>", b"<plaintext>", b"<svg>", b"<table><tr><td>" * 30, b"<" * 999,
    b"&#xD800;", b"&#0;", b"<![CDATA[", b"]]>", b"<!ENTITY", b"<item>", b"</item>", b"<meta charset=utf-7>", b"<base href=//x>",
    b'<link rel=canonical href="http://[x">', b'{"@type":[[1]]}', b"{", b'"', b"\\ud800", b"null", b"[" * 300, b'"outlet":"[",',
    b"endobj", b"endstream", b"/Length -1", b"/Kids [2 0 R]", b"/Count 999999999", b"/Prev 0", b"startxref\n9\n", b"/Encrypt 3 0 R",
]  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, bytes]:
    """The name of a file, and its bytes. What is packed is bent inside, too: else most would be damaged archives."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    data = WHOLE[name]
    if data.startswith(b"PK") and draw(st.booleans()):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            which = draw(st.sampled_from(old.namelist()))
            for info in old.infolist():
                inside = old.read(info)
                new.writestr(info, draw(bent(inside)) if info.filename == which else inside)
        data = made.getvalue()
    elif data.startswith(b"\x1f\x8b") and draw(st.booleans()):
        data = gzip.compress(draw(bent(gzip.decompress(data))))
    else:
        data = draw(bent(data))
    other = draw(st.sampled_from(ENDINGS))
    return draw(st.sampled_from((name, name, name, f"in{other}"))), data


@st.composite
def bent(draw: st.DrawFn, whole: bytes) -> bytes:
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.integers(0, 5)):
            case 0:
                del data[at : at + draw(st.sampled_from((1, 9, 90, 9000)))]
            case 1:
                data[at:at] = draw(st.binary(min_size=1, max_size=12))
            case 2:
                data[at:at] = bytes(data[at : at + draw(st.sampled_from((3, 40, 400)))]) * draw(st.integers(1, 30))
            case 3:
                data[at:] = WHOLE[draw(st.sampled_from(sorted(WHOLE)))][draw(st.integers(0, 300)) :]
            case _:
                data[at:at] = draw(st.sampled_from(TOKENS))
        del data[60_000:]
    return bytes(data)


def contradictions(value: Any, text: str, where: str = "reading") -> list[str]:
    """Spans outside the text, and words that are not those at their span."""
    if isinstance(value, Span):
        return [] if 0 <= value.start < value.end <= len(text) else [f"{where}: {tuple(value)} of {len(text)}"]
    if isinstance(value, tuple):
        return [x for i, v in enumerate(value) for x in contradictions(v, text, f"{where}[{i}]")]
    if not dataclasses.is_dataclass(value):
        return []
    span, words = getattr(value, "span", None), getattr(value, "text", None)
    wrong = (
        [f"{where}: {words!r} is {text[slice(*span)]!r}"] if span and words not in (None, text[slice(*span)]) else []
    )
    for field in dataclasses.fields(value):
        if field.name != "why":
            wrong += contradictions(getattr(value, field.name), text, f"{where}.{field.name}")
    return wrong


def check(mutant: tuple[str, bytes], folder: Path, world: Any) -> None:
    name, data = mutant
    path = folder / name
    path.write_bytes(data)
    begun = time.process_time()
    found = list(receive([str(path)]))
    assert found, "nothing came of it, and nobody says why"
    reports = [f for f in found if isinstance(f, Report)]
    for other in found:
        if isinstance(other, Refusal):
            assert other.error and "a fault" not in other.error, other.error
        assert isinstance(other, Report | Refusal | Skipped)
    for report in reports:
        at = 0
        for part in report.parts:
            assert at <= part.span.start < part.span.end <= len(report.text), part
            assert not report.text[at : part.span.start].strip(), "words in no part"
            at = part.span.end
        assert not report.text[at:].strip(), "words in no part"
    for report, reading in rashomon.read(reports, world):
        if reading is not None:
            assert not (wrong := contradictions(reading, report.text)), wrong
            json.dumps(rashomon.as_json(reading), ensure_ascii=False).encode("utf-8", "surrogatepass")
    seconds = time.process_time() - begun
    assert seconds < MOST_SECONDS, f"it took {seconds:.0f} seconds"


def week() -> int:
    """Year and week of the last commit as one number; 0 where there is no git."""
    command = ["git", "log", "-1", "--format=%cd", "--date=format:%G%V"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip().isdigit() else 0


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--seed", default="week", help="a number, or week (default)")
    ap.add_argument("--seconds", type=float, default=45, help="how long new mutants are made (default 45)")
    ap.add_argument("--mutants", type=int, default=10**9, help="stop after so many, if that is sooner")
    told = ap.parse_args()
    logging.getLogger("rashomon").setLevel(logging.ERROR)  # what was odd about a mutant is of no interest
    first = week() if told.seed == "week" else int(told.seed)
    world = rashomon.load_world([str(examples.pack())])
    list(rashomon.read([Report("", PROSE[0], "")], world))  # loads what a first reading loads
    by: Counter[str] = Counter()
    end, tried, batch = time.monotonic() + told.seconds, 0, 0
    with tempfile.TemporaryDirectory() as name:
        while time.monotonic() < end and tried < told.mutants:
            number = first * 10_000 + batch

            @seed(number)
            @settings(
                max_examples=40,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink],
                print_blob=False,
            )
            @given(mutants())
            def campaign(mutant: tuple[str, bytes]) -> None:
                nonlocal tried
                tried += 1
                by[mutant[0]] += 1
                check(mutant, Path(name), world)

            try:
                campaign()
            except Exception as error:
                print(f"FAIL seed {number} of {first}: {type(error).__name__}: {str(error)[:300]}")
                print("\n".join(getattr(error, "__notes__", []))[:3000])
                return 1
            batch += 1
    names = f"{sum(name in WHOLE for name in by)} kinds of file, {min(by[name] for name in WHOLE)} or more of each"
    print(f"{tried} mutants of {names}, seeds {first * 10_000} to {first * 10_000 + batch - 1}: none failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
