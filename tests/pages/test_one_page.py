"""A page for an editor: the sides' words with their sources, what is not known, and nothing that the profile masks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import exports_made as made
import pytest
from file_words import words_of
from sharing_sample import HOSTILE, NAMES

from rashomon.errors import RashomonError
from rashomon.model import Toll
from rashomon.pages.i18n import speaking
from rashomon.pages.note_docx import note_docx
from rashomon.pages.note_html import note_html
from rashomon.pages.note_markdown import note_markdown, plain_words
from rashomon.pages.one_page import OnePage, one_page
from rashomon.sharing import Shared, SharedMatter
from rashomon.sharing.records import HeldBack

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATE = "ab" * 32
FORMS: dict[str, Callable[[OnePage], str]] = {
    "html": note_html,
    "md": note_markdown,
    "docx": lambda page: words_of(note_docx(page, NOW)),
}


def page_of(shared: Shared, of: str = "I-1") -> OnePage:
    return one_page(shared, of=of, generated=NOW, state=STATE)


def told(**more: Any) -> Shared:
    """Who struck Kastrel: the government by one, the league by another."""
    claims = [
        made.claim("a", start=3, end=20, text_sha256="cd" * 32, report_url="https://northline.example/1"),
        made.claim("b", speaker="Arvessan army", speaker_camp="government", quote="we struck nobody", outlet="ANS"),
    ]
    who = made.matter(
        "M-1", "responsibility", made.position("monitor", "government", "a"),
        made.position("government", "government", "b", polarity="denied"), status="disputed", disputed=("who",),
    )  # fmt: skip
    return made.shared(claims, [replace(who, **more)])


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_the_sides_with_words_and_sources(form: str) -> None:
    text = FORMS[form](page_of(told()))
    for words in (
        "Who struck Kastrel?",
        "planes struck Kastrel",
        "we struck nobody",
        "Northline",
        "14 May 2019",
        "characters 3 to 20",
        "cdcdcdcdcdcdcdcd",
        "northline.example/1",
        "/incidents/I-1",
        STATE,
        "default: private persons by role alone",
        "What is not known",
        "No account that is read here says how many died.",
    ):
        assert words in text.replace("\\", ""), words


def test_words_that_stand_on_the_page_already_are_not_shown_twice() -> None:
    claims = [made.claim("a"), made.claim("b", outlet="Ilve Direct")]
    positions = made.position("monitor", "government", "a"), made.position("local", "government", "b")
    page = page_of(made.shared(claims, [made.matter("M-1", "responsibility", *positions)]))
    cited = [c for side in page.asked[0].sides for g in side.given for c in g.cited]
    assert [(c.words, c.source) for c in cited] == [("planes struck Kastrel", 1), ("", 2)]
    assert note_markdown(page).count("planes struck Kastrel") == 1
    assert "words above" in note_markdown(page)


@pytest.mark.parametrize(
    ("more", "told_of"),
    [
        ({}, ("", "")),
        ({"review": "accepted by a person"}, ("", "accepted by a person")),
        ({"start": 3, "end": 20}, ("characters 3 to 20", "")),
        ({"start": 3, "end": None}, ("", "")),
    ],
)
def test_an_account_has_its_characters_and_what_a_person_said_of_it(
    more: dict[str, Any], told_of: tuple[str, str]
) -> None:
    claim = made.claim("a", **({"start": None, "end": None} | more))
    page = page_of(made.shared([claim], [made.matter("M-1", "responsibility", made.position("monitor", "x", "a"))]))
    (cited,) = page.asked[0].sides[0].given[0].cited
    assert (cited.where, cited.review) == told_of


COPY = f"A copy is in the ledger: text SHA-256 {'cd' * 8}"


@pytest.mark.parametrize(
    ("more", "told_of", "kept"),
    [
        ({}, "Northline, 14 May 2019, A strike", ""),
        ({"outlet": None, "published": None, "report_title": None}, "outlet not told", ""),
        ({"text_sha256": "cd" * 32}, "Northline, 14 May 2019, A strike", COPY),
        ({"retrieved": "2019-05-20"}, "Northline, 14 May 2019, A strike", ""),
        (
            {"text_sha256": "cd" * 32, "retrieved": "2019-05-20"},
            "Northline, 14 May 2019, A strike",
            f"{COPY}, fetched on 20 May 2019",
        ),
    ],
)  # fmt: skip
def test_a_source_is_told_as_far_as_it_may_be(more: dict[str, Any], told_of: str, kept: str) -> None:
    claim = made.claim("a", **({"text_sha256": None, "retrieved": None} | more))
    page = page_of(made.shared([claim], [made.matter("M-1", "responsibility", made.position("monitor", "x", "a"))]))
    assert [(s.number, s.told, s.kept) for s in page.sources] == [(1, told_of, kept)]


def test_of_many_passages_one_is_shown_and_those_without_words_are_named() -> None:
    claims = [
        made.claim("a"),
        made.claim("b", quote="they came at night"),
        made.claim("c", quote=None),  # the same speaker, who is heard above
        made.claim("d", speaker="a resident", quote=None),
        made.claim("e", quote="they came at night"),
    ]
    given = page_of(
        made.shared(claims, [made.matter("M-1", "responsibility", made.position("monitor", "x", *"abcde"))])
    ).asked[0].sides[0].given[0]  # fmt: skip
    assert ([c.words for c in given.cited], given.more, given.silent) == (
        ["planes struck Kastrel"],
        1,
        ("a resident",),
    )
    assert given.weight == "1 origin in 1 report"


def four_questions() -> Shared:
    shared = told()
    more = [
        made.matter(f"M-{n}", "occurrence", made.position("local", "yes", "a"), place="", question=f"Question {n}?")
        for n in (2, 3, 4)
    ]
    return replace(shared, matters=(*shared.matters, *more))


def test_the_first_three_questions_have_words_and_of_the_others_the_answers_stand() -> None:
    page = page_of(four_questions())
    assert len(page.asked) == 3
    assert len(page.further) == 1
    question, answers = page.further[0]
    assert question.startswith("Question ")
    assert answers == "One origin. Local: yes"


def test_the_facts_of_a_page() -> None:
    shared = four_questions()
    first, *rest = shared.matters
    page = page_of(
        replace(
            shared,
            matters=(replace(first, place="", kind_label="air strike"), *rest[:-1], replace(rest[-1], place="Kastrel")),
        )
    )
    facts = dict(page.facts)
    assert (facts["What"], facts["When"]) == ("air strike", "14 May 2019")
    assert facts["Where"].startswith("Kastrel, Upper Ilve"), "the place of the first question that has one"
    assert facts["Standing"].startswith("Disputed: ")


def test_sides_of_a_document_stand_three_abreast_and_no_list_is_empty() -> None:
    docx = pytest.importorskip("docx")
    sides = ("monitor", "government", "local", "rebel")
    who = made.matter("M-1", "responsibility", *(made.position(side, side, "a") for side in sides))
    document = docx.Document(io.BytesIO(note_docx(page_of(made.shared([made.claim("a")], [who])), NOW)))
    assert [[c.text.split("\n")[0] for c in t.rows[0].cells] for t in document.tables] == [
        ["Monitor", "Government", "Local"],
        ["Rebel"],
    ]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Who struck Kastrel?", "What is not known", "Sources", "How this was made"]
    longer = docx.Document(io.BytesIO(note_docx(page_of(four_questions()), NOW)))
    assert "Also asked" in [p.text for p in longer.paragraphs if p.style.name == "Heading 1"]


UNKNOWN = [
    ({"place": None}, "No account says where."),
    ({"precision": "admin1"}, "The place is known no closer than is said above."),
    ({"date": None}, "No account says when."),
    ({"date": ("2019-05-10", "2019-05-14")}, "No account gives one day."),
    ({"date": (None, "2019-05-14")}, "No account says on which day it began: it was so by the day above."),
    ({"status": "one_origin"}, "All of it rests on one origin: nobody independent is known to say so."),
    ({"unsure": ("Whether it was that day.",)}, "Whether it was that day."),
]


@pytest.mark.parametrize(("more", "sentence"), UNKNOWN, ids=[sentence for _more, sentence in UNKNOWN])
def test_what_no_account_gives_is_said(more: dict[str, Any], sentence: str) -> None:
    assert sentence in page_of(told(**more)).unknown
    assert sentence not in page_of(told()).unknown


def test_nothing_is_missed_where_nothing_is_missing() -> None:
    shared = told()
    toll = made.matter("M-2", "death_toll", made.position("monitor", Toll(3, 3), "a"), status="disputed")
    assert page_of(replace(shared, matters=(*shared.matters, toll))).unknown == ()


def test_of_a_truce_nobody_asks_who_did_it_or_how_many_died() -> None:
    matter = made.matter("M-1", "occurrence", made.position("monitor", "yes", "a"), claim_kind="ceasefire")
    page = page_of(made.shared([made.claim("a", kind="ceasefire")], [replace(matter, status="agreed")]))
    assert page.unknown == ()


def incidents(shared: Shared) -> list[Shared]:
    """One `Shared` for each incident, as the ledger makes them."""
    of: dict[str, list[SharedMatter]] = {}
    for m in shared.matters:
        of.setdefault(m.incident, []).append(m)
    found = []
    for mine in of.values():
        ids = {c for m in mine for p in m.positions for c in p.claims}
        claims = tuple(c for c in shared.claims if c.claim_id in ids)
        found.append(replace(shared, matters=tuple(mine), claims=claims))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_no_private_person_is_on_it(form: str) -> None:
    pages = [FORMS[form](page_of(one)) for one in incidents(made.SAMPLE)]
    assert len(pages) > 5
    assert [(name, n) for name in NAMES for n, text in enumerate(pages) if name in text] == []
    full = [FORMS[form](page_of(one)) for one in incidents(made.FULL)]
    assert any(name in text for name in NAMES for text in full), "the sample has names to be masked"


def test_that_torture_was_left_out_is_not_told_of_one_happening() -> None:
    held = HeldBack(names=1, claims=3, matters=1)
    told_of = dict(page_of(replace(told(), held_back=held)).made)["Held back to protect people"]
    assert told_of == "1 private person shown by role, or with the name taken out"


def test_what_reports_say_makes_no_markup() -> None:
    odd = f"{HOSTILE} [x](http://a.example) | `y` ***"
    shared = told()
    bad = replace(shared, claims=tuple(replace(c, quote=odd, speaker=odd, outlet=odd) for c in shared.claims))
    page = page_of(bad)
    assert "<script" not in note_html(page)
    text = note_markdown(page)
    assert not re.search(r"(?<!\\)[<\[`|]", text)
    assert "alert('x')" in words_of(note_docx(page, NOW))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("on 1. a", "on 1. a"),
        ("a*b*_c_", "a\\*b\\*\\_c\\_"),
        ("https://a.example", "https\\://a.example"),
        ("www.a.example", "www\\.a.example"),
        ("two\nlines", "two lines"),
    ],
)
def test_text_in_markdown_is_what_it_was(text: str, written: str) -> None:
    assert plain_words(text) == written


def test_control_characters_are_in_no_file() -> None:
    shared = told()
    odd = replace(shared, claims=tuple(replace(c, quote="a\x00\x1b\u202eb\ufffe") for c in shared.claims))
    page = page_of(odd)
    for text in (note_html(page), note_markdown(page), part(note_docx(page, NOW), "word/document.xml")):
        assert "ab" in text
        assert not re.search("[\x00\x1b\u202e]", text)


def test_in_arabic_it_runs_from_the_right() -> None:
    with speaking("ar"):
        page = page_of(told())
        assert 'dir="rtl"' in note_html(page)
        assert "<w:bidi/>" in words_of(note_docx(page, NOW))


def test_without_python_docx_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_docx(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("rashomon.pages.note_docx.import_module", no_docx)
    with pytest.raises(RashomonError, match=r"rashomon\[office\]"):
        note_docx(page_of(told()), NOW)


def test_the_document_tells_of_the_program_and_not_of_who_used_it() -> None:
    core = part(note_docx(page_of(told()), NOW), "docProps/core.xml")
    assert "Rashomon" in core
    assert "python-docx" not in core
    assert "2026-03-01T12:00:00Z" in core
