"""Mail: newsletters, alerts and what people pass on (.eml, .mbox, and .msg by way of `outlook`), and pages that a
browser saved as mail (.mht).

A message is a report: its subject, and the text of its newest part. Quoted replies, signatures and lines on how to
unsubscribe are furniture. What is attached and of a kind that is read is an input of its own. What is forwarded with no
word added is the report of who wrote it, on the day when they did. A sender is an outlet where the message says that it
went to a list; else a person, who is the author.
"""

from __future__ import annotations

import email
import email.policy
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import ocr
from rashomon.intake.characters import say_mended
from rashomon.intake.child import taken_apart
from rashomon.intake.days import day_told
from rashomon.intake.make_report import Source, log
from rashomon.intake.pieces import MOST_SECONDS, composed, report_of, said, unlike_ids
from rashomon.intake.text import decode
from rashomon.model import Refusal, Report

ATTACHED = frozenset(
    (".txt", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf", ".csv", ".tsv", ".xlsx", ".ods", ".eml", ".msg")
)
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff"))
"""These are inputs of their own where OCR is asked for."""
MOST_ATTACHED = 20
MOST_INSIDE = 3
"""Messages that are attached to each other."""
MEDIA = {"mail": "message/rfc822", "outlook": "application/vnd.ms-outlook"}
_FROM = re.compile(rb"From [^\n]{3,200}\d{4}[^\n]{0,20}\r?\n")
_FROM_OUTLET = re.compile(
    r"((?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w.'’-]*) (?:from|at) ((?:[Tt]he )?[^\W\d_a-z].{2,80})"
)
"""How newsletters name both, "Orvane Keld from The Harbour Brief"."""
_COUNTED = re.compile(rb"(\d{1,9}) *\r?\n(?=[A-Za-z][\w-]{1,60}:)")
_HEAD_LINE = re.compile(rb"[\w-]{2,60}:")
_WORDS = tomllib.loads((files("rashomon.intake") / "mail_words.toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_MARKS = _WORDS["marks"]
_HEADERS = {word: role for role, words in _WORDS["headers"].items() for word in words}
_SUBJECT = re.compile(rf"(?i)^(?:\s*(?:{_any(_MARKS['answers'] + _MARKS['passes_on'])})\s?:)+\s*")
_PASSES_ON = re.compile(rf"(?i)\s*(?:{_any(_MARKS['passes_on'])})\s?:")
_PASSED_BELOW = rf"-{{3,80}}\s*(?:{_any(_WORDS['rulers']['forwarded'])})\s*-{{3,80}}|begin forwarded message:"
_FORWARDED = re.compile(rf"(?im)^[ \t]*(?:{_PASSED_BELOW})[ \t]*$\n*")
_ORIGINAL = rf"[ \t]{{0,80}}-{{3,80}} ?(?:{_any(_WORDS['rulers']['original'])}) ?-{{3,80}}[ \t]{{0,80}}"
_LINE = r"_{10,80}[ \t]{0,80}"
_HEAD = (
    rf"(?:{_any(_WORDS['headers']['from'])})[ \t\u00a0]?:[^\n]{{1,200}}\n"
    rf"(?:{_any(_WORDS['headers']['date'])})[ \t\u00a0]?:"
)
"""How a message begins that is answered or passed on: who wrote it, and when."""
_PASSED_ON = re.compile(rf"(?im)^(?:{_ORIGINAL}\n\s{{0,20}}|{_LINE}\n\s{{0,20}})?(?=^{_HEAD})")
"""How Outlook begins what is passed on, and what is answered; the subject tells which."""
_HEADER = re.compile(rf"(?i)[ \t]*({_any(_HEADERS)})[ \t\u00a0]?:[ \t\u00a0]*(.*)\n?")
_REST = re.compile(
    rf"(?im)^-- ?$|^{_ORIGINAL}$|^{_LINE}\n\s{{0,20}}(?={_HEAD})|^{_HEAD}"
    rf"|^(?:{'|'.join(_WORDS['lines']['sent_from'])})$"
)
"""From here to the end a message says nothing more."""
_LEAVING = re.compile(
    r"(?im)^[ \t]{0,80}(?:to )?unsubscribe\b.{0,200}$|^.{0,120}\b(?:click here to|to) unsubscribe\b.{0,120}$"
    r"|^.{0,120}\b(?:unsubscribe from this list|manage (?:your )?(?:subscriptions?|preferences))\b.{0,120}$"
    r"|^you(?:'re| are|’re| have)? (?:receiving|received) this (?:e-?mail|message|newsletter|because)\b.{0,400}$"
    rf"|{'|'.join(_WORDS['lines']['leaving'])}"
)
"""How to unsubscribe. At the end of a newsletter all that follows is of the kind; at its head the line alone is."""
_SHOWN_ELSEWHERE = re.compile(rf"(?im){'|'.join(_WORDS['lines']['shown_elsewhere'])}")
_NEAR = 600
_ADDRESS = re.compile(r"https?://[^\s<>?#/]+/[^\s<>?#]+(?=[\s>]|\Z)")
"""The address of a page; what has a query behind it may tell who got the mail."""
_WROTE = "|".join(_WORDS["lines"]["wrote"])
_QUOTED = re.compile(
    rf"(?im)^(?:(?:{_WROTE})[ \u00a0]?:[ \t]*\n|On [^\n]{{5,120}}\n[^\n]{{1,80}}wrote:[ \t]*\n)?"
    rf"(?:[ \t]*\n){{0,3}}(?:^>[^\n]*(?:\n|\Z))+|^(?:On [^\n]{{5,120}}wrote):[ \t]*$"
)


def read(data: bytes, source: Source, by: str = "mail", inside: int = 0) -> Iterator[Report | Refusal]:
    """The reports of a mail or a saved page; `by` is the module that knows its format, and `inside` how many messages
    it is attached to, one inside the other. Raises RashomonError where there is none."""
    pictures = bool(ocr.asked(source))
    told = taken_apart(f"rashomon.intake.{by}:message", data, source.id, MOST_SECONDS, pictures=pictures)
    said(source.id, told["counted"])
    if (page := told.get("page")) is not None:
        from rashomon.intake import html

        own = replace(source, url=source.url or told["url"], fetched_at=source.fetched_at or told["saved"])
        yield from html.read(page.encode("latin-1"), own, told["charset"])
        return
    say_mended(source.id, *told["piece"].pop("mended"))
    if told["piece"]["text"].strip():
        yield report_of(told["piece"], source, MEDIA[by], data)
    elif not told["attached"]:
        raise RashomonError(source.id, "the message holds no text", "There is nothing in it to read.")
    unlike = unlike_ids()
    for attached in told["attached"]:
        from rashomon.intake.who_reads import read_bytes

        own = replace(source, id=unlike(f"{source.id}/{attached['name']}"))
        content = attached["data"].encode("latin-1")
        try:
            if attached["suffix"] not in (".eml", ".msg"):
                yield from read_bytes(content, own, attached["suffix"])
            elif inside < MOST_INSIDE:
                yield from read(content, own, "mail" if attached["suffix"] == ".eml" else "outlook", inside + 1)
            else:
                why = f"it is attached to a message inside of {inside} others"
                raise RashomonError(own.id, why, "Save it by itself, and name it.")
        except RashomonError as error:
            yield Refusal(own.id, str(error))


def read_box(stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The reports of an .mbox, message by message."""
    limit, number = settings.max_bytes(), 0
    for number, data in enumerate(_messages(stream, limit), 1):
        own = replace(source, id=f"{source.id}#{number}")
        try:
            if len(data) > limit:
                from rashomon.intake.who_reads import too_large

                raise too_large(own.id, limit)
            yield from read(re.sub(rb"(?m)^>(?=>*From )", b"", data), own)
        except RashomonError as error:
            yield Refusal(own.id, str(error))
    if not number:
        raise RashomonError(source.id, "it is empty", "There is no message in it to read.")


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The messages of a box: each begins below a line "From ... 2023" that follows an empty line, with a header.

    Of one that is larger than `limit`, the beginning alone, one byte more than that.
    """
    lines: list[bytes] = []
    size, fresh, opening = 0, True, b""
    while line := stream.readline(limit + 1):
        if opening and _HEAD_LINE.match(line):
            if any(x.strip() for x in lines):
                yield b"".join(lines)[: limit + 1]
            lines, size, opening = [], 0, b""
        elif opening:
            lines.append(opening)
            size, opening = size + len(opening), b""
        if fresh and _FROM.fullmatch(line):
            opening = line
        elif size <= limit:
            lines.append(line)
            size += len(line)
        fresh = not line.strip()
    if opening or any(x.strip() for x in lines):
        yield b"".join([*lines, opening])[: limit + 1]


# In the child


def message(data: bytes, name: str, pictures: bool) -> dict[str, Any]:
    """What a message tells: {"piece", "attached", "counted"}, or {"page", "url", "saved"} of a saved page."""
    if counted := _COUNTED.match(data):  # as Mail of macOS keeps messages: their length above, its own notes below
        data = data[counted.end() : counted.end() + int(counted[1])]
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
    return told(mail, name, pictures)


def told(mail: EmailMessage, name: str, pictures: bool) -> dict[str, Any]:
    """What a message that is no saved page tells."""
    body, others = _body(mail, name), 0
    attached: list[dict[str, str]] = []
    for part in mail.iter_attachments():
        file = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        suffix = PurePosixPath(file).suffix.lower()
        content = part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            content = bytes(part.get_payload(0))  # type: ignore[arg-type]
            file, suffix = f"{file.removesuffix('.eml') or 'message'}.eml", ".eml"
        if (
            (suffix in ATTACHED or (pictures and suffix in PICTURES))
            and isinstance(content, bytes)
            and len(attached) < MOST_ATTACHED
        ):
            attached.append({"name": file, "suffix": suffix, "data": content.decode("latin-1")})
        else:
            others += 1
    return {"piece": _piece(mail, body, name), "attached": attached,
            "counted": {"attachments of other kinds": others}}  # fmt: skip


def _header(mail: EmailMessage, name: str) -> str:
    try:
        written = " ".join(str(mail.get(name) or "").split())
        if "\ufffd" not in written:
            return written
        bare = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
        return " ".join(decode(bare.encode("utf-8", "surrogateescape"), name)[0].split())
    except Exception as error:  # the parser of headers raises what it likes on broken ones
        log.warning("a header of a mail could not be read: %s (%s)", name, type(error).__name__)
        return ""


def _text(part: Any, name: str) -> str:
    """The words of a part by the charset that it names, where that fits its bytes; else by what they look like."""
    data = bytes(part.get_payload(decode=True) or b"")
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        from rashomon.intake.html import markup

        return markup(data, name, charset)
    try:
        return data.decode(charset or "ascii")
    except (LookupError, UnicodeDecodeError):
        return decode(data, name)[0]


def _body(mail: EmailMessage, name: str) -> str:
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is not None and (words := _text(plain, name).replace("\r\n", "\n")).strip():
        return words
    if rich is None:
        return ""
    from rashomon.intake.html import tree_text
    from rashomon.intake.page_tree import cleaned

    tree = cleaned(_text(rich, name), "mail")
    if tree is None:
        return ""
    for quoted in tree.xpath("//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"):
        if "forwarded message" not in quoted.text_content()[:200].lower():
            quoted.drop_tree()
    return "\n\n".join(tree_text(tree))


def _piece(mail: EmailMessage, body: str, name: str) -> dict[str, Any]:
    title = _header(mail, "Subject")
    subject = _SUBJECT.sub("", title)
    by, written = _header(mail, "From"), _header(mail, "Date")
    told = composed((subject, "headline"), (body.strip("\n"), None))
    text, known = told["text"], told["known"]
    start = known[0][2] if known else 0
    forwarded = _FORWARDED.search(text, start) or (_PASSES_ON.match(title) and _PASSED_ON.search(text, start)) or None
    at = start
    if forwarded:
        headers, end = _headers(text, forwarded.end())
        known.append(("furniture", forwarded.start(), end))
        at = end
        if not text[start : forwarded.start()].strip():
            by, written = headers.get("from", by), headers.get("date") or written
    known += _furniture(text, at)
    sender = re.sub(r"\s*<[^>]*>\s*$|\"", "", by).strip() or None
    listed = any(mail.get(header) for header in ("List-Id", "List-Unsubscribe", "List-Post"))
    author, outlet = (None, sender) if listed else (sender, None)
    if listed and sender and (hit := _FROM_OUTLET.fullmatch(sender)):
        author, outlet = hit[1], hit[2]
    shown = _SHOWN_ELSEWHERE.search(text, start, start + _NEAR) if listed else None
    url = _ADDRESS.search(shown.group()) if shown else None
    day = day_told(written)
    if written and not day:
        log.warning("%s: its date, %r, tells no day, or two; none was taken from it", name, written[:60])
    return {
        "id": name,
        "text": text if text[start:].strip() else "",
        "known": known,
        "mended": told["mended"],
        "title": subject or None,
        "outlet": outlet,
        "author": author,
        "url": url and url[0],
        "published": day and day.isoformat(),
    }


def _headers(text: str, at: int) -> tuple[dict[str, str], int]:
    """The header lines that stand from here on, and where they end."""
    found: dict[str, str] = {}
    while hit := _HEADER.match(text, at):
        found.setdefault(_HEADERS[hit[1].lower()], hit[2].strip())
        at = hit.end()
    return found, at


def _furniture(text: str, start: int) -> list[tuple[str, int, int]]:
    """Quoted replies, and all from a signature, an older message or a line on unsubscribing to the end."""
    rest = _REST.search(text, start)
    end = rest.start() if rest else len(text)
    found = [("furniture", *hit.span()) for hit in _SHOWN_ELSEWHERE.finditer(text, start, end)]
    for leaving in _LEAVING.finditer(text, start, end):
        if end - leaving.end() <= leaving.start() - start:
            end = leaving.start()
            break
        found.append(("furniture", *leaving.span()))
    found += [("furniture", *hit.span()) for hit in _QUOTED.finditer(text, start, end) if hit.group().strip()]
    return [*sorted(found), ("furniture", end, len(text))] if end < len(text) else sorted(found)
