"""Teasers: what a page says of other stories, told by its links. It is taken out before the article is told apart.

A paragraph that is one link with a headline's words; a list of such links; and cards: a headline that is a link with a
line or two below it, several in a row. A link in a sentence is no teaser: there the words around it count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.page_words import furniture

FEWEST_WORDS, MOST_WORDS = 4, 40
"""Of the headline of another story, where it stands alone as a link."""
FEWEST_IN_A_ROW = 3
LARGEST_CARD = 90
"""Words of a headline and what stands below it. A post of a blog or a brief has more."""
MOST_OF_LIST = 0.5
"""Of the characters of a list's items that must stand in links."""
MOST_OF_PAGE = 0.5
"""Of a page's words that cards may hold; where they hold more, they are what the page is about."""
FEWEST_OWN_WORDS = 15
"""Of a page beside its cards; with fewer it is a list of stories and none itself."""
_LINKED = "//body//*[self::p or self::li or self::h3 or self::h4 or self::h5][.//a[@href]][not(ancestor::figure)]"
_HEADLINES = ("h2", "h3", "h4", "h5")
_OF_CARDS = " | ".join(f"//body//{tag}//a[@href] | //body//a[@href][.//{tag}]" for tag in _HEADLINES)
_CUED = "//body//*[self::p or self::div or self::li or self::aside][.//a[@href]][not(ancestor::figure)]"


def take_out_links(tree: Any) -> None:
    """Takes out paragraphs and lists that are nothing but links to other stories."""
    for items in tree.xpath("//body//ul | //body//ol"):
        if _is_list_of_links(items):
            items.drop_tree()
    for node in tree.xpath(_LINKED):
        if node.getparent() is not None and _is_link(node):
            node.drop_tree()

    for node in tree.xpath(_CUED):
        if node.getparent() is not None and _is_cued(node):
            node.drop_tree()


def refuse_list(cards: Sequence[str], paragraphs: Iterable[str], name: str) -> None:
    """Raises RashomonError for the front page of a site or a section: `cards` of other stories, and among its
    paragraphs hardly a word that is not theirs."""
    whole = "\n".join(cards)
    own = sum(len(p.split()) for p in paragraphs if p not in whole)
    if len(cards) > FEWEST_IN_A_ROW and own < FEWEST_OWN_WORDS:
        fix = "Open the stories and name those, or the feed of the site."
        raise RashomonError(name, f"the page is a list of {len(cards)} other stories and none itself", fix)


def cards_of(tree: Any) -> list[str]:
    """The words of each card that no article holds."""
    outside = [card for card in _cards(tree) if not card.getparent().xpath("ancestor-or-self::article")]
    return [" ".join(" ".join(card.itertext()).split()) for card in outside]


def take_out_cards(tree: Any) -> None:
    """Takes out cards. Not of a live blog, whose posts look like them."""
    found = _cards(tree)
    words = sum(_size(card) for card in found)
    if found and words <= MOST_OF_PAGE * Counter(tree.text_content().split()).total():
        for card in found:
            if card.getparent() is not None:
                card.drop_tree()


def _cards(tree: Any) -> list[Any]:
    rows: dict[tuple[Any, str], list[Any]] = {}
    for link in tree.xpath(_OF_CARDS):
        if (card := _card_of(link)) is not None:
            cards = rows.setdefault((card.getparent(), card.tag), [])
            if card not in cards[-1:]:
                cards.append(card)
    return [card for cards in rows.values() if len(cards) >= FEWEST_IN_A_ROW for card in cards]


def _card_of(link: Any) -> Any:
    """The largest element around a headline that is a link, with no other story in it and few words."""
    headline = next((x for x in link.iter() if x.tag in _HEADLINES), None)
    if headline is None:
        headline = next(x for x in link.iterancestors() if x.tag in _HEADLINES)
    words = headline.text_content().split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or _is_here(link):
        return None
    card = None
    for above in headline.iterancestors("div", "li", "article", "section"):
        if len(above.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5")) != 1 or _size(above) > LARGEST_CARD:
            break
        card = above
    return card


def _is_link(node: Any) -> bool:
    """Whether a paragraph is nothing but one link with a headline's words."""
    links = node.findall(".//a[@href]")
    words = node.text_content().split()
    if len(links) != 1 or _is_here(links[0]) or not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return False
    return bool(links[0].text_content().split() == words)


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{'|'.join(furniture()['teaser_cues'])})\s?[:|»>›-]?\s*")


def _is_cued(node: Any) -> bool:
    """Whether a block is one link and, before it, words that send the reader on ("Read more")."""
    links = node.findall(".//a[@href]")
    if len(links) != 1 or _is_here(links[0]) or _size(node) > MOST_WORDS:
        return False
    words, linked = (" ".join(" ".join(x.itertext()).split()) for x in (node, links[0]))
    return bool(linked) and words.endswith(linked) and _cue().fullmatch(words.removesuffix(linked)) is not None


def _is_list_of_links(items: Any) -> bool:
    """Whether each item of a list has one link, most of the list's words are links, and they are headlines'."""
    each = items.findall("li")
    links = [item.findall(".//a[@href]") for item in each]
    if len(each) < FEWEST_IN_A_ROW or any(len(found) != 1 or _is_here(found[0]) for found in links):
        return False
    texts = [" ".join(item.text_content().split()) for item in each]
    inside = sum(len(" ".join(found[0].text_content().split())) for found in links)
    whole, words = sum(map(len, texts)), sorted(len(text.split()) for text in texts)
    return words[len(words) // 2] >= FEWEST_WORDS and words[-1] <= MOST_WORDS and inside >= MOST_OF_LIST * whole > 0


def _is_here(link: Any) -> bool:
    """Whether a link leads to a place on this page, or to nobody's story."""
    return str(link.get("href")).startswith(("#", "mailto:", "tel:", "javascript:"))


def _size(node: Any) -> int:
    return len(node.text_content().split())
