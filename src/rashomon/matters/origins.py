"""Where did an account first come from? Copies, relays and spokespersons are one origin with what they carry.

Near-copies are found as in Broder, "On the resemblance and containment of documents" (1997): by the share of the
shorter text's runs of five words that the longer one has. A wire that was abridged and put into other words keeps a
quarter of its runs and more; two who tell of one event in their own words share hardly any, but what they quote.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

import numpy as np

from rashomon.matters.accounts import BYSTANDERS, HELPERS, MARK, Account, Origin
from rashomon.matters.camps import Sides, concessions, takes_side
from rashomon.matters.comparators import days_apart, other_time, places_fit
from rashomon.matters.disjoint_sets import root, unite
from rashomon.matters.publishers import agency_called, publisher_of, wire_of
from rashomon.model import Report, Speaker
from rashomon.quick_records import replace

RUN = 5
COPIED = 0.2
"""A text is a copy where the longer one has at least this share of its runs."""
WHOLE = 0.5
"""So of a short text: a few runs are a name and a date."""
ENOUGH = 20
"""Shared runs from which on the smaller share is enough."""
QUOTED = re.compile(r"“[^”\n]{1,600}”|\"[^\"\n]{1,600}\"|«[^»\n]{1,600}»")
"""What somebody said: two may quote it who do not copy each other."""
MARKS = '“"«'
"""One of these stands in every quotation."""
WORD = re.compile(r"\w+")
OWN_WORDS = 30
"""With fewer outside of quotations a text is taken whole."""
LONGEST_NAME = 8
COMMON = 40
"""A run that this many texts share is furniture."""


AT_ONCE = 500
"""Texts that are hashed at once."""
PAIRS = 1_000_000
"""Pairs of texts that are held at once."""

T = TypeVar("T")
Runs = np.ndarray[Any, np.dtype[np.uint64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def runs_of(texts: Mapping[T, str]) -> dict[T, Runs]:
    """Sorted hashes of the five-word runs of each text, less its quotations; of one with fewer words, of its words.

    Many texts are hashed at once: of each by itself it would take twice as long.
    """
    code = _Codes().__getitem__
    found: dict[T, Runs] = {}
    keys = list(texts)
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        words = [own_words(texts[key].casefold()) for key in some]
        codes = np.fromiter(map(code, chain.from_iterable(words)), dtype=np.uint64)
        mixed = np.zeros(max(0, len(codes) - RUN + 1), dtype=np.uint64)
        for k in range(RUN):
            mixed *= np.uint64(0x9E3779B97F4A7C15)
            mixed += codes[k : len(mixed) + k]
            mixed ^= mixed >> np.uint64(29)
        start = 0
        for key, row in zip(some, words, strict=True):
            end = start + len(row)
            found[key] = once(mixed[start : end - RUN + 1] if len(row) >= RUN else codes[start:end])
            start = end
    return found


class _Codes(dict[str, int]):
    """A number for each word, worked out when it is first met."""

    def __missing__(self, word: str) -> int:
        self[word] = code = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return code


def own_words(text: str) -> list[str]:
    """The words outside of quotations, or all where that leaves next to nothing."""
    outside = QUOTED.sub(" ", text) if any(mark in text for mark in MARKS) else text
    own = WORD.findall(outside)
    return own if len(own) >= OWN_WORDS or outside == text else WORD.findall(text)


def copied(shared: Numbers, shorter: Numbers) -> Flags:
    """Whether so many shared runs make a copy, by how many the shorter text has."""
    return (shared >= WHOLE * shorter) | ((shared >= ENOUGH) & (shared >= COPIED * shorter))


def once(values: Runs) -> Runs:
    """Sorted, each once: as `np.unique`, which takes many times as long for so few."""
    values.sort()
    return values[other_than_before(values)]


def other_than_before(values: Runs) -> Flags:
    other = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=other[1:])
    return other


def sharing(kept: Sequence[Runs]) -> tuple[Numbers, Numbers, Numbers]:
    """Pairs of texts, sorted, the smaller number first; and how many runs they share that are no furniture."""
    pairs, times = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    run = np.concatenate([*kept, pairs.view(np.uint64)])
    order = np.argsort(run)
    text = np.repeat(np.arange(len(kept)), [len(k) for k in kept])[order]
    starts = np.flatnonzero(other_than_before(run[order]))
    sizes = np.diff(np.append(starts, len(run)))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= COMMON)]).tolist():
        one, other = np.triu_indices(size, 1)
        of_size, step = starts[sizes == size], max(1, PAIRS // len(one))
        for at in range(0, len(of_size), step):
            having = np.sort(text[of_size[at : at + step, None] + np.arange(size)], axis=1)
            found, often = np.unique(having[:, one] * len(kept) + having[:, other], return_counts=True)
            pairs, which = np.unique(np.concatenate((pairs, found)), return_inverse=True)
            times = np.bincount(which, np.concatenate((times, often))).astype(np.int64)
    first, second = np.divmod(pairs, max(1, len(kept)))
    return first, second, times


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For each key, the smallest key of its group of near-copies; a text alone stands for itself."""
    return near_copies(runs_of(texts))


def near_copies(runs_of: Mapping[str, Runs], furniture: Runs | None = None) -> dict[str, str]:
    """`copies`, of the runs of texts. `furniture`: runs that too many texts share, where these are not all texts."""
    keys = sorted(runs_of)
    kept = [runs_of[key] for key in keys]
    telling = kept if furniture is None else [np.setdiff1d(k, furniture, assume_unique=True) for k in kept]
    first, second, times = sharing(telling)
    size = np.array([len(k) for k in kept], dtype=np.int64)
    alike = copied(times, np.minimum(size[first], size[second]))
    group = list(range(len(keys)))
    for i, j in zip(first[alike].tolist(), second[alike].tolist(), strict=True):
        unite(group, i, j)
    return {key: keys[root(group, i)] for i, key in enumerate(keys)}


def own_voice(account: Account) -> bool:
    """Whether the outlet itself says it: nobody is named to whom the words are laid ("are believed to have died").

    Not where somebody else tells of it: the reports of deaths that the mission says it received are not the outlet's.
    """
    unnamed = account.speaker.span is None and (not account.statement.cue or account.speaker.camp == "unknown")
    return unnamed and account.statement.via is None


def is_private(speaker: Speaker) -> bool:
    """Whether this is an unnamed individual or loose group, who adds nothing to the least number of origins.

    "A spokesman for the rebels" is the rebels' voice.
    """
    if speaker.named or speaker.entity is not None or speaker.role in concessions()["organisations"]:
        return False
    return not (takes_side(speaker.camp) and speaker.role in concessions()["unnamed_roles"])


def speaks_for_camp(speaker: Speaker, known: Sides) -> bool:
    """Whether the speaker is an organ, an official or a spokesperson of its camp, by the pack or by role."""
    if not takes_side(speaker.camp):
        return False
    if speaker.entity is not None and speaker.entity in known.entities:
        return known.entities[speaker.entity].speaks
    return speaker.role in concessions()["named_roles" if speaker.named else "unnamed_roles"]


def house_of(entity: str, known: Sides) -> str:
    """The id of the origin that an organisation is: one with all outlets of its publisher, an agency with its wires."""
    name = known.entities[entity].name if entity in known.entities else entity
    if agency := agency_called(name):
        return f"agency:{agency}"
    publisher = publisher_of(name)
    return f"outlet:{publisher}" if publisher != name.casefold() else f"entity:{entity}"


def attributed_origin(speaker: Speaker, known: Sides) -> Origin:
    """The origin of an attributed statement, from its speaker alone. A relay carries another's words."""
    speaks = speaks_for_camp(speaker, known)
    entity = known.organisation(speaker.entity)
    if entity is not None:
        name = known.entities[entity].name if entity in known.entities else speaker.name
        return Origin(house_of(entity, known), speaker.camp, speaker.role, name, False, True, speaks)
    if speaker.named:
        agency = agency_called(speaker.name)
        id_ = f"agency:{agency}" if agency else f"name:{speaker.name.casefold()}"
        return Origin(id_, speaker.camp, speaker.role, speaker.name, False, True, speaks)
    id_ = f"unnamed:{speaker.camp}:{speaker.role}"
    return Origin(id_, speaker.camp, speaker.role, speaker.name, True, not is_private(speaker), speaks)


def organisation_in(words: Sequence[str], camp: str, known: Sides) -> str | None:
    """The organisation of a camp that the first known name among some words stands for, the longest name first."""
    for start in range(len(words)):
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            entity = known.names.get(" ".join(words[start:end]).casefold())
            if entity is not None and known.entities[entity].camp == camp:
                return known.organisation(entity)
    return None


NAME_WORD = re.compile(r"[\w'’-]+")


def introduced_by(account: Account, known: Sides) -> str | None:
    """The organisation that a person speaks for, by the words of the introduction: "..., the head of the mission".

    The camps must be one. Who has no name speaks for it only in a role that does.
    """
    speaker, words = account.speaker, account.statement.introduced
    if words is None or speaker.entity is not None:
        return None
    if not speaker.named and speaker.role not in concessions()["named_roles"]:
        return None
    named = [w.removesuffix("'s").removesuffix("’s") for w in NAME_WORD.findall(words.text)]
    return organisation_in(named, speaker.camp, known)


def the_agency(report: Report, speaker: Speaker, known: Sides) -> Speaker:
    """Who tells a text in an outlet's own voice: the outlet, or the agency that it credits, where it takes a side and
    the agency does not."""
    if not takes_side(speaker.camp) or agency_called(report.outlet or "") or (agency := wire_of(report)) is None:
        return speaker
    entity = known.names.get(agency)
    if entity is not None and takes_side(known.entities[entity].camp):
        return speaker
    return replace(speaker, camp="narrator", entity=None)


def own_origin(report: Report, copy_of: str | None, speaker: Speaker, known: Sides) -> Origin:
    """The outlet's own voice. Near-copies, whoever printed them, speak with one voice: that of their group; so do texts
    of one agency, and the outlets of one publisher. An organ that prints the text of an agency of no side says nothing
    for its camp by that."""
    speaker = the_agency(report, speaker, known)
    entity = known.organisation(speaker.entity)
    if copy_of:
        id_ = f"copy:{copy_of}"
    elif not takes_side(speaker.camp) and (agency := wire_of(report)):
        id_ = f"agency:{agency}"
    elif entity is not None:
        id_ = house_of(entity, known)
    else:
        id_ = f"outlet:{publisher_of(report.outlet) if report.outlet else report.id.casefold()}"
    return Origin(id_, speaker.camp, speaker.role, speaker.name, False, True, speaks_for_camp(speaker, known))


def introduced(account: Account, known: Sides) -> Speaker:
    """The speaker of an account, with the organisation that the text introduces him by."""
    entity = introduced_by(account, known)
    return replace(account.speaker, entity=entity) if entity else account.speaker


def is_nobody(account: Account) -> bool:
    """Whether nobody can be told by it: "a source", "reports", "our correspondent", of no side and with no name."""
    speaker = account.speaker
    if speaker.named or speaker.entity is not None or takes_side(speaker.camp):
        return False
    return speaker.role == "unnamed" or "nobody" in account.statement.noted


def restates(lead: Account, source: Account) -> bool:
    """Whether the outlet's own claim only restates what a source says in the same report.

    The same polarity, places and days that fit, and no rival doer; and the same figure of dead or, where the outlet
    gives none, the same kind: nobody is laid a figure in the mouth. A side that names no doer is not made to accuse
    itself, nor anybody whom the outlet names only afterwards.
    """
    # What is quick to tell, and tells most apart, comes first.
    if lead.claim.polarity != source.claim.polarity:
        return False
    if lead.figures.isdisjoint(source.figures) if lead.figures else lead.claim.kind != source.claim.kind:
        return False
    if lead.actor and lead.actor != source.actor and lead.actor not in source.beside:
        silent_side = source.speaker.camp not in BYSTANDERS and lead.at > source.at
        helper = source.speaker.camp in HELPERS
        if source.actor or silent_side or helper or lead.actor == source.speaker.camp:
            return False
    if lead.period != source.period or other_time(lead, source) or (days_apart(lead, source) or 0) > 1:
        return False
    return places_fit(lead.place, source.place)


def originate(told: Sequence[Account], copy_of: Mapping[str, str], known: Sides) -> dict[str, Origin]:
    """The origin of each claim, by claim id. `copy_of`: each report key's group of near-copies."""
    size = Counter(copy_of.values())
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in told:
        by_report[account.key].append(account)
    found: dict[str, Origin] = {}
    for key, mine in by_report.items():
        sources = [a for a in mine if not own_voice(a)]
        direct = {a.claim.id: attributed_origin(introduced(a, known), known) for a in sources}
        # "the spokeswoman of the Brigades", and further down "she"
        whole = {
            (a.speaker.name, a.speaker.camp, a.speaker.role): o
            for a in sources
            if not (o := direct[a.claim.id]).unnamed
        }
        outlet = next((a.speaker for a in mine if own_voice(a) and a.speaker.camp != "unknown"), None)
        group = copy_of.get(key, key)
        copied_from = group if size[group] > 1 else None
        for a in sources:
            # "a source told", "initial reports say": with nobody else to ask, it is the word of the organ
            if outlet is not None and takes_side(outlet.camp) and is_nobody(a):
                direct[a.claim.id] = own_origin(a.report, copied_from, outlet, known)
            elif not a.speaker.named:
                direct[a.claim.id] = whole.get((a.speaker.name, a.speaker.camp, a.speaker.role), direct[a.claim.id])
        counting = {(a.speaker.role, o.id): o for a in sources if (o := direct[a.claim.id]).counts}
        for account in sources:
            origin = direct[account.claim.id]
            if origin.unnamed and origin.counts:
                # "a monitor said", and further down the one monitor of the report by name
                same = {
                    id_: o
                    for (role, id_), o in counting.items()
                    if role == account.speaker.role and o.camp == origin.camp and not o.unnamed
                }
                if len(same) == 1:
                    origin = next(iter(same.values()))
            found[account.claim.id] = origin
        for account in mine:
            if not own_voice(account):
                continue
            teller = account.speaker
            if teller.camp == "unknown":  # whatever nobody is named for, the outlet says
                teller = outlet or replace(teller, camp="narrator")
            organ = takes_side(teller.camp)
            heard = [
                s
                for s in sources
                if not s.open
                and takes_side(s.speaker.camp)
                and (found[s.claim.id].counts or not organ)
                and restates(account, s)
            ]
            heard.sort(key=lambda s: (not found[s.claim.id].counts, s.at, s.claim.id))
            found[account.claim.id] = (
                replace(
                    found[heard[0].claim.id],
                    carrier=teller.camp if organ else "",
                    lent=max(account.figures & heard[0].figures, default=0) < MARK,
                )
                if heard
                else own_origin(account.report, copied_from, teller, known)
            )
    return found
