"""Where was a deed? Named in its clause, else in what is said, else told before, else what the report is about."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Claim, PlaceFrom
from rashomon.reading.surface.belonging import is_local, lives_there
from rashomon.reading.surface.deeds import WHEN, Deed, deeds
from rashomon.reading.surface.localities import linked
from rashomon.reading.surface.statement_drafts import PAUSE, Range
from rashomon.reading.surface.surveyed import BROAD, Scene
from rashomon.reading.surface.words import Sentence
from rashomon.world.kinds import Kind

NEAR = 6
"""Words between a deed and a place or a time that stands beside it."""


def struck_before(scene: Scene, told: Sequence[Claim]) -> Claim | None:
    """The deed with force told last, whose kind "the attack" has."""
    kinds = scene.world.kinds
    return next((c for c in reversed(told) if kinds[c.kind].violent and not kinds[c.kind].effect), None)


def place_of_deed(
    scene: Scene, d: Deed, ranges: Sequence[Range], said: bool, told: Sequence[Claim], by: Range | None = None
) -> tuple[int | None, PlaceFrom | None, str]:
    """The place of a deed: named in its clause, else in what is said, else in the outlet's sentence, else told before.

    Where somebody spoke is no place of what was said; but a mayor speaks of his town. `by`: the words of the speaker.
    """
    a, b = next((r for r in ranges if r[0] <= d.a < r[1]), (d.a, d.b))
    inside = scene.places_in(a, b)
    if (best := _nearest(scene, d, inside)) is not None:
        beside = beside_words(scene, d, *scene.place_words[best])
        return best, "text", "surface_beside" if beside else "surface_in_the_words"
    s = scene.page.sentences[scene.sentence_at[d.a]]
    around = [] if said else scene.places_in(s.a, s.b)
    if (best := _nearest(scene, d, around)) is not None and scene.places[best].precision not in BROAD:
        return best, "paragraph", "paragraph"
    meant = [n for i, n in scene.nominal if a <= i < b]
    if meant:
        return meant[0], "reference", "surface_nominal"
    kind = scene.world.kinds[d.kind]
    if (kind.mutual or kind.held_apart) and not kind.violent and scene.main_area is not None:
        return scene.main_area, "report", "main_place"
    if (d.taken_up or d.of_it) and (struck := struck_before(scene, told)) is not None and struck.place is not None:
        return struck.place, "reference", "claim_before"
    if by is not None and (own := _of_speaker(scene, by)) is not None:
        return own, "paragraph", "surface_of_speaker"
    if said and (frame := _frame(scene, s)) is not None:
        return frame, "paragraph", "paragraph"
    if d.polarity == "denied" and (denied := _of_denied(scene, kind, told)) is not None:
        return denied, "sentence_before", "claim_before"
    if (same := _told_of(scene, d, told)) is not None:
        return same, "sentence_before", "claim_before"
    if (before := _place_before(scene, d, told)) is not None:
        return before, "sentence_before", "claim_before"
    if (main := scene.main_place_at(d.a)) is not None:
        return main, "report", "main_place"
    if best is not None:
        return best, "paragraph", "paragraph"
    return None, None, ""


def _of_speaker(scene: Scene, by: Range) -> int | None:
    """The town or province whose mayor, governor or people speak; of a seat of government, it is of more places."""
    if not (is_local(scene.page.words, *by) or lives_there(scene.page.words, *by)):
        return None
    local = [i for i in scene.places_in(*by) if scene.places[i].precision in ("locality", "admin1", "unresolved")]
    entries = [scene.world.places.get(scene.places[i].gazetteer or "") for i in local]
    if not local or any(e is not None and scene.world.places.is_capital(e) for e in entries):
        return None
    return local[0]


def _frame(scene: Scene, s: Sentence) -> int | None:
    """The place that opens a sentence, parted by a comma: "In Gaza, the health ministry told of ..."; a seat of
    government is where it was said."""
    first = next(iter(scene.places_in(s.a, min(s.b, s.a + FRAME))), None)
    if first is None or not scene.led_to[first] or scene.aside[first] == "origin":
        return None
    entry = scene.world.places.get(scene.places[first].gazetteer or "")
    end = scene.place_words[first][1]
    if scene.places[first].precision == "country" or (entry is not None and scene.world.places.is_capital(entry)):
        return None
    return first if end < s.b and scene.page.comma(end) else None


FRAME = 6
"""Words at the start of a sentence in which a place that it is about stands."""


def _of_denied(scene: Scene, kind: Kind, told: Sequence[Claim]) -> int | None:
    """Where a deed with force was that somebody denies: where the last such deed was told to be."""
    if not (kind.violent or kind.effect):
        return None
    kinds = scene.world.kinds
    last = next((c for c in reversed(told) if kinds[c.kind].violent or kinds[c.kind].effect), None)
    return last.place if last is not None else None


def _told_of(scene: Scene, d: Deed, told: Sequence[Claim]) -> int | None:
    """The place of the last claim of the same kind, told near before."""
    last = next((c for c in reversed(told) if c.kind == d.kind and c.place is not None), None)
    if last is None or last.place_from not in ("text", "reference", "paragraph"):
        return None
    apart = scene.sentence_at[d.a] - scene.sentence_at[scene.word_at(last.trigger.start)]
    goes_on = d.polarity == "denied" or scene.world.kinds[d.kind].effect
    return last.place if apart <= (SAME if goes_on else NEXT) else None


SAME = 3
"""Sentences between a claim and its denial, or another toll of it."""
NEXT = 1
"""The same of two claims of one kind, which are oftener of two deeds."""


def _nearest(scene: Scene, d: Deed, among: Sequence[int]) -> int | None:
    """The place nearest to a deed, one behind it before one in front, a town before a country. Where somebody came from
    is where it happened only of deeds that happen there, as a withdrawal does."""
    origin, words = scene.world.kinds[d.kind].at_origin, scene.page.words
    start = scene.page.sentences[scene.sentence_at[d.a]].a

    def far(i: int) -> tuple[bool, float]:
        x, _ = scene.place_words[i]
        distance = x - d.b if x >= d.b else 1.5 * (d.a - x) + 2
        lo, hi = (d.b, x) if x >= d.b else (x + 1, d.a)
        distance += PAUSED * sum(PAUSE.search(words.gap(n)) is not None for n in range(lo, hi + 1))
        if x < d.a and x - start <= OPENING:
            distance = min(distance, OPENS)
        return scene.places[i].precision == "country" or (bool(scene.aside[i]) and not origin), distance

    if (head := _relative_of(scene, d, among)) is not None:
        return head
    fit = [i for i in among if _fits(scene, d, i, origin) and not _of_another_time(scene, d, i)]
    best = min(fit, key=far, default=None)
    while best is not None and best - 1 in fit and _lies_in(scene, best - 1, best):
        best -= 1
    after = None if best is None else best + 1
    if best is not None and after in fit and _whose(scene, d, best, after):
        return after
    return best


def _relative_of(scene: Scene, d: Deed, among: Sequence[int]) -> int | None:
    """The place that a relative clause which begins with the deed hangs on: "Mariupol, which the army holds"."""
    words = scene.page.words
    relative = deeds(words.tongue.code).told["relative"]
    which = next((n for n in range(d.a - 1, max(0, d.a - 3), -1) if relative.at(words, n, d.a) is not None), None)
    if which is None:
        return None
    before = [i for i in among if 0 <= which - scene.place_words[i][1] <= 1]
    return before[-1] if before else None


def _of_another_time(scene: Scene, d: Deed, i: int) -> bool:
    """Whether a place behind a deed is that of another one which only tells when: "the heaviest since the battle of
    Debaltseve"."""
    words, (x, _) = scene.page.words, scene.place_words[i]
    by = deeds(words.tongue.code)
    for n in range(d.b, x):
        found = by.told["when"].at(words, n, x)
        if found is not None and any(by.triggers.at(words, m, x) is not None for m in range(found.b, found.b + WHEN)):
            return True
    return False


def _fits(scene: Scene, d: Deed, i: int, origin: bool) -> bool:
    """Whether a place may be where a deed was: none where somebody came from, and no country with no word of place
    before it that stands away from the deed: it acts, or things are its own ("under the chair of Russia")."""
    x, y = scene.place_words[i]
    words, acts = scene.page.words, scene.places[i].precision == "country" and not scene.led_to[i]
    if acts and y < len(words) and words.norms[y].startswith(scene.page.says.charge):
        return False  # accused of it: "Iran of the attack"
    if d.a <= x < d.b or (x >= d.b and x - d.b <= RIGHT_BEHIND):
        return origin or scene.aside[i] != "origin" or x < d.b
    if scene.page.words.tongue.cased and scene.places[i].precision == "country" and not scene.led_to[i]:
        return False
    return origin or scene.aside[i] != "origin"


def _whose(scene: Scene, d: Deed, i: int, j: int) -> bool:
    """Whether a country with no word of place right behind a deed is whose it is, and the next place where: "the
    strikes of Russia on Kharkiv"."""
    (a, b), (x, _) = scene.place_words[i], scene.place_words[j]
    right = a == d.b and scene.places[i].precision == "country" and not scene.led_to[i]
    return right and scene.led_to[j] and x - b <= 2 and not PAUSE.search(scene.page.words.gap(b))


RIGHT_BEHIND = 1
"""Words between a deed and the country that it befell."""
OPENING = 3
"""Words before a place that opens its sentence, at most."""
OPENS = 8.0
"""How far from any deed of a sentence a place that opens it counts as, in words at most."""
PAUSED = 4
"""Words that a comma between a deed and a place counts for."""
INSIDE = 5
"""Words between a place and the one that it lies in, where nouns have articles."""
POINT = 2.0
"""Kilometres about a place that the gazetteer doesn't have."""


def _lies_in(scene: Scene, i: int, j: int) -> bool:
    """Whether the place right before a larger one is told to lie there: "Anjara in the west of Aleppo". A conjunction
    between them makes them two."""
    words, (_, a), (b, _) = scene.page.words, scene.place_words[i], scene.place_words[j]
    most, marks = (INSIDE, ' ,«"“') if words.tongue.articles else (2, ' «"“')  # "X, dans le nord du Y"
    if b - a > most or any(words.gap(n).strip(marks) for n in range(a, b + 1)):
        return False
    if not linked(words, a, b):
        return False
    small, large = scene.places[i], scene.places[j]
    return (small.radius_km or POINT) < (large.radius_km or POINT)


def beside_words(scene: Scene, d: Deed, x: int, y: int) -> bool:
    """Whether the words [x, y) and a deed stand side by side: few words and no pause between them."""
    lo, hi = (d.b, x) if x >= d.b else (y, d.a)
    return hi - lo <= NEAR and not any(PAUSE.search(scene.page.words.gap(n)) for n in range(lo, hi + 1))


def _place_before(scene: Scene, d: Deed, told: Sequence[Claim]) -> int | None:
    """The place that stands beside the deed told last, where that is of this sentence or the one before."""
    last = told[-1] if told else None
    if last is None or last.place is None or not any(w.rule == "place.surface_beside" for w in last.why):
        return None
    if scene.world.kinds[last.kind].held_apart:
        return None  # talks in a capital: that is not where the truce was
    near = scene.sentence_at[d.a] - scene.sentence_at[scene.word_at(last.trigger.start)] <= 1
    return last.place if near and scene.places[last.place].precision not in BROAD else None


def unplaced(scene: Scene, d: Deed, ranges: Sequence[Range], said: bool) -> bool:
    """Whether nothing says how a deed was done, and nothing beside it where: "an attack" alone claims too little."""
    return place_of_deed(scene, d, ranges, said, ())[1] not in ("text", "reference")
