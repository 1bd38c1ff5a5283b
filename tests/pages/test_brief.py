# ruff: noqa: E501 (tables of cases, one a line)
"""The brief: one file, hostile text in it harmless, nothing to load, and drawings that say what they should."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import sharing_sample as made
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import ROOT

from rashomon.message import Phrase
from rashomon.model import Status, Toll
from rashomon.pages import brief, drawing
from rashomon.pages.brief import clean, days, undated
from rashomon.sharing import Shared, share
from rashomon.sharing.as_csv import answered
from rashomon.sharing.records import Piece, SharedPosition

WORLD = made.world()
SHARED = share(*made.sample(), WORLD)
NOW = datetime(2019, 5, 15, 8, 30, tzinfo=UTC)
PAGE = brief(SHARED, title="Kastrel", generated=NOW)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects elements and complains about any that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text.append(data)


ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "article",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "strong",
    "em",
    "mark",
    "cite",
    "bdi",
    "time",
    "a",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "blockquote",
    "details",
    "summary",
    "ul",
    "ol",
    "li",
    "svg",
    "g",
    "path",
    "circle",
    "rect",
    "text",
    "tspan",
    "defs",
    "lineargradient",
    "stop",
}


def test_the_page_is_well_formed_and_has_no_element_that_was_not_put_there() -> None:
    page = Page(PAGE)
    assert page.open == []
    assert {tag for tag, _ in page.elements} <= ALLOWED
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_nothing_is_loaded_and_no_script_can_run() -> None:
    for shared in (SHARED, share(*made.sample(), WORLD, profile="full")):
        text = brief(shared, title="x", generated=NOW)
        for tag, attributes in Page(text).elements:
            assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"}
            assert not [a for a in attributes if a.startswith("on") or a in ("src", "style", "srcset", "xlink:href")]
            assert (attributes.get("href") or "#").startswith("#")
        style = re.search(r"<style>(.*?)</style>", text, re.S)
        assert style and not re.search(r"@import|url\(|expression|https?:", style[1])


def test_the_policy_forbids_everything_but_the_style_that_is_there() -> None:
    style = re.search(r"<style>(.*?)</style>", PAGE, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [a["content"] for t, a in Page(PAGE).elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_hostile_text_is_shown_as_text() -> None:
    assert "<script" not in PAGE and "&lt;script&gt;" in PAGE
    assert "Harbour &lt;i&gt;Post&lt;/i&gt;" in PAGE
    assert "\u202e" not in brief(share(*made.sample(), WORLD, profile="full"), title="\u202ex", generated=NOW)


HOSTILE = st.sampled_from(
    ["<script>x</script>", "</style><b>", '" onload="x', "' onx='", "{{ 7*7 }}", "{% raw %}", "</title>", "<!--", "]]>", "&lt;", "\u202eabc", "\0"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(HOSTILE | st.text(max_size=12), min_size=1, max_size=4).map("".join))
def test_any_text_in_any_field_leaves_the_page_whole(text: str) -> None:
    m, c = SHARED.matters[0], SHARED.claims[0]
    shared = replace(
        SHARED,
        outlets=(text,),
        matters=(
            replace(m, question=text, reason=text, place=text, admin1=text, kind_label=text, incident=text, review=text,
                    positions=(replace(m.positions[0], camp_label=text, answer=text, speakers=(text,)),)),
        ),
        claims=(
            replace(c, speaker=text, outlet=text, published=text, report_title=text, report_url=text, review=text,
                    context=(Piece("text", text), Piece("content", text), Piece("speaker", text), Piece("cue", text))),
            *SHARED.claims[1:],
        ),
    )  # fmt: skip
    page = Page(brief(shared, title=text, generated=NOW))
    assert page.open == [] and {tag for tag, _ in page.elements} <= ALLOWED
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]


def test_text_is_never_a_template() -> None:
    page = brief(SHARED, title="{{ 7*7 }}", generated=NOW)
    assert "<title>{{ 7*7 }}</title>" in page


def test_the_page_says_what_it_is_and_what_it_held_back() -> None:
    text = " ".join(Page(PAGE).text)
    assert "Machine reading, not reviewed." in text
    assert "6 private persons shown by role" in text and "2 claims of torture or sexual violence left out" in text
    assert "10 matters from 6 reports by 6 outlets" in text


def test_the_full_profile_warns_on_the_page() -> None:
    text = brief(share(*made.sample(), WORLD, profile="full"), title="x", generated=NOW)
    assert "Not for passing on." in text and "Jonah Brasc" in text


def test_reviewed_claims_say_so() -> None:
    ruled = {SHARED.claims[0].claim_id: "accepted by a person on 15 May 2019"}
    text = brief(share(*made.sample(), WORLD, rulings=ruled), title="x", generated=NOW)
    assert "reviewed in part" in text and "accepted by a person" in text and "1 of 4 claims" in text


def test_disputed_matters_come_first_and_one_happening_stays_together() -> None:
    order = re.findall(r'<article class="matter (\w+)"', PAGE)
    assert order == ["disputed"] * 3 + ["conceded", "agreed", "one_camp", "one_camp"] + ["one_origin"] * 3
    assert PAGE.count("One happening, 2 questions") == 1


def test_words_are_shown_with_speaker_cue_and_content_marked() -> None:
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", PAGE, re.S)
    assert quote
    assert (
        '<span class="speaker">The Arvessan army</span> <em class="cue">claims</em> <mark>to have captured Kastrel</mark>'
        in quote[1]
    )


def test_the_same_input_gives_the_same_page() -> None:
    assert brief(share(*made.sample(), WORLD), title="Kastrel", generated=NOW) == PAGE


def test_an_empty_export_is_a_page() -> None:
    empty = Shared("default", None, "0.1.0", "0" * 64, 0, (), None, None, (), ())
    assert "No matter was found" in brief(empty, title="Nothing", generated=NOW)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (("2019-05-13", "2019-05-14"), "13 to 14 May 2019"),
        (("2019-04-24", "2019-05-14"), "24 April to 14 May 2019"),
        (("2018-12-30", "2019-01-02"), "30 December 2018 to 2 January 2019"),
        (("2019-05-11", "2019-05-11"), "11 May 2019"),
        ((None, "2019-05-14"), "by 14 May 2019"),
        (("2019-05-14", None), "from 14 May 2019 on"),
        ((None, None), "no date given"),
        (None, "no date given"),
        (("yesterday", None), "no date given"),
    ],
)
def test_days_in_words(dates: tuple[str | None, str | None] | None, words: str) -> None:
    assert days(dates) == words


def test_clean_keeps_scripts_and_takes_out_what_turns_text_round() -> None:
    assert clean("لم \u202eabc\u2066 שלום\x00 é") == "لم abc שלום é"


# Drawings

STATUSES: tuple[Status, ...] = ("disputed", "conceded", "agreed", "one_camp", "one_origin")


def pin(
    lat: float, lon: float, radius: float = 3.0, area: bool = False, label: str = "Here", status: Status = "disputed"
) -> drawing.Pin:
    return drawing.Pin(label, lat, lon, radius, status, area, (1,))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("pins", "countries"),
    [
        ([pin(34.73, 36.71), pin(33.51, 36.29)], True),
        ([pin(34.73, 36.71)], True),
        ([pin(39.05, -40.75), pin(38.31, -39.31)], False),
        ([pin(-17.7, 178.0), pin(-18.1, 178.4)], True),
        ([pin(89.9, 10.0)], False),
        ([pin(60.0, -120.0), pin(-30.0, 150.0)], True),
    ],
)
def test_the_map_has_outlines_where_there_are_any_and_is_a_map_where_there_are_none(
    pins: list[drawing.Pin], countries: bool
) -> None:
    svg = drawing.draw_map(pins)
    tree = parsed(svg)
    assert bool(tree.findall("path[@class='land']")) is countries
    assert len([c for c in tree.iter("circle") if c.get("class", "").startswith("reach")]) == len(pins)
    assert any("km" in (t.text or "") for t in tree.iter("text"))
    assert "nan" not in svg and "inf" not in svg


def test_circles_have_the_size_of_their_radius_on_the_scale_bar() -> None:
    tree = parsed(drawing.draw_map([pin(34.7, 36.7, 20.0), pin(35.5, 37.5, 3.0)]))
    bar = next(p for p in tree.iter("path") if p.get("class") == "scale")
    length = float(re.findall(r"h([\d.]+)", bar.get("d", ""))[0])
    km = next(float(t.text.split()[0]) for t in tree.iter("text") if t.text and t.text.endswith(" km"))
    reach = next(c for c in tree.iter("circle") if c.get("class", "").startswith("reach"))
    assert float(reach.get("r", "")) == pytest.approx(20 * length / km, rel=0.02)


def test_outlines_that_cross_the_180th_meridian_are_not_drawn_across_the_map() -> None:
    svg = drawing.draw_map([pin(70.0, -100.0), pin(0.0, 100.0)])
    for path in parsed(svg).iter("path"):
        if path.get("class") == "land":
            for part in path.get("d", "").split("Z")[:-1]:
                points = [tuple(map(float, p.split())) for p in re.split("[ML]", part)[1:]]
                long = [abs(a[0] - b[0]) for a, b in pairwise(points) if 0 < a[1] < 400 and a[1] == b[1]]
                assert max(long, default=0) < 200


def test_a_place_at_the_other_end_of_the_world_does_not_shrink_the_map() -> None:
    many = [pin(34.7 + i / 10, 36.7) for i in range(5)]
    assert drawing.near([*many, pin(55.7, 37.6)]) == (many, [pin(55.7, 37.6)])
    assert drawing.near([pin(34.7, 36.7), pin(55.7, 37.6)])[1] == []


def test_every_status_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r'class="[^"]*"', "", drawing.mark(s, 0.0, 0.0, 5.0)) for s in STATUSES}
    assert len(shapes) == len(STATUSES)


def test_country_level_and_unresolved_matters_are_listed_and_not_pinned() -> None:
    drawn = re.search(r'<svg class="map".*?</svg>', PAGE, re.S)
    assert drawn and "Three Wells" not in drawn[0]
    assert re.search(r"Not on the map</h3>.*Three Wells", PAGE, re.S)


def test_an_open_start_fades_and_a_range_is_a_bar() -> None:
    bars = [
        drawing.Bar(1, "open", "disputed", None, date(2019, 5, 14)),
        drawing.Bar(2, "range", "agreed", date(2019, 5, 1), date(2019, 5, 3)),
        drawing.Bar(3, "none", "agreed", None, None),
        drawing.Bar(4, "coming", "agreed", date(2019, 5, 10), None),
    ]
    tree = parsed(drawing.draw_timeline(bars))
    rects = {r.get("fill") or r.get("class"): float(r.get("width", "")) for r in tree.iter("rect")}
    assert set(rects) == {"url(#from-disputed)", "bar agreed", "url(#to-agreed)"}
    assert rects["url(#from-disputed)"] > rects["bar agreed"] > 0


def test_a_bar_is_as_long_as_its_days_and_its_words_stand_beside_it() -> None:
    bars = [
        drawing.Bar(1, "three days", "agreed", date(2019, 5, 1), date(2019, 5, 3)),
        drawing.Bar(2, "one day", "agreed", date(2019, 5, 4), date(2019, 5, 4)),
        drawing.Bar(3, "another", "agreed", date(2019, 5, 10), date(2019, 5, 10)),
    ]
    tree = parsed(drawing.draw_timeline(bars))
    three, one, other = ({k: float(r.get(k, "")) for k in ("x", "y", "width", "height")} for r in tree.iter("rect"))
    day = one["width"]
    assert three["width"] == pytest.approx(3 * day, abs=0.2)
    assert (one["x"] - three["x"], other["x"] - one["x"]) == pytest.approx((3 * day, 6 * day), abs=0.4)
    middles = [bar["y"] + bar["height"] / 2 for bar in (three, one, other)]
    for words in ("numbers", "row"):  # half the height of a letter under the middle
        lines = [float(t.get("y", "")) for t in tree.iter("text") if t.get("class") == words]
        assert lines == [middle + 4.5 for middle in middles]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(date(1, 1, 1)) | st.none(), st.dates(date(1, 1, 1)) | st.none()), min_size=1, max_size=5
    )
)
def test_any_dates_can_be_drawn(ranges: list[tuple[date | None, date | None]]) -> None:
    svg = drawing.draw_timeline([drawing.Bar(i, "x", "agreed", a, b) for i, (a, b) in enumerate(ranges)])
    if svg:
        parsed(svg)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 2000)), min_size=1, max_size=6))
def test_any_places_can_be_drawn(points: list[tuple[float, float, float]]) -> None:
    svg = drawing.draw_map([pin(lat, lon, radius, label="<b>&") for lat, lon, radius in points])
    assert "nan" not in svg
    parsed(svg)


def test_outlines_name_their_source_and_are_small() -> None:
    import json
    from pathlib import Path

    path = Path(drawing.__file__).parent / "outlines.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert "Natural Earth" in data["source"] and "public domain" in data["source"]
    assert path.stat().st_size < 700_000
    assert len(data["countries"]) > 230


@pytest.mark.parametrize(
    ("answer", "polarity", "shown"),
    [
        ("Government", "affirmed", "Government"),
        ("Government", "denied", "not Government"),  # a denial must not read as an admission
        ("not Corvany", "denied", "not Corvany"),
        ("no", "denied", "no"),
        (Toll(23, 23), "denied", "not 23"),
    ],
)
def test_a_denial_never_reads_as_what_it_denies(answer: str | Toll, polarity: str, shown: str) -> None:
    position = SharedPosition.__new__(SharedPosition)
    object.__setattr__(position, "answer", answer)
    object.__setattr__(position, "polarity", polarity)
    assert answered(position) == shown


def test_the_page_says_not_where_a_camp_denies_an_answer() -> None:
    matter = next(m for m in SHARED.matters if any(p.polarity == "denied" for p in m.positions))
    denied = replace(next(p for p in matter.positions if p.polarity == "denied"), answer="Government")
    page = brief(
        replace(SHARED, matters=(replace(matter, positions=(denied,)),)),
        title="t",
        generated=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert ">not Government<" in page


def test_labels_of_the_timeline_leave_the_day_to_the_bar() -> None:
    asked = Phrase("Who shelled {place}{when}?", place="Ondessa", when=Phrase(" on {day}", day="14 May 2019"))
    assert undated(asked) == "Who shelled Ondessa?"
    assert undated("Who shelled Ondessa on 14 May 2019?") == "Who shelled Ondessa on 14 May 2019?"


def test_in_the_dark_nothing_changes_but_colours() -> None:
    """So what axe-core says of a page in the light holds in the dark too, but for what it says of colours."""
    files = [f for end in ("css", "html", "js") for f in (ROOT / "src").rglob(f"*.{end}")]
    asking = [(f.name, text) for f in files if "prefers-color-scheme" in (text := f.read_text(encoding="utf-8"))]
    assert sorted(name for name, _ in asking) == ["brief.css", "note.css"]
    for name, text in asking:
        _, *dark = re.split(r"\(prefers-color-scheme: dark\) \{", text)
        for block in dark:
            assert re.match(r"\s*:root \{(\s*--\w+: #[0-9a-f]{6};)+\s*\}\s*\}", block), name
