"""How is a ruling said in a sentence?"""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.apply_decisions import Effects, Held
from rashomon.message import Phrase, Value, counted, with_commas

SAID = {
    "accept": Phrase("accepted {what}"),
    "reject": Phrase("rejected {what}"),
    "set_aside": Phrase("set aside {what}"),
    "sign_off": Phrase("signed off {what}"),
    "add": Phrase("added {what}"),
    "same": Phrase("ruled that {what} and {other} are about the same"),
    "different": Phrase("ruled that {what} and {other} are about different things"),
    "split": Phrase("parted {two} from {what}"),
    "protect": Phrase("ruled to protect {person}"),
    "release": Phrase("ruled that {person} may be named"),
    "note": Phrase("noted on {what}: “{value}”"),
    "tag": Phrase("tagged {what} “{value}”"),
    "assign": Phrase("assigned {what} to {value}"),
    "undo": Phrase("took decision {undoes} back"),
}
ADRIFT = {
    "adrift": Phrase(" Its words are not found any more: it is adrift."),
    "moved": Phrase(" The text or the reading changed since."),
}


def said(h: Held, done: Effects, claim: str | None = None, called: Mapping[str, str | None] | None = None) -> str:
    """A decision as a sentence, with its number, who, when and why. `called` says where the names of matters lead."""
    d, names = h.decision, called or {}
    words = with_commas([
        Phrase("“{words}” ({kind}, report {report})", words=a.quote, kind=Phrase(a.kind), report=a.report)
        if a.kind
        else Phrase("report {report}", report=a.report)
        for a in d.one
    ])  # fmt: skip
    what = (names.get(d.matter) or d.matter) if d.matter else claim or with_commas(h.claims) or words
    did: Phrase
    if d.verb == "correct" and d.field:
        field = Phrase(d.field)
        value = _in_words(d.field, d.value or "", done) or Phrase("unknown")
        was = done.was.get((claim or "", d.field))
        did = Phrase("corrected {field} of {what} to {value}", field=field, what=what, value=value)
        if was is not None:
            did = Phrase("{did} (was: {was})", did=did, was=was or Phrase("unknown"))
    else:
        two = with_commas([w.claim or Phrase("a claim that is not found any more") for w in h.two])
        values: dict[str, Value] = {
            "what": what,
            "other": (names.get(d.other) or d.other) if d.other else "",
            "two": two or counted("{n} claim", "{n} claims", len(d.two)),
            "person": d.person or "",
            "undoes": d.undoes or 0,
            "value": d.value or Phrase("nobody"),
        }
        pattern = SAID[d.verb].pattern
        did = Phrase(pattern, **{k: v for k, v in values.items() if f"{{{k}}}" in pattern})
    return Phrase(
        "{name} {did} on {day} (decision {number}){why}.{adrift}",
        name=d.by,
        did=did,
        day=d.at[:10],
        number=d.id,
        why=Phrase(": {why}", why=d.why) if d.why else "",
        adrift=ADRIFT.get(h.how, "") if d.one else "",
    )


def _in_words(field: str, value: str, done: Effects) -> str:
    """A value as a person reads it: of a place that a report mentions its name, which the decision has the id of."""
    told = corrections.in_words(field, value)
    if field not in corrections.PLACES or ":" not in told:
        return told
    return next((p.name for _, reading in done.read.values() for p in reading.places if p.gazetteer == told), told)
