"""Is the name of a town, a country or a day somebody's here, though no word beside it says so?

Asked of names that are something else as well, where the rules of `around` found nothing. Somebody is told by what a
sentence says further on ("attacked N ... and left him"), by who did it ("prosecutors charged N over"), or by how it is
said (“...,” recalled N). "He" tells only where nobody else can be meant: no word before it names or describes anybody.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from rashomon.reading.persons import around
from rashomon.reading.persons.around_patterns import any_of
from rashomon.reading.persons.looked_at import Run, Seen, office_ends, strange
from rashomon.reading.persons.name_words import listed_words

Sort = Literal["state", "place", "time"]
"""What the name is of besides; "time" also for a people's that is a given name."""
_FAR = 160
"""Characters behind a name in which "he" may stand for it."""
_QUOTED = r"[”\"»],?\s+"
_PREPOSITION = re.compile(r"\b(?:in|near|at|to|from|of|on|around|outside|inside|through|towards?|between)\s+$", re.I)
_MOVED = (
    r"(?:was\s+|had\s+)?(?:bled|crossed|cycled|died|drove|driving|fell|fled|fleeing|hid|hiding|lay|lying|prayed|praying|ran"
    r"|running|sat|sitting|slept|sleeping|stood|standing|tried|walked|walking|wept)\b"
)
_HE = re.compile(
    rf"\b(?:as|when|while|before|until|and)\s+(?:he|she)\s+{_MOVED}|\b(?:him|her|his|himself|herself)\b", re.I
)
_HIM = re.compile(rf"\b(?:him|himself|herself|his)\b|\b(?:as|while|when)\s+(?:he|she)\s+{_MOVED}", re.I)
"""Of a country or a capital: it is "her" and "she", too."""
_HIS = re.compile(r"\b(?:his|her)\b", re.I)
_STOPS = re.compile(r"[.!?\n“”\"«»]")
_HE_SAYS = re.compile(
    r"\b(?:he|she)\s+(?:also\s+|later\s+)?(?:said|says|told|added|wrote|recalled|claimed|explained)\b"
    r"|\b(?:said|says|added)\s+(?:he|she)\b", re.I
)  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
_CLAUSE = re.compile(r"\b(?:as|while|when|because|before|after|until|that|if|where|said|says|reported)\s+$", re.I)
"""Behind these a subject stands."""
_VERB = re.compile(r"\s+(?:was|had|lay|sat|stood|ate|ran|[a-z]{2,}ed)\b")
_DID = re.compile(
    r"\s+had\s+(?:confessed|fed|filmed|heard|hidden|informed|lied|married|seen|sheltered|slept|spoken|stolen|wept)\b"
)
_COURT = re.compile(
    r"\b(?:police|prosecutors?|court|courts|judges?|jury|tribunal|officers?|detectives?|investigators?)\s+"
    r"(?:(?:had|have|has|later|also|formally)\s+){0,2}(?:charged|convicted|sentenced|indicted|acquitted|cleared|fined"
    r"|jailed|remanded)\s+$", re.I
)  # fmt: skip
_ACCUSER = re.compile(
    r"\b(?:police|prosecutors?|court|courts|judges?|jury|tribunal|officers?|detectives?|investigators?|ministry|army"
    r"|officials?|authorities|government|paper|he|she|they)\s+(?:(?:had|have|has|later|also|formally)\s+){0,2}"
    r"(?:accused|charged|convicted|suspected|sentenced|indicted|acquitted|cleared|named|identified)\s+$", re.I
)  # fmt: skip
_OF_IT = re.compile(r"\s+(?:of|over|with|for|to|as)\b")
_RUN_BY = re.compile(
    r"\b(?:cell|group|gang|unit|team|band|shop|bakery|network|ring|squad)\s+(?:run|led|headed|commanded|formed|set\s+up)\s+by\s+$",
    re.I,
)
_AMONG = re.compile(
    r"\b(?:people|persons|civilians|men|women|children|others|villagers|residents|passengers|prisoners)\s*,?\s+including\s+$",
    re.I,
)
_LIST_GOES_ON = re.compile(r"\s*[,.;]|\s+and\b")
_IT_WAS = re.compile(r"\b(?:it|this|that)\s+(?:is|was|wasn[’']t|isn[’']t)\s+(?:only\s+|also\s+)?$", re.I)
_WHO = re.compile(r"\s+who\b")
_BODY = re.compile(
    r"\s+into\s+(?:an?|the|his|her|their)\s+(?:\w+\s+)?(?:van|car|truck|cell|well|pit|bus|lorry|boot|trunk|jeep|vehicle|ditch)\b"
    r"|\s+by\s+(?:name|sight|the\s+(?:arm|arms|hair|hand|leg|legs|throat|neck|collar))\b"
    r"|\s+from\s+(?:an?|his|her)\s+(?:bus|car|cell|bed|home|house|truck|taxi|classroom|office)\b",
    re.I,
)
_HELD = re.compile(r"\s+(?:has|had)\s+been\s+held\s+(?:in|at|without|incommunicado|captive|hostage|prisoner)\b", re.I)
_BEGINS = re.compile(r"(?:^|[.!?\n])[\s“\"‘']*$")
_TRUST = re.compile(r"\b(?:(?:faith|trust|trusted|confidence|confided)\s+in|mercy\s+(?:up)?on)\s+$", re.I)
_CLOSES = re.compile(r"\b(?:regards|sincerely|yours(?:\s+(?:truly|faithfully))?)\s*,\s*$", re.I)
_TREMBLES = re.compile(r"\s*,\s+(?:his|her)\s+(?:\w+\s+){1,3}?(?:\w{2,}ing|\w{2,}ed|full|wet|raw|low)\b")


_BORN = re.compile(r"\s*(?:,\s+|\(\s*)(?:b\.|born)\s+(?:in\s+)?(?:\w+\s+)?(?:19|20)\d\d\b")
_LIVED = re.compile(r"\s*\(\s*(?:19|20)\d\d\s*[–—-]\s*(?:19|20)\d\d\s*\)")
_BUT_FOR = re.compile(
    r"\b(?:everyone|everybody|no\s+one|nobody|none|all\s+of\s+them)\b[^.!?\n]{0,60}\b(?:except|but|save)\s+(?:for\s+)?$",
    re.I,
)
_LET = re.compile(r"\blet\s+$", re.I)
_GO = re.compile(r"\s+(?:down|go|in|leave|live|out|pass)\b")
_ONLY = re.compile(r"\b(?:only|even)\s+$", re.I)
_LEFT_OVER = re.compile(r"\s+(?:escaped|fled|got\s+away|lived|survived)\b")
_AMONG_THEM = re.compile(r"\s+among(?:st)?\s+(?:them|whom)\b")
_PEOPLE = re.compile(
    r"\b(?:people|persons|civilians|men|women|children|villagers|residents|passengers|prisoners|students|victims),\s+$",
    re.I,
)
_AND_I = re.compile(r"\s+and\s+I\b")
_I_AND = re.compile(r"\b(?:I|me)\s+and\s+$")
_IS_DESCRIBED = re.compile(
    r"\s+(?:is|was)\s+(?:asleep|pregnant|unconscious|in\s+(?:a\s+coma|hospital|jail|prison)"
    r"|(?:my|our|his|her)\s+[a-z]+\b)(?=[.,!?;”\"]|\s+(?:and|but|in|now|when)\b)"
)
_GONE = re.compile(r"\s+(?:is|was)\s+(?:alive|dead|gone|safe)(?=[.,!?;”\"]|\s+(?:and|but|now)\b)")
_STATE_OF_BODY = re.compile(
    r"\s*,\s+(?:barefoot|bleeding|blindfolded|crying|gasping|handcuffed|limping|pregnant|screaming|sobbing|trembling"
    r"|unarmed|weeping)\b"
)
_SEEN = re.compile(r"\b(?:saw|heard|watched)\s+$")
_DO = re.compile(r"\s+(?:bleed|breathe|crawl|cry|kneel|lie|run|scream|shout|sit|stand|walk|weep)\b")
_BESIDE = re.compile(r"\b(?:next\s+to|beside|behind)\s+$", re.I)
_LIES = re.compile(r"\s+(?:knelt|sat|slept)\b")
_DONE = (
    r"(?:also\s+)?(?:abducted|arrested|beaten|blindfolded|detained|executed|injured|kidnapped|killed|murdered|shot"
    r"|stabbed|tortured|wounded)\b"
)
_WERE = re.compile(
    rf"(?:^|[.!?\n]\s*)(?:{_DONE}|(?:among|one\s+of)\s+(?:those|the)\s+(?:{_DONE}|dead\b|victims\b))[^.!?\n:]{{0,70}}\s(?:was|were|is|are)\s+$",
    re.I,
)
_HAVING_BEEN = re.compile(rf"(?:^|[.!?\n]\s*){_DONE}[^.!?\n:]{{0,70}},\s+$", re.I)
_GOES_ON = re.compile(r"\s+(?!and\b|or\b)[a-z]+")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Those with words of the language's lists."""
    told = any_of(listed_words("around", "speech_of_persons"))
    said = any_of(listed_words("around", "speech"))
    done = any_of(listed_words("around", "done_to_either"))
    of_whom = any_of(listed_words("around", "of_persons"))
    kin = any_of(listed_words("around", "kin"))
    lives = any_of(listed_words("around", "lives"))
    return {
        "told": re.compile(rf"{_QUOTED}{told}\s+$"),
        "said": re.compile(rf"{_QUOTED}{said}\s+$"),
        "done": re.compile(rf"\b{done}\s+$", re.I),
        "kin_says": re.compile(rf"[”\"»],?\s+(?:the|her|his|a)\s+{kin}\s+(?:said|says|cried|wept)\b"),
        "his_kin": re.compile(rf"[^.!?\n“”\"]{{0,60}}\b(?:his|her)\s+(?:\w+\s+)?{kin}\b"),
        "of_whom": re.compile(rf"\b{of_whom}\s+of\s+$"),
        "lives": re.compile(rf"\s+(?:died|{lives})\b"),
    }


@cache
def _may_stand_before() -> frozenset[str]:
    """The last word or mark of what tells of somebody, so that it is soon known of most names that nothing does."""
    keys = ("speech", "speech_of_persons", "done_to_either")
    listed = {w.split()[-1] for key in keys for w in listed_words("around", key)}
    told = (
        "accused charged convicted suspected sentenced indicted acquitted cleared named identified fined jailed"
        " remanded by including is was were are me i and saw heard watched to beside behind as while when because"
        " before after until that if where says except but save for let only even , ;"
    )
    return frozenset(listed | set(told.split()))


_MAY_STAND_BEHIND = re.compile(
    r"\s+(?:among|amongst|and\s+I|by|from|had|has|into|is|knelt|sat|slept|was|who)\b|\s*,\s+(?:[a-z]+ing|[a-z]+ed|barefoot|born|pregnant)\b"
    r"|\s*\(\s*(?:b\.|born\b|(?:19|20)\d\d\b)|\s*,\s+b\."
)


def rule_of(seen: Seen, run: Run, sort: Sort | None) -> str | None:
    """The rule by which a name that is known for something else is somebody's."""
    if sort is None:
        return None
    text, start, end = seen.text, seen.tokens[run.first].start, seen.bare_end(run.last)
    last = around.last_word(text, start)
    if last == "of":
        whom = sort == "time" and _patterns()["of_whom"].search(text, max(0, start - 40), start)
        return "name.of" if whom and _LIST_GOES_ON.match(text, end, end + 5) else None
    if last in ("in", "on", "upon"):
        return "name.personally" if sort == "place" and _TRUST.search(text, max(0, start - 40), start) else None
    may_follow = _MAY_STAND_BEHIND.match(text, end, end + 20) is not None
    opens = seen.tokens[run.first].opens and not seen.small.isdisjoint(_PRONOUNS)
    if not (may_follow or opens or last is None or last in _may_stand_before()):
        return None
    if run.lead or around.placed(text, start, end):
        return None
    before = text[max(0, start - 110) : start]
    return (
        _spoken(text, before, end)
        or _accused(text, before, end, sort)
        or _suffered(text, before, end)
        or ("name.undergone" if kin_tell(text, end) else None)
        or (None if sort == "time" else _bodily(text, before, end, sort))
        or _in_sentence(seen, run, before, sort)
    )


def _spoken(text: str, before: str, end: int) -> str | None:
    """“...,” recalled N; “...,” said N, her hands shaking."""
    found = _patterns()
    if found["told"].search(before) or (found["said"].search(before) and _TREMBLES.match(text, end, end + 60)):
        return "name.personally"
    return "name.signed" if _CLOSES.search(before) else None


def _accused(text: str, before: str, end: int, sort: Sort) -> str | None:
    """ "Prosecutors charged N over", "a cell run by N", "killed nine people, including N, ...": no day stands there."""
    if (_COURT if sort == "state" else _ACCUSER).search(before) and _OF_IT.match(text, end, end + 6):
        return "name.object"
    if sort == "state":
        return None
    if _RUN_BY.search(before):
        return "name.agent"
    if _BUT_FOR.search(before) or (_PEOPLE.search(before) and _AMONG_THEM.match(text, end, end + 16)):
        return "name.row"
    if (_LET.search(before) and _GO.match(text, end, end + 8)) or (
        _ONLY.search(before) and _LEFT_OVER.match(text, end, end + 16)
    ):
        return "name.acts"
    return "name.row" if _AMONG.search(before) and _LIST_GOES_ON.match(text, end, end + 5) else None


def _suffered(text: str, before: str, end: int) -> str | None:
    """ "Killed on Monday were N and N", "Shot in the leg, N crawled"; “N and I”."""
    if _WERE.search(before) or (_HAVING_BEEN.search(before) and _GOES_ON.match(text, end, end + 20)):
        return "name.undergone"
    return "name.row" if _AND_I.match(text, end, end + 8) or _I_AND.search(before) else None


def kin_tell(text: str, end: int) -> bool:
    """“N is dead,” her mother said."""
    described = _IS_DESCRIBED.match(text, end, end + 40) or _GONE.match(text, end, end + 24)
    return described is not None and _patterns()["kin_says"].search(text, end, end + 90) is not None


def _bodily(text: str, before: str, end: int, sort: Sort) -> str | None:
    """What takes a body: "saw N run", "N, bleeding", "N into a van"."""
    if sort == "place" and (_IS_DESCRIBED.match(text, end, end + 40) or _HELD.match(text, end, end + 40)):
        return "name.undergone"
    if _BORN.match(text, end, end + 30) or (
        sort == "place" and _BEGINS.search(before) and _LIVED.match(text, end, end + 16)
    ):
        return "name.age"
    if _STATE_OF_BODY.match(text, end, end + 30) or _BODY.match(text, end, end + 40):
        return "name.undergone"
    seen_to = _SEEN.search(before) and _DO.match(text, end, end + 10)
    return "name.acts" if seen_to or (_BESIDE.search(before) and _LIES.match(text, end, end + 8)) else None


def _in_sentence(seen: Seen, run: Run, before: str, sort: Sort) -> str | None:
    """What the rest of its sentence says of a name."""
    text, end = seen.text, seen.bare_end(run.last)
    if sort != "state" and _IT_WAS.search(before) and _WHO.match(text, end, end + 5):
        return "name.appositive"
    clause, opens = _CLAUSE.search(before) is not None, _BEGINS.search(before) is not None
    if sort != "state" and clause and _DID.match(text, end, end + 20):
        return "name.acts"
    acts = clause and _VERB.match(text, end, end + 20) is not None
    if sort == "time":
        if (clause and _patterns()["lives"].match(text, end, end + 30)) or (opens and _HELD.match(text, end, end + 40)):
            return "name.acts"
        return "name.acts" if acts and _he(seen, run, _HE) else None
    if opens and _patterns()["his_kin"].match(text, end, end + 80):
        return "name.personally" if _he(seen, run, _HIS) else None
    if acts or _patterns()["done"].search(before):
        return "name.object" if _he(seen, run, _HIM if sort == "state" else _HE) else None
    return None


def _he(seen: Seen, run: Run, pronoun: re.Pattern[str]) -> bool:
    """Whether "he" behind a name, in its sentence, stands for it: no word before it describes or names anybody, and
    nobody speaks as "he"."""
    if seen.small.isdisjoint(_PRONOUNS):
        return False
    end = seen.bare_end(run.last)
    stop = _STOPS.search(seen.text, end, end + _FAR)
    found = _at(pronoun, seen.text, end, stop.start() if stop else end + _FAR)
    if found is None or _HE_SAYS.search(seen.text):
        return False
    for k, token in enumerate(seen.tokens):
        if token.start >= found:
            break
        if not run.first <= k <= run.last and _is_somebody(seen, k):
            return False
    return True


def _at(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = pattern.search(text, start, end)
    return found.start() if found else None


@cache
def _described() -> frozenset[str]:
    """Words for one person: roles, trades, relations, offices."""
    return (
        listed_words("names", "before") | listed_words("around", "kin") | listed_words("around", "called_before")
        | listed_words("around", "is_one") | listed_words("offices", "spokes") | office_ends() | _PRONOUNS
        | listed_words("names", "titles")
    ) - listed_words("plain", "calendar")  # fmt: skip


def _is_somebody(seen: Seen, k: int) -> bool:
    """Whether a word describes one person, or may be somebody's name."""
    token = seen.tokens[k]
    if token.word in _described():
        return True
    if not token.capital:
        return False
    if seen.marks[k] == "official" or token.word in seen.known.surnames:
        return True
    if not strange(seen, k) or seen.in_place(token.start, token.end):
        return False
    return _PREPOSITION.search(seen.text, max(0, token.start - 12), token.start) is None
