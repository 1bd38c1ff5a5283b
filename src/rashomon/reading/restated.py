"""Whose words the outlet's own sentence repeats: a lead that gives the figure which the report lays to a source below.

"At least 21 people were killed in an air strike. ... 21 people died, the monitor said." The first sentence is the
monitor's account too: the report itself says so. Without that the outlet's voice stays its own.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from rashomon.model import Count, Span, Speaker, Statement
from rashomon.reading.syntax import content_words

NO_SOURCE = frozenset({"narrator", "media", "unknown"})
FATES = frozenset({"killed", "injured"})
