"""How hypothesis chooses its examples: CONTRIBUTING.md, "Tests"."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, print_blob=True)
"""The same examples each time, so that what was green stays green until something is changed."""

settings.register_profile("random", derandomize=False, database=None, deadline=None, print_blob=True)
"""Others each time: `make properties`."""

settings.load_profile("repeatable")
