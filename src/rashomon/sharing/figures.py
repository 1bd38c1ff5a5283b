"""One figure for a matter, by a rule that is named beside it: several accounts, one cell of a table. Pure.

Never a midpoint and never a vote. `range` is what all accounts span; `lowest_reported` is what ACLED takes where
reports differ ("the most conservative figure"); `analyst` is what a person ruled, and nothing where nobody did.
"""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.model import Toll
from rashomon.sharing.records import Figure, FigureRule

Bounds = tuple[int | None, int | None]


def figure(answers: Iterable[object], rule: FigureRule, ruled: Bounds | None = None) -> Figure | None:
    """The figure of a matter by the rule, from the answers that affirm; None where none of them is a figure.

    `ruled` is what a person ruled, as least and greatest. A greatest of None is "or more".

    >>> figure([Toll(12, 12), Toll(30, None)], "range")
    Figure(rule='range', low=12, high=None, text='12 to 30 or more')
    """
    tolls = [a for a in answers if isinstance(a, Toll) and (a.low, a.high) != (None, None)]
    if rule == "analyst":
        if ruled is None or ruled == (None, None):
            return Figure(rule, None, None, "no figure ruled by a person") if tolls else None
        return Figure(rule, *ruled, _words(*ruled))
    if not tolls:
        return None
    named = [n for t in tolls for n in (t.low, t.high) if n is not None]
    if rule == "lowest_reported":
        return Figure(rule, min(named), min(named), str(min(named)))
    low = None if any(t.low is None for t in tolls) else min(named)
    if any(t.high is None for t in tolls):
        top = max(named)
        text = f"at least {top}" if low == top else f"{'up to' if low is None else f'{low} to'} {top} or more"
        return Figure(rule, low, None, text)
    return Figure(rule, low, max(named), _words(low, max(named)))


def _words(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"at least {low}" if low is not None else f"at most {high}"
    return str(low) if low == high else f"{low} to {high}"
