"""What is kept in memory is asked for by a name: two things of one name would be given for each other."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import rashomon

HELD = re.compile(r'\bheld\(\s*\w+(?:\.\w+)*,\s*(\(?)"([^"]+)"')


def test_each_thing_that_is_held_has_a_name_of_its_own() -> None:
    source = Path(rashomon.__file__).parent
    found = Counter(m.groups() for file in sorted(source.rglob("*.py")) for m in HELD.finditer(file.read_text("utf-8")))
    assert len(found) > 20
    twice = {name for (_, name), n in found.items() if n > 1}
    assert twice <= {"fits"}, "of `fits` the words that follow tell one from the other"
