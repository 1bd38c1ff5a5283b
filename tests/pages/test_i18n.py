"""What is said in another language: sentences that keep what they are made of, and catalogues that are whole."""

from __future__ import annotations

import copy
import gettext
import json
import pickle
import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import desk_made as made
import made_up
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT

from rashomon import ledger as book
from rashomon.cli import cli
from rashomon.desk.language import accepted, wanted
from rashomon.errors import RashomonError
from rashomon.ledger.core.from_json import matter_from_json, phrases
from rashomon.message import HOLE, Phrase, counted, phrase_of, remembered, rewritten, to_json, with_and
from rashomon.model import as_json
from rashomon.pages import i18n

SOURCE = ROOT / "src" / "rashomon"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/rashomon.po"))
STYLES = [SOURCE / "pages" / "templates" / "brief.css", *sorted((SOURCE / "desk" / "static").glob("*.css"))]
TOKENS = st.text(max_size=12)


# Phrases


def test_a_phrase_is_its_english_sentence() -> None:
    said = Phrase("{camp} and {other} differ on {field}", camp=Phrase("Russia"), other="the {League}", field="why")
    assert said == "Russia and the {League} differ on why"
    assert said.begun() == said
    assert Phrase("who it was").begun() == "Who it was"
    assert json.dumps(said) == '"Russia and the {League} differ on why"'
    for same in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):
        assert (same, same.pattern, same.values) == (said, said.pattern, said.values)


@pytest.mark.parametrize(("n", "said"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (11, "11 claims")])
def test_numbers(n: int, said: str) -> None:
    assert counted("{n} claim", "{n} claims", n) == said


@given(st.lists(TOKENS, max_size=5), TOKENS)
def test_a_phrase_goes_through_a_file(names: list[str], name: str) -> None:
    said = Phrase("All of it rests on {names}, {name}.", names=with_and(names), name=name)
    again = phrase_of(remembered(str(said), json.loads(json.dumps(to_json(said)))))
    assert again is not None
    assert (again, again.pattern) == (said, said.pattern)


@pytest.mark.parametrize(
    "parts",
    [
        None, [], {}, {"pattern": 1}, {"pattern": "It rests on {name}.", "values": {"name": "Keld"}},
        {"pattern": "{name.__class__}", "values": {"name": "x"}}, {"pattern": "{name}", "values": {"name": {"a": 1}}},
    ],
)  # fmt: skip
def test_what_does_not_fit_the_sentence_is_not_said(parts: object) -> None:
    """A name struck out of the sentence, or a file from elsewhere: the English stands, and nothing is evaluated."""
    text = remembered("It rests on ▒▒▒▒.", parts)
    assert text == "It rests on ▒▒▒▒."
    assert phrase_of(text) is None


def test_what_is_taken_out_of_a_sentence_is_out_of_the_phrase() -> None:
    said = Phrase("{name} says {answer}", name="Tamsin Keld", answer=Phrase("not {answer}", answer="Keld’s house"))
    out = rewritten(said, lambda text: text.replace("Tamsin Keld", "a resident").replace("Keld", "[name]"))
    assert isinstance(out, Phrase)
    assert out == "a resident says not [name]’s house"
    assert "Keld" not in json.dumps(to_json(out))
    # Where the sentence as a whole is changed otherwise than its parts, the whole counts.
    assert not isinstance(rewritten(said, lambda text: text.replace("Keld says", "X says")), Phrase)


def test_a_matter_keeps_its_phrases() -> None:
    told = made_up.gather([(r, made_up.reading(r)) for r in made.reports()[:1]])[0]
    question = Phrase("Who held {place_name}{when}?", place_name="Kastrel", when="")
    told = replace(told, question=question)
    body = as_json(told) | {"phrases": phrases(told)}
    assert phrase_of(matter_from_json(json.loads(json.dumps(body))).question) == question
    assert phrase_of(matter_from_json(json.loads(json.dumps(as_json(told)))).question) is None


def test_a_forgotten_report_leaves_no_phrases(examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.rashomon"
    file.write_bytes(examples.read_bytes())
    with book.open_ledger(file) as ledger:
        book.forget_report(ledger, "lens-0514", by="A. Editor", now=made_up.NOW)
        bodies = [row[0] for row in ledger.db.execute("SELECT body FROM matter UNION ALL SELECT body FROM matter_past")]
    assert bodies
    assert not any("Kastrel Lens" in body for body in bodies)


# Catalogues


@cache
def entries(file: Path) -> list[object]:
    pofile = pytest.importorskip("babel.messages.pofile", reason="Babel is not installed (the dev extra has it)")
    with file.open("rb") as opened:
        return [m for m in pofile.read_po(opened) if m.id]


def forms(message: object) -> list[tuple[str, str]]:
    """Pairs of what is said and its translation, for each form of the plural."""
    id_, string = message.id, message.string  # type: ignore[attr-defined]
    return [(id_, string)] if isinstance(id_, str) else [(id_[1], form) for form in string]


@cache
def everything_said() -> frozenset[str]:
    """What tools/translations.py finds in code, templates and data: the same for each language."""
    sys.path.insert(0, str(SOURCE.parents[1] / "tools"))
    import translations

    return frozenset(t if isinstance(t, str) else t[0] for t in translations.everything())


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_a_catalogue_has_all_that_is_said_and_nothing_else(file: Path) -> None:
    pytest.importorskip("babel", reason="Babel is not installed (the dev extra has it)")
    said = everything_said()
    there = {m.id if isinstance(m.id, str) else m.id[0] for m in entries(file)}  # type: ignore[attr-defined]
    assert said - there == set(), "to be translated: run `make translations`, then fill in the .po"
    assert there - said == set(), "said no more: run `make translations`"
    assert [m for m in entries(file) if not all(string for _, string in forms(m))] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as opened:
        compiled = gettext.GNUTranslations(opened)
    for message in entries(file):
        if isinstance(message.id, str):  # type: ignore[attr-defined]
            assert compiled.gettext(message.id) == message.string  # type: ignore[attr-defined]
        else:
            found = {compiled.ngettext(*message.id, n) for n in range(200)}  # type: ignore[attr-defined]
            assert found == set(message.string)  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_a_translation_has_the_holes_of_what_it_translates(file: Path) -> None:
    """The same names in braces, as many bare braces, the same blanks at the ends. A plural may go without {n}."""
    wrong = []
    for message in entries(file):
        for said, string in forms(message):
            holes, put = set(HOLE.findall(said)), set(HOLE.findall(string))
            plural = not isinstance(message.id, str)  # type: ignore[attr-defined]
            fits = put <= holes and holes - put <= ({"n"} if plural else set())
            fits &= said.count("{}") == string.count("{}")
            fits &= (said[0] == " ", said[-1:] == " ") == (string[0] == " ", string[-1:] == " ") or said in (
                " and ", ", ", "; ",
            )  # fmt: skip
            if not fits:
                wrong.append((said, string))
    assert wrong == []


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لا تقارير"), (1, "تقرير واحد"), (2, "تقريران"), (3, "3 تقارير"), (10, "10 تقارير"), (11, "11 تقريراً"),
        (99, "99 تقريراً"), (100, "100 تقرير"), (102, "102 تقرير"), (103, "103 تقارير"), (1111, "1,111 تقريراً"),
    ],
)  # fmt: skip
def test_arabic_counts_in_six_forms(n: int, said: str) -> None:
    with i18n.speaking("ar"):
        assert i18n.counted(n, "report") == said


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("fr", 0, "0 document"), ("fr", 1, "1 document"), ("fr", 2, "2 documents"), ("fr", 1111, "1,111 documents"),
    ],
)  # fmt: skip
def test_counts_in_two_forms(language: str, n: int, said: str) -> None:
    with i18n.speaking(language):
        assert i18n.counted(n, "report") == said


@pytest.mark.parametrize(
    ("language", "dates", "said"),
    [
        ("fr", ("2019-05-13", "2019-05-14"), "du 13 au 14 mai 2019"),
        ("fr", (None, "2013-07-31"), "au plus tard le 31 juillet 2013"),
        ("fr", None, "sans date indiquée"),
    ],
)
def test_days_in_other_languages(language: str, dates: tuple[str | None, str | None] | None, said: str) -> None:
    with i18n.speaking(language):
        assert i18n.days(dates) == said


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2019-05-13", "2019-05-14"), "13 إلى 14 أيار/مايو 2019"),
        ((None, "2013-07-31"), "حتى 31 تموز/يوليو 2013"),
        (("2012-12-31", "2013-01-02"), "31 كانون الأول/ديسمبر 2012 إلى 2 كانون الثاني/يناير 2013"),
        (None, "لم يُذكر تاريخ"),
    ],
)
def test_arabic_days(dates: tuple[str | None, str | None] | None, said: str) -> None:
    with i18n.speaking("ar"):
        assert i18n.days(dates) == said


def test_a_phrase_is_said_in_the_language_that_is_spoken() -> None:
    said = Phrase("Who held {place_name}{when}?", place_name="Kastrel", when=Phrase(" by {day}", day="X\u202e"))
    assert i18n.shown(said) == "Who held Kastrel by X?"
    with i18n.speaking("ar"):
        assert i18n.shown(said) == "من كان يسيطر على \u2068Kastrel\u2069 حتى \u2068X\u2069؟"
        assert i18n.shown("Who holds it?") == "Who holds it?"  # nothing but a phrase is
        older = Phrase("A pattern of {version}", version="an older version")
        assert i18n.shown(older) == "\u2068A pattern of an older version\u2069"
    assert i18n.spoken() == "en"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Qui contrôlait \u2068Kastrel\u2069 au plus tard le \u2068X\u2069\u202f?"),
    ],
)
def test_a_question_in_other_languages(language: str, question: str) -> None:
    said = Phrase("Who held {place_name}{when}?", place_name="Kastrel", when=Phrase(" by {day}", day="X\u202e"))
    with i18n.speaking(language):
        assert i18n.shown(said) == question


def test_what_has_no_words_stays_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that a catalogue leaves empty: one text, one of two forms, and a phrase as a whole."""
    pofile = pytest.importorskip("babel.messages.pofile", reason="Babel is not installed (the dev extra has it)")
    mofile = pytest.importorskip("babel.messages.mofile")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import translations

    left = {"Reports", "{n} report", "Who held {place_name}{when}?"}
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "rashomon.po"
    with file.open("rb") as opened:
        whole = pofile.read_po(opened, locale="fr")
    for message in whole:
        if message.id in left or (isinstance(message.id, tuple) and message.id[0] in left):
            message.string = ("", "") if isinstance(message.id, tuple) else ""
    assert len(translations.untranslated(whole)) == len(left)
    with (folder / "rashomon.mo").open("wb") as out:
        mofile.write_mo(out, whole)
    catalogue = gettext.translation("rashomon", tmp_path, ["fr"])
    monkeypatch.setattr(i18n, "_catalogue", lambda language: catalogue)
    said = Phrase("Who held {place_name}{when}?", place_name="Kastrel", when=Phrase(" by {day}", day="X"))
    with i18n.speaking("fr"):
        assert (i18n._("Reports"), i18n._("Review")) == ("Reports", "Relecture")
        assert (i18n.counted(1, "report"), i18n.counted(2, "report")) == ("1 report", "2 reports")
        assert i18n.shown(said) == "\u2068Who held Kastrel by X?\u2069"


def test_every_catalogue_is_a_language_that_pages_offer() -> None:
    assert set(i18n.NAMES) == {"en"} | {file.parts[-3] for file in CATALOGUES}
    assert set(i18n.NAMES) - {"en"} <= set(i18n.OWN_NAMES)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(RashomonError, match="no words are there in it"):
        i18n.speak("tlh")


# Which language


@pytest.mark.parametrize(
    ("cookie", "started", "header", "language"),
    [
        ("", "", "", "en"),
        ("", "", "ar-SY,en;q=0.5", "ar"),
        ("", "", "tlh,ar;q=0.5", "ar"),
        ("", "", "fr-CA,en;q=0.5", "fr"),
        ("", "", "en-GB,ar;q=0.9", "en"),
        ("", "ar", "en-GB", "ar"),
        ("en", "ar", "ar", "en"),
        ("ar", "en", "en", "ar"),
        ("../x", "", "ar;q=x, en", "en"),
    ],
)
def test_the_language_of_a_page(tmp_path: Path, cookie: str, started: str, header: str, language: str) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    with made.desk(path, language=started) as client:
        client.cookies.set("rashomon_language", cookie)
        page = client.get("/", headers={"accept-language": header}).text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


def test_the_switch_is_kept_in_a_cookie(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    with made.desk(path) as client:
        page = client.get("/matters?status=disputed").text
        for code, name in i18n.OWN_NAMES.items():
            offered = f'<button class="plain" name="language" value="{code}" lang="{code}">{name}</button>' in page
            assert offered == (code in i18n.NAMES)
        token = re.search(r'name="form" value="(\w+)"', page)
        assert token
        form = {"form": token[1], "next": "/matters?status=disputed"}
        went = client.post("/language", data=form | {"language": "ar"})
        assert (went.status_code, went.headers["location"]) == (303, "/matters?status=disputed")
        assert "HttpOnly" in went.headers["set-cookie"] and "SameSite=strict" in went.headers["set-cookie"]
        assert '<html lang="ar" dir="rtl">' in client.get("/matters?status=disputed").text
        assert client.post("/language", data=form | {"language": "tlh"}).headers.get("set-cookie") is None
        assert client.post("/language", data={"language": "en"}).status_code == 403
        assert client.post("/language", data=form | {"next": "//evil.example"}).headers["location"] == "/"


def test_accepted_languages_are_tried_in_order() -> None:
    assert wanted("ar", "", "en;q=0.3, fr") == ["ar", "fr", "en"]
    assert accepted("*, ar;q=0.2") == ["ar"]


@pytest.mark.parametrize(
    ("arguments", "setting", "language"),
    [((), "", "en"), (("--language", "ar"), "", "ar"), ((), "AR", "ar"), (("--language", "en"), "ar", "en")],
)
def test_the_language_of_a_brief(
    examples: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], setting: str, language: str
) -> None:
    monkeypatch.setenv("RASHOMON_LANGUAGE", setting)
    ran = CliRunner().invoke(cli, ["brief", "--ledger", str(examples), "-o", "-", *arguments])
    assert ran.exit_code == 0, ran.output
    assert f'<html lang="{language}"' in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "setting", "said"),
    [
        (("--language", "tlh"), "", "--language 'tlh': there are no words in it."),
        ((), "x/y", "RASHOMON_LANGUAGE 'x/y': there are no words in it."),
    ],
)
def test_a_language_that_is_none(
    monkeypatch: pytest.MonkeyPatch, examples: Path, arguments: tuple[str, ...], setting: str, said: str
) -> None:
    monkeypatch.setenv("RASHOMON_LANGUAGE", setting)
    for command in ("brief", "serve"):
        ran = CliRunner().invoke(cli, [command, "--ledger", str(examples), *arguments])
        assert ran.exit_code != 0
        assert f"{said} Use one of {', '.join(i18n.languages())}." in f"{ran.output}{ran.exception or ''}"


# Pages


@pytest.fixture
def examples(demo: Path) -> Path:
    return demo / "case.rashomon"


def of_ours(page: str) -> str:
    """What a page says, without the passages of reports and what stands in a file."""
    for tag in ("blockquote", "pre", "bdi", "script", "style", "td dir", "span dir"):
        page = re.sub(rf"<{tag}[ >=].*?</{tag.split()[0]}>", " ", page, flags=re.DOTALL)
    page = re.sub("\u2068[^\u2068\u2069]*\u2069", " ", page)
    page = re.sub(r'<div class="text".*?</section>', " ", page, flags=re.DOTALL)
    said = " ".join(re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', page))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page) + " " + said)


TELLING = {
    "ar": "ال",
    "fr": " la ",
}
"""What every page in a language has."""


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_no_words_of_ours_stay_english_on_pages(examples: Path, file: Path) -> None:
    """No text of two words and more that has a translation stands on a page in another language in English."""
    language = file.parts[-3]
    english = {
        piece.strip(" .,:;?!")
        for message in entries(file)
        for said, put in forms(message)
        for piece in HOLE.split(said)[::2]
        if len(piece.split()) > 1 and len(piece.strip()) > 8 and piece.strip() not in put
    }
    of_english = re.compile(rf"\b(?:{'|'.join(map(re.escape, english))})\b")
    with book.open_ledger(examples) as ledger:
        ids = [m.id for m in book.matters(ledger)]
        keys = [report.key for report, _ in book.all_read(ledger)]
    addresses = ["/", "/review", "/map", "/export?format=csv", "/nowhere", "/speakers/nobody"]
    addresses += [
        "/matters?status=disputed&q=army&from=2019-05-01&to=2019-05-12",
        "/review?queue=joins",
        "/review?queue=unsure",
    ]
    addresses += [f"/matters/{i}?history=1" for i in ids[:12]] + [f"/reports/{k}" for k in keys[:3]]
    addresses += [f"/reports/{keys[0]}?at=0-40", f"/reports/{keys[0]}?at=0-20&at=30-50"]
    wrong = []
    with made.desk(examples, language=language) as client:
        for address in addresses:
            said = of_ours(client.get(address).text)
            assert TELLING.get(language, "") in said, address
            wrong += [(address, i18n) for i18n in of_english.findall(said)]
    ran = CliRunner().invoke(cli, ["brief", "--ledger", str(examples), "-o", "-", "--language", language])
    wrong += [("brief", i18n) for i18n in of_english.findall(of_ours(ran.stdout))]
    assert wrong == []


def test_a_stale_form_is_told_so_in_arabic(examples: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.rashomon"
    path.write_bytes(examples.read_bytes())
    with made.desk(path, language="ar") as client:
        page = client.get("/review").text
        form = made.hidden(page) | {"verb": "accept", "target": made.claim_of(page), "by": "A. Editor"}
        assert client.post("/decide", data=form).status_code == 303
        late = client.post("/decide", data=form | {"verb": "reject"})
    assert late.status_code == 409
    assert "اتخذ شخص آخر قراراً في هذه الأثناء" in late.text
    assert "اتخذ \u2068A. Editor\u2069 قراراً في الأمر نفسه" in late.text


@pytest.mark.parametrize("file", STYLES, ids=lambda f: f.name)
def test_style_sheets_know_no_left_and_right(file: Path) -> None:
    """But in rules for one direction alone."""
    rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    wrong = [
        (selector.strip(), body.strip())
        for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", rules)
        if re.search(r"\b(left|right)\b", body) and "[dir=" not in selector
    ]
    assert wrong == []


@pytest.mark.parametrize("file", STYLES, ids=lambda f: f.name)
def test_a_language_changes_no_colours(file: Path) -> None:
    """So what axe-core says of the colours of a page in English holds in every language."""
    rules = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    wrong = [
        (selector.strip(), body.strip())
        for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", rules)
        if re.search(r"\[dir=|\[lang|:lang|:dir", selector)
        if re.search(r"#|\b(color|background|border|fill|stroke|opacity|filter|text-decoration)(-[a-z-]+)?\s*:", body)
    ]
    assert wrong == []
