"""Where the dead are buried is not where they died, and the day of a funeral not the day. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import claims, read

NO_PACK: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "text",
    [
        "The four herders were buried in Hodeidah on Friday.",
        "Nine bodies were buried in Hodeidah on Friday.",
        "Relatives buried the dead in Hodeidah on Friday.",
    ],
)
def test_a_burial_tells_neither_place_nor_day(text: str) -> None:
    (claim,) = claims(read(f"Shells killed people in Aden.\n\n{text}", NO_PACK))[1:]
    assert claim.time.start is None
    assert claim.time.end == "2016-07-08"
    assert ("place" in claim.loose, claim.firm) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Three families were buried under the rubble in Hodeidah on Friday.",
        "Nine men were buried in a mass grave in Hodeidah on Friday.",
    ],
)
def test_who_is_buried_by_what_killed_them_died_there(text: str) -> None:
    claim = claims(read(text, NO_PACK))[0]
    assert (claim.time.start, claim.place is not None, claim.firm) == ("2016-07-08", True, True)


def test_a_year_of_birth_is_no_time_of_a_death() -> None:
    (claim,) = claims(read("A woman born in 1957 died in Hodeidah as the result of a direct hit.", NO_PACK))
    assert claim.time.start is None
