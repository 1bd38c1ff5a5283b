"""What ProQuest and managers of references write: a list of articles whose fields have labels (text of ProQuest, RIS).

ProQuest gives the whole text, RIS an abstract at most; an article without either is its headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.intake.database_pieces import counted, left_below, piece_of
from rashomon.intake.days import day_told
from rashomon.intake.text import decode

_RIS = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - [A-Z]{2,6}\s*\r?\n")
_TAG = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_PROQUEST = re.compile(rb"(?m)^(?:Full text|ProQuest document ID):\s")
END_OF_RIS = re.compile(rb"(?m)^ER  -[^\n]{0,80}$")
"""The line below an article of RIS, as bytes."""
ABOVE_PROQUEST = re.compile(rb"(?m)^_{20,200}[ \t]*\r?$")
_RULE = re.compile(r"(?m)^_{20,}[ \t]*$")
_LABEL = re.compile(
    r"(?m)^(Title|Author|Abstract|Full text|Publication title|Publication date|Publication info|Publication year"
    r"|ProQuest document ID|Document URL|Links|Subject|Location|People|Company / organization|Classification|Volume"
    r"|Issue|Pages|First page|Section|Publication subject|ISSN|e-ISSN|Source type|Language of publication|Document type"
    r"|Copyright|Last updated|Database|Publisher|Place of publication|Country of publication|Credit|Illustration"
    r"|Source attribution|Number of pages|Edition|Column|Identifier / keyword|Business indexing term|Accession number):"
)


def told_by(data: bytes) -> str | None:
    """The function that takes a list of articles apart, if this is one."""
    if _RIS.match(data):
        return "rashomon.intake.reference_lists:ris"
    if len(set(_PROQUEST.findall(data))) > 1:
        return "rashomon.intake.reference_lists:proquest"
    return None


def ris(data: bytes, name: str, first: int | None = None) -> Iterator[dict[str, Any]]:
    """The articles of an RIS file, as `pieces` wants them: each ends in "ER  -". `first` is a number in part of one."""
    found = _of_ris(decode(data, name)[0].removeprefix("\ufeff"), name, first or 1)
    yield from counted(found, name, part=first is not None)


def _of_ris(text: str, name: str, first: int) -> Iterator[dict[str, Any] | None]:
    fields: dict[str, list[str]] = {}
    lines: list[str] = []
    tag, number = "", first - 1
    for line in text.splitlines():
        hit = _TAG.fullmatch(line.rstrip())
        if hit and hit[1] == "ER":
            number += 1
            yield _article(_by_role(fields, _OF_RIS), f"{name}#{number}", "\n".join([*lines, line]))
            fields, lines, tag = {}, [], ""
            continue
        lines += [line] if line.strip() or lines else []
        if hit:
            tag = hit[1]
            fields.setdefault(tag, []).append(hit[2])
        elif tag:
            fields[tag][-1] += f"\n{line}"
    yield from left_below(lines)


def proquest(data: bytes, name: str, first: int | None = None) -> Iterator[dict[str, Any]]:
    """The articles of a text of ProQuest, as `pieces` wants them: a rule stands between two. `first` as of `ris`."""
    text = decode(data, name)[0].removeprefix("\ufeff").replace("\r\n", "\n")
    blocks = [block for block in _RULE.split(text) if re.search(r"(?m)^ProQuest document ID:", block)]
    found = (_of_proquest(block, f"{name}#{number}") for number, block in enumerate(blocks, first or 1))
    yield from counted(found, name, part=first is not None)


def _of_proquest(block: str, id_: str) -> dict[str, Any] | None:
    hits = list(_LABEL.finditer(block))
    fields: dict[str, list[str]] = {}
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        fields.setdefault(hit[1], []).append(block[hit.end() : after.start() if after else len(block)].strip())
    return _article(_by_role(fields, _OF_PROQUEST), id_, block.strip())


_OF_RIS = {
    "title": ("TI", "T1"), "author": ("AU", "A1"), "text": ("AB", "N2"), "day": ("DA", "Y1", "PY"),
    "outlet": ("T2", "JO", "JF", "JA", "PB"), "url": ("UR", "L2"), "id": ("ID", "AN"),
}  # fmt: skip
_OF_PROQUEST = {
    "title": ("Title",), "author": ("Author",), "text": ("Full text", "Abstract"), "id": ("ProQuest document ID",),
    "day": ("Publication date",), "outlet": ("Publication title",), "url": ("Document URL",),
}  # fmt: skip
_NOTHING = re.compile(r"(?i)none available\.?|not available\.?|n/?a")


def _by_role(fields: Mapping[str, Sequence[str]], roles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    told: dict[str, str] = {}
    for role, names in roles.items():
        for value in (v.strip() for name in names for v in fields.get(name, ())):
            if value and not _NOTHING.fullmatch(value):
                told[role] = f"{told[role]}; {value}" if role == "author" and role in told else told.get(role, value)
    return told


def _article(told: Mapping[str, str], id_: str, raw: str) -> dict[str, Any] | None:
    title = " ".join(told.get("title", "").split())
    text = told.get("text", "")
    paragraphs = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    body: list[tuple[str, str | None]] = [(" ".join(p.split()), None) for p in paragraphs if p.strip()]
    own = f"{id_.rpartition('#')[0]}#{told['id']}" if told.get("id") else id_
    outlet = re.split(r"\s*[;\[]", told.get("outlet", ""))[0] or None
    url = next(iter(re.findall(r"https?://\S+", told.get("url", ""))), None)
    piece = piece_of(own, raw, title if body else "", told.get("author"), body or [(title, None)], outlet,
                     day_told(told.get("day", "")))  # fmt: skip
    return piece and {**piece, "title": title or None, "url": url}
