"""Decisions: what each brings about, what is refused, that all of it can be undone, and that it outlives readings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import made_up
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon import ledger as book
from rashomon.errors import Overtaken, RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.core.anchors import span_now
from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.targets import anchored
from rashomon.ledger.read import history
from rashomon.matters import Ruling, gather
from rashomon.model import Claim, Matter, Reading, Span, Statement, Why
from rashomon.world import load_world

TEXTS = {
    "army": "The army holds Kastrel. The army struck Brellin",
    "watch": "The army does not holds Kastrel. The army struck Quennet",
    "radio": "The army struck Brellin",
}
WHO = {"by": "A. Editor", "why": "checked", "now": made_up.NOW}


def fill(ledger: Ledger) -> None:
    for name, text in TEXTS.items():
        r = made_up.report(name, text, outlet=f"Outlet {name}")
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
    regather(ledger)


def regather(ledger: Ledger) -> None:
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), made_up.NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book.open_ledger(tmp_path / "case.rashomon") as opened:
        fill(opened)
        yield opened
        assert book.check(opened) == []


def claims(ledger: Ledger) -> dict[str, str]:
    """The machine's claims by a name that tells them: "army 1" is the first of the report "army"."""
    return {
        f"{r.id} {n}": c.id
        for r, g in book.all_read(ledger)
        for n, s in enumerate(g.statements, 1)
        for c in s.claims
    }  # fmt: skip


def find(ledger: Ledger, claim: str) -> tuple[Statement, Claim, Reading] | None:
    return next(
        ((s, c, g) for _, g in book.ruled_read(ledger) for s in g.statements for c in s.claims if c.id == claim), None
    )


def matter_at(ledger: Ledger, place: str, kind: str = "airstrike") -> Matter:
    return next(m for m in book.matters(ledger) if m.place == place and m.claim_kind == kind)


def state(ledger: Ledger) -> object:
    """What decisions bring about, but for their own rows and for ids of matters."""
    regather(ledger)
    told = [
        (m.question, m.status, m.reason, m.set_aside, m.signed_off, sorted(c for p in m.positions for c in p.claims))
        for m in book.matters(ledger)
    ]
    return (
        sorted(told, key=repr),
        book.ruled_read(ledger),
        book.rulings(ledger),
        book.ruled(ledger),
        book.persons(ledger),
    )


# What each brings about


def test_a_rejected_claim_leaves_its_matter_and_comes_back_when_that_is_undone(ledger: Ledger) -> None:
    claim = claims(ledger)["radio 1"]
    before = state(ledger)
    [decision] = book.decide(ledger, "reject", claim, **WHO)
    assert not book.is_gathered(ledger)
    regather(ledger)
    matter = matter_at(ledger, "Brellin")
    assert claim not in [c for p in matter.positions for c in p.claims]
    told = book.claim(ledger, claim)
    assert told is not None
    assert told.out
    assert told.ruled == (f"A. Editor rejected {claim} on 2026-03-01 (decision {decision.id}): checked.",)
    book.undo(ledger, decision.id, **WHO)
    assert state(ledger) == before


def test_a_matter_is_accepted_claim_by_claim_and_says_that_a_person_ruled(ledger: Ledger) -> None:
    matter = matter_at(ledger, "Brellin")
    book.decide(ledger, "accept", matter.id, **WHO)
    assert set(book.ruled(ledger)) == {c for p in matter.positions for c in p.claims}
    assert matter_at(ledger, "Brellin").reason == "Made up. A person ruled on 2 of its 2 claims."
    assert set(book.reviews(ledger).values()) == {"accepted by a person on 2026-03-01"}


def value(ledger: Ledger, claim: str, field: str) -> str:
    told = find(ledger, claim)
    assert told is not None
    return corrections.shown(told, field)


@pytest.mark.parametrize(
    ("field", "given_value", "was"),
    [
        ("kind", "shelling", "airstrike"),
        ("polarity", "denied", "affirmed"),
        ("modality", "planned", "happened"),
        ("stance", "claims", "reports"),
        ("manner", "direct", "indirect"),
        ("part", "part", ""),
        ("speaker", "Ilve Direct", "The Watch"),
        ("speaker_role", "activist", "monitor"),
        ("speaker_camp", "opposition", "monitor"),
        ("actor", "the brigades", "the army"),
        ("actor_camp", "opposition", "government"),
        ("target", "a market", ""),
        ("target_camp", "local", ""),
        ("target_site", "market", ""),
        ("holder", "the brigades", ""),
        ("holder_camp", "opposition", ""),
        ("weapon", "barrel bomb", ""),
        ("reason", "", "for a reason"),
        ("reason", "by mistake", "for a reason"),
        ("place", "Kastrel", "Brellin"),
        ("place", "Somewhere Else", "Brellin"),
        ("place", "", "Brellin"),
        ("from_place", "Kastrel", ""),
        ("to_place", "Kastrel", ""),
        ("killed", "12-15", "12-"),
        ("killed", "-15", "12-"),
        ("killed", "", "12-"),
        ("injured", "3", ""),
        ("date", "2026-02-20", "../2026-02-27"),
        ("date", "2026-02-20/2026-02-22", "../2026-02-27"),
        ("date", "2026-02-20/..", "../2026-02-27"),
    ],
)
def test_a_corrected_field_is_as_the_person_says_and_the_machines_is_kept(
    ledger: Ledger, field: str, given_value: str, was: str
) -> None:
    claim = claims(ledger)["army 2"]
    assert value(ledger, claim, field) == was
    book.decide(ledger, "correct", claim, fields={field: given_value}, **WHO)
    assert value(ledger, claim, field) == given_value
    machines = next(g for r, g in book.all_read(ledger) if r.id == "army")
    assert machines == made_up.reading(made_up.report("army", TEXTS["army"], outlet="Outlet army"))
    told = book.claim(ledger, claim)
    assert told is not None
    assert f"corrected {field} of {claim} to {given_value or 'unknown'} (was: {was or 'unknown'})" in told.ruled[0]


RULES = ("made", "kind", "actor", "actor_camp", "means", "place", "time", "counts", "speaker", "camp", "stance")


@pytest.mark.parametrize(
    ("field", "given_value", "of", "gone"),
    [
        ("kind", "shelling", "claim", {"kind"}),
        ("actor", "the brigades", "claim", {"actor"}),
        ("actor", "", "claim", {"actor", "actor_camp"}),
        ("actor_camp", "opposition", "claim", {"actor_camp"}),
        ("weapon", "barrel bomb", "claim", {"means"}),
        ("killed", "3", "claim", {"counts"}),
        ("place", "Kastrel", "claim", {"place"}),
        ("date", "2026-02-20", "claim", {"time"}),
        ("speaker", "Ilve Direct", "statement", {"speaker"}),
        ("speaker_camp", "opposition", "statement", {"camp"}),
        ("stance", "claims", "statement", {"stance"}),
        ("reason", "by mistake", "claim", set()),
    ],
)
def test_a_corrected_field_is_no_longer_explained_by_the_machines_rule(
    field: str, given_value: str, of: str, gone: set[str]
) -> None:
    report = made_up.report("army", TEXTS["army"])
    reading = made_up.reading(report)
    why = tuple(Why(name, f"{name}.some_rule") for name in RULES)
    statement = replace(reading.statements[1], why=why)
    told = statement, replace(statement.claims[0], why=why), reading
    after = corrections.with_whom(corrections.corrected(told, field, given_value), field, "A. Editor")
    records = {"statement": after[0], "claim": after[1]}
    assert {w.field for w in records[of].why if not w.by} == set(RULES) - gone
    [mine] = [w for w in records[of].why if w.by]
    assert (mine.rule, mine.by, mine.at) == ("person", "A. Editor", None)
    assert records["claim" if of == "statement" else "statement"].why == why


def test_every_field_is_in_the_table_above() -> None:
    [mark] = test_a_corrected_field_is_as_the_person_says_and_the_machines_is_kept.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == set(corrections.FIELDS)


def test_a_place_is_found_by_name_or_id_and_never_guessed(ledger: Ledger) -> None:
    claim, world = claims(ledger)["army 2"], load_world()
    with pytest.raises(RashomonError, match="places have this name"):
        book.decide(ledger, "correct", claim, fields={"place": "Springfield"}, world=world, **WHO)
    book.decide(ledger, "correct", claim, fields={"place": "geonames:170063"}, world=world, **WHO)  # Aleppo
    told = find(ledger, claim)
    assert told is not None
    place = told[2].places[told[1].place or 0]
    assert (place.country, place.gazetteer, place.precision) == ("SY", "geonames:170063", "locality")
    assert told[1].place_from == "person"


def test_a_camp_is_one_that_the_packs_have(ledger: Ledger) -> None:
    claim, world = claims(ledger)["army 2"], load_world()
    for field in ("speaker_camp", "actor_camp", "target_camp", "holder_camp"):
        with pytest.raises(RashomonError, match="no pack of this ledger has this camp"):
            book.decide(ledger, "correct", claim, fields={field: "goverment"}, world=world, **WHO)
        book.decide(ledger, "correct", claim, fields={field: "government"}, world=world, **WHO)
        book.decide(ledger, "correct", claim, fields={field: "unknown"}, world=world, **WHO)


def test_what_the_reading_missed_is_added_to_the_characters_that_say_it(ledger: Ledger) -> None:
    [decision] = book.decide(
        ledger, "add", "radio", quote="army struck Brellin", **WHO,
        fields={"kind": "shelling", "speaker": "Ilve Direct", "speaker_camp": "opposition", "place": "Brellin"},
    )  # fmt: skip
    key = decision.one[0].report
    regather(ledger)
    told = book.claim(ledger, f"{key}.d{decision.id}.c1")
    assert told is not None
    assert told.stored.report.text[slice(*told.claim.trigger)] == "army struck Brellin"
    assert (told.claim.kind, told.statement.speaker.camp) == ("shelling", "opposition")
    matter = matter_at(ledger, "Brellin", "shelling")
    assert [p.claims for p in matter.positions] == [(told.claim.id,)]
    assert queries.matters_of(ledger, [told.claim.id]) == [matter.id]
    # It is a claim as any other: it can be corrected, and rejected.
    book.decide(ledger, "correct", told.claim.id, fields={"killed": "4"}, **WHO)
    assert value(ledger, told.claim.id, "killed") == "4"
    book.undo(ledger, decision.id, **WHO)
    assert book.claim(ledger, told.claim.id) is None


def test_a_claim_is_added_to_what_a_speaker_says_already(ledger: Ledger) -> None:
    claim = claims(ledger)["army 1"]
    [decision] = book.decide(ledger, "add", claim, quote="holds Kastrel", fields={"kind": "siege"}, **WHO)
    added = find(ledger, f"{decision.one[0].report}.d{decision.id}.c1")
    assert added is not None
    assert [c.id for c in added[0].claims] == [claim, added[1].id]


def test_rulings_on_what_belongs_together(ledger: Ledger) -> None:
    one, two = matter_at(ledger, "Brellin"), matter_at(ledger, "Quennet")
    mine = {m.id: tuple(sorted(c for p in m.positions for c in p.claims)) for m in (one, two)}
    [same] = book.decide(ledger, "same", one.id, two.id, **WHO)
    [ruling] = book.rulings(ledger)
    assert (ruling.what, tuple(sorted(ruling.one)), ruling.other) == ("same", mine[one.id], mine[two.id])
    book.undo(ledger, same.id, **WHO)
    assert book.rulings(ledger) == ()
    leaves = claims(ledger)["radio 1"]
    book.decide(ledger, "split", one.id, leaves, **WHO)
    stays = tuple(c for c in mine[one.id] if c != leaves)
    assert book.rulings(ledger) == (Ruling("different", stays, (leaves,)), Ruling("same", (leaves,), ()))


def test_gathering_heeds_them_until_they_are_undone(ledger: Ledger) -> None:
    """With the real gathering: to it the three towns are one place, and the three strikes one."""

    def together() -> list[set[str]]:
        found = gather(book.ruled_read(ledger), load_world(), book.rulings(ledger))
        book.store_matters(ledger, found, made_up.NOW)
        names = {c: n for n, c in claims(ledger).items()}
        incidents: dict[str, set[str]] = {}
        for m in book.matters(ledger):
            incidents.setdefault(m.incident, set()).update(names[c] for p in m.positions for c in p.claims)
        return sorted(incidents.values(), key=sorted)

    def of(name: str) -> str:
        return next(
            m.id for m in book.matters(ledger) if claims(ledger)[name] in {c for p in m.positions for c in p.claims}
        )

    before = together()
    assert before == [{"army 1", "watch 1"}, {"army 2", "radio 1", "watch 2"}]
    [same] = book.decide(ledger, "same", of("army 1"), of("army 2"), **WHO)
    assert together() == [{"army 1", "army 2", "radio 1", "watch 1", "watch 2"}]
    book.undo(ledger, same.id, **WHO)
    assert together() == before
    [parted] = book.decide(ledger, "split", of("army 2"), claims(ledger)["watch 2"], **WHO)
    assert together() == [{"army 1", "watch 1"}, {"army 2", "radio 1"}, {"watch 2"}]
    # What was parted is not joined again by what comes later.
    r = made_up.report("late", TEXTS["radio"], outlet="Outlet late")
    book.add(ledger, r, made_up.reading(r), made_up.NOW)
    assert not any({"army 2", "watch 2"} <= i for i in together())
    book.undo(ledger, parted.id, **WHO)
    assert together() == [{"army 1", "watch 1"}, {"army 2", "late 1", "radio 1", "watch 2"}]


def test_a_matter_set_aside_is_hidden_and_neither_it_nor_its_claims_leave(ledger: Ledger) -> None:
    matter = matter_at(ledger, "Quennet")
    book.decide(ledger, "set_aside", matter.id, **WHO)
    assert matter.id not in {m.id for m in book.matters(ledger, set_aside=False)}
    assert matter_at(ledger, "Quennet").set_aside
    shared, read = book.in_play(ledger)
    assert matter.id not in {m.id for m in shared}
    assert claims(ledger)["watch 2"] not in {c.id for _, g in read for s in g.statements for c in s.claims}


def test_a_matter_signed_off_keeps_its_status_and_says_what_changed_since(ledger: Ledger) -> None:
    matter = matter_at(ledger, "Kastrel", "control")
    assert matter.status == "disputed"
    book.decide(ledger, "sign_off", matter.id, **WHO)
    signed = matter_at(ledger, "Kastrel", "control").signed_off
    assert signed is not None
    assert (signed.by, signed.status, signed.by_rule, signed.since) == ("A. Editor", "disputed", "disputed", ())
    book.decide(ledger, "reject", claims(ledger)["watch 1"], **WHO)
    regather(ledger)
    now = matter_at(ledger, "Kastrel", "control")
    assert now.signed_off is not None
    assert (now.status, now.disputed, now.signed_off.by_rule) == ("disputed", ("whether",), "one_origin")
    assert now.signed_off.since == (
        "by the rules it would be one origin",
        "what is disputed changed",
        "the answers changed",
    )
    assert "A. Editor" not in now.reason


def test_the_last_ruling_on_a_person_counts(ledger: Ledger) -> None:
    book.decide(ledger, "protect", "Jonah  Brasc", "Mirel Tavesh", **WHO)
    [released] = book.decide(ledger, "release", "Jonah Brasc", **WHO)
    assert book.persons(ledger) == {"Jonah Brasc": "release", "Mirel Tavesh": "protect"}
    book.undo(ledger, released.id, **WHO)
    assert book.persons(ledger)["Jonah Brasc"] == "protect"


def test_a_figure_ruled_for_a_matter(ledger: Ledger) -> None:
    matter = matter_at(ledger, "Brellin")
    book.decide(ledger, "correct", matter.id, fields={"figure": "12-15"}, **WHO)
    assert history.figures(ledger) == {matter.id: (12, 15)}


# What is refused


@pytest.mark.parametrize(
    ("verb", "targets", "told", "why"),
    [
        ("accept", [], {}, "says no target"),
        ("accept", ["nobody.s1.c1"], {}, "no such claim or matter"),
        ("correct", ["army 1"], {}, "says no field"),
        ("correct", ["army 1", "army 2"], {"fields": {"kind": "siege"}}, "names 2 targets"),
        ("correct", ["army 1"], {"fields": {"colour": "red"}}, "no such field"),
        ("correct", ["army 1"], {"fields": {"kind": "teleportation"}}, "no value of this field"),
        ("correct", ["army 1"], {"fields": {"killed": "many"}}, "no figure or range"),
        ("correct", ["army 1"], {"fields": {"killed": "15-12"}}, "no figure or range"),
        ("correct", ["army 1"], {"fields": {"date": "last week"}}, "no day or range"),
        ("correct", ["army 1"], {"fields": {"date": "2026-02-03/2026-02-01"}}, "no day or range"),
        ("correct", ["army 1"], {"fields": {"speaker_camp": ""}}, "cannot be empty"),
        ("correct", ["M Brellin"], {"fields": {"place": "Quennet"}}, "only its figure"),
        ("add", ["radio"], {"fields": {"kind": "siege", "speaker": "X"}}, "says no quote"),
        ("add", ["radio"], {"quote": "struck", "fields": {"speaker": "X"}}, "says no kind"),
        ("add", ["radio"], {"quote": "struck", "fields": {"kind": "siege"}}, "says no speaker"),
        ("add", ["radio"], {"quote": "bombed", "fields": {"kind": "siege", "speaker": "X"}}, "not in the report"),
        ("add", ["army"], {"quote": "The army", "fields": {"kind": "siege", "speaker": "X"}}, "stand there 2 times"),
        ("add", ["nobody"], {"quote": "a", "fields": {"kind": "siege", "speaker": "X"}}, "no such report"),
        ("same", ["M Brellin"], {}, "says no second matter"),
        ("same", ["M Brellin", "M-AAAAAA"], {}, "no such matter"),
        ("different", ["M Brellin", "M Brellin"], {}, "one matter now"),
        ("split", ["M Brellin"], {}, "says no claim"),
        ("split", ["M Brellin", "army 1"], {}, "no claim of M-"),
        ("split", ["M Brellin", "army 2", "radio 1"], {}, "no claim would stay"),
        ("sign_off", ["army 1"], {}, "no such matter"),
        ("protect", ["7"], {}, "no name"),
        ("undo", ["1"], {}, "none of the verbs"),
        ("delete", ["army 1"], {}, "none of the verbs"),
    ],
)
def test_a_decision_that_says_too_little_is_refused_and_nothing_is_written(
    ledger: Ledger, verb: str, targets: list[str], told: dict, why: str
) -> None:
    names = claims(ledger) | {"M Brellin": matter_at(ledger, "Brellin").id}
    with pytest.raises(RashomonError, match=why) as error:
        book.decide(ledger, verb, *(names.get(t, t) for t in targets), **told, **WHO)  # type: ignore[arg-type]
    assert error.value.fix
    assert book.decisions(ledger) == []


def test_nobody_decides_without_a_name(ledger: Ledger) -> None:
    with pytest.raises(RashomonError, match="nobody is named"):
        book.decide(ledger, "accept", claims(ledger)["army 1"], by=" ", why="", now=made_up.NOW)


def test_what_is_undone_is_not_undone_twice(ledger: Ledger) -> None:
    [first] = book.decide(ledger, "accept", claims(ledger)["army 1"], **WHO)
    second = book.undo(ledger, first.id, **WHO)
    with pytest.raises(Overtaken, match=f"undone already, by decision {second.id}"):
        book.undo(ledger, first.id, **WHO)


@pytest.mark.parametrize(
    ("mine", "theirs", "stale"),
    [
        (("reject", {}), ("accept", {}), True),
        (("correct", {"fields": {"place": "Quennet"}}), ("correct", {"fields": {"place": "Brellin"}}), True),
        (("correct", {"fields": {"place": "Quennet"}}), ("correct", {"fields": {"killed": "3"}}), False),
        (("correct", {"fields": {"place": "Quennet"}}), ("reject", {}), True),
    ],
)
def test_a_decision_on_what_changed_since_it_was_seen_is_told_so(
    ledger: Ledger, mine: tuple, theirs: tuple, stale: bool
) -> None:
    claim, other = claims(ledger)["army 1"], claims(ledger)["army 2"]
    seen = book.latest(ledger)
    book.decide(ledger, theirs[0], claim, **theirs[1], **(WHO | {"by": "B. Reader"}))
    book.decide(ledger, "accept", other, seen=seen, **WHO)
    if stale:
        with pytest.raises(Overtaken, match=r"B\. Reader decided on the same thing meanwhile"):
            book.decide(ledger, mine[0], claim, **mine[1], seen=seen, **WHO)
    else:
        book.decide(ledger, mine[0], claim, **mine[1], seen=seen, **WHO)
    book.decide(ledger, mine[0], claim, **mine[1], seen=book.latest(ledger), **WHO)


# Undoing


def step(verb: str, ledger: Ledger, pick: Callable[[list[str]], str]) -> list[int]:
    """One decision of this sort on something that is there; [] where it cannot be made now."""
    matters = sorted(m.id for m in book.matters(ledger))
    there = sorted(claims(ledger).values())
    told: dict = {}
    if verb in ("accept", "reject"):
        targets = [pick(there)]
    elif verb == "correct":
        targets, told = (
            [pick(there)],
            {"fields": dict([pick([("killed", "3"), ("place", "Kastrel"), ("kind", "siege")])])},
        )  # type: ignore[list-item]
    elif verb == "add":
        targets, told = ["radio"], {"quote": "struck", "fields": {"kind": "siege", "speaker": "X"}}
    elif verb in ("protect", "release"):
        targets = ["Jonah Brasc"]
    elif verb in ("same", "different"):
        targets = [pick(matters), pick(matters)]
    else:
        targets = [pick(matters)]
    try:
        return [d.id for d in book.decide(ledger, verb, *targets, **told, **WHO)]  # type: ignore[arg-type]
    except RashomonError:
        return []


VERBS = ("accept", "reject", "correct", "add", "same", "different", "set_aside", "sign_off", "protect", "release")


@given(data=st.data(), verbs=st.lists(st.sampled_from(VERBS), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_decisions_undone_in_any_order_leave_the_state_before_them(
    tmp_path: Path, data: st.DataObject, verbs: list[str]
) -> None:
    path = tmp_path / "any.rashomon"
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with book.open_ledger(path) as ledger:
        fill(ledger)
        before = state(ledger)
        made = []
        for verb in verbs:
            made += step(verb, ledger, lambda of: data.draw(st.sampled_from(of)))
            regather(ledger)
        after = state(ledger)
        undone = [book.undo(ledger, n, **WHO).id for n in data.draw(st.permutations(made))]
        assert state(ledger) == before
        for n in reversed(undone):
            book.undo(ledger, n, **WHO)
        assert state(ledger) == after
        assert len(book.decisions(ledger)) == 3 * len(made)


@given(st.permutations(sorted(TEXTS)))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_decisions_hold_whatever_the_order_in_which_reports_came(tmp_path: Path, order: list[str]) -> None:
    """What is ruled on two reports is the same when the others come before, between or after."""
    path = tmp_path / "order.rashomon"
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with book.open_ledger(path) as ledger:
        for name in order:
            r = made_up.report(name, TEXTS[name], outlet=f"Outlet {name}")
            book.add(ledger, r, made_up.reading(r), made_up.NOW)
            if name == "army":
                book.decide(ledger, "reject", claims(ledger)["army 2"], **WHO)
            if name == "watch":
                book.decide(ledger, "correct", claims(ledger)["watch 2"], fields={"place": "Kastrel"}, **WHO)
        regather(ledger)
        told = {
            (m.question, m.status, tuple(sorted(c for p in m.positions for c in p.claims)))
            for m in book.matters(ledger)
        }
        names = claims(ledger)
        assert told == {
            ("What of airstrike at Brellin?", "one_origin", (names["radio 1"],)),
            ("What of airstrike at Kastrel?", "one_origin", (names["watch 2"],)),
            ("What of control at Kastrel?", "disputed", tuple(sorted((names["army 1"], names["watch 1"])))),
        }


# Outliving readings and editions

OLD = "Late on Monday the army struck the market of Brellin, a monitor said."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OLD, "struck"),
        ("CORRECTED. " + OLD, "struck"),
        (OLD.replace("Late on Monday", "Early on Tuesday, before the sun was up,"), "struck"),
        (OLD.replace(" of Brellin, a monitor said.", " there, witnesses said."), "struck"),
        (OLD + " " + OLD, None),
        ("Late on Monday the army took the market of Brellin.", None),
        ("", None),
    ],
    ids=["same", "before it", "words before changed", "words after changed", "twice", "gone", "empty"],
)
def test_words_are_found_again_in_another_text_by_what_stands_around_them(text: str, found: str | None) -> None:
    start = OLD.index("struck")
    anchor = anchored("k", OLD, "old", Span(start, start + 6), "airstrike")
    span = span_now(anchor, text, "old" if text == OLD else "new")
    assert (text[slice(*span)] if span else None) == found


def test_a_decision_follows_its_words_into_a_new_edition_or_is_shown_adrift(tmp_path: Path) -> None:
    url = "https://harbour.example/kastrel"
    text = "Reports from the coast on the first night of the truce. The army struck Brellin"
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        first = made_up.report("page", text, url=url)
        book.add(ledger, first, made_up.reading(first), made_up.NOW)
        claim = claims(ledger)["page 2"]
        [decision] = book.decide(ledger, "reject", claim, **WHO)
        longer = made_up.report("page", "Updated at noon. " + text, url=url, published="2026-02-28")
        book.add(ledger, longer, made_up.reading(longer), made_up.NOW)
        assert book.ruled(ledger) == {claims(ledger)["page 3"]: "reject"}
        assert "The text or the reading changed since" in book.history(ledger)[-1].text
        other = made_up.report("page", "This page was taken down", url=url, published="2026-03-01")
        book.add(ledger, other, made_up.reading(other), made_up.NOW)
        assert book.ruled(ledger) == {}
        assert [d.id for d in book.adrift(ledger)] == [decision.id]
        assert "it is adrift" in book.history(ledger)[-1].text


def test_a_later_reading_that_puts_the_words_a_little_otherwise_keeps_the_ruling(ledger: Ledger) -> None:
    claim = claims(ledger)["radio 1"]
    book.decide(ledger, "reject", claim, **WHO)
    [(report, reading)] = [(r, g) for r, g in book.all_read(ledger) if r.id == "radio"]
    [statement] = reading.statements
    moved = replace(statement.claims[0], id=f"{report.key}.s7.c2", trigger=Span(0, 8))
    later = replace(reading, version="0.2.0", statements=(replace(statement, id=f"{report.key}.s7", claims=(moved,)),))
    book.read_again(ledger, report.key, later, made_up.NOW)
    assert book.ruled(ledger) == {moved.id: "reject"}
    of_another_kind = replace(later, statements=(replace(statement, claims=(replace(moved, kind="siege"),)),))
    book.read_again(ledger, report.key, of_another_kind, made_up.NOW)
    assert book.ruled(ledger) == {}
    assert len(book.adrift(ledger)) == 1


# Two at once

DECIDER = """
import sys, coded, made_up
from rashomon import ledger as book
with book.open_ledger(sys.argv[1]) as ledger:
    claims = [c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims]
    for n in range(30):
        book.decide(ledger, "accept", claims[n % len(claims)], by=sys.argv[2], why=str(n), now=made_up.NOW)
"""


def test_two_programs_that_decide_at_once_lose_nothing(ledger: Ledger) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path])}
    running = [subprocess.Popen([sys.executable, "-c", DECIDER, str(ledger.path), who], env=env) for who in ("A", "B")]
    assert [p.wait(600) for p in running] == [0, 0]
    made = book.decisions(ledger)
    assert [d.id for d in made] == list(range(1, 61))
    for who in "AB":
        assert [d.why for d in made if d.by == who] == [str(n) for n in range(30)]


# As it stood


def test_the_ledger_as_it_stood(tmp_path: Path) -> None:
    days = [made_up.NOW + timedelta(days=n) for n in range(6)]
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:

        def put(name: str, at: int) -> None:
            r = made_up.report(name, TEXTS[name], outlet=f"Outlet {name}")
            book.add(ledger, r, made_up.reading(r, version="0.1.0"), days[at])
            book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), days[at])

        put("army", 0)
        put("watch", 1)
        claim = claims(ledger)["watch 1"]
        book.decide(ledger, "reject", claim, by="A. Editor", why="", now=days[2])
        book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), days[2])
        [(report, reading)] = [(r, g) for r, g in book.all_read(ledger) if r.id == "army"]
        book.read_again(ledger, report.key, replace(reading, version="0.2.0", statements=()), days[3])
        book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), days[3])
        put("radio", 4)

        def stood(day: int) -> tuple[object, ...]:
            at = book.instant(days[day].date().isoformat())
            control = [m.status for m in book.matters(ledger, kind=["control"], as_of=at)]
            read = {r.id: g.version for r, g in book.all_read(ledger, as_of=at)}
            return control, read, sorted(book.ruled(ledger, as_of=at).values())

        assert stood(0) == (["one_origin"], {"army": "0.1.0"}, [])
        assert stood(1) == (["disputed"], {"army": "0.1.0", "watch": "0.1.0"}, [])
        assert stood(2) == (["one_origin"], {"army": "0.1.0", "watch": "0.1.0"}, ["reject"])
        assert stood(3) == ([], {"army": "0.2.0", "watch": "0.1.0"}, ["reject"])
        assert stood(5)[1] == {"army": "0.2.0", "watch": "0.1.0", "radio": "0.1.0"}
        before = book.instant("2026-02-28")
        assert (book.matters(ledger, as_of=before), book.all_read(ledger, as_of=before)) == ([], [])
        assert book.matters(ledger, as_of=book.instant("2030-01-01")) == book.matters(ledger)


def test_the_history_of_a_matter(ledger: Ledger) -> None:
    matter = matter_at(ledger, "Kastrel", "control")
    [wrong] = book.decide(
        ledger, "reject", claims(ledger)["watch 1"], **(WHO | {"now": made_up.NOW + timedelta(hours=1)})
    )
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), made_up.NOW + timedelta(hours=1))
    book.undo(ledger, wrong.id, by="B. Reader", why="it was right", now=made_up.NOW + timedelta(hours=2))
    entries = book.history(ledger, matter.id)
    assert [(e.at[11:13], e.what) for e in entries] == [
        ("12", "report"), ("12", "report"), ("12", "reading"), ("12", "reading"), ("12", "status"),
        ("13", "status"), ("13", "decision"), ("14", "decision"),
    ]  # fmt: skip
    assert "disputed (whether), from 2 reports" in entries[4].text
    assert "one origin, from 1 report" in entries[5].text
    assert "It was taken back by decision 2" in entries[6].text
    assert entries[7].text == "B. Reader took decision 1 back on 2026-03-01 (decision 2): it was right."
    assert len(book.history(ledger, matter.id, as_of=book.instant("2026-03-01T12:30"))) == 5
    with pytest.raises(RashomonError, match="nothing has this id"):
        book.history(ledger, "M-NOSUCH")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-03-01T25:00", ""])
def test_an_instant_that_is_none(text: str) -> None:
    with pytest.raises(RashomonError, match="neither a date nor a time"):
        book.instant(text)
