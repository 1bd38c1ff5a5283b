"""The claims of a statement: its deeds with their places, times, figures and, where they stand side by side, doers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rashomon.model import NEUTRAL_CAMPS, Claim, Count, Hedge, Killed, Party, Statement, Timex, When, Why
from rashomon.reading.surface.deed_places import NEAR, beside_words, place_of_deed, struck_before, unplaced
from rashomon.reading.surface.deeds import Deed, deeds_in
from rashomon.reading.surface.sayings import Sayings
from rashomon.reading.surface.speakers_met import loaded_by, party_words
from rashomon.reading.surface.statement_drafts import PAUSE, Range
from rashomon.reading.surface.surveyed import Scene
from rashomon.reading.surface.words import Words
from rashomon.world.kinds import Kind, code

__all__ = ["Scene", "claims_of", "main_of"]

LEAD = 900
"""Characters at the start of a text: about what headline and the first three sentences take."""


def claims_of(
    scene: Scene, s: Statement, ranges: Sequence[Range], told: Sequence[Claim], before: Statement | None = None
) -> Iterator[Claim]:
    """The claims of a statement whose content has these words; `told` are those of the text before it, `before` is the
    statement before."""
    all_ = deeds_in(scene.page.words, ranges, s.stance, scene.world.kinds)
    all_ = [d for d in all_ if not d.takes_name or any(x == d.b - 1 for x, _ in scene.place_words)]
    found = [d for d in all_ if not (d.vague and unplaced(scene, d, ranges, bool(s.cue)))]
    any_made = False
    for n, d in enumerate(found, 1):
        made = _claim(scene, s, d, ranges, found, told, f"{s.id}.c{n}")
        answers = s.stance == "denies" and bool(told) and told[-1].kind == d.kind
        if told and not answers and _bare(scene, d, made, bool(s.cue)):
            continue
        if d.taken_up and (strike := struck_before(scene, told)) is not None:
            why = tuple(w for w in made.why if w.field != "kind")
            made = replace(made, kind=strike.kind, acled=None, why=(*why, Why("kind", "kind.taken_up", strike.trigger)))
        any_made = True
        yield made
    if not any_made and (blamed := _blamed(scene, s, ranges, all_, before)) is not None:
        yield blamed
    if not any_made and s.stance == "denies" and (denied := _told_before(scene, s, ranges, told, all_, before)):
        yield _denied(scene, s, denied)


def _told_before(
    scene: Scene, s: Statement, ranges: Sequence[Range], told: Sequence[Claim], vague: Sequence[Deed],
    before: Statement | None,
) -> Claim | None:  # fmt: skip
    """The claim that is denied where what is said only calls it something told before ("it", "the accusations"), or a
    part in it ("any involvement"): that denies the last deed with force, and not that people died of it; so does "the
    attack" (`vague`). "It" is what was claimed right before: where the last statement was read as no claim, nobody
    knows what was denied."""
    if any(w.rule == "made.surface_bare_denial" for w in s.why):
        return _last_of(before)
    words, says = scene.page.words, scene.page.says
    meant = part = other = 0
    led = False
    named = {i for d in vague for i in range(d.a, d.b)}
    for a, b in ranges:
        i = a
        while i < b:
            if meant + part and _goes_on_otherwise(says, words, i, b):
                break  # "rejected the accusations and called for an inquiry", "... in a statement"
            called, involved = says.at("told_before", words, i, b), says.at("involved", words, i, b)
            called = called or next((e for name in FALSE if meant and (e := says.at(name, words, i, b))), None)
            meant, part = meant + (called is not None), part + (involved is not None)
            end = called or involved
            led = led or (i in named and other == 0)  # what is denied begins with "the attack"
            other += end is None and len(words.norms[i]) > SHORT and i not in named
            i = end or i + 1
    if (part or (vague and (meant or led))) and other <= THEIRS:
        return struck_before(scene, told) if before is not None and before.claims else None
    return _last_of(before) if meant > 0 and not other and not vague else None


def _blamed(
    scene: Scene, s: Statement, ranges: Sequence[Range], vague: Sequence[Deed], before: Statement | None
) -> Claim | None:
    """ "Accused the rebels of the attack": the deed with force that was claimed right before, laid to somebody."""
    struck = struck_before(scene, before.claims) if before is not None else None
    by = _accused(scene, s, ranges) if struck is not None and vague else None
    if struck is None or by is None or struck.polarity == "denied":
        return None
    at = s.content[0]
    kept = tuple(w for w in struck.why if w.field not in ("made", "actor", "counts"))
    why = (
        Why("made", "made.surface_blame", s.cue[0] if s.cue else None),
        Why("actor", "party.surface_beside", by.span),
    )
    return replace(
        struck, id=f"{s.id}.c1", counts=(), trigger=at, words=scene.report.text[slice(*at)].lower(), why=(*why, *kept),
        actor=by, actors=(by,), holder=None, holders=(),
        place_from="reference" if struck.place is not None else None,
    )  # fmt: skip


def _goes_on_otherwise(says: Sayings, words: Words, i: int, end: int) -> bool:
    """Whether behind what is denied another verb follows with "and", or where it was said: "in a statement"."""
    where = says.at("speaker_ends", words, i, end)
    return says.at("and", words, i, end) is not None or (where is not None and where - i > 1)


def _last_of(before: Statement | None) -> Claim | None:
    return before.claims[-1] if before is not None and before.claims else None


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
THEIRS = 2
"""Words beside "involved": whose part in it is denied ("that his men were")."""
FALSE = ("called_false", "denies")
"""Lists of words that call something told before a lie."""
SHORT = 3
"""Letters of articles and such, which may stand beside what a denial calls what was told before."""


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
    place, place_from, place_rule = place_of_deed(scene, d, ranges, bool(s.cue), told, _speaker_words(scene, s))
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


def _speaker_words(scene: Scene, s: Statement) -> Range | None:
    """The words of whoever is named in the sentence of what he says; of no medium."""
    if not s.cue or s.speaker.span is None or s.speaker.camp == "media":
        return None
    at = scene.words_of(s.speaker.span)
    return at if scene.sentence_at[at[0]] == scene.sentence_at[scene.word_at(s.content[0].start)] else None


# ---- times ---------------------------------------------------------------------------------------------------------


def _time(scene: Scene, d: Deed, ranges: Sequence[Range]) -> tuple[When, str]:
    a, b = next((r for r in ranges if r[0] <= d.a < r[1]), (d.a, d.b))
    s = scene.page.sentences[scene.sentence_at[d.a]]
    for lo, hi, rule in ((a, b, "surface_beside"), (s.a, s.b, "surface_in_sentence")):
        best, far, beside = None, 0, False
        for t, (x, y) in scene.times_in(lo, hi):
            if t.start is not None and t.end is not None and t.type in ("DATE", "TIME") and not _ahead(scene, d, t):
                distance = x - d.b if x >= d.b else d.a - y
                if best is None or distance < far:
                    best, far, beside = t, distance, beside_words(scene, d, x, y)
        if best is not None:
            return When(
                best.start, best.end, best.kind or "precise", best.span, "text"
            ), rule if beside else "surface_in_sentence"
    published = scene.report.published
    if d.modality in ("planned", "predicted", "hypothetical"):
        return When(published, None, "imprecise", None, "published"), "to_come"
    return When(None, published, "imprecise", None, "published"), "by_publication"


def _ahead(scene: Scene, d: Deed, t: Timex) -> bool:
    """Whether a time lies ahead of publication, and a deed does not: what happened was not then."""
    published, to_come = scene.report.published, d.modality in ("planned", "predicted", "hypothetical")
    return published is not None and not to_come and (t.start or "")[:10] > published[:10]


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
    tongue = scene.page.words.tongue
    far = 1 if tongue.verb_first or tongue.articles else CHARGED  # "accused of the shelling the army", in Russian order
    found = ((i, party_words(scene, i, b)) for i in range(a, min(b, a + far)))
    at = next(((i, end) for i, end in found if end is not None), None)
    return _party(scene, s, *at) if at is not None else None


CHARGED = 5
"""Words of what somebody is accused of, before who is."""


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
