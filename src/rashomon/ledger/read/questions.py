"""The questions of matters as they are searched: folded, whole words unless a star says else."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.ledger.core.file import Ledger
from rashomon.ledger.core.queries import search_terms
from rashomon.ledger.read.list_index import Fits, Lines, held

QUESTIONS = "questions"


class Questions(NamedTuple):
    """The question of each matter, folded, by its id."""

    past: tuple[int, int]
    """Of the changes of matters that these are of, the last and how many there are."""
    of: dict[str, str]


def questions_of(ledger: Ledger, lines: Lines) -> list[str]:
    """The question of each line, folded."""
    before = ledger.kept.get(QUESTIONS)
    asked = held(ledger, QUESTIONS, lambda db: _questions(db, before[1] if before else None), ruled=False)
    return held(ledger, "question of each line", lambda db: [asked.of.get(id_, "") for id_ in lines.ids], ruled=False)


def _questions(db: sqlite3.Connection, before: Questions | None) -> Questions:
    """As they are now. Of those that were known `before`, only matters that changed since are read: a decision changes
    a few of many thousands. Where past changes were taken away (somebody is forgotten), all are."""
    upto, count = before.past if before else (0, 0)
    ask = "SELECT coalesce(max(n), 0), count(*) FROM matter_past"
    past, kept = db.execute(ask).fetchone(), db.execute(f"{ask} WHERE n <= ?", (upto,)).fetchone()
    where, found = "", dict[str, str]()
    if before and kept == (upto, count):
        where, found = "AND id IN (SELECT matter FROM matter_past WHERE n > ?)", dict(before.of)
    rows = db.execute(f"SELECT id, body FROM matter WHERE live {where}", (upto,) if where else ())  # noqa: S608
    found |= {id_: str(json.loads(body)["question"]).casefold() for id_, body in rows}
    return Questions(tuple(past), found)


def that_ask(questions: Sequence[str], words: str) -> Fits:
    """The lines whose question has all words and phrases that are looked for, whole words unless a star says else."""
    terms = [(text.casefold(), star) for text, star in search_terms(words)]
    if not terms:
        return np.zeros(len(questions), dtype=np.bool_)
    whole = [re.compile(r"(?<!\w)" + re.escape(text) + ("" if star else r"(?!\w)")) for text, star in terms]
    fits = (
        all(text in asked for text, _star in terms) and all(word.search(asked) for word in whole) for asked in questions
    )
    return np.fromiter(fits, dtype=np.bool_, count=len(questions))
