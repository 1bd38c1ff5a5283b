"""RTF documents: the text without what was deleted, struck out or hidden, rows of tables as furniture.

Ours rather than striprtf, which gives the text alone: whether a word is struck out, deleted or hidden stands in the
control words around it (Microsoft's "RTF Specification" 1.9.1), and a document says what it says in the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake.docx import whole_document

DEEPEST = 200
"""Groups inside of groups. Word's have some ten."""
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_ASIDE = frozenset(
    "fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr "  # noqa: SIM905
    "footerf annotation atnid atnauthor fldinst xe tc bkmkstart bkmkend themedata datastore listtable "
    "listoverridetable rsidtbl generator filetbl revtbl pntext footnote xmlnstbl mmathPr latentstyles "
    "colorschememapping nonshppict sp shprslt".split()
)
"""Groups that are no text of the document."""
_STARRED = frozenset(("shpinst", "shppict"))
"""Groups that older programs are to leave out and that hold text."""
_COUNTED = {"annotation": "comments", "footnote": "footnotes", "pict": "pictures"}
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "~": "\u00a0", "_": "\u2011", "emspace": " ",
    "enspace": " ", "qmspace": " ", "cell": "\x07", "row": "\x1e", "nestcell": " ", "nestrow": " ",
}  # fmt: skip
_UNSEEN = ("strike", "striked", "v", "deleted")
_CHARSETS = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Of a font's \\fcharset."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group."""

    aside: bool = False
    skip: int = 1
    """How many characters stand for an older program behind one in Unicode."""
    font: int = -1
    table: bool = False
    unseen: frozenset[str] = field(default_factory=frozenset)


def read_document(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The report in a document, or the articles of a download, as `pieces` wants them."""
    left: Counter[str] = Counter()
    yield from whole_document(list(_blocks(data, name, left)), name)
    yield {"counted": dict(left)}


def _blocks(data: bytes, name: str, left: Counter[str]) -> Iterator[tuple[str, str | None]]:
    """The paragraphs, and the rows of tables as furniture; a row of one cell is a frame around a text."""
    line: list[str] = []
    cells: list[str] = []
    for piece in _text(data, name, left):
        if piece == "\n" and not cells:
            if words := _joined(line):
                yield words, None
            line = []
        elif piece == "\x07":
            cells.append(_joined(line))
            line = []
        elif piece == "\x1e":
            if any(cells):
                yield (" | ".join(cells), "furniture") if len(cells) > 1 else (cells[0], None)
            cells, line = [], []
        else:
            line.append(" " if piece == "\n" else piece)
    if words := " ".join([*cells, _joined(line)]).strip():
        yield words, None


def _joined(line: list[str]) -> str:
    """The words of a paragraph; letters of the upper planes come as two halves."""
    whole = "".join(line).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return " ".join(whole.split())


def _text(data: bytes, name: str, left: Counter[str]) -> Iterator[str]:
    """The characters that are seen: pieces of text, "\\n" for a paragraph's end, "\\x07" a cell's, "\\x1e" a row's."""
    state, above = _State(), list[_State]()
    page, fonts, waiting, star = "cp1252", dict[int, str](), 0, False
    raw = bytearray()
    for token in _tokens(data):
        if token["byte"]:
            if waiting:
                waiting -= 1
            elif _is_seen(state):
                raw.append(int(token["byte"], 16))
            continue
        if raw:
            yield _decoded(bytes(raw), fonts.get(state.font, page))
            raw.clear()
        word = (token["word"] or b"").decode()
        if token["brace"] == b"{":
            above.append(state)
            if len(above) > DEEPEST:
                raise RashomonError(name, "its groups are nested too deeply", "Save it again, or save its text.")
        elif token["brace"]:
            state = above.pop() if above else _State()
        elif word:
            if word in _ASIDE or (star and word not in _STARRED):
                if word in _COUNTED and not state.aside:
                    left[_COUNTED[word]] += 1
                state = replace(state, aside=True)
            number = int(token["number"]) if token["number"] else None
            state, page = _after(state, word, number, page, fonts)
            if word == "u" and number is not None:
                waiting = state.skip
            if _is_seen(state):
                yield _shown(word, number, state)
        elif token["sign"] in (b"\n", b"\r"):  # as TextEdit of macOS ends a paragraph
            yield _shown("par", None, state) if _is_seen(state) else ""
        elif token["sign"] and _is_seen(state):
            yield _SIGNS.get(sign := token["sign"].decode("latin-1"), sign if sign in "\\{}" else "")
        elif token["plain"]:
            plain = token["plain"][waiting:]
            waiting = max(0, waiting - len(token["plain"]))
            if _is_seen(state):
                yield _decoded(plain, fonts.get(state.font, page))
        star = token["sign"] == b"*"
    if raw:
        yield _decoded(bytes(raw), fonts.get(state.font, page))


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while at < len(data):
        token = _TOKEN.match(data, at)
        if token is None:  # a backslash at the end
            return
        yield token
        at = token.end()
        if token["word"] == b"bin" and token["number"]:  # so many bytes of a picture
            at += max(0, int(token["number"]))


def _shown(word: str, number: int | None, state: _State) -> str:
    """What a control word stands for in the text."""
    if word == "u" and number is not None:
        return chr(number % 65536)
    if word == "par" and state.table:
        return " "
    return _SIGNS.get(word, "")


def _is_seen(state: _State) -> bool:
    return not state.aside and not state.unseen


def _after(state: _State, word: str, number: int | None, page: str, fonts: dict[int, str]) -> tuple[_State, str]:
    """What holds behind a control word, and the code page of the document."""
    if word in _UNSEEN:
        on = number != 0
        return replace(state, unseen=state.unseen | {word} if on else state.unseen - {word}), page
    if word == "plain":
        return replace(state, unseen=frozenset(), font=-1), page
    if word in ("intbl", "pard"):
        return replace(state, table=word == "intbl"), page
    if word == "uc" and number is not None:
        return replace(state, skip=max(0, min(number, 9))), page
    if word == "f" and number is not None:
        return replace(state, font=number), page
    if word == "fcharset" and number in _CHARSETS and state.font >= 0:
        fonts[state.font] = _CHARSETS[number]
    if word == "ansicpg" and number is not None:
        return state, "utf-8" if number == 65001 else f"cp{number}"
    if word == "mac":
        return state, "mac-roman"
    return state, page


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")
