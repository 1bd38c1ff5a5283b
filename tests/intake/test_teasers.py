"""What a page tells of other stories is not read; links in the words of an article are."""

from __future__ import annotations

from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, receive
from rashomon.intake.page_teasers import take_out_cards, take_out_links
from rashomon.intake.page_tree import parsed

STORY = "".join(f"<p>{p}</p>" for p in make.PARAGRAPHS)
OTHERS = ("Four die in Varda market blast", "Rebels seize the bridge of Tarn", "Shells hit the port of Ostra again")


def text(path: Path, body: str) -> str:
    path.write_bytes(make.html(f"<article><h1>{make.TITLE}</h1>{body}</article>"))
    (report,) = receive([str(path)])
    assert isinstance(report, Report)
    return report.text


def items(*links: str, tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{link}</li>' for link in links)}</{tag}>"


def link(words: str, to: str = "/other") -> str:
    return f'<a href="{to}">{words}</a>'


def card(words: str, below: str = "Officials spoke of a grave attack on Friday.") -> str:
    return f'<div class="item"><h4><strong>News</strong> {link(words)}</h4><p>{below}</p></div>'


@pytest.mark.parametrize(
    "teasers",
    [
        items(*map(link, OTHERS)),
        items(*(f"IN PICTURES: {link(words)}" for words in OTHERS)),
        items(*(f"<span>The </span>{link(words)}" for words in OTHERS), tag="ol"),
        "".join(map(card, OTHERS)),
        f"<div><h2>Opinion</h2>{''.join(map(card, OTHERS))}</div>",
        f"<p>{link(OTHERS[0])}</p>",
    ],
)
def test_other_stories_are_taken_out(teasers: str, tmp_path: Path) -> None:
    found = text(tmp_path / "a.html", STORY + teasers)
    assert not any(words in found for words in OTHERS[: 1 if "<p><a" in teasers[:6] else 3])
    assert "grave attack" not in found
    assert make.PARAGRAPHS[1] in found


@pytest.mark.parametrize(
    "kept",
    [
        f"<p>The council, which {link('spoke of four dead in the market')}, met on Sunday in the town hall.</p>",
        items(
            *(f"In {place} at least {n} houses burned, said the {link('mayor')}." for n, place in enumerate(OTHERS, 2))
        ),
        items(*(link(words, "#part") for words in OTHERS)),
        card(OTHERS[0]) + card(OTHERS[1]) + "<p>Nobody was hurt in either of them, the mayor said.</p>",
        "".join(card(words, "The army said so on Sunday. " * 20) for words in OTHERS),
    ],
)
def test_what_the_article_says_stays(kept: str) -> None:
    tree = parsed(make.html(f"<article>{STORY}{kept}</article>").decode())
    before = tree.text_content()
    take_out_links(tree)
    take_out_cards(tree)
    assert tree.text_content() == before


def test_cards_that_are_the_page_stay(tmp_path: Path) -> None:
    many = "".join(card(f"{words} {n}") for n in range(6) for words in OTHERS)
    assert OTHERS[0] in text(tmp_path / "a.html", f"<p>{make.PARAGRAPHS[2]}</p>{many}")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Get the Harbour Post's daily edition by email and never miss our stories Free Sign Up", "furniture"),
        ("If you're on the Harbour app, click here to watch live", "furniture"),
        ("LISTEN: The mayor of Kessin on the siege", "furniture"),
        ("Get out by the bridge, the army told the residents of Kessin in an email.", "body"),
    ],
)
def test_lines_that_sites_print(line: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join([make.TITLE, *make.PARAGRAPHS, line]))
    (report,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(report, Report)
    assert next(p.kind for p in report.parts if report.text[p.span.start : p.span.end] == line) == kind


@pytest.mark.parametrize(
    "cued",
    [
        f"<div><span>READ MORE</span>{link(OTHERS[0])}</div>",
        f"<p><strong>Related story:</strong> {link(OTHERS[0])}</p>",
        f"<p>À lire aussi : {link(OTHERS[0])}</p>",
        f"<div>اقرأ أيضا: {link(OTHERS[0])}</div>",
        f"<p>Читайте также: {link(OTHERS[0])}</p>",
    ],
)
def test_a_link_with_a_cue_before_it_is_no_text(cued: str, tmp_path: Path) -> None:
    assert OTHERS[0] not in text(tmp_path / "a.html", f"{STORY}{cued}<p>{make.PARAGRAPHS[2]}</p>")


def test_the_front_page_of_a_site_is_refused(tmp_path: Path) -> None:
    cards = "".join(f"<div>{link(f'<h3>{words} {n}</h3><p>More.</p>')}</div>" for n in range(4) for words in OTHERS)
    (tmp_path / "a.html").write_bytes(make.html(f"<div><h1>World news</h1>{cards}</div>"))
    (refusal,) = receive([str(tmp_path / "a.html")])
    assert isinstance(refusal, Refusal)
    assert "a list of 12 other stories and none itself" in refusal.error
