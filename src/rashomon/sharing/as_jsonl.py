"""The matters as JSON lines, each with its positions and the rows of its claims; claims of no matter come last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.model import as_json
from rashomon.sharing.records import Held, HeldBack, Shared, SharedClaim


def jsonl(shared: Shared) -> str:
    """One JSON object a line: `export` (profile, warning, held back), then each `matter`, then lone `claim`s."""
    return "".join(jsonl_in_parts([shared], lambda: shared.held_back))


def jsonl_in_parts(some: Iterable[Shared], held: Held) -> Iterator[str]:
    """The same, part by part. What was held back stands in the first line: it has to be known before."""
    for n, shared in enumerate(some):
        lines = ([_export(shared, held())] if n == 0 else []) + list(_lines(shared))
        # A lone surrogate in a report's text is no text that a file can hold.
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        yield text.encode("utf-8", "replace").decode("utf-8")


def _export(shared: Shared, held: HeldBack) -> dict[str, Any]:
    return {
        "type": "export",
        "profile": shared.profile,
        "warning": shared.warning,
        "version": shared.version,
        "world": shared.world,
        "reports": shared.reports,
        "outlets": list(shared.outlets),
        "held_back": as_json(held),
    }


def _lines(shared: Shared) -> Iterator[dict[str, Any]]:
    rows = {c.claim_id: _claim(c) for c in shared.claims}
    used: set[str] = set()
    for m in shared.matters:
        ids = dict.fromkeys(cid for p in m.positions for cid in p.claims)
        used |= ids.keys()
        yield {"type": "matter", "profile": shared.profile, **as_json(m), "claims": [rows[i] for i in ids if i in rows]}
    yield from ({"type": "claim", **row} for cid, row in rows.items() if cid not in used)


def _claim(claim: SharedClaim) -> dict[str, Any]:
    row: dict[str, Any] = as_json(claim)
    del row["context"]
    return row


FORMATS = {"jsonl": jsonl}
IN_PARTS = {"jsonl": jsonl_in_parts}
HELD_FIRST = True
"""Its first line says what was held back: all rows are gone through once before one is written."""
