"""Made-up reports, readings and matters for the tests of the ledger: no model, no gazetteer, nothing but records."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from rashomon.model import (
    Claim,
    Count,
    Evidence,
    Killed,
    Matter,
    Part,
    Party,
    Place,
    Position,
    Reading,
    Reason,
    Report,
    Said,
    Span,
    Speaker,
    Statement,
    Toll,
    When,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def report(name: str, text: str, **told: object) -> Report:
    raw = text.encode("utf-8", "surrogatepass")
    told = {"outlet": "The Harbour Post", "language": "en", "published": "2026-02-27", "published_from": "given"} | told
    parts = (Part("body", Span(0, len(text))),)
    return Report(id=name, text=text, sha256=hashlib.sha256(raw).hexdigest(), raw=raw, parts=parts, **told)  # type: ignore[arg-type]


def reading(
    of: Report, *, version: str = "0.1.0", world: str = "w1", camp: str = "monitor", packs: tuple[str, ...] = ()
) -> Reading:
    """One statement a sentence, one claim a statement: of kind `control` where "holds" stands, else `airstrike`."""
    statements, places, start = [], [], 0
    for n, sentence in enumerate(of.text.split(". "), start=1):
        span = Span(start, start + len(sentence))
        start += len(sentence) + 2
        name = sentence.split(" ")[-1].strip(".") or "Nowhere"
        places.append(Place(span, name, name, 12.5, 40.0, 3.0, "locality", "QQ", None, f"pack:x/{name}", None))
        place = len(places) - 1
        kind = "control" if "holds" in sentence else "airstrike"
        claim = Claim(
            id=f"{of.key}.s{n}.c1",
            kind=kind,
            acled=None,
            plover=None,
            polarity="denied" if " not " in sentence else "affirmed",
            modality="happened",
            actor=Party("the army", span, "government", "army"),
            target=None,
            holder=Party("the army", None, "government") if kind == "control" else None,
            means=None,
            place=place,
            from_place=None,
            to_place=None,
            part="whole" if kind == "control" else None,
            reason=Reason("for a reason", span),
            time=When(None, of.published, "imprecise", None, "published"),
            counts=(0,),
            trigger=Span(span.start, span.start + 3),
        )
        who = Speaker("The Watch", None, None, "monitor", camp, "watch", True)
        said = Said("2026-02-26", "2026-02-27", span)
        statements.append(
            Statement(f"{of.key}.s{n}", "indirect", "reports", said, who, None, (Span(*span),), (span,), (claim,))
        )
    return Reading(
        id=of.id,
        outlet=of.outlet,
        published=of.published,
        language=of.language,
        sha256=of.sha256,
        version=version,
        world=world,
        statements=tuple(statements),
        places=tuple(places),
        times=(),
        counts=(Count(Span(0, 1), of.text[:1], "killed", "civilians", 12, None, False, None),),
        main=statements[0].claims[0].id,
        killed=Killed(12, None, (statements[0].claims[0].id,)),
        packs=packs,
    )


def gather(read: Sequence[tuple[Report, Reading]]) -> tuple[Matter, ...]:
    """Matters by kind and place, each kind and place one incident: what the ledger needs of the real `gather`."""
    groups: dict[tuple[str, str], list[tuple[Report, Statement, Claim]]] = defaultdict(list)
    for of, found in read:
        for statement in found.statements:
            for claim in statement.claims:
                name = found.places[claim.place].name if claim.place is not None else ""
                groups[claim.kind, name].append((of, statement, claim))
    return tuple(matter(kind, name, told) for (kind, name), told in sorted(groups.items(), key=lambda item: item[0]))


def matter(kind: str, place: str, told: list[tuple[Report, Statement, Claim]]) -> Matter:
    told = sorted(told, key=lambda t: t[2].id)
    polarities = {claim.polarity for _, _, claim in told}
    positions = []
    for camp, polarity in sorted({(s.speaker.camp, c.polarity) for _, s, c in told}):
        mine = [(r, s, c) for r, s, c in told if (s.speaker.camp, c.polarity) == (camp, polarity)]
        positions.append(
            Position(
                camp=camp,
                answer=Toll(12, None) if kind == "airstrike" else "the army",
                polarity=polarity,
                origins=1,
                claims=tuple(c.id for _, _, c in mine),
                report_ids=tuple(sorted({r.id for r, _, _ in mine})),
                speakers=("The Watch",),
                evidence=tuple(Evidence(r.id, c.trigger, r.text[c.trigger.start : c.trigger.end]) for r, _, c in mine),
            )
        )
    return Matter(
        id="m" + hashlib.sha256("".join(c.id for _, _, c in told).encode()).hexdigest()[:8],
        incident="i" + hashlib.sha256("".join(c.id for _, _, c in told).encode()).hexdigest()[:8],
        question=f"What of {kind} at {place}?",
        kind="control" if kind == "control" else "occurrence",
        claim_kind=kind,
        place=place,
        lat=12.5,
        lon=40.0,
        date=(None, "2026-02-27"),
        status="disputed" if len(polarities) > 1 else "one_origin",
        disputed=("whether",) if len(polarities) > 1 else (),
        conceded_by=(),
        reason="Made up.",
        positions=tuple(positions),
    )
