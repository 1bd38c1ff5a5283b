"""The desk's list of incidents: which are there, how many of each sort, and a page of them. Fast, over the lines.

An incident fits a filter where one of its matters does; its status is the gravest of all of them. `folded` leaves out
what is only told beside another incident.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.read.beside_index import beside
from rashomon.ledger.read.facets import (
    ASIDE,
    FACETS,
    Sort,
    Wanted,
    column_of,
    numbers,
    ordered,
    shortened,
    tallied,
    without,
)
from rashomon.ledger.read.incident_matters import incident_lines, question_of, questions
from rashomon.ledger.read.list_index import Column, Fits, Laid, Lines, Numbers, held, laid_of, lines_of
from rashomon.matters.incident_rows import GRAVEST, Incident, reports_of, row
from rashomon.model import STATUSES, Matter


@in_words
def listed(
    ledger: Ledger, wanted: Wanted, *, sort: Sort = "status", limit: int = 50, offset: int = 0, folded: bool = False
) -> tuple[int, list[Incident]]:
    """How many incidents fit, and a page of them."""
    found = _fitting(ledger, wanted, sort, folded)
    every = incident_lines(ledger)  # before the transaction: what is made in one is not kept
    lines, laid = lines_of(ledger), laid_of(ledger)
    kept = questions(ledger)
    with asking(ledger) as db:
        return len(found), [_row(db, kept, lines, laid, every[n]) for n in found[offset : offset + limit].tolist()]


@in_words
def some(ledger: Ledger, incidents: Collection[str], limit: int = 50) -> list[Incident]:
    """The rows of these incidents, as far as they are there, the gravest first."""
    lines, laid, rank = lines_of(ledger), laid_of(ledger), ranks(ledger)
    names = lines.incident.values
    of = held(ledger, "codes of incidents", lambda _db: {str(name): n for n, name in enumerate(names)}, ruled=False)
    codes = sorted({of[name] for name in incidents if name in of}, key=lambda n: (int(rank[n]), n))
    every = incident_lines(ledger)
    kept = questions(ledger)
    with asking(ledger) as db:
        return [_row(db, kept, lines, laid, every[n]) for n in codes[:limit]]


@in_words
def fitting(ledger: Ledger, wanted: Wanted) -> list[str]:
    """Ids of all matters of the incidents that fit, in the order of the list."""
    lines, every = lines_of(ledger), incident_lines(ledger)
    return [lines.ids[n] for code in _fitting(ledger, wanted, "status").tolist() for n in every[code]]


@in_words
def facets(ledger: Ledger, wanted: Wanted, most: int = 12, folded: bool = False) -> dict[str, list[tuple[str, int]]]:
    """For each facet its values with the number of incidents that fit the other filters; the commonest first."""
    return {name: _counted(ledger, wanted, name, most, folded) for name in FACETS}


@in_words
def standing_of(ledger: Ledger, folded: bool = False) -> dict[str, int]:
    """Incidents by status, without those of which all is set aside."""
    there = _unique(lines_of(ledger).incident.codes[_numbers(ledger, Wanted(), folded)])
    found = np.bincount(ranks(ledger)[there], minlength=len(GRAVEST)).tolist()
    return {status: n for status, n in zip(GRAVEST, found, strict=True) if n}


def ranks(ledger: Ledger) -> Numbers:
    """For each incident, by its code in the lines, the place of its status in `GRAVEST`.

    What is set aside counts only where all of an incident is.
    """
    lines, laid = lines_of(ledger), laid_of(ledger)

    def made(db: sqlite3.Connection) -> Numbers:
        of = np.array([GRAVEST.index(s) for s in STATUSES], dtype=np.int32)[laid.status]
        of = np.where(laid.review == ASIDE, of + len(GRAVEST), of)
        gravest = np.full(len(lines.incident.values), 2 * len(GRAVEST), dtype=np.int32)
        np.minimum.at(gravest, lines.incident.codes, of)
        left: Numbers = gravest % len(GRAVEST)
        return left

    return held(ledger, "incident ranks", made)


def _numbers(ledger: Ledger, wanted: Wanted, folded: bool, aside: bool = False) -> Numbers:
    """The lines that fit, in order."""
    found = numbers(ledger, wanted, aside)
    return found[_kept(ledger)[lines_of(ledger).incident.codes[found]]] if folded else found


def _kept(ledger: Ledger) -> Fits:
    """For each incident, by its code, whether it stands by itself."""
    names, less = lines_of(ledger).incident.values, beside(ledger)
    return held(ledger, "not beside", lambda db: np.array([str(n) not in less for n in names], dtype=np.bool_), False)


def _fitting(ledger: Ledger, wanted: Wanted, sort: Sort, folded: bool = False) -> Numbers:
    """The incidents that fit, by their codes, in an order."""
    lines, rank = lines_of(ledger), ranks(ledger)

    def made(db: sqlite3.Connection) -> Numbers:
        fit = ordered(ledger, _numbers(ledger, replace(wanted, status=()), folded), sort)
        there = _of_status(_unique(lines.incident.codes[fit]), rank, wanted)
        return there[np.argsort(rank[there], kind="stable")] if sort == "status" else there

    return held(ledger, ("incidents", wanted, sort, folded), made)


def _of_status(codes: Numbers, rank: Numbers, wanted: Wanted) -> Numbers:
    if not wanted.status:
        return codes
    asked = [n for n, status in enumerate(GRAVEST) if status in wanted.status]
    some: Numbers = codes[np.isin(rank[codes], asked)]
    return some


def _unique(codes: Numbers) -> Numbers:
    """Each code once, in the order in which it comes first."""
    first = np.full(int(codes.max(initial=-1)) + 1, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)  # the last that is written is the first that comes
    some: Numbers = codes[np.sort(first[first < len(codes)])]
    return some


def _how_many(codes: Numbers) -> int:
    """How many different codes there are. A tenth of what `numpy.unique` takes."""
    there = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.bool_)
    there[codes] = True
    return int(np.count_nonzero(there))


def lines_that_fit(ledger: Ledger, wanted: Wanted, folded: bool = False, aside: bool = False) -> Numbers:
    """The lines that fit, of incidents that have the status."""
    fit = _numbers(ledger, replace(wanted, status=()), folded, aside)
    if not wanted.status:
        return fit
    incidents = lines_of(ledger).incident.codes[fit]
    some: Numbers = fit[np.isin(incidents, _of_status(_unique(incidents), ranks(ledger), wanted))]
    return some


def _counted(ledger: Ledger, wanted: Wanted, name: str, most: int, folded: bool) -> list[tuple[str, int]]:
    lines, rank, others = lines_of(ledger), ranks(ledger), without(wanted, name)
    fit = lines_that_fit(ledger, others, folded, name == "review")
    codes, called = column_of(ledger, name)

    def made(db: sqlite3.Connection) -> list[tuple[str, int]]:
        incidents = lines.incident.codes[fit]
        if name == "status":
            return tallied(np.bincount(rank[_unique(incidents)], minlength=len(GRAVEST)).tolist(), GRAVEST, name)
        if name == "camp":  # a text names several: each incident once for each of them
            camps = sorted({camp for text in called for camp in text.split("\n") if camp})
            texts = Column(codes[fit], called)
            having = [_how_many(incidents[texts.fits(partial(_names, camp))]) for camp in camps]
            return tallied(having, camps, name)
        once = once_in_each(incidents, codes[fit], len(called))
        return tallied(np.bincount(once, minlength=len(called)).tolist(), called, name)

    return shortened(held(ledger, ("incidents counted", others, name, folded), made), wanted, name, most)


def once_in_each(incidents: Numbers, codes: Numbers, width: int) -> Numbers:
    """Codes, of which there are `width`, each once for each of the incidents that it stands beside."""
    pairs = np.sort(incidents.astype(np.int64) * max(1, width) + codes)  # quicker than `numpy.unique`
    once: Numbers = (pairs[np.flatnonzero(np.diff(pairs, prepend=-1))] % max(1, width)).astype(np.int32)
    return once


def _names(camp: str, text: str) -> bool:
    return f"\n{camp}\n" in text


def _row(db: sqlite3.Connection, kept: dict[int, Matter], lines: Lines, laid: Laid, every: Sequence[int]) -> Incident:
    """The row of an incident, of the lines that it has."""
    mine = [n for n in every if laid.review[n] != ASIDE] or every
    asked = [replace(question_of(db, kept, lines, n), status=STATUSES[laid.status[n]]) for n in mine]
    return row(asked, len(reports_of(asked)))
