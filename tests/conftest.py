"""How hypothesis chooses its examples (CONTRIBUTING.md, "Tests"), and on how many processors numpy multiplies."""

from hypothesis import settings

# Before a test imports numpy by way of another package: it says that one thread is enough. Two that wait for each other
# on processors that are busy take several times as long for a sentence.
import rashomon  # noqa: F401

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, print_blob=True)
"""The same examples each time, so that what was green stays green until something is changed."""

settings.register_profile("random", derandomize=False, database=None, deadline=None, print_blob=True)
"""Others each time: `make properties`."""

settings.load_profile("repeatable")
