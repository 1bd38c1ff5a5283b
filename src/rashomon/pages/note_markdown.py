"""A page for an editor as Markdown (CommonMark). What reports say is escaped: it makes no link, no table, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.pages.i18n import _, counted
from rashomon.pages.one_page import OnePage, Side

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&!$^@]|:(?=//)|(?<=www)\.|^[#=+-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""What means something in CommonMark or in GitHub's dialect of it, some of it at the beginning of a line alone."""


def note_markdown(page: OnePage) -> str:
    """The page, in the language that is spoken."""
    return "\n".join(_lines(page)) + "\n"


def plain_words(text: str) -> str:
    r"""Text as it stands, on one line, whatever it would mean in Markdown.

    >>> plain_words("# see <b>*this*</b>\n1. [x](http://a.example)")
    '\\# see \\<b\\>\\*this\\*\\</b\\> 1. \\[x\\](http\\://a.example)'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(page: OnePage) -> Iterator[str]:
    yield from (f"# {plain_words(page.title)}", "")
    yield from (f"- **{label}**{_(': ')}{plain_words(words)}" for label, words in page.facts)
    for q in page.asked:
        over = f" {_('over')} {q.over}" if q.over else ""
        yield from ("", f"## {plain_words(q.question)}", "", f"{q.status_word}{over}. {plain_words(q.reason)}")
        for side in q.sides:
            yield from _side(side)
    if page.further:
        yield from ("", f"## {_('Also asked')}", "")
        yield from (f"- {plain_words(question)} {plain_words(answers)}" for question, answers in page.further)
    if page.unknown:
        yield from ("", f"## {_('What is not known')}", "", *(f"- {plain_words(x)}" for x in page.unknown))
    if page.sources:
        yield from ("", f"## {_('Sources')}", "")
        for c in page.sources:
            yield f"- \\[{c.number}\\] " + ". ".join(plain_words(x) for x in (c.told, c.url, c.kept) if x)
    yield from ("", "---", "", *(f"- {label}{_(': ')}{plain_words(words)}" for label, words in page.made))


def _side(side: Side) -> Iterator[str]:
    yield from ("", f"### {plain_words(side.label)}")
    for g in side.given:
        among = f" {plain_words(g.among)}" if g.among else ""
        yield from ("", f"**{plain_words(g.answer)}**{among} ({g.weight})")
        for c in g.cited:
            cited = " ".join([plain_words(c.speaker), f"\\[{c.source}\\]", *([] if c.words else [_("words above")])])
            words = [f"> “{plain_words(c.words)}”"] if c.words else []
            yield from ("", *words, f"> {_(', ').join([cited, *(plain_words(x) for x in (c.where, c.review) if x)])}")
        if g.more:
            yield from ("", counted(g.more, "more passage"))
        for name in g.silent:
            yield from ("", f"{plain_words(name)}{_(': ')}{_('words held back')}")
