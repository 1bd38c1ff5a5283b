# ruff: noqa: E501 (tables of statements and claims, one a line)
"""What may leave, and what the default profile takes out."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest
import sharing_sample as made
from file_words import words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import RashomonError
from rashomon.model import Toll
from rashomon.pages import brief
from rashomon.sharing import FORMATS, Shared, render, share
from rashomon.sharing.records import UNREVIEWED

WORLD = made.world()
MATTERS, READ = made.sample()
DEFAULT = share(MATTERS, READ, WORLD)
FULL = share(MATTERS, READ, WORLD, profile="full")


def everything(shared: Shared) -> str:
    """All that can leave, in one text."""
    page = brief(shared, title="Test", generated=datetime(2019, 5, 15, tzinfo=UTC))
    texts = [words_of(render(form, shared)) for form in FORMATS]
    return "\n".join([page, *texts])


def test_no_private_name_leaves_under_the_default_profile() -> None:
    out = everything(DEFAULT).casefold()
    assert [n for name in made.NAMES for n in name.split() if n.casefold() in out] == []


def test_the_full_profile_holds_nothing_back_and_says_so() -> None:
    out = everything(FULL)
    assert all(name in out for name in made.NAMES)
    assert FULL.warning and "harm" in FULL.warning
    assert len(FULL.claims) == sum(len(s.claims) for _, g in READ for s in g.statements)
    assert len(FULL.matters) == len(MATTERS)
    assert "Jonah Brasc" in {r.speaker for r in FULL.claims if r.speaker_protected}
    for row in FULL.claims:
        text = next(r.text for r, _ in READ if r.sha256 == row.report_sha256)
        assert row.quote == text[row.start : row.end]


def test_protected_speakers_leave_nothing_that_leads_back() -> None:
    rows = [r for r in DEFAULT.claims if r.speaker_protected]
    assert {r.speaker for r in rows} == {"journalist 1", "defector 1", "resident 1", "Lantern Relief representative 1"}
    keys = {r.key for r, _ in READ}
    for row in rows:
        leads = (row.quote, row.start, row.end, row.report_id, row.report_url, row.report_title, row.report_sha256)
        assert leads == (None,) * 7
        assert (row.text_sha256, row.outlet, row.published, row.retrieved, row.language, row.context) == (None,) * 5 + (
            (),
        )
        assert not any(key in row.claim_id for key in keys)
        assert row.held_back and "protected speaker" in row.held_back


def test_words_of_a_protected_speaker_are_not_in_the_context_of_others() -> None:
    contexts = " ".join(p.text for r in DEFAULT.claims for p in r.context)
    assert "two streets" not in contexts and "across the border" not in contexts and "flour" not in contexts


def test_sensitive_kinds_and_sites_are_widened_to_their_area() -> None:
    rows = [r for r in DEFAULT.claims if r.kind == "aid_blocked" or r.target_site == "hospital"]
    assert len(rows) == 4
    for row in rows:
        assert row.place_precision == "admin1" and row.place_name in ("Upper Ilve", "Varrish")
        area = made._AREAS[row.place_name]
        assert (row.latitude, row.longitude, row.place_radius_km) == area
        assert row.report_url is None and row.report_sha256 is None
        assert not re.search(
            "Kastrel|Luthmar", " ".join(str(x) for x in (row.target, row.quote, row.actor, row.reason))
        )
    aid = next(m for m in DEFAULT.matters if m.claim_kind == "aid_blocked")
    assert (aid.place, aid.precision, aid.coarsened) == ("Upper Ilve", "admin1", True)
    assert "Kastrel" not in aid.question + aid.reason
    hospital = next(m for m in DEFAULT.matters if "hospital" in m.question)
    assert "Luthmar" not in hospital.question + hospital.reason + str(hospital.positions)


def test_words_about_a_sensitive_place_leave_without_its_name() -> None:
    (row,) = [r for r in DEFAULT.claims if r.target_site == "hospital"]
    assert row.quote == "shells hit the hospital in [place withheld] on Sunday"
    assert [p.mark for p in row.context] == ["content", "withheld", "content"]
    assert row.outlet == "Northline" and row.start is None


def test_what_shares_an_incident_with_a_sensitive_place_is_widened_too() -> None:
    toll = made.matter("m99", "death_toll", "casualties", "How many were killed in Ondessa?", "Ondessa", None, "one_origin",
                       "One origin.", made.position("government", Toll(4, 4), [(READ[1], 2, 0)]), incident="i-m09")  # fmt: skip
    shared = share([*MATTERS, toll], READ, WORLD)
    found = next(m for m in shared.matters if m.id == "m99")
    assert found.coarsened and found.place == "Varrish" and "Ondessa" not in found.question


def test_torture_leaves_a_count_and_nothing_else() -> None:
    out = everything(DEFAULT)
    assert "tortured" not in out and "Sefanu" not in out
    assert (DEFAULT.held_back.claims, DEFAULT.held_back.matters) == (2, 1)


def test_a_quote_with_a_word_of_a_withheld_kind_is_dropped() -> None:
    text = "The Varrish Rights Monitor said guards beat and tortured men and took two hills near Brellin.\n"
    one = made.report("r", text, {
        "speaker": made.speaker("The Varrish Rights Monitor", "Varrish Rights Monitor", "monitor", "monitor", "vrm"),
        "content": ["guards beat and tortured men and took two hills near Brellin"],
        "claims": [made.claim("control", "took", "Brellin")]})  # fmt: skip
    (row,) = share([], [one], WORLD).claims
    assert row.quote is None and row.held_back and "tortur" not in everything(share([], [one], WORLD))


def test_places_are_never_moved_at_random() -> None:
    assert share(MATTERS, READ, WORLD) == share(MATTERS, READ, WORLD)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("profile", ["default", "full"])
def test_the_order_of_input_does_not_matter(seed: int, profile: str) -> None:
    matters, read = list(MATTERS), list(READ)
    random.Random(seed).shuffle(matters)
    random.Random(seed + 9).shuffle(read)
    shared = share(matters, read, WORLD, profile=profile)  # type: ignore[arg-type]
    assert shared == (DEFAULT if profile == "default" else FULL)


def test_every_row_says_whether_a_person_ruled_on_it() -> None:
    assert {r.review for r in DEFAULT.claims} == {UNREVIEWED}
    ruled = FULL.claims[0].claim_id
    shared = share(MATTERS, READ, WORLD, rulings={ruled: "accepted"})
    assert sorted({r.review for r in shared.claims}) == ["accepted", UNREVIEWED]
    assert [m.review for m in shared.matters if m.id == shared.claims[0].matter_id] == [
        "1 of 4 claims ruled on by a person"
    ]


def test_reports_lose_the_paths_they_were_read_from() -> None:
    assert {r.report_id for r in DEFAULT.claims if r.report_id} <= {f"report-{i}" for i in range(1, 7)}
    assert "/home/" not in everything(DEFAULT)


def test_addresses_that_run_or_name_somebody_are_dropped() -> None:
    urls = {r.report_url for r in DEFAULT.claims}
    assert urls == {None, "https://ilve-direct.example/2019/kastrel", "https://ans.example/1"}


def test_an_unknown_profile_is_an_error_that_names_it() -> None:
    with pytest.raises(RashomonError, match="secret"):
        share(MATTERS, READ, WORLD, profile="secret")  # type: ignore[arg-type]


def test_nothing_is_something() -> None:
    empty = share([], [], WORLD)
    assert (empty.matters, empty.claims, empty.reports) == ((), (), 0)
    assert "No matter was found" in everything(empty)


# Names nobody has heard of, in every spot where a report can have them.

SYLLABLES = st.sampled_from(["zor", "qui", "vash", "ryk", "ulm", "yar", "dzen", "ghol", "ixa", "pwe", "thüm", "ñok"])
WORD = st.lists(SYLLABLES, min_size=2, max_size=3).map("".join)
PART = st.builds(lambda lead, word: lead + word.capitalize(), st.sampled_from(["", "", "", "al-", "O'", "Mc"]), WORD)
NAME = st.builds(
    lambda first, middle, last: " ".join(x for x in (first, middle, last) if x),
    PART,
    st.sampled_from(["", "", "bin", "van", "K."]),
    PART,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(who=NAME, victim=NAME, case=st.sampled_from([str, str.upper, str.lower]))
def test_seeded_names_do_not_leave(who: str, victim: str, case: object) -> None:
    spelt = case(who)  # type: ignore[operator]
    text = (
        f"“The town of Brellin is ours,” said {who}, 40, a teacher there. The Varrish Rights Monitor said {victim} was killed "
        f"when shells hit Brellin. The General Command said rebels and {spelt} had left Brellin.\n"
    )
    army = made.speaker("The General Command", "Arvessan army", "military", "government", "army")
    monitor = made.speaker("The Varrish Rights Monitor", "Varrish Rights Monitor", "monitor", "monitor", "vrm")
    one = made.report(
        f"/cases/{who}.txt", text,
        {"speaker": made.speaker(who, who, "resident", "local"), "cue": ["said"], "content": ["The town of Brellin is ours"],
         "claims": [made.claim("control", "is ours", "Brellin", holder=(who, "local"))]},
        {"speaker": monitor, "cue": ["said"], "content": [f"{victim} was killed when shells hit Brellin"],
         "claims": [made.claim("shelling", "shells", "Brellin", target=(victim, "unknown"), counts=[("killed", 1, 1)])]},
        {"speaker": army, "cue": ["said"], "content": [f"rebels and {spelt} had left Brellin"],
         "claims": [made.claim("withdrawal", "left", "Brellin", actor=(f"rebels and {spelt}", "opposition"))]},
        title=f"{who} holds out in Brellin", url=f"https://x.example/{who.lower().replace(' ', '-')}", author=victim,
    )  # fmt: skip
    matters = [
        made.matter("a", "control", "control", f"Does {who} hold Brellin?", "Brellin", None, "one_origin", f"{who} says so.",
                    made.position("local", f"yes, {who} holds it", [(one, 0, 0)])),
        made.matter("b", "responsibility", "shelling", f"Who killed {victim}?", "Brellin", None, "one_origin", f"{victim} was killed.",
                    made.position("monitor", f"{victim} was killed", [(one, 1, 0)])),
        made.matter("c", "occurrence", "withdrawal", "Did rebels leave?", "Brellin", None, "one_origin", f"The army names {who}.",
                    made.position("government", "yes", [(one, 2, 0)])),
    ]  # fmt: skip
    out = everything(share(matters, [one], WORLD)).casefold()
    for name in (who, victim):
        assert name.casefold() not in out
        for part in re.split(r"[\s'.-]+", name):
            if len(part) > 3:
                assert part.casefold() not in out, part
