"""The archive: readings of more reports than one ledger should hold, as Parquet, to be asked and cut.

A folder of parts that is filled once, by as many processes or machines as there are, and asked afterwards. Nobody rules
in it: what somebody wants to work on is cut out of it into a ledger. From a script:

- `open` gives a DuckDB connection with the views of docs/archive.md;
- `ask` asks it one question, and only one that asks;
- `fill` reads reports into a folder, and goes on where it was stopped;
- `gather_archive` gathers its matters;
- `chosen` and `cut` put some of its reports into a ledger.

It holds unmasked names, as a ledger does, and nothing of it has passed the sharing profile.
"""

from rashomon.archive.asking import ask
from rashomon.archive.asking import open_archive as open
from rashomon.archive.cutting import chosen, cut
from rashomon.archive.filling import fill
from rashomon.archive.gathering_all import gather_archive

__all__ = ["ask", "chosen", "cut", "fill", "gather_archive", "open"]
