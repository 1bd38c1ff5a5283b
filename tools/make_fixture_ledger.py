#!/usr/bin/env python3
"""Makes the small ledger that is kept for each released schema: tests/fixtures/ledger-vN.rashomon.

Run it once, when a schema is about to be released, and commit what it makes. A fixture that is there is never made
again: later versions must open the file as the earlier version wrote it.

    python tools/make_fixture_ledger.py
"""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS / "made"))

import made_up  # noqa: E402

from rashomon import ledger as book  # noqa: E402
from rashomon.ledger.core import schema  # noqa: E402


def main() -> None:
    target = TESTS / "fixtures" / f"ledger-v{len(schema.migrations())}.rashomon"
    if target.exists():
        sys.exit(f"{target} is there already, and stays as it is.")
    work = target.with_suffix(".work")
    work.unlink(missing_ok=True)
    page = "https://harbour.example/kastrel"
    reports = [
        made_up.report("first.txt", "The army holds Kastrel. The army struck Brellin", url=page),
        made_up.report("second.txt", "The army does not holds Kastrel", outlet="Ondessa Radio"),
        made_up.report("corrected.txt", "The army holds Kastrel. Correction to follow from Brellin", url=page),
        made_up.report("third.txt", "The army struck Quennet", outlet=None, published=None, published_from=None),
    ]
    with book.open_ledger(work) as ledger:
        for report in reports:
            book.add(ledger, report, made_up.reading(report), made_up.NOW)
        french = made_up.report("french.txt", "Kastrel n'est pas tombée", language="fr")
        book.add(ledger, french, None, made_up.NOW)
        book.add(
            ledger, made_up.report("copy of second.txt", reports[1].text, outlet="Ondessa Radio"), None, made_up.NOW
        )
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
        claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
        book.decide(ledger, "accept", claims[0], by="A. Editor", why="heard it said", now=made_up.NOW)
        [wrong] = book.decide(ledger, "reject", claims[1], by="A. Editor", why="misread", now=made_up.NOW)
        book.undo(ledger, wrong.id, by="A. Editor", why="it was right", now=made_up.NOW)
        book.backup(ledger, target)
    for name in (work.name, f"{work.name}-wal", f"{work.name}-shm"):
        work.with_name(name).unlink(missing_ok=True)
    target.chmod(0o644)


if __name__ == "__main__":
    main()
