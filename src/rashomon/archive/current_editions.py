"""Which reports of an archive does gathering leave out? Earlier editions, and texts that are there twice.

As a ledger has it (`rashomon.ledger.write.store_reports`): reports that share an address and differ in their text are
editions of one, over any number of steps, and the one published, or else fetched, or else received last is current.
The same text from the same address and outlet is one report, however its bytes differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Told(NamedTuple):
    """What of a report tells which edition it is."""

    key: str
    text_sha256: str
    outlet: str | None
    addresses: tuple[str, ...]
    published: str | None
    fetched_at: str | None


def superseded(reports: Iterable[Told]) -> set[str]:
    """The keys of those that are left out, of reports in the order in which they came."""
    first: dict[tuple[str, str, str | None], str] = {}
    at: dict[str, dict[str, str]] = defaultdict(dict)
    ranks: dict[str, tuple[str, str, int]] = {}
    out: set[str] = set()
    for n, r in enumerate(reports):
        same = [(a, r.text_sha256, r.outlet) for a in r.addresses]
        known = r.key if r.key in ranks else next((first[s] for s in same if s in first), None)
        key = known or r.key
        if key != r.key:
            out.add(r.key)
        else:
            ranks.setdefault(key, (r.published or (r.fetched_at or "")[:10], r.fetched_at or "", n))
        for address, one in zip(r.addresses, same, strict=True):
            first.setdefault(one, key)
            at[address][key] = r.text_sha256
    return out | _earlier(at, ranks)


def _earlier(at: dict[str, dict[str, str]], ranks: dict[str, tuple[str, str, int]]) -> set[str]:
    """Of reports, by address and with their texts: all but the last of each group of editions."""
    near: dict[str, set[str]] = defaultdict(set)
    for texts in at.values():
        for key, text in texts.items():
            near[key] |= {other for other, its in texts.items() if its != text}
    out: set[str] = set()
    seen: set[str] = set()
    for start in near:
        group, todo = {start}, [start]
        if start in seen:
            continue
        while todo:
            fresh = near[todo.pop()] - group
            group |= fresh
            todo += fresh
        seen |= group
        out |= group - {max(group, key=ranks.__getitem__)}
    return out
