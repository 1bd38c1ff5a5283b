"""The ledger: the one file that holds reports, claims, matters and decisions. The only room that writes."""

from rashomon.ledger.anchors import Anchor
from rashomon.ledger.asking import (
    Found,
    Stored,
    Summary,
    all_read,
    generation,
    is_gathered,
    is_retired,
    matters_of,
    outdated,
    packs,
    reports,
    search,
    setting,
    summary,
)
from rashomon.ledger.decisions import Decision, Verb, decide, decisions, latest, standing, undo
from rashomon.ledger.effects import adrift, persons, reviews, ruled, ruled_read, rulings
from rashomon.ledger.file import Ledger, backup, check, open_ledger
from rashomon.ledger.forgetting import Forgotten, forget_person, forget_report, is_unpurged, purge, would_forget
from rashomon.ledger.history import Entry, figures, history
from rashomon.ledger.instants import instant
from rashomon.ledger.listing import RuledClaim, claim, in_play, matter, matters
from rashomon.ledger.records import matter_from_json, reading_from_json
from rashomon.ledger.writing import Added, add, is_read, read_again, remember_packs, set_setting, store_matters

__all__ = [
    "Added",
    "Anchor",
    "Decision",
    "Entry",
    "Forgotten",
    "Found",
    "Ledger",
    "RuledClaim",
    "Stored",
    "Summary",
    "Verb",
    "add",
    "adrift",
    "all_read",
    "backup",
    "check",
    "claim",
    "decide",
    "decisions",
    "figures",
    "forget_person",
    "forget_report",
    "generation",
    "history",
    "in_play",
    "instant",
    "is_gathered",
    "is_read",
    "is_retired",
    "is_unpurged",
    "latest",
    "matter",
    "matter_from_json",
    "matters",
    "matters_of",
    "open_ledger",
    "outdated",
    "packs",
    "persons",
    "purge",
    "read_again",
    "reading_from_json",
    "remember_packs",
    "reports",
    "reviews",
    "ruled",
    "ruled_read",
    "rulings",
    "search",
    "set_setting",
    "setting",
    "standing",
    "store_matters",
    "summary",
    "undo",
    "would_forget",
]
