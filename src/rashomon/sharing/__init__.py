"""What leaves: the sharing profile, and one file per format. Every format takes a `Shared` and nothing else."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rashomon.sharing.as_csv import claims as claims_csv
from rashomon.sharing.as_csv import matters as matters_csv
from rashomon.sharing.as_geojson import geojson
from rashomon.sharing.as_jsonl import jsonl
from rashomon.sharing.profile import share
from rashomon.sharing.records import Shared, SharedClaim, SharedMatter, SharedPosition

__all__ = ["FORMATS", "Shared", "SharedClaim", "SharedMatter", "SharedPosition", "share"]

FORMATS: Mapping[str, Callable[[Shared], str]] = MappingProxyType(
    {"csv": claims_csv, "matters.csv": matters_csv, "geojson": geojson, "jsonl": jsonl}
)
"""What `rashomon export --format` offers: a name, and the function that writes it."""
