"""How many examples hypothesis tries of what takes long: `make properties` as many as it says, others each time.

`make test` tries the same ones each time: more of them would find what they found before.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings


def tried(most: int, *, in_every_test: int, **more: Any) -> settings:
    same = settings.default is not None and settings.default.derandomize
    return settings(max_examples=in_every_test if same else most, deadline=None, **more)
