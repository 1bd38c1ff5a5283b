"""What is claimed: the checkable propositions of each statement, with their roles.

A spaCy component after `who`: it fills `claims` of `doc._.statements`. The kinds, their words and their frames are data
(world/kinds/); this file only looks them up in the parse. Narrations and headlines in which nothing is claimed are
left out at the end, so that a reading holds no row without content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Claim, Means, Party, Span, Statement, When, Why
from rashomon.quick_records import replace
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.blaming import antecedent_of_blame
from rashomon.reading.grammar.english import ACCUSE
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.spans import characters, token_range
from rashomon.reading.rules import with_why
from rashomon.reading.what.about import in_earnest
from rashomon.reading.what.arguments import means_of, part_of, reason_of
from rashomon.reading.what.burials import laid_to_rest
from rashomon.reading.what.denials import dismisses
from rashomon.reading.what.event_anaphora import answered, name_doer
from rashomon.reading.what.event_figures import with_counts
from rashomon.reading.what.event_location import place_of
from rashomon.reading.what.event_time import Timed, time_of
from rashomon.reading.what.finest_place import place_in, role_place
from rashomon.reading.what.mention_index import SAME, Draft, Words, find_words, kind_told
from rashomon.reading.what.named_again import OWNING, again, named_again, taken_up
from rashomon.reading.what.participants import Shown, actor_of, not_their_own, party_of, target_of, with_whom
from rashomon.reading.what.sought_place import Located
from rashomon.reading.what.triggers import find_drafts
from rashomon.world import World
from rashomon.world.kind_words import Lexicon


@Language.factory("rashomon_what")
def make_what(nlp: Language, name: str) -> _What:
    """Finds the claims in the statements of `doc._.statements`."""
    doc_extensions.register()
    return _What()


class _What:
    def __call__(self, doc: Doc) -> Doc:
        world: World | None = doc._.world
        if world is not None:
            doc._.statements = fill(doc, world, world.lexicon)
        return doc


def fill(doc: Doc, world: World, lex: Lexicon) -> list[Statement]:
    """The statements of the text with their claims; the outlet's own that claim nothing are dropped."""
    words = find_words(doc, world)
    drafts = _drafts(doc, world, lex, words)
    out: list[Statement] = []
    told: list[Claim] = []
    within: dict[str, list[Statement]] = {}
    for s in doc._.statements:
        if s.via is not None:
            within.setdefault(s.via, []).append(s)
    for s in doc._.statements:
        new = [d for d in drafts[s.id] if not named_again(doc, d, told)]
        found = taken_up(doc, s, out) or again(doc, s, new, told) or answered(doc, s, told)
        name_doer(doc, s, found)
        claims: list[Claim] = []
        for d in found:
            claims.append(_claim(doc, world, words, s, d, claims[-1].place if claims else None, told))
        told += [replace(c, polarity="denied") if s.stance == "denies" else c for c in claims]
        quoted = [c for i in within.get(s.id, ()) if drafts[i.id] and i.speaker.span for c in i.content]
        claims = with_counts(doc, words, s, claims, found, quoted)
        s = _owned(doc, s, claims)
        if claims or s.cue:
            out.append(replace(s, claims=tuple(replace(c, id=f"c{n}") for n, c in enumerate(claims, 1))))
    return [_denied(doc, world, words, s, out) for s in out]


def _owned(doc: Doc, s: Statement, claims: Sequence[Claim]) -> Statement:
    """ "The army confirmed the strike", which was laid to it: who confirms what their own side did acknowledges it."""
    cue = next((r for part in s.cue if (r := token_range(doc, part)) is not None), None)
    if s.stance != "reports" or cue is None or doc[cue[0]].lemma_ not in OWNING:
        return s
    side = s.speaker.camp
    if not any(c.actor and c.actor.camp == side != "unknown" and kind_told(doc, c).attack for c in claims):
        return s
    return replace(s, stance="acknowledges", why=with_why(s.why, Why("stance", "stance.own_deed", s.cue[0])))


def _drafts(doc: Doc, world: World, lex: Lexicon, words: Words) -> dict[str, list[Draft]]:
    """The drafts in each statement's own words, by its id.

    The innermost statement has its words to itself: what it says, the outer one only quotes.
    """
    spent: set[int] = set()
    drafts: dict[str, list[Draft]] = {}
    before: dict[tuple[Span, ...], set[int]] = {}
    earnest = in_earnest(doc)
    for s in sorted(doc._.statements, key=lambda s: (sum(e - b for b, e in s.content), s.id)):
        ranges = [r for c in s.content if (r := token_range(doc, c))]
        # two who say the same ("a mayor and two nurses said") both say it
        taken = before.setdefault(s.content, set(spent))
        drafts[s.id] = find_drafts(doc, world, lex, words, ranges, taken, earnest)
        if _goes_on(
            doc, s
        ):  # what its own clause tells of the noun before is no other's: "which medics said killed 39"
            after = token_range(doc, s.cue[0])
            spent.update(i for d in drafts[s.id] for i in range(*d.trigger) if after is not None and i >= after[1])
            continue
        spent.update(i for d in drafts[s.id] for i in range(*d.trigger))
        if drafts[s.id] and s.via:
            spent.update(i for a, b in ranges for i in range(a, b))
    return drafts


def _goes_on(doc: Doc, s: Statement) -> bool:
    """ "The attack, which the army blamed on rebels": both the army and whoever goes on tell of the attack."""
    cues = [doc[r[0]] for c in s.cue if (r := token_range(doc, c))]
    return any(
        t.dep_ == "relcl" or (t.dep_ == "acl" and t.lemma_ in ACCUSE) or antecedent_of_blame(t) is not None
        for t in cues
    )


def _denied(doc: Doc, world: World, words: Words, s: Statement, told: Sequence[Statement]) -> Statement:
    """ "X denied Y's claim that it did Z", "Y's claim is false, X said": the claim is Y's, and X denies it.

    Y's words lie in what X is quoted for.
    """
    if s.claims or not (s.stance == "denies" or dismisses(doc, s)):
        return s
    inner = [i for i in told if i.via == s.id and i.claims and s.content[0].start <= i.cue[0].start < s.content[-1].end]
    drafts = answered(doc, s, [c for i in inner for c in i.claims]) if inner else []
    return replace(s, claims=tuple(replace(_claim(doc, world, words, s, d, None, ()), id="c1") for d in drafts))


def _claim(
    doc: Doc, world: World, words: Words, s: Statement, d: Draft, before: int | None, told: Sequence[Claim]
) -> Claim:
    """One draft as a claim; `before` is the place of the claim before it in the same statement, `told` the claims of
    the statements before."""
    losers = [t for t in d.roles.get("loser", []) if place_in(words, *core(t)) is None or mention_at(doc, t.i)]
    target = target_of(doc, words, s, d, [*d.roles.get("target", []), *d.roles.get("item", []), *losers])
    actor = _as_told(d, "actor") or actor_of(doc, words, s, d)
    target = not_their_own(d, target, actor)
    holder = _as_told(d, "holder") or party_of(doc, words, s, d, d.roles.get("holder", []), acts=True)
    actors = with_whom(doc, words, s, d, "actor", actor)
    holders = with_whom(doc, words, s, d, "holder", holder)
    located = place_of(doc, words, s, d, before, told)
    means, reason = means_of(doc, d), reason_of(doc, s, d)
    timed = time_of(doc, words, s, d, told, located.place)
    if laid_to_rest(d):
        by_then = When(None, timed.when.end, "imprecise", timed.when.span, "context")
        located, timed = Located(None), Timed(by_then, "before_burial", timed.at)
    trigger = characters(doc, d.trigger)
    why = [
        Why("made", f"made.{d.made}", trigger),
        _of_kind(s, d, trigger, means),
        *_of_party("actor", actor, d.by.get("actor")),
        *_together("actors", actors),
        *_together("holders", holders),
        *_of_party("target", target, next((d.by[r] for r in ("target", "item", "loser") if r in d.by), None)),
        *_of_party("holder", holder, d.by.get("holder")),
        None if means is None else Why("means", f"means.{d.by['weapon']}", means.span),
        None if located.rule is None else Why("place", f"place.{located.rule}", located.at),
        None if reason is None else Why("reason", f"reason.{reason.rule}", reason.reason.span),
        Why("time", f"time.{timed.rule}", timed.at or timed.when.span),
    ]
    return Claim(
        id="",
        kind=d.kind.id,
        acled=None,
        plover=None,
        polarity="affirmed",
        modality="happened",
        actor=None if actor is None else actor.party,
        target=None if target is None else target.party,
        holder=None if holder is None else holder.party,
        means=means,
        place=located.place,
        from_place=role_place(doc, words, d, "from_place"),
        to_place=role_place(doc, words, d, "to_place"),
        part=part_of(doc, d, located.place) if d.kind.names_holder else None,
        reason=None if reason is None else reason.reason,
        time=timed.when,
        counts=(),
        trigger=trigger,
        place_from=located.how,
        actors=actors,
        holders=holders,
        why=with_why((), *why),
    )


def _as_told(d: Draft, role: str) -> Shown | None:
    """The party of the claim that a draft takes up as it stands."""
    same = d.like is not None and d.by.get(role) == SAME and role not in d.roles
    party = getattr(d.like, role) if same else None
    return None if party is None else Shown(party, None, None)


def _together(field: str, parties: Sequence[Party]) -> Iterator[Why]:
    """Why others did it too."""
    if len(parties) > 1:
        yield Why(field, "party.together", parties[1].span)


def _of_kind(s: Statement, d: Draft, trigger: Span, means: Means | None) -> Why:
    rule = d.by.get("kind", "trigger")
    if rule in ("trigger", "untold") and not s.cue and _in_a_list(d.head):
        rule = "in_a_list"
    elif rule == "trigger" and means is None and d.kind.strike and d.head.lemma_ in HITTING:
        rule = "hit_by_something"
    return Why("kind", f"kind.{rule}", means.span if rule == "weapon" and means is not None else trigger)


def _in_a_list(word: Token) -> bool:
    """ "On the enemy side: 34 terrorists neutralized, 12 arrested": behind a colon the parse finds no clauses."""
    start = word.sent.start
    return any(t.text == ":" and t.whitespace_ for t in word.doc[start : word.i])


HITTING = word_list("hit_with_what")


def _of_party(field: str, shown: Shown | None, rule: str | None) -> Iterator[Why]:
    """Why somebody is the actor, target or holder, and of that camp."""
    if shown is None or rule is None:
        return
    yield Why(field, f"party.{rule}", shown.party.span)
    if shown.rule is not None:
        yield Why(f"{field}_camp", f"camp.{shown.rule}", shown.at)
