"""What is right in a reading? Compares readings and matters with a gold in the form of examples/gold.json.

Pure: nothing is printed or timed here, and nothing read from disk but which kinds are alike. Spans are compared as sets
of words (runs of letters or digits).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.bench.named_kinds import named_kinds
from rashomon.matters.status import RELATIONS
from rashomon.model import NEUTRAL_CAMPS, Claim, Matter, Reading, Report, Span, Statement, Toll

MEANING = {
    "statements": "gold statements found: the words of the content overlap by half or more (IoU)",
    "speakers": "gold statements found with the right speaker: the words overlap, or both have none",
    "camps": "gold statements found with the right camp (narrator, media and unknown are one)",
    "stances": "gold statements found with the right stance",
    "claims": "gold claims found: in the paired statement, same family of kinds, same polarity, same place",
    "parties": "holders and actors of the gold's claims found with the right camp",
    "tolls": "counts of the gold's claims found with the right range",
    "matters": "gold matters found: same sort of question, same place, a report in common",
    "statuses": "gold matters found with the right status; one that is unclear for want of firm accounts has none",
    "relations": "of the gold matters found that are said to be disputed, conceded or agreed: those that are",
    "answers": "gold tolls of a camp found: the toll that the matter shows first for that camp is the same",
    "sides": "gold matters found with every camp that affirms and every camp that denies",
    "precision": "statements of the reading, with a speaker or a cue, that are one of the gold's",
}
"""What each figure counts. All but precision and relations are shares of the whole gold: finding more lowers none."""

_SMALL = {"the", "of", "city", "old", "province", "town", "district", "al", "el"}


@dataclass(frozen=True, slots=True)
class Figure:
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0


def score(
    gold: Mapping[str, Any], read: Sequence[tuple[Report, Reading]], matters: Sequence[Matter]
) -> dict[str, Figure]:
    """The figures of `MEANING` for readings and matters against a gold in the form of examples/gold.json."""
    tally = _nothing_right(gold)
    for key, expected in gold["reports"].items():
        found = next(((r, g) for r, g in read if is_report(r.id, key)), None)
        if found:
            _score_report(expected["statements"], *found, tally)
    for expected, matter in _pair_matters(gold["matters"], matters):
        tally["matters"][0] += 1
        tally["statuses"][0] += expected["status"] == matter.status
        if matter.status in RELATIONS:
            tally["relations"][0] += expected["status"] == matter.status
            tally["relations"][1] += 1
        tally["sides"][0] += _sides(expected) <= {(p.camp, p.polarity) for p in matter.positions}
        for camp, toll in expected.get("tolls", {}).items():
            tally["answers"][0] += _first_toll(matter, camp) == toll
    return {name: Figure(right, of) for name, (right, of) in tally.items()}


def _nothing_right(gold: Mapping[str, Any]) -> dict[str, list[int]]:
    """[right, of] for each figure, before all is compared. What precision and relations are of, the program tells."""
    statements = [s for report in gold["reports"].values() for s in report["statements"]]
    claims = [c for s in statements for c in s["claims"]]
    matters = gold["matters"]
    of = dict.fromkeys(["statements", "speakers", "camps", "stances"], len(statements))
    of |= dict.fromkeys(["matters", "statuses", "sides"], len(matters))
    of["claims"] = len(claims)
    of["parties"] = sum(role in c for c in claims for role in ("holder", "actor"))
    of["tolls"] = sum(what in c for c in claims for what in ("killed", "displaced"))
    of["answers"] = sum(len(m.get("tolls", {})) for m in matters)
    return {name: [0, of.get(name, 0)] for name in MEANING}


def is_report(report_id: str, key: str) -> bool:
    """Whether an id as given at intake (a path, a feed's entry) is the report that the gold calls `key`."""
    return report_id == key or report_id.endswith(("/" + key, "#" + key, "\\" + key))


def locate(text: str, words: str, near: int | None = None) -> Span | None:
    """Where `words` stand in `text`, white space apart: the only place, or of several the one nearest to `near`.

    None where they are missing, or stand in several places and no `near` is given.
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    pattern = (r"(?<!\w)" if words[:1].isalnum() else "") + pattern + (r"(?!\w)" if words[-1:].isalnum() else "")
    spans = [Span(*m.span()) for m in re.finditer(pattern, text)]
    if not spans or (near is None and len(spans) > 1):
        return None
    return min(spans, key=lambda s: abs(s.start - (near or 0)))


def content_spans(text: str, statement: Mapping[str, Any]) -> list[Span]:
    """The spans of a gold statement's content; of one without content ("declined to comment"), of its cue."""
    spans = [locate(text, part) for part in statement["content"]]
    if not spans:
        speaker = locate(text, statement["speaker"]) if statement["speaker"] else None
        spans = [locate(text, statement["cue"], speaker.end if speaker else 0)]
    return [span for span in spans if span]


def paired(
    expected: Sequence[Mapping[str, Any]], report: Report, reading: Reading
) -> list[tuple[Mapping[str, Any], int]]:
    """Gold statements of a report, each with the index of the statement of its reading that has the same content."""
    words = _words(report)
    gold_words = [_covered(words, content_spans(report.text, s)) for s in expected]
    read_words = [_covered(words, s.content or s.cue) for s in reading.statements]
    pairs = _pair({(i, j): _iou(g, p) for i, g in enumerate(gold_words) for j, p in enumerate(read_words)}, 0.5)
    return [(expected[i], pairs[i]) for i in sorted(pairs)]


def same_speaker(gold: Mapping[str, Any], statement: Statement, report: Report) -> bool:
    """Whether the words for the speaker overlap, or neither has any."""
    words = _words(report)
    near = content_spans(report.text, gold)[0].start
    who = locate(report.text, gold["speaker"], near) if gold["speaker"] else None
    gold_who, read_who = (_covered(words, [s] if s else []) for s in (who, statement.speaker.span))
    return bool(gold_who & read_who) or not (gold_who or read_who)


def same_camp(gold: Mapping[str, Any], statement: Statement) -> bool:
    """Whether the speaker's camp is the gold's; all without a side are one."""
    return _camp(gold["camp"]) == _camp(statement.speaker.camp)


def _score_report(
    expected: Sequence[Mapping[str, Any]], report: Report, reading: Reading, tally: dict[str, list[int]]
) -> None:
    pairs = paired(expected, report, reading)
    attributed = {j for j, s in enumerate(reading.statements) if s.cue or s.speaker.span}
    tally["precision"][0] += len(attributed & {j for _, j in pairs})
    tally["precision"][1] += len(attributed)
    for gold, index in pairs:
        statement = reading.statements[index]
        checks = {
            "statements": True,
            "speakers": same_speaker(gold, statement, report),
            "camps": same_camp(gold, statement),
            "stances": gold["stance"] == statement.stance,
        }
        for name, right in checks.items():
            tally[name][0] += right
        _score_claims(gold["claims"], statement, reading, tally)


def _score_claims(
    expected: Sequence[Mapping[str, Any]], statement: Statement, reading: Reading, tally: dict[str, list[int]]
) -> None:
    left = list(statement.claims)
    for gold in expected:
        claim = next((c for c in left if same_deed(gold, c) and same_place(gold, c, reading)), None)
        if claim is None:
            continue
        left.remove(claim)
        tally["claims"][0] += 1
        for role in ("holder", "actor"):
            if role in gold:
                party = getattr(claim, role)
                tally["parties"][0] += party is not None and party.camp == gold[role]
        for what in ("killed", "displaced"):
            if what in gold:
                ranges = [[reading.counts[i].low, reading.counts[i].high] for i in claim.counts]
                tally["tolls"][0] += gold[what] in ranges


def same_deed(gold: Mapping[str, Any], claim: Claim) -> bool:
    """Whether a claim is of the family of the gold's kind, and affirmed or denied as that is."""
    return _alike(gold["kind"], claim.kind, named_kinds()["alike"]) and gold["polarity"] == claim.polarity


def same_place(gold: Mapping[str, Any], claim: Claim, reading: Reading) -> bool:
    """Whether a claim's place has a name of the gold's; where the gold has none, any is the same."""
    place = reading.places[claim.place] if claim.place is not None else None
    named = _names(f"{place.text} {place.name} {place.within or ''}") if place else set()
    return not gold.get("place") or bool(_names(gold["place"]) & named)


def _pair_matters(
    expected: Sequence[Mapping[str, Any]], matters: Sequence[Matter]
) -> list[tuple[Mapping[str, Any], Matter]]:
    """One to one: most reports in common first, the camps on either side in case of a draw."""
    scores: dict[tuple[int, int], float] = {}
    for (i, gold), (j, matter) in itertools.product(enumerate(expected), enumerate(matters)):
        if not _same_question(gold, matter):
            continue
        ids = {report_id for p in matter.positions for report_id in p.report_ids}
        common = [key for key in gold["reports"] if any(is_report(report_id, key) for report_id in ids)]
        shown = {(p.camp, p.polarity) for p in matter.positions} & _sides(gold)
        draw = 0.01 * len(shown) / len(_sides(gold))
        scores[i, j] = len(common) / (len(ids) + len(gold["reports"]) - len(common)) + draw if common else 0.0
    return [(expected[i], matters[j]) for i, j in _pair(scores, 0.02).items()]


def _same_question(gold: Mapping[str, Any], matter: Matter) -> bool:
    """Whether a matter may be the gold's. "occurrence" and "other" are one sort: whether aid is kept out is either."""
    sort = {"other": "occurrence"}
    return (
        sort.get(gold["kind"], gold["kind"]) == sort.get(matter.kind, matter.kind)
        and _alike(gold["claim_kind"], matter.claim_kind, named_kinds()["matters_alike"])
        and bool(_names(gold["place"]) & _names(matter.place or ""))
    )


def _first_toll(matter: Matter, camp: str) -> list[int | None] | None:
    tolls = (p.answer for p in matter.positions if p.camp == camp and isinstance(p.answer, Toll))
    return next(([toll.low, toll.high] for toll in tolls), None)


def _sides(expected: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(camp, "affirmed") for camp in expected["affirm"]} | {(camp, "denied") for camp in expected["deny"]}


def _pair(scores: Mapping[tuple[int, int], float], least: float) -> dict[int, int]:
    """One-to-one pairs by falling score, down to `least`; draws go to the earlier."""
    pairs: dict[int, int] = {}
    for (i, j), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if value >= least and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _words(report: Report) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"\w+", report.text)]


def _covered(words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    spans = list(spans)
    return {i for i, w in enumerate(words) if any(w.start < s.end and w.end > s.start for s in spans)}


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _names(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _SMALL


def _alike(a: str, b: str, families: Iterable[Sequence[str]]) -> bool:
    return a == b or any(a in family and b in family for family in families)


def _camp(camp: str) -> str:
    return "none" if camp in NEUTRAL_CAMPS else camp
