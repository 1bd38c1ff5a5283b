"""Who denies without a word of what: "the army denied, saying that ...", "..., which the army denies"?

What is denied is what was told right before, see `claims_made`; the cue or the word for "which" stands for it.
"""

from __future__ import annotations

from rashomon.reading.surface.statement_drafts import Draft, Page, Range, cut_speaker
from rashomon.reading.surface.words import Sentence

MADE = "surface_bare_denial"
CLAUSE = 9
"""Words of the clause that "which" opens, at most: who denies, with his post."""


def bare(page: Page, s: Sentence, cue: Range, speaker: tuple[Range, str] | None) -> Draft | None:
    """A verb of denying with nothing behind it in its clause, whose subject was found before it."""
    ends = cue[1] >= s.b or page.pause(cue[1])
    if not ends or speaker is None:
        return None
    return Draft(cue, "denies", (cue,), speaker[0], MADE, speaker[1])


def which(page: Page, s: Sentence, cue: Range, since: int, behind: bool) -> Draft | None:
    """ "..., which X denies"; `behind`: whether its subject may stand behind the verb."""
    words = page.words
    a = cue[0]
    while a > max(s.a, since, cue[0] - CLAUSE) and not page.pause(a):
        a -= 1
    opened = page.says.at("which", words, a, cue[1]) if page.pause(a) else None
    if opened is None or opened > cue[0]:
        return None
    end = next((i for i in range(cue[1], s.b) if page.pause(i)), s.b)
    before = cut_speaker(page, opened, cue[0]) if opened < cue[0] else None
    speaker = before or (cut_speaker(page, cue[1], end) if behind and end > cue[1] else None)
    if speaker is None or (before is not None and end - cue[1] > REST):
        return None
    return Draft(cue, "denies", ((a, opened),), speaker, MADE, "surface_subject")


REST = 2
"""Words behind the verb where its subject stands before it: an adverb."""
