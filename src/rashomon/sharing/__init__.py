"""What leaves: the sharing profile, and one file per format. Every format takes a `Shared` and nothing else."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rashomon.sharing.as_acled import acled
from rashomon.sharing.as_annotation import annotation
from rashomon.sharing.as_csv import claims as claims_csv
from rashomon.sharing.as_csv import matters as matters_csv
from rashomon.sharing.as_ftm import ftm, statements
from rashomon.sharing.as_geojson import geojson
from rashomon.sharing.as_jsonl import jsonl
from rashomon.sharing.as_parquet import claims as claims_parquet
from rashomon.sharing.as_parquet import matters as matters_parquet
from rashomon.sharing.as_ucdp import ucdp
from rashomon.sharing.manifest import manifest
from rashomon.sharing.policy import share
from rashomon.sharing.records import Shared, SharedClaim, SharedMatter, SharedPosition

__all__ = [
    "FORMATS",
    "Shared",
    "SharedClaim",
    "SharedMatter",
    "SharedPosition",
    "manifest",
    "render",
    "share",
]

FORMATS: Mapping[str, Callable[[Shared], str] | Callable[[Shared], bytes]] = MappingProxyType(
    {
        "csv": claims_csv,
        "matters.csv": matters_csv,
        "geojson": geojson,
        "jsonl": jsonl,
        "acled.csv": acled,
        "ucdp.csv": ucdp,
        "annotation.jsonld": annotation,
        "ftm.jsonl": ftm,
        "ftm.csv": statements,
        "parquet": claims_parquet,
        "matters.parquet": matters_parquet,
    }
)
"""What `rashomon export --format` offers: a name, which is also how a file of it ends, and what makes it."""


def render(form: str, shared: Shared) -> bytes:
    """What may leave in one of `FORMATS`, as the bytes of a file. Raises RashomonError where its engine is missing."""
    made = FORMATS[form](shared)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made
