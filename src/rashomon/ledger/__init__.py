"""The ledger: the one file that holds reports, claims, matters and decisions. The only room that writes."""

from rashomon.ledger.asking import (
    Found,
    Stored,
    Summary,
    all_read,
    claim,
    generation,
    is_gathered,
    matter,
    matters,
    matters_of,
    outdated,
    packs,
    reports,
    search,
    summary,
)
from rashomon.ledger.decisions import Decision, decide, decisions, ruled, undo
from rashomon.ledger.file import Ledger, backup, check, open_ledger
from rashomon.ledger.records import matter_from_json, reading_from_json
from rashomon.ledger.writing import Added, add, is_read, read_again, remember_packs, store_matters

__all__ = [
    "Added",
    "Decision",
    "Found",
    "Ledger",
    "Stored",
    "Summary",
    "add",
    "all_read",
    "backup",
    "check",
    "claim",
    "decide",
    "decisions",
    "generation",
    "is_gathered",
    "is_read",
    "matter",
    "matter_from_json",
    "matters",
    "matters_of",
    "open_ledger",
    "outdated",
    "packs",
    "read_again",
    "reading_from_json",
    "remember_packs",
    "reports",
    "ruled",
    "search",
    "store_matters",
    "summary",
    "undo",
]
