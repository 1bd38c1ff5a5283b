"""The page's mark-up before the article is told apart: what is no text of it is taken out, and posts get their author.

Struck-out and hidden words are not what the page says. A post that is embedded is what its author says, so it is
written as a quotation of that author; one whose author is not named on the page is left out. A paragraph that is
nothing but a link to another story teases it.
"""

from __future__ import annotations

import re
from typing import Any

from rashomon.dates import find_dates
from rashomon.intake.make_report import log
from rashomon.intake.page_teasers import take_out_links

_STRUCK = "//del | //s | //strike | //*[contains(@style, 'line-through')]"
_COMMENTS = "//*[contains(@style, 'mso-element:comment')] | //a[@class='msocomanchor']"
"""As Word saves them in a page, and what leads there."""
_BAR = "//*[@id='wm-ipp-base' or @id='wm-ipp-print' or @id='donato']"
"""What the Internet Archive puts above a page."""
_HIDDEN = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")
MOST_HIDDEN = 0.4
"""Of a page's text. Where more is hidden, a script was to show it: that is the article, not what is kept from view."""
FEWEST_LAID, MOST_LAID = 60, 0.5
"""Words of a cell, and its part of the words of its table, that make it the page's text and no cell of figures."""
_POSTS = re.compile(
    r"(?i)(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|telegram-post)(?:\s|$)"
)
_SIGNED = re.compile(r"\s*(?:[—–-]\s*)?(?P<name>[^\n(@]{2,80}?)\s*\((?P<handle>@[\w.@-]{2,60})\)\s*(?P<rest>.{0,80})$")
_OF_THE_SITE = re.compile(r"(?i)(?:view this (?:post|photo|profile) on|a (?:post|photo|video) shared by)\b")
_LINK = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|t\.co/)\S+)+\s*$")
_AMP = frozenset(
    f"amp-{x}" for x in ("ad", "app-banner", "auto-ads", "consent", "embed", "list", "lightbox", "next-page", "sidebar",
                         "social-share", "sticky-ad", "user-notification")
)  # fmt: skip
"""Components of AMP that hold no words of the article: what a script puts there, advertisements, questions, menus."""
_CAP = " | ".join(f"//{tag}[string-length(normalize-space(.)) = 1]" for tag in ("span", "b", "strong", "big", "font"))


def parsed(page: str) -> Any:
    """The page's tree; None where its mark-up can't be parsed."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None


def cleaned(page: str, name: str) -> Any:
    """The page's tree without struck and hidden text and teasers, with posts as quotations; None as of `parsed`."""
    tree = parsed(page)
    if tree is None:
        return None
    for node in tree.xpath("//noscript"):  # what is shown where scripts are not, of which there are none here
        node.drop_tree()
    for node in [node for node in tree.iter(*_AMP) if node.getparent() is not None]:
        node.drop_tree()
    for node in tree.xpath(_BAR):
        node.drop_tree()
    _without(tree.xpath(_COMMENTS), "comments", name)
    _without(tree.xpath(_STRUCK), "struck out", name)
    _without(_hidden(tree), "hidden", name)
    for node in tree.xpath("//blockquote[@class] | //div[@class]"):
        _quote(node, name)
    for node in tree.xpath(_CAP):
        _join(node)
    for node in tree.xpath("//table[not(.//th)]"):
        _unlay(node)
    take_out_links(tree)
    return tree


def written(tree: Any) -> str:
    """The mark-up of a tree. What tells articles apart is given this and makes a tree of its own: it loses words of one
    that holds comments."""
    from lxml import etree

    return "<!DOCTYPE html>" + str(etree.tostring(tree, encoding="unicode", method="html"))


def _without(nodes: list[Any], what: str, name: str) -> None:
    characters = 0
    for node in nodes:
        if node.getparent() is not None:
            characters += len("".join(node.text_content().split()))
            node.drop_tree()
    if characters:
        log.warning("%s: %d characters that the page shows as %s were left out", name, characters, what)


def _hidden(tree: Any) -> list[Any]:
    nodes = [
        node
        for node in tree.xpath("//body//*[@hidden or @style]")
        if (node.get("hidden") is not None and node.get("hidden") != "until-found")
        or _HIDDEN.search(node.get("style") or "")
    ]
    inside, outer = set[Any](), []
    for node in nodes:  # in the order of the page, so that what holds another comes before it
        if node.getparent() not in inside:
            outer.append(node)
            inside.update(node.iter())
    whole = len("".join(tree.text_content().split())) if outer else 0
    return outer if sum(len("".join(n.text_content().split())) for n in outer) <= MOST_HIDDEN * whole else []


def _quote(node: Any, name: str) -> None:
    """Makes a paragraph of an embedded post: who posted it, when, and the words in quotation marks."""
    if not _POSTS.search(node.get("class") or ""):
        return
    from lxml import html

    paragraphs = [" ".join(p.text_content().split()) for p in node.iterfind(".//p")]
    paragraphs = [p for p in paragraphs if not _OF_THE_SITE.match(p)]
    words = _LINK.sub("", " ".join(p for p in paragraphs if p)).strip()
    whole = " ".join(node.text_content().split())
    signed = _SIGNED.match(whole[len(" ".join(paragraphs)) :]) if paragraphs else None
    if not words or not signed:
        log.warning("%s: an embedded post whose author the page does not name was left out", name)
        node.drop_tree()
        return
    dates = find_dates(signed["rest"])
    when = f" on {signed['rest'][dates[0][0].start : dates[0][0].end]}" if dates else ""
    said = html.Element("p")
    said.text = f"{signed['name'].strip()} ({signed['handle']}) said{when}: “{words.strip('“”')}”"
    said.tail = node.tail
    node.getparent().replace(node, said)


def _unlay(table: Any) -> None:
    """Makes blocks of a table that only puts a page in order, as those of old do: one cell holds most of its words."""
    cells = [cell for cell in table.iter("td") if next(cell.iterancestors("table")) is table]
    sizes = [len(cell.text_content().split()) for cell in cells]
    if max(sizes, default=0) < max(FEWEST_LAID, MOST_LAID * sum(sizes)):
        return
    for node in [table, *(x for x in table.iter("tbody", "tr", "td") if next(x.iterancestors("table")) is table)]:
        node.tag = "div"
        node.attrib.clear()


def _join(node: Any) -> None:
    """A drop cap becomes the first letter of its word again."""
    letter = node.text_content().strip()
    if (
        letter.isupper()
        and node.tail
        and node.tail[0].islower()
        and not (node.getprevious() is not None or (node.getparent().text or "").strip())
    ):
        node.drop_tag()
