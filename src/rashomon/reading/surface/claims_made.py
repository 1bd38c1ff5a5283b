"""The claims of a statement: its deeds with their places, times, figures and, where they stand side by side, doers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rashomon.model import NEUTRAL_CAMPS, Claim, Count, Hedge, Killed, Party, PlaceFrom, Statement, When, Why
from rashomon.reading.surface.deeds import WHEN, Deed, deeds, deeds_in
from rashomon.reading.surface.localities import linked
from rashomon.reading.surface.speakers_met import loaded_by, party_words
from rashomon.reading.surface.statement_drafts import PAUSE, Range
from rashomon.reading.surface.surveyed import BROAD, Scene
from rashomon.reading.surface.words import Words
from rashomon.world.kinds import Kind, code

__all__ = ["Scene", "claims_of", "main_of"]

NEAR = 6
"""Words between a deed and a place or a time that stands beside it."""
LEAD = 900
"""Characters at the start of a text: about what headline and the first three sentences take."""


def claims_of(scene: Scene, s: Statement, ranges: Sequence[Range], told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a statement whose content has these words; `told` are those of the text before it."""
    found = deeds_in(scene.page.words, ranges, s.stance, scene.world.kinds)
    any_deed = bool(found)
    found = [d for d in found if not (d.vague and _unplaced(scene, d, ranges, bool(s.cue)))]
    for n, d in enumerate(found, 1):
        made = _claim(scene, s, d, ranges, found, told, f"{s.id}.c{n}")
        if told and _bare(scene, d, made, bool(s.cue)):
            continue
        if d.taken_up and (strike := _struck_before(scene, told)) is not None:
            why = tuple(w for w in made.why if w.field != "kind")
            made = replace(made, kind=strike.kind, acled=None, why=(*why, Why("kind", "kind.taken_up", strike.trigger)))
        yield made
    if not any_deed and s.stance == "denies" and sum(b - a for a, b in ranges) <= SHORT and told:
        yield _denied(scene, s, told[-1])


def _bare(scene: Scene, d: Deed, c: Claim, said: bool) -> bool:
    """Whether a text that has told of other deeds only mentions this one: a word that leaves open how it was done, a
    fight, an agreement or who holds a place, or any deed of which nobody speaks, with nobody who did it, no place or
    time of its own and no figure."""
    kind = scene.world.kinds[c.kind]
    if not (not said or d.loose or kind.mutual or kind.breached or kind.names_holder) or c.modality in (
        "planned",
        "predicted",
    ):
        return False
    if c.place_from in ("text", "reference", "paragraph"):
        return False
    if not said and c.time.end is not None and _long_before(scene, c.time.end):
        return True
    own = c.time.from_ == "text"
    return not own and not c.counts and c.actor is None and c.holder is None


def _long_before(scene: Scene, day: str) -> bool:
    """Whether a day lies so long before a report that what was then is another story than its own."""
    published = scene.report.published
    return published is not None and (date.fromisoformat(published) - date.fromisoformat(day[:10])).days > STORY


STORY = 30
"""Days before a report that its own story may go back."""
SHORT = 4
"""Words of a denial that names no deed: "denied it", "called it false"."""


def _struck_before(scene: Scene, told: Sequence[Claim]) -> Claim | None:
    """The deed with force told last, whose kind "the attack" has."""
    kinds = scene.world.kinds
    return next((c for c in reversed(told) if kinds[c.kind].violent and not kinds[c.kind].effect), None)


def _denied(scene: Scene, s: Statement, c: Claim) -> Claim:
    """What was told before, denied."""
    made = tuple(w for w in c.why if w.field not in ("made", "polarity", "counts"))
    why = (
        Why("made", "made.denial_of_it", s.cue[0] if s.cue else None),
        Why("polarity", "polarity.surface_denied", s.content[0]),
        *made,
    )
    return replace(
        c, id=f"{s.id}.c1", polarity="denied", acled=None, counts=(), trigger=s.content[0],
        words=scene.report.text[slice(*s.content[0])].lower(), why=why,
        actor=None, holder=None, actors=(), holders=(), place_from="reference" if c.place is not None else None,
    )  # fmt: skip


def _claim(
    scene: Scene, s: Statement, d: Deed, ranges: Sequence[Range], all_: Sequence[Deed], told: Sequence[Claim], id_: str
) -> Claim:
    words, kind = scene.page.words, scene.world.kinds[d.kind]
    place, place_from, place_rule = _place(scene, d, ranges, bool(s.cue), told)
    time, time_rule = _time(scene, d, ranges)
    actor = _actor(scene, s, d, ranges)
    counts = tuple(_counts(scene, d, ranges, all_))
    span = words.span(d.a, d.b)
    trigger = scene.report.text[span.start : span.end]
    codes = None
    if d.polarity == "affirmed" and d.modality in ("happened", "ongoing"):
        codes = code(kind)
    why = [
        Why("made", "made.surface_deed", span),
        Why("kind", "kind.trigger", span),
        Why("polarity", f"polarity.{d.polarity_by}", span),
        Why("modality", f"modality.{d.modality_by}", span),
        Why("time", f"time.{time_rule}", time.span),
    ]
    if place is not None:
        why.append(Why("place", f"place.{place_rule}", scene.places[place].span))
    if actor is not None:
        why.append(Why("actor", "party.surface_beside", actor.span))
    elif (actor := _own(s, d, ranges, kind)) is not None:
        why.append(Why("actor", "party.surface_own", actor.span))
    hedge = words.span(*d.hedge) if d.hedge is not None else None
    if hedge is not None:
        why.append(Why("hedge", "hedge.surface_word", hedge))
    if counts:
        why.append(Why("counts", "counts.surface_beside", scene.counted[counts[0]][1].span))
    doers = () if actor is None else (actor,)
    return Claim(
        id=id_, kind=d.kind, acled=codes, plover=None, polarity=d.polarity, modality=d.modality,
        actor=None if kind.names_holder else actor, target=None, holder=actor if kind.names_holder else None,
        means=None, place=place, from_place=None, to_place=None, part=None, reason=None, time=time, counts=counts,
        trigger=span, place_from=place_from, words=trigger.lower(), why=tuple(why), background=d.background,
        actors=() if kind.names_holder else doers, holders=doers if kind.names_holder else (),
        hedge=None if hedge is None else Hedge(scene.report.text[slice(*hedge)], hedge),
    )  # fmt: skip


# ---- places --------------------------------------------------------------------------------------------------------


def _place(
    scene: Scene, d: Deed, ranges: Sequence[Range], said: bool, told: Sequence[Claim]
) -> tuple[int | None, PlaceFrom | None, str]:
    """The place of a deed: named in its clause, else in what is said, else in the outlet's sentence, else told before.

    Where somebody spoke is no place of what was said.
    """
    a, b = next((r for r in ranges if r[0] <= d.a < r[1]), (d.a, d.b))
    inside = scene.places_in(a, b)
    if (best := _nearest(scene, d, inside)) is not None:
        beside = _beside(scene, d, *scene.place_words[best])
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
    if (d.taken_up or d.of_it) and (struck := _struck_before(scene, told)) is not None and struck.place is not None:
        return struck.place, "reference", "claim_before"
    if (before := _place_before(scene, d, told)) is not None:
        return before, "sentence_before", "claim_before"
    if scene.main_place is not None:
        return scene.main_place, "report", "main_place"
    if best is not None:
        return best, "paragraph", "paragraph"
    return None, None, ""


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
    x, _ = scene.place_words[i]
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


def _beside(scene: Scene, d: Deed, x: int, y: int) -> bool:
    """Whether the words [x, y) and a deed stand side by side: few words and no pause between them."""
    lo, hi = (d.b, x) if x >= d.b else (y, d.a)
    return hi - lo <= NEAR and not any(PAUSE.search(scene.page.words.gap(n)) for n in range(lo, hi + 1))


def _place_before(scene: Scene, d: Deed, told: Sequence[Claim]) -> int | None:
    """The place that stands beside the deed told last, where that is of this sentence or the one before."""
    last = told[-1] if told else None
    if last is None or last.place is None or not any(w.rule == "place.surface_beside" for w in last.why):
        return None
    near = scene.sentence_at[d.a] - scene.sentence_at[scene.word_at(last.trigger.start)] <= 1
    return last.place if near and scene.places[last.place].precision not in BROAD else None


def _unplaced(scene: Scene, d: Deed, ranges: Sequence[Range], said: bool) -> bool:
    """Whether nothing says how a deed was done, and nothing beside it where: "an attack" alone claims too little."""
    return _place(scene, d, ranges, said, ())[1] not in ("text", "reference")


# ---- times ---------------------------------------------------------------------------------------------------------


def _time(scene: Scene, d: Deed, ranges: Sequence[Range]) -> tuple[When, str]:
    a, b = next((r for r in ranges if r[0] <= d.a < r[1]), (d.a, d.b))
    s = scene.page.sentences[scene.sentence_at[d.a]]
    for lo, hi, rule in ((a, b, "surface_beside"), (s.a, s.b, "surface_in_sentence")):
        best, far, beside = None, 0, False
        for t, (x, y) in scene.times_in(lo, hi):
            if t.start is not None and t.end is not None and t.type in ("DATE", "TIME"):
                distance = x - d.b if x >= d.b else d.a - y
                if best is None or distance < far:
                    best, far, beside = t, distance, _beside(scene, d, x, y)
        if best is not None:
            return When(
                best.start, best.end, best.kind or "precise", best.span, "text"
            ), rule if beside else "surface_in_sentence"
    published = scene.report.published
    if d.modality in ("planned", "predicted", "hypothetical"):
        return When(published, None, "imprecise", None, "published"), "to_come"
    return When(None, published, "imprecise", None, "published"), "by_publication"


# ---- doers and figures ---------------------------------------------------------------------------------------------


def _actor(scene: Scene, s: Statement, d: Deed, ranges: Sequence[Range]) -> Party | None:
    """Who did it, where a party stands right beside the deed, on the side of the subject."""
    words = scene.page.words
    _, b = next((r for r in ranges if r[0] <= d.a < r[1]), (d.a, d.b))
    if (accused := _accused(scene, s, ranges)) is not None:
        return accused
    if scene.world.kinds[d.kind].effect:
        return None
    if words.tongue.articles:
        return _doer_with_article(scene, s, d, ranges[0][0], b)
    behind = d.b < b and not PAUSE.search(words.gap(d.b))
    if behind and (end := party_words(scene, d.b, b)) is not None and _does(words, d.b, end):
        return _party(scene, s, d.b, end)
    for a in range(max(ranges[0][0], d.a - 4), d.a):
        end = party_words(scene, a, d.a)
        if end == d.a and not any(PAUSE.search(words.gap(i)) for i in range(a + 1, d.a + 1)):
            return _party(scene, s, a, end)
    return None


def _doer_with_article(scene: Scene, s: Statement, d: Deed, start: int, b: int) -> Party | None:
    """Who did it where nouns have articles: behind "by", or before an active verb, over its auxiliary."""
    words, says = scene.page.words, scene.page.says
    for i in range(d.b, min(b, d.b + NEAR)):
        if PAUSE.search(words.gap(i)):
            break
        by = says.at("by", words, i, b)
        if by is not None:
            a = by + (words.norms[by] in words.tongue.articles) if by < b else by
            end = party_words(scene, a, b)
            return _party(scene, s, a, end) if end is not None else None
    i = d.a
    while i > start and (
        says.at("auxiliary", words, i - 1, i) is not None or says.at("clitic", words, i - 1, i) is not None
    ):
        if says.at("been", words, i - 1, i) is not None:
            return None
        i -= 1
    if i > start and says.at("been", words, i - 1, i) is not None:
        return None
    for a in range(max(start, i - FAR), i):
        end = party_words(scene, a, i)
        if end == i and not any(PAUSE.search(words.gap(n)) for n in range(a + 1, i + 1)):
            before = a - (a > start and words.norms[a - 1] in words.tongue.articles)
            prepositional = before > start and says.at("preposition", words, before - 1, before) is not None
            return None if prepositional else _party(scene, s, a, end)
    return None


FAR = 5
"""Words of a doer before the verb, at most."""


def _does(words: Words, a: int, b: int) -> bool:
    """Whether a party behind a verb is its subject: by word order, or by how it ends."""
    return words.tongue.verb_first or any(words.norms[i].endswith(words.tongue.many) for i in range(a, b))


def _accused(scene: Scene, s: Statement, ranges: Sequence[Range]) -> Party | None:
    """Whom an accusation names first."""
    if not any(w.rule in ACCUSING for w in s.why) or s.stance != "claims":
        return None
    a, b = ranges[0]
    end = party_words(scene, a, b)
    return _party(scene, s, a, end) if end is not None else None


def _own(s: Statement, d: Deed, ranges: Sequence[Range], kind: Kind) -> Party | None:
    """Who denies a deed with nobody named before it denies having done it: "the army denied shelling the town"."""
    named = s.speaker.text is not None and s.speaker.camp not in NEUTRAL_CAMPS
    opens = any(a <= d.a <= a + OPENING for a, _ in ranges)
    if d.polarity != "denied" or not kind.violent or not named or not opens or not s.cue:
        return None
    return Party(s.speaker.text or "", s.speaker.span, s.speaker.camp, s.speaker.entity)


OPENING = 3
"""Words of a denial before the deed: "that it", a negation."""
ACCUSING = ("made.surface_accused", "made.surface_rest")


def _party(scene: Scene, s: Statement, a: int, b: int) -> Party | None:
    who = loaded_by(scene, s.speaker.camp, a, b)
    span = scene.page.words.span(a, b)
    if who.camp == "unknown" and who.role == "unnamed":
        return None
    return Party(scene.report.text[span.start : span.end], span, who.camp, who.entity)


def _counts(scene: Scene, d: Deed, ranges: Sequence[Range], all_: Sequence[Deed]) -> Iterator[int]:
    """The figures of what is said that are of this deed: of its effects, or of the deed that has effects."""
    kinds = scene.world.kinds
    wanted = kinds[d.kind].counts
    first = next((x for x in all_ if wanted and kinds[x.kind].counts == wanted), d)
    for n in (n for a, b in ranges for n in scene.counts_in(a, b)):
        i, count = scene.counted[n]
        if count.what in wanted and (first is d or _closest(i, d, all_, count, scene)):
            yield n


def _closest(i: int, d: Deed, all_: Sequence[Deed], count: Count, scene: Scene) -> bool:
    fits = [x for x in all_ if count.what in scene.world.kinds[x.kind].counts]
    return min(fits, key=lambda x: abs(x.a - i), default=d) is d


# ---- the report ----------------------------------------------------------------------------------------------------


def main_of(scene: Scene, statements: Sequence[Statement]) -> tuple[str | None, Killed | None]:
    """What the report is chiefly about: the weightiest claim of its lead; and the toll that it gives of that."""
    claims = [c for s in statements for c in s.claims if not c.background]
    counts = [c for _, c in scene.counted]

    def weight(c: Claim) -> float:
        figure = any(counts[i].what == "killed" for i in c.counts)
        unreal = c.polarity == "denied" or c.modality not in ("happened", "ongoing")
        return scene.world.kinds[c.kind].weight + 2.0 * figure - 3.0 * unreal - 2.5 * min(c.trigger.start, 4000) / LEAD

    best = max(claims, key=lambda c: (weight(c), -c.trigger.start), default=None)
    if best is None:
        return None, None
    tolls = [
        (c, counts[i]) for c in claims for i in c.counts if counts[i].what == "killed" and counts[i].scope == "event"
    ]
    if not tolls:
        return best.id, None
    claim, toll = tolls[0]
    low, high = toll.low, toll.high
    return best.id, Killed(None if low is None else int(low), None if high is None else int(high), (claim.id,))
