"""A live blog: one page, many posts, each with a time of its own. Each is a report.

A page is one if its JSON-LD, its headline or a class of its mark-up says so; teasers have times too, so times alone
make none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from rashomon.intake.days import day_told
from rashomon.intake.page_dates import ld_objects

FEWEST_POSTS = 2
_LIVE = re.compile(r"(?i)(?:^|[\s_-])live(?:[_-]?(?:blog|updates?|feed|posts?|ticker|coverage))?(?:[\s_-]|$)")
_HEADLINE = re.compile(
    r"(?i)\blive (?:updates?|blog|coverage|reporting)\b|\bas it happened\b|^live ?[:–—-]|[:–—-] ?live$"
)
_NO_TEXT = ("script", "style", "noscript", "button", "a", "time", "form", "svg", "nav", "figure")
_TIMES = ("//body//time[@datetime]", "//body//*[@data-timestamp or @data-time]")
"""Where posts have their instants; the second where there is nothing of the first."""
_HEADS = frozenset(("h2", "h3", "h4", "h5"))


def posts(tree: Any) -> list[dict[str, Any]]:
    """The posts of a live blog as {"title", "paragraphs", "published"}; none where the page is none."""
    objects = ld_objects(tree)
    declared = any("LiveBlogPosting" in str(x.get("@type")) for x in objects)
    declared |= _HEADLINE.search(headline(tree) or "") is not None
    found = _marked(tree, declared)
    if len(found) < FEWEST_POSTS and declared:
        found = [post for x in objects for post in _listed(x.get("liveBlogUpdate"))]
    return found if len(found) >= FEWEST_POSTS else []


def headline(tree: Any) -> str | None:
    """What stands at the page's top: the metadata of a live blog often have the headline of its newest post."""
    found = tree.xpath("//h1")
    return (" ".join(found[0].text_content().split()) or None) if len(found) == 1 else None


def _marked(tree: Any, declared: bool) -> list[dict[str, Any]]:
    """Siblings that each hold one time and a text, in a part of the page that is marked as live."""
    held = Counter[Any]()  # how many times each element holds
    times = next((found for path in _TIMES if (found := [x for x in tree.xpath(path) if day_told(_instant(x))])), [])
    for time in times:
        held.update(time.iterancestors())
    blocks: dict[Any, None] = {}
    for time in times:
        block = time
        while held[block.getparent()] == 1 and block.getparent().tag != "body":
            block = block.getparent()
        blocks[block] = None
    parents = Counter(block.getparent() for block in blocks)
    if not parents:
        return []
    shared = parents.most_common(1)[0][0]
    live = declared or any(_LIVE.search(x.get("class") or "") or _LIVE.search(x.get("id") or "")
                           for x in (shared, *shared.iterancestors()))  # fmt: skip
    return [p for b in blocks if b.getparent() is shared and (p := _post(b))] if live else []


def _post(block: Any) -> dict[str, Any] | None:
    from lxml import etree  # type: ignore[import-untyped]

    inside = (x for path in _TIMES for x in block.xpath(path.replace("//body", ".")))
    day = next((told for x in (*inside, block) if (told := day_told(_instant(x)))), None)
    heads = [" ".join(x.text_content().split()) for x in block.iter(*_HEADS)]
    paragraphs = [
        " ".join(x.text_content().split())
        for x in block.iter("p", "li", "blockquote")
        if x is not block and not _within(x, block)
    ]
    if not any(paragraphs):
        copy = etree.fromstring(etree.tostring(block, with_tail=False), etree.HTMLParser())
        etree.strip_elements(copy, *_NO_TEXT, *_HEADS, with_tail=False)
        paragraphs = [" ".join(" ".join(copy.itertext()).split())]
    kept = [p for p in paragraphs if p]
    return (
        {"title": heads[0] if heads else None, "paragraphs": kept, "published": day and day.isoformat()}
        if kept
        else None
    )


def _instant(node: Any) -> str:
    return str(node.get("datetime") or node.get("data-timestamp") or node.get("data-time") or "")


def _within(node: Any, block: Any) -> bool:
    """Whether a paragraph stands inside of another one, whose text has it already."""
    above = node.getparent()
    while above is not None and above is not block:
        if above.tag in ("p", "li", "blockquote"):
            return True
        above = above.getparent()
    return False


def _listed(updates: Any) -> list[dict[str, Any]]:
    found = []
    for update in updates if isinstance(updates, list) else [updates]:
        if isinstance(update, dict) and isinstance(body := update.get("articleBody"), str) and body.strip():
            day = day_told(str(update.get("datePublished") or ""))
            title = update.get("headline")
            found.append({
                "title": title if isinstance(title, str) else None,
                "paragraphs": [" ".join(line.split()) for line in body.splitlines() if line.strip()],
                "published": day and day.isoformat(),
            })  # fmt: skip
    return found
