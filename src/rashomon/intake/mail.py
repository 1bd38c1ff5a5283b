"""Mail: newsletters, alerts and what people pass on (.eml, .mbox), and pages that a browser saved as mail (.mht).

A message is a report: its subject, and the text of its newest part. Quoted replies, signatures and lines on how to
unsubscribe are furniture. What is attached and of a kind that is read is an input of its own. What is forwarded with no
word added is the report of who wrote it, on the day when they did. A sender is an outlet where the message says that it
went to a list; else a person, who is the author.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.characters import mended
from rashomon.intake.child import taken_apart
from rashomon.intake.days import day_told
from rashomon.intake.make_report import Source, log
from rashomon.intake.pieces import MOST_SECONDS, composed, report_of, said
from rashomon.model import Refusal, Report

ATTACHED = frozenset((".txt", ".html", ".htm", ".pdf"))
MOST_ATTACHED = 20
_BOX = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{3,200}\d{4}[^\n]{0,20}\n(?=[\w-]{2,60}:)")
_SUBJECT = re.compile(r"(?i)^(?:\s*(?:re|fwd?|aw|wg|tr|rv)\s*:)+\s*")
_FORWARDED = re.compile(r"(?im)^[ \t]*(?:-{3,}\s*forwarded message\s*-{3,}|begin forwarded message:)[ \t]*$\n*")
_HEADER = re.compile(r"[ \t]*(From|Date|Sent|Subject|To|Cc|Reply-To)[ \t]*:[ \t]*(.*)\n?", re.IGNORECASE)
_REST = re.compile(
    r"(?im)^-- ?$|^[ \t]*-{3,} ?original message ?-{3,}[ \t]*$|^_{10,}\s*\n\s*From:|^sent from my \w+.{0,30}$"
    r"|^[ \t]*(?:to )?unsubscribe\b.{0,200}$|^.{0,120}\b(?:click here to|to) unsubscribe\b.{0,120}$"
    r"|^.{0,120}\b(?:unsubscribe from this list|manage (?:your )?(?:subscriptions?|preferences))\b.{0,120}$"
    r"|^you (?:are receiving|received|have received) this (?:e-?mail|message|newsletter)\b.*$"
)
"""From here to the end a message says nothing more."""
_QUOTED = re.compile(
    r"(?m)^(?:On [^\n]{5,120}(?:\n[^\n]{1,80})?wrote:[ \t]*\n)?(?:[ \t]*\n){0,3}(?:^>[^\n]*(?:\n|\Z))+"
    r"|^On [^\n]{5,120}wrote:[ \t]*$"
)


def read(data: bytes, source: Source) -> Iterator[Report | Refusal]:
    """The reports of a mail or a saved page. Raises RashomonError where there is none."""
    told = taken_apart("rashomon.intake.mail:message", data, source.id, MOST_SECONDS)
    said(source.id, told["counted"])
    if page := told.get("page"):
        from rashomon.intake import html

        own = replace(source, url=source.url or told["url"], fetched_at=source.fetched_at or told["saved"])
        yield from html.read(page.encode("latin-1"), own, told["charset"])
        return
    if told["piece"]["text"].strip():
        yield report_of(told["piece"], source, "message/rfc822", data)
    elif not told["attached"]:
        raise RashomonError(source.id, "the message holds no text", "There is nothing in it to read.")
    for attached in told["attached"]:
        from rashomon.intake.sniff import read_bytes

        own = replace(source, id=f"{source.id}/{attached['name']}")
        try:
            yield from read_bytes(attached["data"].encode("latin-1"), own, attached["suffix"])
        except RashomonError as error:
            yield Refusal(own.id, str(error))


def read_box(data: bytes, source: Source) -> Iterator[Report | Refusal]:
    """The reports of an .mbox, message by message."""
    starts = [hit.span() for hit in _BOX.finditer(data)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1):
        own = replace(source, id=f"{source.id}#{number}")
        try:
            yield from read(re.sub(rb"(?m)^>(?=>*From )", b"", data[start:end]), own)
        except RashomonError as error:
            yield Refusal(own.id, str(error))


# In the child


def message(data: bytes, name: str) -> dict[str, Any]:
    """What a message tells: {"piece", "attached", "counted"}, or {"page", "url", "saved"} of a saved page."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    location = _header(mail, "Snapshot-Content-Location")
    if location or mail.get_content_type() == "multipart/related":
        for part in mail.walk():
            where = location or _header(part, "Content-Location")
            if part.get_content_type() == "text/html" and where:
                day = day_told(_header(mail, "Date"))
                url = where if where.startswith(("http://", "https://")) else None
                page = bytes(part.get_payload(decode=True) or b"").decode("latin-1")
                saved = day and day.isoformat()
                return {"page": page, "charset": part.get_content_charset(), "url": url, "saved": saved, "counted": {}}
    body, others = _body(mail), 0
    attached: list[dict[str, str]] = []
    for part in mail.iter_attachments():
        file = PurePosixPath(part.get_filename() or "").name
        suffix = PurePosixPath(file).suffix.lower()
        content = part.get_payload(decode=True)
        if suffix in ATTACHED and isinstance(content, bytes) and len(attached) < MOST_ATTACHED:
            attached.append({"name": file, "suffix": suffix, "data": content.decode("latin-1")})
        else:
            others += 1
    return {"piece": _piece(mail, mended(body, name), name), "attached": attached,
            "counted": {"attachments of other kinds": others}}  # fmt: skip


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name) or "").split())
    except Exception as error:  # the parser of headers raises what it likes on broken ones
        log.warning("a header of a mail could not be read: %s (%s)", name, type(error).__name__)
        return ""


def _text(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):
        return bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _body(mail: EmailMessage) -> str:
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is not None and (words := _text(plain).replace("\r\n", "\n")).strip():
        return words
    if rich is None:
        return ""
    from rashomon.intake.html import body_text
    from rashomon.intake.page_tree import cleaned, parsed

    tree = parsed(cleaned(_text(rich), "mail"))
    if tree is None:
        return ""
    from lxml import etree  # type: ignore[import-untyped]

    for quoted in tree.xpath("//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"):
        if "forwarded message" not in quoted.text_content()[:200].lower():
            quoted.drop_tree()
    return "\n\n".join(body_text(etree.tostring(tree, encoding="unicode", method="html")))


def _piece(mail: EmailMessage, body: str, name: str) -> dict[str, Any]:
    subject = _SUBJECT.sub("", _header(mail, "Subject"))
    by, written = _header(mail, "From"), _header(mail, "Date")
    text, known = composed((subject, "headline"), (body.strip("\n"), None))
    start = len(text) - len(body.strip("\n"))
    forwarded = _FORWARDED.search(text, start)
    at = start
    if forwarded:
        headers, end = _headers(text, forwarded.end())
        known.append(("furniture", forwarded.start(), end))
        at = end
        if not text[start : forwarded.start()].strip():
            by, written = headers.get("from", by), headers.get("date") or headers.get("sent") or written
    known += _furniture(text, at)
    sender = re.sub(r"\s*<[^>]*>\s*$|\"", "", by).strip() or None
    listed = any(mail.get(header) for header in ("List-Id", "List-Unsubscribe", "List-Post"))
    day = day_told(written)
    if written and not day:
        log.warning("%s: its date, %r, tells no day, or two; none was taken from it", name, written[:60])
    return {
        "id": name,
        "text": text if text[start:].strip() else "",
        "known": known,
        "title": subject or None,
        "outlet": sender if listed else None,
        "author": None if listed else sender,
        "published": day and day.isoformat(),
    }


def _headers(text: str, at: int) -> tuple[dict[str, str], int]:
    """The header lines that stand from here on, and where they end."""
    found: dict[str, str] = {}
    while hit := _HEADER.match(text, at):
        found.setdefault(hit[1].lower(), hit[2].strip())
        at = hit.end()
    return found, at


def _furniture(text: str, start: int) -> list[tuple[str, int, int]]:
    """Quoted replies, and all from a signature, an older message or a line on unsubscribing to the end."""
    rest = _REST.search(text, start)
    end = rest.start() if rest else len(text)
    found = [("furniture", *hit.span()) for hit in _QUOTED.finditer(text, start, end) if hit.group().strip()]
    return [*found, ("furniture", end, len(text))] if rest else found
