"""Pictures of every page of the desk, and of the brief, on the examples' ledger: light, dark, and in Arabic.

    python tools/screenshots.py             # into docs/screens
    python tools/screenshots.py map review  # these pages alone

Needs Chromium, and Playwright and Pillow, which the `dev` extra brings. The ledger is made in a folder of its own.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from rashomon import ledger as book
from rashomon.ledger.read import saved_filters

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "screens"
WIDTH, HEIGHT, MOST = 1280, 800, 1500
"""Pixels: of the window, and the greatest height of a picture. What stands below is cut off."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""When the saved views were looked at: all that the examples hold is new since."""

MOST_FREQUENT = 128
"""Colours of a picture that stay as they are."""

VARIANTS = {"light": ("light", "en"), "dark": ("dark", "en"), "ar": ("light", "ar")}
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]


def rashomon(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rashomon.cli", *arguments]


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The desk over a ledger, until this is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = rashomon("serve", "--port", str(port), "--ledger", str(ledger))
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "RASHOMON_BY": "A. Editor"}
    )
    try:
        assert running.stderr is not None
        running.stderr.readline()
        for _ in range(100):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def addresses(ledger: Path) -> dict[str, str]:
    """Each page by the name of its picture, on a matter, a report, a place and a speaker that show most.

    Two views are saved in the ledger before.
    """
    with book.open_ledger(ledger) as there:
        matters = book.matters(there)
        most = max(matters, key=lambda m: (m.status == "disputed", len(m.positions), len(m.reasons), m.id))
        toll = max(matters, key=lambda m: (m.kind == "death_toll", len(m.positions), m.id))
        read = book.all_read(there)
        key = max(read, key=lambda r: (len(r[1].statements), r[0].key))[0].key
        held = [
            p.gazetteer
            for _, g in read
            for s in g.statements
            for c in s.claims
            if c.kind == "control" and c.place is not None and (p := g.places[c.place]).gazetteer
        ]
        adding = next(s.content[0] for r, g in read if r.key == key for s in g.statements if s.content)
        saved_filters.save_view(there, "Who disagrees", "status=disputed", by="A. Editor", now=NOW)
        saved_filters.save_view(there, "Figures to check", "kind=casualties&sort=changed", by="A. Editor", now=NOW)
        spoken = [s.speaker.entity for _, g in read for s in g.statements if s.speaker.entity]
    place, speaker = max(sorted(set(held)), key=held.count), max(sorted(set(spoken)), key=spoken.count)
    return {
        "desk": "/",
        "matters": "/matters?status=disputed",
        "matter": f"/matters/{most.id}?history=1",
        "figures": f"/matters/{toll.id}",
        "report": f"/reports/{key}",
        "adding": f"/reports/{key}?at={adding.start}-{adding.end}",
        "review": "/review",
        "pair": "/review?queue=joins",
        "map": "/map",
        "map-place": f"/map?at={quote(place)}",
        "place": f"/places/{quote(place)}",
        "speaker": f"/speakers/{quote(speaker)}",
        "export": "/export?format=csv&profile=default",
    }


def of_few_colours(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours: the most frequent, so that grounds keep theirs, and a choice of all others."""
    counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    colours = [part for _, colour in counted[:MOST_FREQUENT] for part in colour]
    if rest := [colour for _, colour in counted[MOST_FREQUENT:]]:
        others = Image.new("RGB", (len(rest), 1))
        others.putdata(rest)
        colours += others.quantize(256 - MOST_FREQUENT, method=Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours[: 3 * 256])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def take(page: Page, name: str) -> None:
    """The page as a PNG of few colours."""
    tall = min(MOST, max(HEIGHT, int(page.evaluate("document.documentElement.scrollHeight"))))
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": tall})
    picture = of_few_colours(Image.open(io.BytesIO(shot)).convert("RGB"))
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{name}.png"
    picture.save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="Names of pages; all where none is given.")
    wanted = parser.parse_args().pages
    chromium = next((x for n in ("chromium", "chromium-browser", "google-chrome") if (x := shutil.which(n))), None)
    if chromium is None:
        print("There is no Chromium on this machine (Debian: apt install chromium).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(rashomon("demo", "--folder", folder), check=True, capture_output=True)
        ledger = Path(folder) / "case.rashomon"
        pages = {n: a for n, a in addresses(ledger).items() if not wanted or n in wanted}
        with served(ledger) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for variant, (scheme, language) in VARIANTS.items():
                context = browser.new_context(
                    color_scheme=scheme, locale=language, viewport={"width": WIDTH, "height": HEIGHT}
                )
                page = context.new_page()
                for name, address in pages.items():
                    page.goto(base + address)
                    page.mouse.move(0, 0)
                    take(page, f"{name}-{variant}")
                if not wanted or "brief" in wanted:
                    brief = Path(folder) / f"brief-{language}.html"
                    command = rashomon("brief", "--language", language, "--ledger", str(ledger), "-o", str(brief))
                    subprocess.run(command, check=True, capture_output=True)
                    page.goto(brief.as_uri())
                    take(page, f"brief-{variant}")
                context.close()
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
