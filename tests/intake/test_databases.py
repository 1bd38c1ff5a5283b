"""Downloads of press databases: every article a report with its own outlet, day, headline and byline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, cutting_bytes, receive
from rashomon.matters.publishers import credited

GOOD = "The army took the mill of Kessin on Sunday, the council said."


def read(path: Path, data: bytes) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    path.write_bytes(data)
    found = list(receive([str(path)]))
    assert all(isinstance(r, Report) for r in found), found
    return [(r.id, r.outlet, r.published, r.author, r.title) for r in found if isinstance(r, Report)]


def texts(path: Path) -> list[str]:
    return [r.text for r in receive([str(path)]) if isinstance(r, Report)]


def article(number: str, *, author: str = "", count: str = "808 words", clock: str = "", language: str = "en") -> str:
    paragraph = f"class='articleParagraph {language}articleParagraph'"
    return f"""<div class="article {language}Article"><p><div>World</div>
<div id="hd"><span>Mill taken</span></div>{author}
<div>{count}</div><div>3 May 2023</div>{clock}<div>Harbour Post</div><div>HARB</div><div>12</div><div>English</div>
<div>(c) 2023 Harbour</div></p><p {paragraph}>{GOOD}</p><p {paragraph}>Nobody was <b>hurt</b>.</p>
<p>Document {number}</p></div>"""


@pytest.mark.parametrize(
    ("more", "author"),
    [
        ({}, None),
        ({"author": "<div class='author'>By Mira Tal</div>"}, "Mira Tal"),
        ({"author": "<div>Von Mira Tal</div>", "count": "1.808 Wörter", "language": "de"}, "Mira Tal"),
        ({"clock": "<div>10:20 GMT</div>"}, None),
    ],
)
def test_factiva(more: dict[str, str], author: str | None, tmp_path: Path) -> None:
    data = make.html(article("HARB000020230503ej530000a", **more) + article("HARB000020230503ej530000b", **more))
    first, second = read(tmp_path / "a.html", data)
    assert first == ("a.html#HARB000020230503ej530000a", "Harbour Post", "2023-05-03", author, "Mill taken")
    assert second[0] == "a.html#HARB000020230503ej530000b"
    top = f"Mill taken\n\nBy {author}\n\n" if author else "Mill taken\n\n"
    assert texts(tmp_path / "a.html") == [f"{top}{GOOD}\n\nNobody was hurt."] * 2


NEXIS = f"""Download Request: Selected Items: 1-2



                               1 of 2 DOCUMENTS



                                  Harbour Post

                            May 3, 2023 Wednesday
                                 First Edition

Mill taken by the army,
council says

BYLINE: Mira Tal

SECTION: WORLD; Pg. 12

LENGTH: 355 words

DATELINE: VARDA, May 3

The army took the mill of Kessin
on Sunday, the council said.

It said: NOTHING more.

LOAD-DATE: May 4, 2023

LANGUAGE: ENGLISH

Copyright 2023 Harbour Post


                               2 of 2 DOCUMENTS


                              Varda Press Agency

                                  4 May 2023

Boat sinks

LENGTH: 20 words

{GOOD}

Copyright 2023 Varda Press Agency
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_nexis_as_text(ends: str, tmp_path: Path) -> None:
    found = read(tmp_path / "a.txt", b"\xef\xbb\xbf" + NEXIS.replace("\n", ends).encode())
    assert found[1] == ("a.txt#2", "Varda Press Agency", "2023-05-04", None, "Boat sinks")
    assert found[0][:4] == ("a.txt#1", "Harbour Post", "2023-05-03", "Mira Tal")
    assert texts(tmp_path / "a.txt")[0].endswith(f"By Mira Tal\n\nVARDA, May 3\n\n{GOOD}\n\nIt said: NOTHING more.")


def test_the_edition_of_nexis_is_no_headline(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEXIS)
    assert texts(tmp_path / "a.txt")[0].startswith("Mill taken by the army, council says\n\n")


def test_nexis_as_a_page(tmp_path: Path) -> None:
    blocks = [block.strip() for block in NEXIS.split("\n\n") if block.strip()]
    data = make.html("".join(f"<div><p><span>{' '.join(block.split())}</span></p></div>" for block in blocks))
    assert [x[:4] for x in read(tmp_path / "a.html", data)] == [
        ("a.html#1", "Harbour Post", "2023-05-03", "Mira Tal"),
        ("a.html#2", "Varda Press Agency", "2023-05-04", None),
    ]


def test_an_article_without_words_is_left_out_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.txt", NEXIS.replace(f"{GOOD}\n\nCopy", "Copy").encode())
    assert "left out: 1 articles that have no text" in caplog.text


def test_a_report_that_counts_documents_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{GOOD} They left 1 of 2 DOCUMENTS behind.")
    (report,) = receive([str(tmp_path / "a.txt")])
    assert not isinstance(report, Refusal)
    assert report.id == "a.txt"


def test_nexis_as_a_word_document(tmp_path: Path) -> None:
    lines = [
        "Mill taken by the army", "Harbour Post.", "May 3, 2023 Wednesday", "Copyright 2023 Harbour Post",
        "Length:\xa0355 words", "Byline:\xa0Mira Tal, Varda", "Body", "FULL TEXT", GOOD, "Nobody was hurt.",
        "Classification", "Language:\xa0ENGLISH", "Load-Date:\xa0May 4, 2023", "End of Document",
    ]  # fmt: skip
    word = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    found = read(tmp_path / "a.docx", make.docx(word + word))
    assert found[0] == ("a.docx#1", "Harbour Post", "2023-05-03", "Mira Tal, Varda", "Mill taken by the army")
    assert found[1][0] == "a.docx#2"
    top = "Mill taken by the army\n\nBy Mira Tal, Varda\n\nFULL TEXT\n\n"
    assert texts(tmp_path / "a.docx")[0] == f"{top}{GOOD}\n\nNobody was hurt."


def word(*lines: str) -> bytes:
    return make.docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))


COVER = ("User Name: mtal", "Date and Time: Friday, 5 May 2023 10:15:00 CEST", "Job Number: 1234", "Documents (2)",
         "1. Mill taken", "2. Boat sunk", "Client/Matter: -None-", "Search Terms: kessin")  # fmt: skip


@pytest.mark.parametrize(
    ("above", "body", "below", "end"),
    [
        (COVER, "Body", "Graphic", "End of Document"),
        ((), "Textkörper", "Klassifizierung", "Ende des Dokuments"),
        ((), "Corps", "Date de chargement: 4 mai 2023", "Fin du Document"),
    ],
)
def test_newer_documents_of_nexis(above: tuple[str, ...], body: str, below: str, end: str, tmp_path: Path) -> None:
    lines = ("Mill taken", "Harbour Post", "May 3, 2023", "Dateline: Kessin, May 2", body, GOOD, below, "Smoke.", end)
    more = ("Boat sunk", "Harbour Post", "May 4, 2023", "Byline: M. Tal", body, "A boat sank.", below, end)
    assert read(tmp_path / "a.docx", word(*above, *lines, *more)) == [
        ("a.docx#1", "Harbour Post", "2023-05-03", None, "Mill taken"),
        ("a.docx#2", "Harbour Post", "2023-05-04", "M. Tal", "Boat sunk"),
    ]
    assert texts(tmp_path / "a.docx") == [
        f"Mill taken\n\nKessin, May 2\n\n{GOOD}",
        "Boat sunk\n\nBy M. Tal\n\nA boat sank.",
    ]


def test_older_documents_of_nexis(tmp_path: Path) -> None:
    lines = ("Harbour Post", "May 3, 2023 Wednesday", "Late Edition - Final", "Mill taken", "BYLINE: M. Tal",
             "LENGTH: 9 words", GOOD, "URL: https://harbour.example/7", "LOAD-DATE: May 4, 2023")  # fmt: skip
    found = read(tmp_path / "a.docx", word("1 of 2 DOCUMENTS", *lines, "2 of 2 DOCUMENTS", *lines))
    assert found == [(f"a.docx#{n}", "Harbour Post", "2023-05-03", "M. Tal", "Mill taken") for n in (1, 2)]
    assert texts(tmp_path / "a.docx")[0] == f"Mill taken\n\nBy M. Tal\n\n{GOOD}"


def test_a_download_of_which_the_words_are_not_told_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(
        word("Mill taken", "Harbour Post", "May 3, 2023", GOOD, "Classification", "End of Document")
    )
    (refusal,) = receive([str(tmp_path / "a.docx")])
    assert isinstance(refusal, Refusal)
    assert "a press database whose articles can't be told apart" in refusal.error


def test_a_document_that_says_where_it_ends_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("Mill taken", GOOD, "End of Document"))
    (report,) = receive([str(tmp_path / "a.docx")])
    assert report.id == "a.docx"


@pytest.mark.parametrize(
    "number",
    [
        "LBA0000020230503ej5300abc",
        "J000000020230503ej530001z",
        "bbcmnf0020230503ej53000a1",
        "WC50311020230503ej5300001",
    ],
)
def test_numbers_of_factiva_are_filled_up_with_zeros(number: str, tmp_path: Path) -> None:
    text = PLAIN.replace("HARB000020230503ej530000b", number)
    assert [r[0] for r in read(tmp_path / "a.txt", text.encode())] == [f"a.txt#{number}"]


def test_fields_below_the_words_with_one_blank(tmp_path: Path) -> None:
    text = CODED.replace("CO      varda", "CO varda").replace("AN      Doc", "AN Doc")
    read(tmp_path / "a.txt", text.encode())
    assert texts(tmp_path / "a.txt")[0].endswith("IN Kessin was quiet in the night.")


CODED = f"""SE World
HD Mill taken by the army
BY By Mira Tal
CR Varda Press Agency
WC 355 words
PD 3 May 2023
ET 10:20 AM
SN Harbour Post
SC HARB
LA English
CY (c) 2023 Harbour

LP
{GOOD}

TD
Nobody was hurt, the mayor said
on Sunday.

IN Kessin was quiet in the night.

CO      varda : Varda Mills
NS      gvio : Military Action
AN      Document HARB000020230503ej530000a

"""
PLAIN = f"""World
Mill taken by the army
Mira Tal
355 words
3 May 2023
Harbour Post
HARB
English
(c) 2023 Harbour

{GOOD}

Nobody was hurt, the mayor said
on Sunday.

Document HARB000020230503ej530000b
"""


def test_factiva_as_text_with_and_without_codes(tmp_path: Path) -> None:
    found = read(tmp_path / "a.txt", (CODED + PLAIN).encode())
    about = ("Harbour Post", "2023-05-03", "Mira Tal", "Mill taken by the army")
    assert found == [("a.txt#HARB000020230503ej530000a", *about), ("a.txt#HARB000020230503ej530000b", *about)]
    top = "Mill taken by the army\n\nBy Mira Tal\n\n"
    words = f"{GOOD}\n\nNobody was hurt, the mayor said on Sunday."
    assert texts(tmp_path / "a.txt") == [
        f"{top}Varda Press Agency\n\n{words}\n\nIN Kessin was quiet in the night.",
        f"{top}{words}",
    ]


def test_whose_report_it_was_first_is_a_credit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CODED)
    (report,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(report, Report)
    assert [report.text[p.span.start : p.span.end] for p in report.parts if p.kind == "credit"] == [
        "Varda Press Agency"
    ]


def test_factiva_as_a_page_with_codes(tmp_path: Path) -> None:
    told = {"HD": "Mill taken", "BY": "By Mira Tal", "WC": "355 words", "PD": "3 May 2023", "SN": "Harbour Post"}
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in told.items())
    words = f"<tr><td><b>LP</b></td><td><p class='articleParagraph enarticleParagraph'>{GOOD}</p></td></tr>"
    number = "<tr><td><b>AN</b></td><td>Document HARB000020230503ej530000a</td></tr>"
    data = make.html(f'<div class="article enArticle"><table>{rows}{words}{number}</table></div>')
    assert read(tmp_path / "a.html", data) == [
        ("a.html#HARB000020230503ej530000a", "Harbour Post", "2023-05-03", "Mira Tal", "Mill taken")
    ]
    assert texts(tmp_path / "a.html") == [f"Mill taken\n\nBy Mira Tal\n\n{GOOD}"]


def test_a_page_with_a_class_of_that_name_is_a_page(tmp_path: Path) -> None:
    body = f"<div class='myArticle'><h1>Mill taken</h1><p>{GOOD}</p><p>{GOOD} It burned.</p></div>"
    (tmp_path / "a.html").write_bytes(make.html(body))
    assert [r.id for r in receive([str(tmp_path / "a.html")])] == ["a.html"]


def test_the_bytes_of_an_article_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEXIS + NEXIS.partition("Download")[2].partition("\n")[2])
    (tmp_path / "b.html").write_bytes(make.html(article("HARB000020230503ej530000a")))
    raws = [
        r.raw.decode() for r in receive([str(tmp_path / "a.txt"), str(tmp_path / "b.html")]) if isinstance(r, Report)
    ]
    assert raws[0].startswith("Harbour Post\n\n                            May 3, 2023")
    assert raws[0].endswith("Copyright 2023 Harbour Post")
    assert raws[-1].startswith('<div class="article enArticle">')


def test_letters_decoded_twice_are_mended_and_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text(NEXIS.replace("The army", "The â€œarmyâ€\x9d").replace("Boat", "Ã‰ric's boat"))
    assert "The “army” took" in texts(tmp_path / "a.txt")[0]
    assert [m for m in caplog.messages if "decoded twice" in m] == [
        "a.txt: 5 characters that had been decoded twice (“â€œ”) were repaired"
    ]


@pytest.mark.parametrize(
    ("byline", "credit", "agency"),
    [
        ("By Mira Tal", "Reuters", "reuters"),
        ("By Mira Tal", "Reuters News", "reuters"),
        ("By Mira Tal", "(c) 2023 Agence France-Presse", "afp"),
        ("By Mira Tal, Associated Press Writer", "", "ap"),
        ("Mira Tal; AFP", "", "afp"),
        ("By Reuters", "", "reuters"),
        ("By Mira Tal", "Varda Press Agency", None),
        ("By Mira Tal, Reuters Institute", "", None),
        ("By Mira Tal", "Reuters; AFP", None),
    ],
)
def test_whose_report_an_article_is_by_its_credit_or_byline(
    byline: str, credit: str, agency: str | None, tmp_path: Path
) -> None:
    """What `matters` takes for the origin of a text."""
    text = CODED.replace("By Mira Tal", byline).replace("CR Varda Press Agency\n", f"CR {credit}\n" if credit else "")
    read(tmp_path / "a.txt", text.encode())
    (frozen,) = texts(tmp_path / "a.txt")
    assert credited(frozen) == agency


def _long_nexis(bodies: list[str]) -> bytes:
    many = len(bodies)
    return "".join(
        f"\n\n        {n} of {many} DOCUMENTS\n\n\n  Harbour Post\n\n  May {n}, 2023\n\nMill taken\n\n"
        f"LENGTH: 20 words\n\n{body}\n\nLANGUAGE: ENGLISH\n"
        for n, body in enumerate(bodies, 1)
    ).encode()


def _long_factiva(bodies: list[str]) -> bytes:
    return "".join(
        f"\nMill taken\n\n20 words\n{n} May 2023\nHarbour Post\nHARB\nEnglish\n(c) 2023 Harbour\n\n{body}\n\n"
        f"Document HARB000020230503ej53{n:05}\n"
        for n, body in enumerate(bodies, 1)
    ).encode()


@pytest.mark.parametrize("made", [_long_nexis, _long_factiva])
@pytest.mark.parametrize("size", [1, 700, 10_000])
def test_a_long_text_is_the_same_in_parts_of_any_size(
    made: Callable[[list[str]], bytes], size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made([f"{GOOD} It was day {n}." for n in range(1, 10)])
    monkeypatch.setattr(cutting_bytes, "PART", size)
    found = read(tmp_path / "a.txt", data)
    names = [f"HARB000020230503ej53{n:05}" if made is _long_factiva else str(n) for n in range(1, 10)]
    assert [(id_, day) for id_, _, day, *_ in found] == [
        (f"a.txt#{x}", f"2023-05-0{n}") for n, x in enumerate(names, 1)
    ]
    assert [text.rpartition(" It was ")[2] for text in texts(tmp_path / "a.txt")] == [f"day {n}." for n in range(1, 10)]


@pytest.mark.parametrize("made", [_long_nexis, _long_factiva])
def test_the_limit_is_for_an_article_and_not_for_the_text(
    made: Callable[[list[str]], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.002")
    (tmp_path / "a.txt").write_bytes(made([GOOD] * 4 + [GOOD * 60] + [GOOD] * 4))
    found = list(receive([str(tmp_path / "a.txt")]))
    assert [type(x) for x in found] == [Report] * 4 + [Refusal] + [Report] * 4
    refused = found[4]
    assert isinstance(refused, Refusal)
    assert refused.error.startswith("a.txt#5: the article is larger than 0.002 MB")


@pytest.mark.parametrize(
    ("word", "above", "title", "author"),
    [
        ("Documento", "Internacional\nCombates cerca de Kessin\n\nMira Tal\n", "Combates cerca de Kessin", "Mira Tal"),
        ("Documento", "Internacional\nCombates cerca de Kessin\n\nEFE\n", "Combates cerca de Kessin", "EFE"),
        (
            "Dokument",
            "Ausland\nGefechte nahe der Stadt Kessin\nVon Mira Tal\n",
            "Gefechte nahe der Stadt Kessin",
            "Mira Tal",
        ),
        ("Document", "World News\nMill Taken\n", "Mill Taken", None),
    ],
)
def test_factiva_as_text_from_pages_in_other_languages(
    word: str, above: str, title: str, author: str | None, tmp_path: Path
) -> None:
    articles = "".join(
        f"{above}312 palabras\n{n} de mayo de 2023\nHarbour Post\nHARB\n1\nEspañol\n(c) 2023 Harbour Post\n\n"
        f"El Ejército tomó el molino.\n\n{word} HARB000020230503ej53000{n}x\n\n"
        for n in (3, 4)
    )
    assert read(tmp_path / "a.txt", articles.encode()) == [
        (f"a.txt#HARB000020230503ej53000{n}x", "Harbour Post", f"2023-05-0{n}", author, title) for n in (3, 4)
    ]


def test_an_article_that_was_cut_off_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = _long_factiva([GOOD] * 3)
    assert len(read(tmp_path / "a.txt", data[:-30])) == 2
    assert "characters below the last article" in caplog.text
    ris = f"TY  - NEWS\nTI  - Mill\nAB  - {GOOD}\nER  - \nTY  - NEWS\nAB  - {GOOD}\n"
    caplog.clear()
    assert len(read(tmp_path / "a.ris", ris.encode())) == 1
    assert "characters below the last article" in caplog.text


NEXIS_PAGES = [
    ("Mill taken by the army, council says", "Harbour Post", f"May {n}, 2023 Wednesday", "Copyright 2023 Harbour Post",
     "Length: 355 words", "Byline: Mira Tal", "Body", *[f"{GOOD} It was day {day}." for day in range(n, 60)],
     "Load-Date: May 9, 2023", "End of Document")
    for n in (1, 2, 3)
]  # fmt: skip


def test_a_download_as_pdf(tmp_path: Path) -> None:
    nexis = make.pdf([line for article in NEXIS_PAGES for line in article], title=None)
    assert read(tmp_path / "a.pdf", nexis) == [
        (f"a.pdf#{n}", "Harbour Post", f"2023-05-0{n}", "Mira Tal", "Mill taken by the army, council says")
        for n in (1, 2, 3)
    ]
    for n, text in enumerate(texts(tmp_path / "a.pdf"), 1):
        assert text.endswith("It was day 59.")
        assert f"By Mira Tal\n\n{GOOD} It was day {n}." in text
    lines = [x for x in _long_factiva([GOOD] * 2).decode().splitlines() if x]
    assert [x[:3] for x in read(tmp_path / "b.pdf", make.pdf(lines, title=None))] == [
        (f"b.pdf#HARB000020230503ej53{n:05}", "Harbour Post", f"2023-05-0{n}") for n in (1, 2)
    ]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\n\n"])
def test_newer_documents_of_nexis_that_were_saved_as_text(gap: str, tmp_path: Path) -> None:
    lines = ["Date and Time: Wednesday", *[line for article in NEXIS_PAGES for line in article]]
    found = read(tmp_path / "a.txt", gap.join([*lines, ""]).encode())
    assert [x[:3] for x in found] == [(f"a.txt#{n}", "Harbour Post", f"2023-05-0{n}") for n in (1, 2, 3)]
    assert texts(tmp_path / "a.txt")[0].endswith("It was day 59.")


def test_a_text_that_says_where_it_ends_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{GOOD}\n\nNobody was hurt.\n\nEnd of Document\n")
    assert len(texts(tmp_path / "a.txt")) == 1
