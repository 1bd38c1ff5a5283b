"""What is a matter, with what people ruled on it?

One answer for all who show matters; pure. A matter is kept as it was gathered, and what people ruled is laid over it
each time it is asked for, so that an undone decision leaves nothing behind. Who asks fetches matters and decisions as
it needs them: `matter_list` all, as of any instant; `detail` of one matter; `export_view` of some; `list_index` wants
the state alone, of as many as there are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, Protocol, TypeVar, get_args

from rashomon.ledger.decide.apply_decisions import Effects, Held
from rashomon.ledger.decide.decisions import OF_A_CLAIM, what_is_signed
from rashomon.ledger.read.ruling_sentences import said
from rashomon.message import Phrase, counted, in_a_row, with_semicolons
from rashomon.model import Matter, Reading, SignedOff

Review = Literal["unreviewed", "in_part", "reviewed", "signed_off", "set_aside"]
REVIEWS: tuple[Review, ...] = get_args(Review)


class Named(Protocol):
    """A decision, as far as it is about matters. They are named as they were called when it was made."""

    @property
    def verb(self) -> str: ...
    @property
    def matter(self) -> str | None: ...
    @property
    def other(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...


D = TypeVar("D", bound=Named)


def names_in(decisions: Iterable[Named]) -> set[str]:
    """The names of matters that decisions give."""
    return {name for d in decisions for name in (d.matter, d.other) if name}


def by_matter(decisions: Iterable[D], called: Mapping[str, str | None]) -> dict[str, list[D]]:
    """The decisions about each matter, by its id, in their order. `called` says where each of `names_in` leads."""
    about: dict[str, list[D]] = defaultdict(list)
    for d in decisions:
        for matter in dict.fromkeys(called[name] for name in (d.matter, d.other) if name):
            if matter is not None:
                about[matter].append(d)
    return about


@dataclass(frozen=True, slots=True)
class State(Generic[D]):
    """What a matter counts as."""

    status: str
    """That of its last sign-off where there is one, else the one by the rules."""
    set_aside: bool
    signed: tuple[D, Mapping[str, Any]] | None
    """The last sign-off, with what was signed (`what_is_signed`)."""
    review: Review


def is_set_aside(about: Iterable[Named]) -> bool:
    return any(d.verb == "set_aside" for d in about)


def state_of(status: str, about: Sequence[D], reviewed: int, claims: int) -> State[D]:
    """The state of a matter: by its status as gathered, the decisions that hold and name it (oldest first), and on how
    many of its claims somebody ruled."""
    sign_off = next((d for d in reversed(about) if d.verb == "sign_off" and d.value), None)
    signed = None if sign_off is None else (sign_off, json.loads(sign_off.value or ""))
    aside = is_set_aside(about)
    review: Review = "unreviewed"
    if aside:
        review = "set_aside"
    elif signed:
        review = "signed_off"
    elif reviewed:
        review = "reviewed" if reviewed == claims else "in_part"
    return State(signed[1]["status"] if signed else status, aside, signed, review)


def ruled_matter(m: Matter, about: Sequence[Held], done: Effects, called: Mapping[str, str | None]) -> Matter:
    """A matter as gathered, with what people ruled on it.

    `about` are the decisions that hold and name it, oldest first; `done` is what decisions bring about of claims;
    `called` says where the names of matters lead.
    """
    claims = list(dict.fromkeys(c for p in m.positions for c in p.claims))
    on_claims = {h.decision.id: (h, c) for c in claims for h in done.claims.get(c, ())}
    everything: dict[int, tuple[Held, str | None]] = {**{h.decision.id: (h, None) for h in about}, **on_claims}
    if not everything:
        return m
    reviewed = sum(any(h.decision.verb in OF_A_CLAIM for h in done.claims.get(c, ())) for c in claims)
    state = state_of(m.status, [h.decision for h in about], reviewed, len(claims))
    notes = []
    if reviewed:
        notes.append(
            counted(
                "A person ruled on {reviewed} of its {n} claim.", "A person ruled on {reviewed} of its {n} claims.",
                len(claims), reviewed=reviewed,
            )
        )  # fmt: skip
    if any(h.decision.verb in ("same", "different", "split") for h, _ in everything.values()):
        notes.append(Phrase("A person ruled on what belongs together here."))
    if state.set_aside:
        notes.append(Phrase("A person set it aside."))
    ruled = replace(
        m,
        reason=in_a_row([m.reason, *notes]),
        set_aside=state.set_aside,
        ruled=tuple(said(h, done, c, called) for _, (h, c) in sorted(everything.items())),
    )
    if state.signed is None:
        return ruled
    by, was = state.signed
    since = _changes(was, what_is_signed(m))
    # No name here: this sentence leaves with exports, and who rules is nobody's business outside.
    words = Phrase(
        "A person signed it off as {status} on {day}.",
        status=Phrase(was["status"].replace("_", " ")), day=by.at[:10],
    )  # fmt: skip
    changed = [Phrase("Changed since: {changes}.", changes=with_semicolons(since))] if since else []
    return replace(
        ruled,
        reason=in_a_row([ruled.reason, words, *changed]),
        signed_off=SignedOff(by.by, by.at, was["status"], m.status, since),
        status=was["status"],
        disputed=tuple(was["disputed"]),
        conceded_by=tuple(was["conceded_by"]),
        unsure=(),
    )


CHANGES = {
    "disputed": Phrase("what is disputed changed"),
    "conceded_by": Phrase("who conceded changed"),
    "answers": Phrase("the answers changed"),
}


def _changes(was: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """What is not as it was when the matter was signed off, in words."""
    found = []
    if was["status"] != now["status"]:
        status = Phrase(str(now["status"]).replace("_", " "))
        found.append(Phrase("by the rules it would be {status}", status=status))
    for key, what in CHANGES.items():
        if was[key] is not None and was[key] != now[key]:
            found.append(what)
    return tuple(found)


def without(reading: Reading, claims: Collection[str]) -> Reading:
    """A reading without some claims: those of which all matters are set aside are in no export."""
    kept = (replace(s, claims=tuple(c for c in s.claims if c.id not in claims)) for s in reading.statements)
    return replace(reading, statements=tuple(kept))
