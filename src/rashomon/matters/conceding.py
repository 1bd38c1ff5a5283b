"""Who says what speaks against its own side? The rules of `world/concessions.toml` over answers."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.matters.accounts import BYSTANDERS, Account, camp_of
from rashomon.matters.answer import CHOICES, NUMBER, Answer
from rashomon.matters.camps import Sides, takes_side
from rashomon.matters.deed_answers import CIVILIAN, HARMED
from rashomon.matters.may_relate import by_hearsay
from rashomon.matters.one_thing import one_thing
from rashomon.matters.rivalry import rival
from rashomon.model import NEUTRAL_CAMPS, Party

OWNED = "made.owning_it"
SPARED = BYSTANDERS - NEUTRAL_CAMPS
FIGHTING = frozenset({"fighters", "soldiers"})


def must_answer(answer: Answer, about: str, known: Sides) -> bool:
    """Whether the claim tells of the speaker's own side in the way a rule asks for."""
    claim, camp = answer.account.claim, answer.camp
    if about == "actor":
        return answer.account.actor == camp
    if about == "target":
        return camp_of(claim.target) == camp and camp_of(claim.actor) != camp
    holder = camp_of(claim.holder)
    lost = camp_of(claim.target) == camp
    return lost or (holder is not None and takes_side(holder) and not known.allied(holder, camp))


def harms_civilians(answer: Answer) -> bool:
    claim = answer.account.claim
    said = {c.who for c in answer.account.counts if c.what in ("killed", "injured")}
    return bool(said & CIVILIAN) or (claim.target is not None and claim.target.sort == "civilians")


def accuses(other: Answer, answer: Answer, known: Sides) -> bool:
    """Whether another side lays to a camp what it must answer for, and the camp says that the deed was its own.

    It does not where it is proud of it: "it had hit an arms convoy", of a bombed market.
    """
    if boasts(answer, known):
        return False
    if not takes_side(other.camp) or known.allied(other.camp, answer.camp) or other.polarity != "affirmed":
        return False
    target = other.account.claim.target
    harm = harms_civilians(other) or (target is not None and target.site in known.protected)
    return harm and other.account.actor == answer.camp and one_thing(other, answer)


def boasts(answer: Answer, known: Sides) -> bool:
    """Whether it tells of a blow at an enemy, or at something that is nobody's to be spared: "struck a deployment point
    and killed 60 servicemen". Who is proud of that owns no harm to civilians by it."""
    account = answer.account
    if any(c.what in HARMED and c.who in FIGHTING for c in account.counts):
        return True
    named = [c.target for c in (account.claim, *account.statement.claims) if c.target is not None]
    if any(t.sort == "civilians" or t.site in known.protected for t in named):
        return False
    mine = account.claim.target
    thing = mine is not None and mine.sort is None and mine.camp not in SPARED and not is_place(mine, account)
    return thing or any(t.sort == "fighters" or is_enemy(t.camp, answer.camp, known) for t in named)


def is_place(target: Party, account: Account) -> bool:
    """Whether what was hit is the place itself: "air strikes on the town"."""
    return account.called is not None and account.called in target.text


def is_enemy(camp: str, of: str, known: Sides) -> bool:
    return takes_side(camp) and camp not in BYSTANDERS and not known.allied(camp, of)


def own_words(answer: Answer) -> bool:
    """Whether a side says it itself, as news: no headline, no outlet's sentence that restates it, no background."""
    account = answer.account
    if account.statement.manner in ("headline", "caption") or account.claim.background or by_hearsay(account):
        return False
    return account.speaker.span is not None or not answer.origin.carrier


def lays_it_to_an_enemy(answer: Answer, known: Sides) -> bool:
    """Whether the statement has an enemy do what came to this harm: "rebels fired on the town, killing two"."""
    account = answer.account
    doers = {camp_of(c.actor) for c in account.statement.claims if c.polarity == "affirmed"}
    enemies = {d for d in doers if d is not None and not known.allied(d, answer.camp)}
    return bool(enemies) and account.claimed.effect


def is_victim(answer: Answer, known: Sides) -> bool:
    """Whether it tells what an enemy did to its own people or sites: that is an accusation."""
    claim, camp = answer.account.claim, answer.camp
    if lays_it_to_an_enemy(answer, known):
        return True
    actor = camp_of(claim.actor)
    if actor is None or known.allied(actor, camp):
        return False
    protected = claim.target is not None and claim.target.site in known.protected
    return harms_civilians(answer) or protected or (claim.target is not None and claim.target.camp == "local")


def need_met(need: str, answer: Answer, others: Sequence[Answer], known: Sides) -> bool:
    claim, camp = answer.account.claim, answer.camp
    if need == "acknowledged":
        return answer.account.statement.stance == "acknowledges"
    if need == "mistaken":
        return "by_mistake" in answer.account.statement.noted
    if need == "owned":
        return any(w.field == "made" and w.rule == OWNED for w in claim.why)
    if need == "accused":
        return any(accuses(o, answer, known) for o in others)
    if need == "denied":
        return any(o.camp == camp and o.origin.id != answer.origin.id and rival(answer, o, known) for o in others)
    if need == "civilians":
        return harms_civilians(answer)
    if need == "protected":
        return bool(claim.target and claim.target.site in known.protected)
    if need == "own_side":
        target = camp_of(claim.target)
        return target is not None and known.allied(target, camp)
    raise ValueError(f"no such need: {need}")


def concedes(answer: Answer, others: Sequence[Answer], known: Sides) -> bool:
    """Whether an account concedes: one who speaks for a camp affirms what its side denied or must answer for.

    Who names the weapon, what was hit, or how many shells there were, concedes nothing by that: the deed is conceded
    where it is asked who did it.
    """
    if answer.scope in CHOICES or answer.sort == NUMBER or (answer.polarity != "affirmed" and answer.scope != "hold"):
        return False
    account = answer.account
    if not answer.origin.speaks or not takes_side(answer.camp) or account.speaker.camp != answer.camp:
        return False
    if account.claim.polarity != "affirmed" or account.statement.stance == "denies":
        return False
    if not own_words(answer) or is_victim(answer, known):
        return False
    return any(
        must_answer(answer, rule.about, known)
        and (rule.about != "actor" or answer.field == "who")
        and (not rule.needs or any(need_met(n, answer, others, known) for n in rule.needs))
        for rule in account.claimed.concedes
    )
