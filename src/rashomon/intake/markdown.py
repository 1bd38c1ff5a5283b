"""Markdown: its words, without the marks."""

from __future__ import annotations

import re

_MARKDOWN = (
    (re.compile(r"[ \t]*!\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}(?:\s\"[^\"\n]{0,200}\")?\)"), r"\1"),
    (re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,400}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]{1,400}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)


def unmarked(text: str) -> str:
    """The words of a text in Markdown, without what marks headings, emphasis and links; what it lists stays a list.

    >>> unmarked("## Toll\\n\\n- **Seven** died in [Kessin](https://x.example), ![a map](m.png) and *no* 2*3.")
    'Toll\\n\\n- Seven died in Kessin, and no 2*3.'
    """
    for pattern, words in _MARKDOWN:
        text = pattern.sub(words, text)
    return text
