"""What agencies deliver: NewsML-G2, NewsML 1, NITF."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin on Sunday, the council said."
TOLL = "Shelling killed 12 people on the road to it."
G2 = "http://iptc.org/std/nar/2006-10-01/"


def item(
    body: str = f"<p>{MILL}</p><p>{TOLL}</p>",
    *,
    guid: str = "urn:newsml:wire.example:7",
    provider: str = '<provider qcode="nprov:AFP"/>',
    status: str = "stat:usable",
    content: str = '<language tag="en-GB"/>',
) -> str:
    return (
        f'<newsItem xmlns="{G2}" guid="{guid}" version="2" xml:lang="fr"><itemMeta>{provider}'
        f"<versionCreated>2023-05-03T23:58:00+02:00</versionCreated><firstCreated>2023-05-02T10:00:00Z</firstCreated>"
        f'<pubStatus qcode="{status}"/></itemMeta><contentMeta><headline>Mill taken</headline>{content}</contentMeta>'
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>Mill taken</title></head><body>{body}</body></html></inlineXML></contentSet></newsItem>"
    )


def nitf(body: str = f"<p>{MILL}</p>", head: str = "", data: str = "") -> str:
    return (
        f'<nitf baselang="en-US"><head><title>x</title><docdata><doc-id id-string="D7"/>{data}</docdata></head><body>'
        f"<body.head><hedline><hl1>Mill taken</hl1></hedline>{head}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def read(path: Path, text: str | bytes) -> list[Report | Refusal]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [x for x in receive([str(path)]) if isinstance(x, (Report, Refusal))]


def one(path: Path, text: str | bytes) -> Report:
    (report,) = read(path, text)
    assert isinstance(report, Report), report
    return report


def parts(report: Report) -> list[tuple[str, str]]:
    return [(p.kind, report.text[slice(*p.span)]) for p in report.parts]


def test_an_item_of_newsml(tmp_path: Path) -> None:
    told = '<by>By Orvane Keld</by><dateline>Kessin (AFP)</dateline><language tag="en"/>'
    body = f"<p>{MILL}</p><table><tr><td>Killed</td><td>12</td></tr></table><p>{TOLL}</p>"
    report = one(tmp_path / "a.xml", item(body, content=told))
    assert (report.id, report.published, report.published_from) == (
        "a.xml#urn:newsml:wire.example:7", "2023-05-03", "metadata",
    )  # fmt: skip
    assert (report.outlet, report.author, report.title, report.language) == ("AFP", "Orvane Keld", "Mill taken", "en")
    assert parts(report) == [
        ("headline", "Mill taken"), ("byline", "By Orvane Keld"), ("credit", "AFP"), ("dateline", "Kessin (AFP)"),
        ("body", MILL), ("furniture", "Killed | 12"), ("body", TOLL),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("provider", "outlet"),
    [
        ('<provider literal="wire.example"/>', "wire.example"),
        ('<provider qcode="nprov:REUTERS"><name>Reuters</name></provider>', "Reuters"),
        ("", None),
    ],
)
def test_who_provides_an_item_is_its_outlet(provider: str, outlet: str | None, tmp_path: Path) -> None:
    assert one(tmp_path / "a.xml", item(provider=provider)).outlet == outlet


def test_an_item_credits_another_agency(tmp_path: Path) -> None:
    report = one(tmp_path / "a.xml", item(content='<creditline>Reuters</creditline><language tag="en"/>'))
    assert (report.outlet, ("credit", "Reuters") in parts(report)) == ("AFP", True)


def test_a_message_of_several_items_with_a_package_a_picture_and_one_that_was_cancelled(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    picture = f'<newsItem xmlns="{G2}" guid="p"><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>'
    inside = [item(guid="a"), f'<packageItem xmlns="{G2}" guid="q"/>', picture, item(guid="b", status="stat:canceled"),
              item(f"<p>{TOLL}</p>", guid="c")]  # fmt: skip
    found = read(tmp_path / "a.xml", f'<newsMessage xmlns="{G2}"><itemSet>{"".join(inside)}</itemSet></newsMessage>')
    assert [(x.id, type(x)) for x in found] == [("a.xml#a", Report), ("a.xml#b", Refusal), ("a.xml#c", Report)]
    assert "its agency cancelled it (canceled). Read what replaces it." in str(found[1])
    assert "left out: 2 items without words" in caplog.text


def test_the_language_of_the_words_is_before_that_of_the_item(tmp_path: Path) -> None:
    assert one(tmp_path / "a.xml", item()).language == "en"
    assert one(tmp_path / "a.xml", item(content="")).language == "fr"


def test_nitf(tmp_path: Path) -> None:
    body = (
        f"<p>KESSIN (AP) &#8212; {MILL}</p><media><media-reference source='x.jpg'/>"
        f"<media-caption>Smoke.</media-caption></media><p>{TOLL}</p>"
    )
    head = (
        "<byline>By <person>ORVANE KELD</person><byttl>Associated Press</byttl></byline>"
        "<distributor>The Associated Press</distributor><dateline><location>KESSIN</location></dateline>"
    )
    report = one(tmp_path / "a.xml", nitf(body, head, '<date.issue norm="20230503T235800-0500"/>'))
    assert (report.id, report.published, report.outlet) == ("a.xml#D7", "2023-05-03", "The Associated Press")
    assert (report.author, report.language) == ("ORVANE KELD", "en")
    assert parts(report) == [
        ("headline", "Mill taken"), ("byline", "By ORVANE KELD"), ("credit", "Associated Press"),
        ("dateline", "KESSIN (AP) —"), ("body", MILL), ("caption", "Smoke."), ("body", TOLL),
    ]  # fmt: skip


def test_a_paper_that_delivers_nitf_is_the_outlet_and_the_agency_a_credit(tmp_path: Path) -> None:
    data = '</docdata><pubdata name="The Harbour Post" date.publication="20230504T000000"/><docdata>'
    report = one(tmp_path / "a.xml", nitf(head="<distributor>Reuters</distributor>", data=data))
    assert (report.outlet, report.published, ("credit", "Reuters") in parts(report)) == (
        "The Harbour Post", "2023-05-04", True,
    )  # fmt: skip


def test_nitf_in_newsml(tmp_path: Path) -> None:
    text = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><NewsItemId>X7</NewsItemId>"
        "</NewsIdentifier></Identification><NewsManagement><FirstCreated>20230502T100000Z</FirstCreated>"
        "<ThisRevisionCreated>20230503T110000Z</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines>"
        "<HeadLine>Mill gone</HeadLine><CreditLine>Reuters</CreditLine></NewsLines><ContentItem><DataContent>"
        f"{nitf()}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    report = one(tmp_path / "a.xml", text)
    assert (report.id, report.title, report.outlet, report.published) == (
        "a.xml#X7", "Mill gone", "wire.example", "2023-05-03",
    )  # fmt: skip
    assert parts(report)[1:] == [("credit", "Reuters"), ("body", MILL)]


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineData contenttype="text/plain">   {MILL}\n   {TOLL}</inlineData>',
        f'<inlineData contenttype="text/html">&lt;p&gt;{MILL}&lt;/p&gt;&lt;p&gt;{TOLL}&lt;/p&gt;</inlineData>',
    ],
)
def test_words_that_are_no_mark_up(content: str, tmp_path: Path) -> None:
    text = item().partition("<contentSet>")[0] + f"<contentSet>{content}</contentSet></newsItem>"
    assert [words for kind, words in parts(one(tmp_path / "a.xml", text)) if kind == "body"] == [MILL, TOLL]


def test_in_latin_1_and_in_utf_16_and_with_a_list_of_characters_that_is_not_there(tmp_path: Path) -> None:
    words = "The café of Kessin burned on Sunday."
    for encoding, mark in (("iso-8859-1", b""), ("utf-16-le", codecs.BOM_UTF16_LE)):
        text = f'<?xml version="1.0" encoding="{encoding[:6] if mark else encoding}"?>' + nitf(f"<p>{words}</p>")
        assert words in one(tmp_path / "a.xml", mark + text.encode(encoding)).text
    undeclared = nitf("<p>The caf&eacute; of Kessin burned &mdash; on Sunday.</p>")
    text = f'<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">{undeclared}'
    assert "The café of Kessin burned — on Sunday." in one(tmp_path / "a.xml", text).text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'<!DOCTYPE nitf [<!ENTITY a "{MILL}">]>{nitf("<p>&a;</p>")}', "it declares XML entities"),
        (f'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]>{nitf("<p>&a;</p>")}', "it declares XML entities"),
        (nitf("<media><media-reference source='x.jpg'/></media>"), "no item in it holds words"),
        (f'<packageItem xmlns="{G2}"/>', "no item in it holds words"),
    ],
)
def test_what_is_refused(text: str, why: str, tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "a.xml", text)
    assert isinstance(refusal, Refusal)
    assert why in refusal.error


def test_a_damaged_item_is_read_as_far_as_it_goes_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = one(tmp_path / "a.xml", item().replace("</itemMeta>", ""))
    assert MILL in report.text
    assert "its XML is damaged" in caplog.text
