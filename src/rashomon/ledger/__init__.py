"""The ledger: the one file that holds reports, claims, matters and decisions. The only room that writes.

These names are what a script needs; the desk and the commands take the rest from the modules that have it:

- the file: `open_ledger`, `Ledger`, `backup`, `check`;
- what goes in: `add`, `read_again`, `packs`, `gather_matters`, `store_matters`, `is_gathered`;
- what there is: `reports`, `all_read`, `search`, `summary`, `history`, `instant`;
- as ruled: `incidents`, `matters`, `matter`, `claim`, `in_play`, `ruled_read`, `rulings`, `ruled`, `reviews`,
  `persons`;
- ruling: `decide`, `undo`, `undo_act`, `Decision`, `decisions`, `standing`, `latest`, `adrift`;
- taking out: `would_forget`, `forget_report`, `forget_person`, `purge`.
"""

from rashomon.ledger.core.as_of import instant
from rashomon.ledger.core.file import Ledger, backup, check, open_ledger
from rashomon.ledger.core.queries import all_read, is_gathered, packs, reports, search, summary
from rashomon.ledger.decide.apply_decisions import adrift, persons, reviews, ruled, ruled_read, rulings
from rashomon.ledger.decide.decisions import Decision, decide, decisions, latest, standing, undo, undo_act
from rashomon.ledger.read.history import history
from rashomon.ledger.read.incident_list import incidents
from rashomon.ledger.read.matter_list import claim, in_play, matter, matters
from rashomon.ledger.write.forgetting import forget_person, forget_report, purge, would_forget
from rashomon.ledger.write.gathering import gather_matters
from rashomon.ledger.write.store_matters import store_matters
from rashomon.ledger.write.store_reports import add, read_again

__all__ = [
    "Decision",
    "Ledger",
    "add",
    "adrift",
    "all_read",
    "backup",
    "check",
    "claim",
    "decide",
    "decisions",
    "forget_person",
    "forget_report",
    "gather_matters",
    "history",
    "in_play",
    "incidents",
    "instant",
    "is_gathered",
    "latest",
    "matter",
    "matters",
    "open_ledger",
    "packs",
    "persons",
    "purge",
    "read_again",
    "reports",
    "reviews",
    "ruled",
    "ruled_read",
    "rulings",
    "search",
    "standing",
    "store_matters",
    "summary",
    "undo",
    "undo_act",
    "would_forget",
]
