"""What was handed out: a manifest to lie beside the files, with their hashes and what was held back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from rashomon.model import as_json
from rashomon.sharing.records import FigureRule, Shared


def manifest(
    shared: Shared,
    written: Mapping[str, bytes],
    *,
    form: str,
    figures: FigureRule,
    generated: datetime,
    as_of: str | None = None,
) -> str:
    """The manifest of files made from `shared`, as JSON; `written` has the bytes of each file by its name.

    `sha256sum` gives the same hashes. Nothing of the reports is in it.
    """
    record = {
        "program": f"rashomon {shared.version}",
        "generated": generated.isoformat(timespec="seconds"),
        "format": form,
        "profile": shared.profile,
        "warning": shared.warning,
        "figures": figures,
        "as_of": as_of,
        "world": shared.world,
        "matters": len(shared.matters),
        "claims": len(shared.claims),
        "held_back": as_json(shared.held_back),
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in written.items()
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
