"""Which stretch of a text is what: value tables in the shapes that pages have, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.intake.parts import parts
from rashomon.model import Part, Span

DISPATCH = """3 min read

Kessin has not surrendered, say residents

May 3, 2023 By Mira Tal and Oren Vask VARDA: […]

3 May 2023

May 3, 2023

By Mira Tal and Oren Vask

VARDA: State radio reported rockets fired at a fuel depot in Kessin on Wednesday.

Still, residents say the siege is not over.

Kessin Map May 3, 2023

“The town has not surrendered,” says Ilan Dor, a teacher in Kessin.

Old Grain Hall

Old Grain Hall shelled by army units on Monday. Photo courtesy of Harbour Pictures

The army did not comment.

Share this article!"""


def shown(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.kind, text[p.span.start : p.span.end]) for p in parts(text, title)]


def test_a_dispatch_with_lines() -> None:
    assert shown(DISPATCH) == [
        ("furniture", "3 min read"),
        ("headline", "Kessin has not surrendered, say residents"),
        ("furniture", "May 3, 2023"),
        ("byline", "By Mira Tal and Oren Vask"),
        ("furniture", "VARDA: […]"),
        ("furniture", "3 May 2023"),
        ("furniture", "May 3, 2023"),
        ("byline", "By Mira Tal and Oren Vask"),
        ("dateline", "VARDA:"),
        ("body", "State radio reported rockets fired at a fuel depot in Kessin on Wednesday."),
        ("body", "Still, residents say the siege is not over."),
        ("caption", "Kessin Map May 3, 2023"),
        ("body", "“The town has not surrendered,” says Ilan Dor, a teacher in Kessin."),
        ("furniture", "Old Grain Hall"),
        ("caption", "Old Grain Hall shelled by army units on Monday."),
        ("credit", "Photo courtesy of Harbour Pictures"),
        ("body", "The army did not comment."),
        ("furniture", "Share this article!"),
    ]


TITLE = "Shells kill four in Kessin market"
BODY = "Four people were killed in Kessin on Sunday, the town council said."


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        ("Sun 16 Apr 2023 {title}. ", ["furniture", "headline"]),
        ("16.04.2023(updated 2340 17.04.2023) Get short URL 548 ", ["furniture", "furniture", "furniture"]),
        ("16.04.2023Get short URL 0 154 ", ["furniture", "furniture"]),
        ("Date of publication 16 April 2023 ", ["furniture"]),
        ("Published April 16 2023 SEND httpsexample.lyAb1c ", ["furniture", "furniture"]),
        ("Last updated at Apr 162023 ", ["furniture"]),
        ("Last updated at Apr 162023 VARDA ", ["furniture", "dateline"]),
        ("Posted on April 16 2023 by Oren Vask {title} ", ["furniture", "byline", "headline"]),
        ("Posted on April 16 2023 by Oren Vask {title} Varda- ", ["furniture", "byline", "headline", "dateline"]),
        ("{title} AFP Sunday 16 Apr 2023 Print Tweet ", ["headline", "byline", *["furniture"] * 3]),
        ("{title} Reuters Sunday 16 Apr 2023 ", ["headline", "byline", "furniture"]),
        ("April 16 2023 2037 UTC+3 ", ["furniture", "furniture"]),
        ("Sunday 16 April 2023 18:20 {title}. ", ["furniture", "furniture", "headline"]),
        ("{title} NEWS AGENCY Website World 1735 16.04.2023 ", ["headline", *["furniture"] * 2]),
        ("16.04.2023 VARDA (Harbour News) ", ["furniture", "dateline"]),
        ("BEIRUT, Lebanon (AP) — ", ["dateline"]),
        ("ARAUCA (Colombia), 20 Aug (EFE).- ", ["dateline"]),
        ("Arauca (Colombia), 20 Aug (EFE).- ", ["dateline"]),
        ("VARDA (Reuters) - ", ["dateline"]),
        ("VARDA, Democratic Republic of North Ruritania, Jan 5 (Meridian) - ", ["dateline"]),
        ("VARDA, (HNA) - ", ["dateline"]),
        ("KESSIN, April 16 (Xinhua) -- ", ["dateline"]),
        ("(Varda, May 3, 2023) – ", ["dateline"]),
        ("Varda, HNA - ", ["dateline"]),
        ("", []),
    ],
)
def test_heads_of_texts_that_lost_their_line_breaks(head: str, kinds: list[str]) -> None:
    text = head.format(title=TITLE) + BODY
    found = shown(text, TITLE)
    assert [k for k, _ in found] == [*kinds, "body"]
    assert found[-1] == ("body", BODY)
    assert [s.rstrip(".") for k, s in found if k == "headline"] == ([TITLE] if "{title}" in head else [])


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("VARDA, March 4 (Harbour News) - ", True),
        ("VARDA, (HNA) - ", True),
        ("VARDA — ", True),
        ("Varda — ", True),
        ("VARDA/KESSIN (HNA) - ", True),
        ("OLD VARDA/KESSIN, Feb 3 (HNA) - ", True),
        ("VARDA, Monday, March 4 (HNA) -- ", True),
        ("VARDA, March 4. /HNA/. ", True),
        ("VARDA. March 4. HARBOURNEWS. ", True),
        ("Varda, Lowland: ", True),
        ("El-Varda, Lowland – ", True),
        ("Varda, 12 March 2024 - ", True),
        ("Meanwhile — ", False),
        ("However - ", False),
        ("Captain Mbarga, Army: ", False),
        ("Mbarga: ", False),
        ("Mbarga, a driver: ", False),
        ("YES — ", False),
    ],
)
def test_what_is_a_dateline(head: str, dateline: bool) -> None:
    found = shown(head + BODY)
    assert [k for k, _ in found] == (["dateline", "body"] if dateline else ["body"])
    assert found[-1][1] == (BODY if dateline else head + BODY)


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2023 was the day the market burned, a resident said.",
        "UNICEF: four schools were hit.",
        "Shells kill four in Kessin market on Sunday, the council said.",
        "By Sunday the army had left the town, residents said.",
        "Syria: what comes next is a question for the council.",
    ],
)
def test_a_sentence_is_not_taken_for_a_head(text: str) -> None:
    assert shown(text, TITLE) == [("body", text)]


def test_a_count_after_a_page_counter_is_kept() -> None:
    text = "16.04.2023Get short URL 0 85 12 Varda soldiers were killed in Kessin, the council said."
    assert shown(text)[-1] == ("body", "12 Varda soldiers were killed in Kessin, the council said.")


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        (" --Reuters", "credit"),
        (" -AFP", "credit"),
        (" (Source: Harbour Council)", "credit"),
        (" Source Harbour News and agencies", "credit"),
        (" Reporting by Mira Tal; Editing by Oren Vask", "byline"),
        (" Source AFP", "credit"),
        (" Read Also", "furniture"),
        (" Twitter", "furniture"),
        (" Last Update: Sunday 16 April 2023 KSA 01:41 - GMT 22:41", "furniture"),
        (" Community standardsDiscussion Comment via FacebookComment via Harbour News", "furniture"),
        (
            " Related Army Leaves Kessin Council Asks for Aid Tags Kessin Varda"
            " Follow us on Twitter Subscribe Careers Contact Us Privacy Policy Cookie Policy",
            "furniture",
        ),
    ],
)
def test_tails_of_texts_that_lost_their_line_breaks(tail: str, kind: str) -> None:
    assert shown(BODY + tail) == [("body", BODY), (kind, tail.strip())]


def test_a_list_of_stories_after_a_credit() -> None:
    stories = "Related News Suicide car bomb kills eight in Varda Raid kills 54 in Kessin"
    menu = "Follow us on Twitter Subscribe Careers Contact Us Privacy Policy"
    found = shown(f"{BODY} Source AFP {stories} {menu}")
    assert found == [("body", BODY), ("credit", "Source AFP"), ("furniture", f"{stories} {menu}")]


def test_a_word_of_the_last_sentence_is_no_tail() -> None:
    text = "Four people were killed, the council wrote on Twitter"
    assert shown(text) == [("body", text)]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("The grain hall of Kessin on Monday. (Photo: Mira Tal)", ["caption", "credit"]),
        ("The grain hall of Kessin on Monday. Credit: Mira Tal", ["caption", "credit"]),
        ("Photo courtesy of the council", ["credit"]),
        ("A woman walks past the grain hall. AP Photo/Mira Tal", ["caption", "credit"]),
        ("FILE - The grain hall of Kessin in a photo of March 2022.", ["caption"]),
        ("In this photo taken on Monday, residents leave Kessin with what they could carry.", ["caption"]),
        ("The council said: a photo was taken by soldiers and then published by state radio.", ["body"]),
        ("Read more: The siege in pictures", ["furniture"]),
        ("MORE : The siege in pictures", ["furniture"]),
        ("(MORE: The siege in pictures)", ["furniture"]),
        ("Related: The siege in pictures", ["furniture"]),
        ("© 2023 Harbour News. All rights reserved.", ["furniture"]),
        ("May 4, 2023", ["furniture"]),
        ("Last updated: 4 May 2023 18:20", ["furniture", "furniture"]),
        ("Sign up for our newsletter", ["furniture"]),
        ("(Adds denial by army, details)", ["furniture"]),
        ("(Reporting by Mira Tal in Varda; Editing by Oren Vask)", ["furniture"]),
        ("Reporting by Mira Tal; Editing by Oren Vask", ["byline", "byline"]),
        ("((mira.tal@post.example; +00 22 555 01 01))", ["furniture"]),
        ("Transcribed by https://scribe.example", ["furniture"]),
        ("(Adds that nobody was hurt.) The mill burned.", ["body"]),
        ("By Mira Tal", ["byline"]),
        ("Aid was blocked", ["body"]),
    ],
)
def test_lines_within_a_report(line: str, kinds: list[str]) -> None:
    text = f"A headline about the town of Kessin\n\n{BODY}\n\n{line}\n\nThe army did not comment on the shelling."
    assert [k for k, _ in shown(text)] == ["headline", "body", *kinds, "body"]


def test_furniture_of_a_text_of_two_paragraphs() -> None:
    post = "The post Mill taken appeared first on Kessin Diary."
    text = f"{BODY}\n\nThe army did not comment.\n\n{post}"
    assert [k for k, _ in shown(text)] == ["body", "body", "furniture"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    first = (
        "VARDA: State radio said on Tuesday that government forces had taken the\ntown of Kessin after a siege of forty"
        " days, and that the last of the\nfighters had left it with their families."
    )
    second = (
        "Residents reached by telephone said that the eastern districts of the\ntown were still held by local fighters"
        " and that at least twelve people\nhad been killed since Sunday."
    )
    assert [k for k, _ in shown(f"{first}\n\n{second}\n")] == ["dateline", "body", "body"]


def test_short_lines_that_are_whole_sentences_stay_apart() -> None:
    lines = [
        "The army took the mill at dawn on Sunday.",
        "Nobody was hurt, the mayor of Kessin said.",
        "The mill burned down.",
    ]
    assert shown("\n".join(lines)) == [("body", line) for line in lines]


def test_menus_around_a_page() -> None:
    text = f"Home\nNews\nWorld\n{TITLE}\n{BODY}\nThe army did not comment.\nAbout us\nContact us\nPrivacy policy"
    assert [k for k, _ in shown(text, TITLE)] == [*["furniture"] * 3, "headline", "body", "body", *["furniture"] * 3]


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        (
            "The Harbour Post\nWORLD\nArmy takes mill as residents flee\nPublished: 3 May 2023\nBy Mira Tal in Varda",
            "bfhfy",
        ),
        ("Mill of Kessin\nBy Mira Tal", "hy"),
        ("Kessin: humanitarian snapshot, 3 May 2023", "hf"),
        ("SITUATION REPORT No. 4 of the council\nKessin district | 3 May 2023", "hbf"),
        ("3 May 2023\nWhat the siege of Kessin means", "fh"),
    ],
)
def test_heads_of_texts_with_lines_and_no_known_title(head: str, kinds: str) -> None:
    names = {"b": "body", "f": "furniture", "h": "headline", "y": "byline"}
    assert [k for k, _ in shown(f"{head}\n{BODY}")] == [*(names[k] for k in kinds), "body"]


def test_the_site_in_a_title_does_not_hide_the_headline() -> None:
    assert shown(f"{TITLE}\n\n{BODY}", f"{TITLE} | The Harbour Post")[0] == ("headline", TITLE)


def test_parts_that_mark_up_told_are_kept() -> None:
    text = f"{BODY}\n\nThe mill, burning\n\nThe army did not comment."
    known = Part("caption", Span(text.index("The mill"), text.index("\n\nThe army")))
    assert known in parts(text, known=[known])


PIECES = """AMMAN: | By Mira Tal | July 31, 2013 | Share this article! | Photo: AP | Related | A sentence. | Published |
Privacy Policy | Twitter | Contact Us | Follow us | (Source: Kessin) | -AFP | Get short URL 12 | […] | 😀 | 👩‍👩‍👧 |
النظام | الصبا | הצבא"""
SPACES = ["\r\n", "\n", "\n\n", "\xa0", " ", "\u2028", "e\u0301", "\u200f", "\u200b", "\ufeff", "x" * 130]
SCRIPTS = st.sampled_from([piece.strip() for piece in PIECES.split("|")] + SPACES)
TEXTS = st.lists(SCRIPTS | st.text(max_size=12), max_size=30).map("".join) | st.lists(SCRIPTS, max_size=30).map(
    " ".join
)


@given(TEXTS, st.none() | st.text(max_size=20) | SCRIPTS)
@settings(max_examples=400, deadline=None)
def test_parts_are_disjoint_sorted_and_leave_out_only_white_space(text: str, title: str | None) -> None:
    found = parts(text, title)
    at = 0
    for part in found:
        start, end = part.span
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_parts_of_a_text_are_always_the_same(text: str) -> None:
    assert parts(text) == parts(text)


@pytest.mark.parametrize(
    "line", ["a b", "x\n ", "Word here […]", "3 May 2019", "Photo: Some Body/AFP", "By Some Body", "\u2028\x85\x0b\x0c"]
)
def test_time_grows_with_the_number_of_lines(line: str) -> None:
    def seconds(lines: int) -> float:
        text = f"{line}\n" * lines
        begun = time.process_time()
        parts(text, "A title of five words")
        return time.process_time() - begun

    seconds(10)
    few, many = (min(seconds(n) for _ in range(2)) for n in (2000, 8000))
    assert many < max(0.2, 8 * few)
