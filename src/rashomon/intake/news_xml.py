"""What agencies deliver: NewsML-G2 and NewsML 1 (iptc.org/standards/newsml-g2), NITF (iptc.org/standards/nitf).

An item is a report, with its headline, byline, dateline, words, day and language; whoever provides it is the outlet,
and the agency that it credits a credit. Captions stay, rows of tables are furniture. What holds no words of its own
(packages, pictures, what is only pointed at) is left out and counted; what its agency cancelled is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.database_pieces import piece_of
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text
from rashomon.intake.make_report import log
from rashomon.intake.text import decode

ITEMS = frozenset(("newsItem", "NewsItem", "nitf"))
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    "p hl1 hl2 h1 h2 h3 h4 h5 h6 li dt dd div block blockquote bq pre br body.content body DataContent inlineData "  # noqa: SIM905
    "section article note abstract".split()
)
_SILENT = frozenset("head script style media-reference media-metadata media-producer object s del strike".split())  # noqa: SIM905
_CAPTIONS = frozenset(("media-caption", "figcaption"))
_CANCELLED = frozenset(("canceled", "cancelled", "withheld", "killed"))


def items(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The items of a file, as `pieces` wants them. Raises RashomonError where none has words, and for a file that
    declares entities."""
    if _ENTITY.search(data):
        why = "it declares XML entities, which no news item needs and which can be made to fill the memory"
        raise RashomonError(name, why, "Leave it.")
    tree = _tree(data, name)
    found = others = 0
    for node in _topmost(tree):
        if (piece := _item(node, name, found + others + 1)) is None:
            others += 1
            continue
        found += 1
        yield piece
    if not found:
        fix = "Ask your agency for its items of text."
        raise RashomonError(name, "no item in it holds words (packages, pictures and links hold none)", fix)
    yield {"counted": {"items without words (packages, pictures, links)": others}}


def _tree(data: bytes, name: str) -> Any:
    """The document's tree, into which nothing is loaded from elsewhere; of a damaged one, what can be read."""
    from lxml import etree  # type: ignore[import-untyped]

    options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    try:
        return etree.fromstring(data, etree.XMLParser(**options))
    except (etree.XMLSyntaxError, ValueError) as error:
        text = _DECLARED.sub("", decode(data, name)[0].removeprefix("\ufeff"))
        try:
            tree = etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(**options, recover=True))
        except (etree.XMLSyntaxError, ValueError):
            tree = None
        if tree is None:
            raise RashomonError(name, f"it is no XML ({str(error)[:80]})", "Fetch it again.") from error
        log.warning("%s: its XML is damaged (%s); what could be read of it was", name, str(error)[:80])
        return tree


def _tag(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _topmost(tree: Any) -> Iterator[Any]:
    """The items that stand in no other, and the packages beside them."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if _tag(node) in ITEMS or _tag(node) in ("packageItem", "conceptItem", "knowledgeItem"):
            yield node
        else:
            waiting += reversed(node)


def _item(node: Any, name: str, number: int) -> dict[str, Any] | None:
    """The piece that an item is; None for one without words."""
    guid = node.get("guid") or _first(node, "NewsItemId") or _attribute(node, "doc-id", "id-string")
    id_ = f"{name}#{guid}" if guid else f"{name}#{number}"
    status = (_attribute(node, "pubStatus", "qcode") or _attribute(node, "Status", "FormalName")).rpartition(":")[2]
    if status.casefold() in _CANCELLED:
        return {"id": id_, "error": [f"its agency cancelled it ({status})", "Read what replaces it."]}
    told = _nitf(node) if _tag(node) == "nitf" else _news_item(node)
    body = [*told["body"]]
    if not any(any(c.isalpha() for c in words) for words, kind in body if kind is None):
        return None
    piece = piece_of(
        id_, _written(node), told["headline"], told["byline"], body, told["outlet"], day_told(told["published"])
    )
    return piece and {**piece, "language": told["language"]}


def _news_item(item: Any) -> dict[str, Any]:
    """What an item of NewsML tells; inside of it the words may be NITF, which tells what is missing."""
    inner = next((_nitf(node) for node in item.iter() if _tag(node) == "nitf"), None) or {}
    outlet = _party(item, "provider") or _party(item, "Provider") or _first(item, "ProviderId") or inner.get("outlet")
    credit = (
        _first(item, "creditline", "creditLine", "CreditLine") or _party(item, "infoSource") or _party(item, "Source")
    )
    headline = _first(item, "headline", "HeadLine") or inner.get("headline") or _first(item, "title")
    words = list(inner.get("words") or ()) or list(_contents(item))
    if words and headline and words[0][0].casefold() == headline.casefold():
        del words[0]
    dateline = _unsaid(_first(item, "dateline", "DateLine") or inner.get("dateline") or "", words)
    note = _first(item, "edNote")
    published = _first(item, "versionCreated", "ThisRevisionCreated", "firstCreated", "FirstCreated", "DateAndTime")
    return {
        "headline": headline or "",
        "byline": _first(item, "by", "ByLine") or inner.get("byline"),
        "outlet": outlet or credit or None,
        "published": published or inner.get("published") or "",
        "language": _language(_attribute(item, "language", "tag") or _attribute(item, "Language", "FormalName"), item),
        "body": [(credit or outlet or "", "credit"), (note, "furniture"), (dateline, "dateline"), *words],
    }


def _nitf(node: Any) -> dict[str, Any]:
    heads = [x for x in node.iter() if _tag(x) == "body.head"]
    head = heads[0] if heads else node
    contents = [x for x in node.iter() if _tag(x) == "body.content"]
    words = [paragraph for content in contents for paragraph in _paragraphs(content)]
    dates = ("date.issue", "date.release", "story.date")
    norms = [_attribute(node, name, "norm") for name in dates] + [_attribute(node, "pubdata", "date.publication")]
    dateline = _unsaid(_first(head, "dateline"), words)
    agency = _first(head, "distributor") or _attribute(node, "doc.copyright", "holder")
    headline = _first(head, "hl1", "hedline") or _first(node, "title")
    return {
        "headline": headline,
        "byline": _first(head, "byline"),
        "dateline": dateline,
        "outlet": _attribute(node, "pubdata", "name") or agency or None,
        "published": next((norm for norm in norms if norm), "")
        or node.get("change.date")
        or _first(head, "story.date"),
        "language": _language(node.get("baselang") or "", node),
        "words": words,
        "body": [(agency, "credit"), (dateline, "dateline"), *words],
    }


def _unsaid(dateline: str, words: Sequence[tuple[str, str | None]]) -> str:
    """The dateline, if the first paragraphs do not begin with its place."""
    place = re.split(r"[,(—–-]", dateline.casefold())[0].strip()
    return "" if any(paragraph.casefold().startswith(place) for paragraph, _ in words[:2]) else dateline


def _contents(item: Any) -> Iterator[tuple[str, str | None]]:
    """The words of an item of NewsML, in XHTML, in HTML that was escaped, or plain."""
    holders = [x for x in item.iter() if _tag(x) in ("inlineXML", "inlineData", "DataContent")]
    for holder in holders:
        plain = (holder.text or "").strip() if not len(holder) else ""
        if re.search(r"<(?:p|br|div|html)\b", plain):
            yield from ((words, None) for words in body_text(f"<div>{plain}</div>"))
        elif plain and "image" not in (holder.get("contenttype") or ""):
            yield plain, None
        else:
            yield from _paragraphs(holder)


def _paragraphs(node: Any) -> Iterator[tuple[str, str | None]]:
    """The paragraphs below a node in order: captions as such, rows of tables as furniture."""
    line: list[str] = []
    for kind, words in _walked(node):
        if words is not None and kind is None:
            line.append(words)
            continue
        if paragraph := " ".join("".join(line).split()):
            yield paragraph, None
        line = []
        if kind and (told := " ".join((words or "").split())):
            yield told, kind
    if paragraph := " ".join("".join(line).split()):
        yield paragraph, None


def _walked(node: Any) -> Iterator[tuple[str | None, str | None]]:
    """Words as (None, words), the ends of paragraphs as (None, None), and what has a kind as (kind, words)."""
    tag = _tag(node)
    if not tag:  # a comment, an instruction, or an entity that is not declared
        words = node.text or ""
        yield None, unescape(words) if words.startswith("&") else ""
    elif tag in _CAPTIONS:
        yield "caption", _all_words(node)
    elif tag == "tr":
        cells = [" ".join(_all_words(cell).split()) for cell in node]
        yield ("furniture", " | ".join(cells)) if len(cells) > 1 else (None, None)
        if len(cells) == 1:
            yield from _walked(node[0])
            yield None, None
    elif tag not in _SILENT:
        if tag in _BLOCKS:
            yield None, None
        if tag == "byttl":  # of what, behind who
            yield None, ", "
        yield None, node.text or ""
        for child in node:
            yield from _walked(child)
            yield None, child.tail or ""
        if tag in _BLOCKS:
            yield None, None


def _all_words(node: Any) -> str:
    return "".join(words or " " for _, words in _walked_inside(node))


def _walked_inside(node: Any) -> Iterator[tuple[str | None, str | None]]:
    yield None, node.text or ""
    for child in node:
        yield from _walked(child)
        yield None, child.tail or ""


def _first(node: Any, *names: str) -> str:
    """The words of the first element of one of these names that has any, the names in their order."""
    for name in names:
        for found in node.iter():
            if _tag(found) == name and (words := " ".join(_all_words(found).split())):
                return words
    return ""


def _attribute(node: Any, name: str, attribute: str) -> str:
    return next((x.get(attribute).strip() for x in node.iter() if _tag(x) == name and x.get(attribute)), "")


def _party(node: Any, name: str) -> str:
    """Whom an element names: by a name inside, as it is, or behind the scheme of its code ("nprov:AFP")."""
    for found in node.iter():
        if _tag(found) != name:
            continue
        party = next((x for x in found if _tag(x) == "Party"), None)
        formal = party.get("FormalName") if party is not None else None
        told = _first(found, "name") or formal or found.get("literal") or (found.get("qcode") or "").rpartition(":")[2]
        if told:
            return str(told)
    return ""


def _language(told: str, node: Any) -> str | None:
    """ISO 639-1 of a tag such as "en-GB"; where none is told for the words, that of the item."""
    space = "{http://www.w3.org/XML/1998/namespace}lang"
    spoken = next((x.get(space) for x in node.iter() if _tag(x) in ("html", "inlineXML") and x.get(space)), "")
    code = re.split("[-_]", told or spoken or node.get(space) or "")[0].casefold()
    return code if len(code) == 2 else None


def _written(node: Any) -> str:
    from lxml import etree

    return str(etree.tostring(node, encoding="unicode", with_tail=False))
