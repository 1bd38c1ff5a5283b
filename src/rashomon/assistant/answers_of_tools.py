"""What each tool answers. Pure, and made of a `Shared` alone: which rows are found tells nothing held back, either.

Every answer has the words of the reports with their spans, and says how it was made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rashomon.errors import RashomonError
from rashomon.matters.incident_rows import Incident
from rashomon.model import STATUSES, as_json
from rashomon.sharing.as_csv import answer_text, answered
from rashomon.sharing.incident_table import incidents_of
from rashomon.sharing.records import Shared, SharedClaim, SharedMatter

Answer = dict[str, Any]
MOST = 100
"""Rows of one answer; what is left out is counted."""
WORDS = 3
"""Passages of an answer of a camp, where an incident is told."""


def found(shared: Shared, words: str, limit: int) -> Answer:
    """The claims in whose words, speaker, place or kind all these words stand."""
    wanted = folded(words).split()
    if not wanted:
        raise RashomonError("words", "there are none to look for", "Name one or more.")
    fit = [c for c in shared.claims if all(w in _all_words(c) for w in wanted)]
    return _answer(shared, "claims", [_claim(c) for c in fit], limit)


def incidents(
    shared: Shared,
    *,
    status: str = "",
    place: str = "",
    kind: str = "",
    since: str = "",
    until: str = "",
    limit: int = 20,
) -> Answer:
    """The incidents that fit, the gravest status first."""
    if status and status not in STATUSES:
        raise RashomonError(f"status {status!r}", "there is none of this name", f"It is one of {', '.join(STATUSES)}.")
    of = {m.id: m for m in shared.matters}
    fit = [
        i
        for i in incidents_of(shared)
        if (not status or i.status == status)
        and folded(place) in folded(f"{i.place or ''} {of[i.questions[0].id].admin1 or ''}")
        and (not kind or kind in (i.what, *(of[q.id].kind for q in i.questions)))
        and _within(i, since, until)
    ]
    return _answer(shared, "incidents", [_incident(i, of) for i in fit], limit)


def incident(shared: Shared, name: str) -> Answer:
    """One incident, by its id or that of one of its questions, with each side's answers in their words."""
    called = next((m.incident for m in shared.matters if name in (m.id, m.incident)), None)
    if called is None:
        raise RashomonError(name, "nothing that may leave is called so", "The tool `incidents` lists those there are.")
    mine = tuple(m for m in shared.matters if m.incident == called)
    claims = {c.claim_id: c for c in shared.claims}
    [one] = incidents_of(replace(shared, matters=mine))
    told = _incident(one, {m.id: m for m in mine})
    return {**_head(shared), "incident": {**told, "questions": [_question(m, claims) for m in mine]}}


def disputed(shared: Shared, limit: int) -> Answer:
    """The questions on which accounts that take a side can't all be true, with the answers in their words."""
    claims = {c.claim_id: c for c in shared.claims}
    fit = [m for m in shared.matters if m.status == "disputed"]
    return _answer(shared, "questions", [_question(m, claims) for m in fit], limit)


def of_report(shared: Shared, report: str, limit: int) -> Answer:
    """The claims that may be told to be of a report, by its number here, or the beginning of a hash of it."""
    hashed = len(report) >= 8
    fit = [
        c
        for c in shared.claims
        if c.report_id == report
        or (hashed and any((digest or "").startswith(report) for digest in (c.report_sha256, c.text_sha256)))
    ]
    if not fit:
        why = "no claim that may leave is told to be of such a report"
        raise RashomonError(report, why, "Other answers name reports, as report-3.")
    return _answer(shared, "claims", [_claim(c) for c in fit], limit)


# How it is told


def _head(shared: Shared) -> Answer:
    return {
        "made": "a machine reading; nothing here says which account is true",
        "profile": shared.profile,
        "held_back": as_json(shared.held_back),
        "version": shared.version,
    }


def _answer(shared: Shared, name: str, rows: Sequence[Answer], limit: int) -> Answer:
    some = rows[: max(1, min(limit, MOST))]
    return {**_head(shared), "total": len(rows), "left_out": len(rows) - len(some), name: list(some)}


def _claim(c: SharedClaim) -> Answer:
    """A claim with its words, and where they stand: half-open offsets into the text with this hash."""
    return {
        "claim": c.claim_id, "matter": c.matter_id, "incident": c.incident_id,
        "speaker": c.speaker, "role": c.speaker_role, "camp": c.speaker_camp, "stance": c.stance,
        "kind": c.kind, "polarity": c.polarity, "modality": c.modality, "actor": c.actor, "target": c.target,
        "holder": c.holder, "counts": c.counts, "place": c.place_name, "place_precision": c.place_precision,
        "date": [c.date_start, c.date_end],
        "quote": c.quote, "span": None if c.start is None else [c.start, c.end], "text_sha256": c.text_sha256,
        "report": c.report_id, "outlet": c.outlet, "published": c.published, "title": c.report_title,
        "url": c.report_url, "review": c.review, "held_back": c.held_back,
    }  # fmt: skip


def _incident(i: Incident, of: dict[str, SharedMatter]) -> Answer:
    labels = {p.camp: p.camp_label for m in of.values() for p in m.positions}
    return {
        "incident": i.id, "what": i.what, "place": i.place, "date": list(i.date) if i.date else None,
        "status": i.status, "disputed": list(i.disputed), "reason": i.reason, "reports": i.reports,
        "done_by": [
            {"who": d.answer, "said_by": [labels[c] for c in d.said_by], "denied_by": [labels[c] for c in d.denied_by]}
            for d in i.doers
        ],
        "killed": [{"according_to": labels[t.camp], "number": answer_text(t.killed)} for t in i.tolls],
        "questions": [{"matter": q.id, "question": q.question, "status": q.status} for q in i.questions],
    }  # fmt: skip


def _question(m: SharedMatter, claims: dict[str, SharedClaim]) -> Answer:
    return {
        "matter": m.id, "incident": m.incident, "question": m.question, "status": m.status,
        "disputed": list(m.disputed), "reason": m.reason, "unsure": list(m.unsure), "review": m.review,
        "answers": [
            {
                "camp": p.camp_label, "answer": answered(p), "origins": p.origins, "reports": p.reports,
                "words": [_claim(c) for c in _told(claims[id_] for id_ in p.claims if id_ in claims)],
                "claims": len(p.claims),
            }
            for p in m.positions
        ],
    }  # fmt: skip


def _told(claims: Iterable[SharedClaim]) -> Iterator[SharedClaim]:
    """Some of these claims, those with words first, none with the words of another."""
    seen: set[str | None] = set()
    for c in sorted(claims, key=lambda c: c.quote is None):
        if c.quote not in seen and len(seen) < WORDS:
            seen.add(c.quote)
            yield c


def folded(text: str) -> str:
    """
    >>> folded("Ḩoms, É")
    'homs, e'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _all_words(c: SharedClaim) -> str:
    told = (c.quote, c.speaker, c.place_name, c.place_admin1, c.kind_label, c.outlet, c.report_title)
    return folded(" ".join(x for x in told if x))


def _within(i: Incident, since: str, until: str) -> bool:
    start, end = i.date or (None, None)
    return (not since or bool(end and end >= since)) and (
        not until or bool((start or end) and (start or end or "") <= until)
    )
