"""The matters as JSON lines, each with its positions and the rows of its claims; claims of no matter come last."""

from __future__ import annotations

import json
from typing import Any

from rashomon.model import as_json
from rashomon.sharing.records import Shared, SharedClaim


def jsonl(shared: Shared) -> str:
    """One JSON object a line: `export` (profile, warning, held back), then each `matter`, then lone `claim`s."""
    rows = {c.claim_id: _claim(c) for c in shared.claims}
    used: set[str] = set()
    lines: list[dict[str, Any]] = [
        {
            "type": "export",
            "profile": shared.profile,
            "warning": shared.warning,
            "version": shared.version,
            "world": shared.world,
            "reports": shared.reports,
            "outlets": list(shared.outlets),
            "held_back": as_json(shared.held_back),
        }
    ]
    for m in shared.matters:
        ids = dict.fromkeys(cid for p in m.positions for cid in p.claims)
        used |= ids.keys()
        lines.append(
            {"type": "matter", "profile": shared.profile, **as_json(m), "claims": [rows[i] for i in ids if i in rows]}
        )
    lines += [{"type": "claim", **row} for cid, row in rows.items() if cid not in used]
    # A lone surrogate in a report's text is no text that a file can hold.
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return text.encode("utf-8", "replace").decode("utf-8")


def _claim(claim: SharedClaim) -> dict[str, Any]:
    row: dict[str, Any] = as_json(claim)
    del row["context"]
    return row


FORMATS = {"jsonl": jsonl}
