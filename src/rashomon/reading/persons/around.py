"""What stands around a run of capitalised words, and says that it names a person, or that it names a place.

Each function looks at the words before or after a stretch of a text and answers with the name of a rule, or nothing.
`firm` asks for what holds of persons alone: for words that are the name of something else as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from rashomon.reading.persons.name_words import listed_words

NEAR = 90
"""Characters that are looked at on either side."""
FEW_WORDS = 40
"""Characters that are looked at for what stands right before."""
SOME_WORDS = 64
"""... and for what stands before a place with its description: "in the besieged northern city of"."""
WRAPPED = 50
"""Characters of a line that may have been wrapped: a shorter one ends where its words end."""
_NUMBER = r"(?:1[01]\d|\d{1,2})"
_SPELT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|"
    r"seven|eight|nine))?"
)
_UNIT = r"(?:years?|yrs?|months?|weeks?|days?|y/?o|yo)"
AGE = re.compile(
    rf"""\s*(?:
      [,;]?\s*(?:aged?|age)\s+(?:{_NUMBER}|{_SPELT})\b(?:\s+{_UNIT})?
    | [,;]?\s*(?:{_NUMBER}|{_SPELT})(?:\s{_UNIT}|-{_UNIT}(?![-\s][a-z])|-{_UNIT}(?=[-\s](?:old|of\s)))
      (?:[-\s](?:old|of\s+age))?\b
      (?!\s+(?:later|earlier|ago|before|after))
    | ,\s*{_NUMBER}(?=\s*(?:[,;:.)\n]|$|and\b|from\b|of\b|was\b|were\b|who\b))(?!\.\d)
    | \s*[(\[]\s*(?:aged?\s+)?{_NUMBER}\s*(?:{_UNIT}(?:\s+old)?)?\s*[)\]]
    | \s*[/|–—-]\s*{_NUMBER}\s*(?:{_UNIT}(?:\s+old)?)?(?=\s*(?:[,;:.)|/\n]|$))
    )""",
    re.X | re.I,
)
_ALIAS = re.compile(
    r"\s*[,(]\s*(?:not\s+(?:his|her|their)\s+real\s+name|a\s+pseudonym|pseudonym|name\s+changed|real\s+name)", re.I
)


def _any(words: frozenset[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def w(key: str) -> str:
        return _any(listed_words("around", key))

    things = _any(listed_words("things", "nouns"))
    roles = _any(
        listed_words("names", "before") | listed_words("around", "kin") | listed_words("around", "called_before")
    )
    suffered = listed_words("around", "to_persons") | listed_words("around", "undergone")
    no_days = listed_words("around", "called_before") - listed_words("around", "before_days_too") - suffered
    kin_roles = _any(listed_words("names", "before") | listed_words("around", "kin") | no_days)
    kin = w("kin")
    soft = listed_words("around", "soft")
    of_firm = _any(listed_words("around", "of_persons") - soft)
    to_firm = _any(listed_words("around", "to_persons") - soft)
    soft_place = listed_words("around", "soft_place")
    of_no_state = _any(listed_words("around", "of_persons") - soft_place)
    to_no_state = _any(listed_words("around", "to_persons") - soft_place)
    passive = r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bbeing )"
    trades = (listed_words("names", "before") | listed_words("around", "called_before")) - listed_words("around", "kin")
    from_places = _any(trades | listed_words("around", "from_places"))
    under_firm = _any(listed_words("around", "undergone") - soft)
    flags = re.I
    old = rf"(?:{_NUMBER}|{_SPELT})(?=\s+(?:when|years\s+old|months\s+old|and\b)|[.;])"
    was_so_old = rf",?\s+(?:is|was|(?:had\s+)?(?:just\s+)?turned)\s+(?:only\s+|just\s+)?{old}"
    of_himself = (
        r"\s+(?:denie[sd]|sa(?:id|ys)|claim(?:s|ed)|believe[sd]|insist(?:s|ed)|fear(?:s|ed))\s+(?:that\s+)?(?:he|she)\b"
    )
    of_ours = rf"\s+(?:was|is)\s+(?:my|our|his|her|their)\s+(?:\w+\s+)?{kin}\b"
    lost_kin = rf"\s+(?:has\s+|had\s+)?lost\s+(?:[\w’'-]+\s+){{0,3}}?(?:{kin}|relatives|legs?|arms?|eyes?|hands?)\b"
    dead = (
        r"(?:dead|killed|victims?|martyrs?|wounded|injured|detained|detainees?|missing|arrested|"
        r"prisoners?|names?|fallen|deceased|casualties|suspects?|wanted|abducted|released|freed|buried|"
        r"identified|witnesses)"
    )
    return {
        "called": re.compile(
            rf"(?<!so-)\b(?:{w('called')}[:,]?|(?:identified|named)\s[^.!?\n]{{0,80}}\bas"
            rf"|names?\s+of\s+[^.!?\n]{{3,50}}\s(?:is|was|are|were))\s+[\"“‘'(]?\s*$",
            flags,
        ),
        "of": re.compile(rf"\b{w('of_persons')}\s+of\s+[\"“‘']?$", flags),
        "of_firm": re.compile(rf"\b{of_firm}\s+of\s+[\"“‘']?$", flags),
        "for": re.compile(
            r"\b(?:lawyers?|attorney|counsel|search|warrant|ransom|funeral|prayers?|mourning)\s+(?:for|"
            r"against)\s+$"
            r"|\b(?:came|come|coming|look(?:ed|ing)|search(?:ed|ing))\s+(?:looking\s+)?for\s+$",
            flags,
        ),
        "object": re.compile(rf"{passive}\b{w('to_persons')}\s+[\"“‘']?$", flags),
        "object_place": re.compile(rf"{passive}\b{to_no_state}\s+[\"“‘']?$", flags),
        "of_place": re.compile(rf"\b{of_no_state}\s+of\s+[\"“‘']?$", flags),
        "kin_role": re.compile(
            rf"(?<!so-)\b(?:{kin_roles}|\w+[- ](?:year|month|week|day)s?[- ]old)\s*[\"“‘']?$", flags
        ),
        "left_dead": re.compile(
            r"\s+(?:dead|wounded|injured|homeless|unconscious|maimed|bleeding|paralysed|paralyzed|blind|"
            r"lying|hanging|kneeling|asleep|under\s+(?:the\s+)?rubble|in\s+the\s+(?:back|chest|face|head|legs?|neck|stomach)|"
            r"out\s+of\s+(?:an?|the|his|her|their)\s+(?:bed|bus|car|cell|home|hospital|house|shop|taxi|tent|truck|vehicle)|"
            r"to\s+death)\b",
            flags,
        ),
        "and_kin": re.compile(
            rf"\s+and\s+(?:(?:his|her|their)\s+(?:\w+\s+){{0,2}}(?:{w('kin')}|family|household|bodyguards?|companions?)|(?:an)?other\s+(?:\w+\s+)?"
            r"(?:residents?|villagers?|witness(?:es)?|people|persons|civilians|men|women|neighbou?rs|"
            r"relatives|activists|prisoners|detainees|survivors|passengers))\b",
            flags,
        ),
        "according": re.compile(r"\baccording\s+to\s+$", flags),
        "alias_after": re.compile(
            r"\s*[,(]\s*(?:alias|a\.?k\.?a\.?|also\s+known|known\s+(?:only\s+)?as|nicknamed|nom\s+de\s+guerre|"
            r"whose\s+real\s+name|code-?named)\b",
            flags,
        ),
        "personally_before": re.compile(
            r"\b(?:by\s+(?:tele)?phone|(?:tele)?phone|skype|whatsapp|interview|in\s+tears|crying|weeping|"
            r"asked\s+(?:about|what|how|why|if))\b[^.!?\n]{0,40},\s*$",
            flags,
        ),
        "count": re.compile(
            r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of|thousands of|"
            r"several|many|some|all|both|these|those)\s+$",
            flags,
        ),
        "object_any": re.compile(rf"\b{w('to_persons')}\s+[\"“‘']?$", flags),
        "object_firm": re.compile(rf"{passive}\b{to_firm}\s+[\"“‘']?$", flags),
        "named_role": re.compile(rf"(?<!so-)\b(?:{roles}|\w+[- ](?:year|month|week|day)s?[- ]old)\s*[\"“‘']?$", flags),
        "numbered": re.compile(
            r"\b(?:prisoner|detainee|patient|suspect|witness|victim|inmate|case)\s+(?:no\.?\s*)?\d+\s*,\s*$",
            flags,
        ),
        "dead_were": re.compile(rf"\b{dead}\s+(?:were|was|are|is|include[sd]?|so far)?\s*:?\s*$", flags),
        "dead_are": re.compile(rf"\b{dead}(?:\s+(?:were|was|are|is|include[sd]?)\s*:?|\s*:)\s*$", flags),
        "listed": re.compile(rf"\b{dead}\b[^.!?\n:]*:\s*(?:[^.!?\n:]*[,;]\s*(?:and\s+)?)?$", flags),
        "agent": re.compile(
            r"\b(?:said|told|written|signed|led|filmed|recorded|reported|treated|raised|accompanied|seen|"
            r"witnessed|commanded|headed|described|given)\s+by\s+$",
            flags,
        ),
        "signed": re.compile(r"\b(?:signed|regards|sincerely|yours)\s*,?\s*\n\s*$", flags),
        "said_inverted": re.compile(rf"\b{w('speech')}\s+$", flags),
        "ends": re.compile(r"\s*(?:[,.”\"»;)]|$|\n)", flags),
        "who_is": re.compile(
            r"\b(?:who\s+(?:is|was|killed)|where\s+is|free|remember|forget|justice\s+for|interview\s+with|could\s+not\s+save"
            r"|(?:rest\s+in\s+peace|rip|farewell|goodbye)[,:]?)\s+$",
            flags,
        ),
        "was": re.compile(
            r"\s+(?:was|were|is|has\s+been|had\s+been|have\s+been|being|be)\s+(?:\w+ly\s+|also\s+|last\s+|"
            rf"then\s+)?{w('undergone')}\b",
            flags,
        ),
        "was_firm": re.compile(
            r"\s+(?:was|were|is|has\s+been|had\s+been|have\s+been)\s+(?:\w+ly\s+|also\s+|"
            rf"then\s+)?{under_firm}\b",
            flags,
        ),
        "headline": re.compile(
            r"\s+(?:shot|freed|killed|arrested|detained|buried|murdered|abducted|jailed|executed|dies|died)\b"
            r"(?!\s+(?:[0-9]+|at least|dozens|two|three|four|five|six|seven|eight|nine|ten|several|many|"
            r"people|civilians))",
            flags,
        ),
        "speaks": re.compile(rf"\s*,?\s+(?:from\s+[\w’'-]+,?\s+)?(?:{w('speech')})\b", flags),
        "lives": re.compile(
            rf"\s+(?:\w+ly\s+|never\s+)?{w('lives')}\b|{was_so_old}|{lost_kin}|{of_ours}|{of_himself}", flags
        ),
        "and_name": re.compile(r"\s+and\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:was|were|had|have|said|died)\b"),
        "acts": re.compile(rf"\s+(?:\w+ly\s+|never\s+)?{w('acts_of_persons')}\b", flags),
        "shown": re.compile(
            r"\s*[(\[](?:pictured|photographed|above|below|left|right|cent(?:re|er)|[RLC]|second\s+from\s+\w+)[)\]]",
            flags,
        ),
        "role_comma": re.compile(rf"\b{roles},\s+$", flags),
        "comma_after": re.compile(r"\s*[,)]", flags),
        "comma_was": re.compile(r"\s*,\s+(?:was|is|who|had)\b", flags),
        "calls": re.compile(r"[“\"‘'][^.!?\n“\"]{1,40},\s+$", flags),
        "called_out": re.compile(r"\s*!", flags),
        "holding": re.compile(r"\bholding\s+$", flags),
        "over": re.compile(r"\s+(?:over|on\s+suspicion|in\s+connection|without\s+charge)\b", flags),
        "including": re.compile(
            r"\b(?:people|persons|civilians|men|women|children|others|villagers|residents|passengers|prisoners|patients"
            r"|students|pupils|victims),?\s+(?:including|among\s+(?:them|whom))\s+(?:was\s+|were\s+)?"
            r"(?:[^.!?\n:;]*,\s*(?:and\s+)?)?$",
            flags,
        ),
        "personally": re.compile(rf"[^.!?\n]{{0,60}}\b{w('personally')}\b", flags),
        "kin_after": re.compile(
            rf"[’'`]s?\s+(?:\w+\s+)?(?:{kin}|body|corpse|home|house|family|relatives|car|shop|farm|phone|"
            r"lawyer|account|widow|grave|funeral|neighbours?|neighbors?|hands?|arms?|head|leg|legs|blood|face|"
            r"eyes|death|killing|murder|arrest|testimony|colleagues?)\b",
            flags,
        ),
        "appositive": re.compile(
            rf"\s*,\s+(?:(?:an?|the|his|her|their|my|our|one\s+of)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{roles}|\w{{3,}}"
            rf"(?:ist|ian|man|woman|keeper|maker|worker|driver|owner|seller|er|or|ant))\b|(?:{roles})\b|who\b|"
            r"whom\b|(?:son|daughter|wife|husband|widow|mother|father|brother|sister|nephew|niece|cousin|aunt|"
            r"uncle)\s+of\b|missing\b|born\b|nicknamed\b|better\s+known|also\s+known|(?:a|the)\s+(?:\w+\s+)?"
            rf"(?:resident|pupil|member|volunteer)\b|whose\s+(?:{kin}|name|house|home|family|body|shop))",
            flags,
        ),
        "place_after": re.compile(
            rf"\s*,\s+(?:an?|the|its|one\s+of)\s+(?:[\w’'-]+\s+){{0,5}}?{w('place_nouns')}\b",
            flags,
        ),
        "in": re.compile(
            rf"\b{w('strong_place')}\s+(?:the\s+)?(?:(?:nearby|neighbouring|neighboring|northern|southern|"
            r"eastern|western|central|rural|besieged|occupied|north|south|east|west|upper|lower|greater|old|"
            r"downtown|coastal|rebel-held|government-held|northeastern|northwestern|southeastern|southwestern|"
            r"city|town|village|district|quarter|neighbourhood|neighborhood|suburb|camp|port|island|province|"
            r"region|capital|settlement|hamlet|mountain|border|market|mining|eastern)\s+"
            rf"(?:of\s+)?){{0,3}}[\"“‘']?$",
            flags,
        ),
        "trusting": re.compile(rf"\b{w('trusting')}\s+in\s+[\"“‘']?$", flags),
        "from_home": re.compile(rf"\b{from_places}\s+from\s+$", flags),
        "done_to_place": re.compile(rf"\b{w('done_to_places')}\s+$", flags),
        "thing_called": re.compile(
            rf"\b(an?|the)\s+(?:[\w-]+\s+){{0,3}}?(?:{things}|{w('place_nouns')}|operation|offensive|campaign|force|unit)\s+(?:called|known\s+as|calling\s+itself)\s+[\"“‘']?$",
            flags,
        ),
        "is_so": re.compile(r"[\"”’']?\s+(?:is|was|has|had|said|says|claimed|reported|posted)\b", flags),
        "named_to_be": re.compile(r"[\"”’']?,?\s+(?:an?|the|his|her|their|to|on|for|in\s+for)\b", flags),
        "owned": re.compile(
            r"(?:[’'`]s)?[\s-]+(?:[a-z]+ly\s+)?(?:(?:pro-government|armed|military|main|ruling|local|refugee|"
            r"central|western|eastern|northern|southern|interior|foreign|defence|defense|so-called|oil|"
            rf"air)\s+)?{w('owned')}s?\b"
        ),
        "small_site": re.compile(
            rf"(?:[’'`]s)?\s+{w('small_sites')}\b(?<!killing)"
            r"|\s+killing(?=[.,]|\s+(?:was|is|has|trial|case)\b)",
            flags,
        ),
        "shop": re.compile(rf"(?:[’'`]s)?\s+{w('shops')}\b", flags),
        "landmark": re.compile(
            r"(?:[’'`]s)?\s+(?:(?:national|general|central|children|field|teaching|primary|secondary|high|"
            rf"grand|university|military|surgical|maternity|boys|girls)[’'s]*\s+)?{w('landmarks')}\b",
            flags,
        ),
        "the": re.compile(r"\b(?:the|this|its|their|our)\s+$", flags),
        "to_place": re.compile(
            r"\b(?:at|from|to|of|on|between|via|and|against|for|rural|eastern|western|northern|southern|central)\s+$"
            r"|,\s+$",
            flags,
        ),
        "places_listed": re.compile(
            r"\b(?i:regions|villages|towns|cities|districts|suburbs|neighbou?rhoods|provinces|areas|quarters|settlements|hamlets)\s+(?:[a-z]+\s+){0,2}"
            r"(?:of|including|include[sd]?|such\s+as)\s+"
            r"(?:[A-Z][\w’'-]*|[a-z]{2}-\s?[A-Z][\w’'-]*|and\b|in\b|,|;|\d+|\s)*$"
        ),
        "village_behind": re.compile(
            r"[”\"’']?,?\s+(?:an?|the|another)\s+(?:[\w-]+\s+){0,3}?(?:village|town|city|district|suburb|neighbou?rhood|quarter|"
            r"hamlet|settlement|province|region)(?=[,.;]|\s+(?:in|near|of|on|outside|about|some|that|where|which|\d+|just|"
            r"(?:north|south|east|west)(?:east|west)?)\b)"
        ),
        "head_before": re.compile(rf"\b{w('heads_before')}[\s-]+$", flags),
    }  # fmt: skip


def _before(text: str, start: int, near: int = NEAR) -> str:
    """The words before on the same line, or on the line before that was only wrapped."""
    begin = max(0, start - near)
    cut = text.rfind("\n\n", begin, start)
    begin = begin if cut < 0 else cut + 2
    line = text.rfind("\n", begin, start)
    if line >= 0 and line - (text.rfind("\n", 0, line) + 1) < WRAPPED:
        begin = line + 1
    return text[begin:start]


def seen(name: str, text: str, start: int, end: int) -> bool:
    """Whether one of the patterns matches right before the stretch, or right after it."""
    pattern = _patterns()[name]
    if name in _LAST and not text[max(0, start - 20) : start].rstrip(_OPENING).lower().endswith(_LAST[name]):
        return False
    if name in _ACROSS_LINES:
        return pattern.search(text[max(0, start - NEAR) : start]) is not None
    if name in _RIGHT_BEFORE:
        return pattern.search(_before(text, start, FEW_WORDS)) is not None
    if name == "in":
        return pattern.search(_before(text, start, SOME_WORDS)) is not None and not seen("trusting", text, start, end)
    if name in _BEFORE:
        return pattern.search(_before(text, start)) is not None
    return pattern.match(text, end, min(len(text), end + NEAR)) is not None


_OPENING = " \t\n\u00a0\"“‘'"
_LAST: dict[str, tuple[str, ...]] = {
    "of": ("of",), "of_firm": ("of",), "of_place": ("of",), "role_comma": (",",), "from_home": ("from",),
    "agent": ("by",), "trusting": ("in",), "thing_called": ("called", "as", "itself"), "according": ("to",),
    "numbered": (",",), "calls": (",",),
}  # fmt: skip
"""What the words right before end in where a pattern can match: most runs are decided without it."""
_BEFORE = frozenset(
    {"called", "of", "of_firm", "of_place", "for", "object", "object_any", "object_firm", "object_place", "named_role",
     "kin_role", "numbered", "dead_were", "dead_are", "listed", "according", "personally_before", "count", "agent",
     "signed", "said_inverted", "who_is", "in", "the", "head_before", "to_place", "places_listed", "role_comma",
     "calls", "holding", "including", "from_home", "done_to_place", "thing_called", "trusting"}
)  # fmt: skip


_RIGHT_BEFORE = frozenset(
    {"of", "of_firm", "of_place", "for", "object", "object_any", "object_firm", "object_place", "named_role",
     "kin_role", "numbered", "according", "count", "agent", "said_inverted", "who_is", "the", "head_before", "to_place",
     "role_comma", "holding", "from_home", "done_to_place", "trusting"}
)  # fmt: skip
"""Of these a few words tell."""


_ACROSS_LINES = frozenset({"signed", "dead_were", "dead_are", "listed"})


def age(text: str, end: int) -> bool:
    return AGE.match(text, end) is not None


def thing_called(text: str, start: int, end: int) -> bool:
    """ "A village called X", "the network called X said": no person; but "the paper called N a spy" is of one."""
    if not seen("thing_called", text, start, end):
        return False
    return seen("is_so", text, start, end) or not seen("named_to_be", text, start, end)


def placed(text: str, start: int, end: int) -> bool:
    """Whether a name stands where places do: "in X", "shelled X", "a resident from X"."""
    return seen("in", text, start, end) or seen("from_home", text, start, end)


def unreal(text: str, end: int) -> bool:
    return _ALIAS.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of a text of which is asked whether the words around it say that it names a person."""

    text: str
    start: int
    end: int
    firm: bool
    """Whether the words are the name of something else as well."""
    state: bool
    """Of a country or a capital, which speaks and is accused."""
    time: bool
    """Of a day or a month."""
    placed: bool
    """Whether it stands where a place does: "in X"."""

    def seen(self, *names: str) -> bool:
        return any(seen(name, self.text, self.start, self.end) for name in names)

    def before(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.end, self.end + 30) is not None


_WHO = re.compile(
    r"\s*,\s+(?:who|(?:his|her|their)\s+(?:baby|brother|child|daughter|father|husband|mother|sister|son|wife))\b"
)
_IS = re.compile(r"\s+is\s+[A-Z]")
_CALLS_ON = re.compile(r"\s+(?:on|for)\b")
_FROM = re.compile(r"\bfrom\s+$")
_ON = re.compile(r"\b(?:on|since|until|last|next|every)\s+$", re.I)
_BEGINS = re.compile(r"(?:^|[.!?\n])[\s“\"‘']*$")
_OF_PERSONS = re.compile(r"\s*,\s+(?:who\b|\w+\s+of\b|missing)")


def _aged(a: Asked) -> bool:
    return age(a.text, a.end) and not (a.firm and a.placed)


def _acts(a: Asked) -> bool:
    """What persons do: of a country or a day only what takes a body; of a day only where a sentence begins with it."""
    if (
        a.placed
        or _FROM.search(_before(a.text, a.start))
        or (a.time and not _BEGINS.search(a.text[max(0, a.start - 6) : a.start]))
    ):
        return False
    return a.seen("lives") or (not a.state and not a.time and a.seen("acts"))


def _introduced(a: Asked) -> bool:
    """ "The girl, N, was killed"."""
    return a.seen("role_comma") and a.seen("comma_was" if a.time else "comma_after")


def _called_to(a: Asked) -> bool:
    return not a.state and not a.time and a.seen("calls") and a.seen("called_out")


def _held(a: Asked) -> bool:
    return a.seen("holding") and a.seen("over")


def _included(a: Asked) -> bool:
    return not (a.state or a.time or a.placed) and a.seen("including")


def _told_of(a: Asked) -> bool:
    return a.seen("of_firm" if a.state or a.time else "of_place" if a.firm else "of")


_MANY = re.compile(
    r"\b(?:\d+|dozens?|others|people|persons|civilians|soldiers|several|many|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s+(?:[a-z]+\s+){0,2}$", re.I
)  # fmt: skip


def _object(a: Asked) -> bool:
    """ "Was killed Friday", "left dozens wounded Sunday": the day, not whom. Of an active verb it is whom."""
    if a.time and _MANY.search(_before(a.text, a.start)):
        return False
    whom = a.seen("object_firm" if a.state or a.time else "object_place" if a.firm else "object_any")
    return whom and not (a.time and not seen("object", a.text, a.start, a.start))


def _in_list(a: Asked) -> bool:
    if a.time and not a.seen("dead_are"):
        return a.seen("listed")
    return a.seen("dead_are" if a.firm else "dead_were", "listed") and not (a.firm and a.placed)


def _suffered(a: Asked) -> bool:
    return a.seen("was_firm" if a.firm else "was") and not a.placed


def _in_headline(a: Asked) -> bool:
    return not a.placed and not a.state and not a.time and a.seen("headline")


def _described(a: Asked) -> bool:
    if a.time:
        return a.before(_WHO)
    described = not a.placed and a.seen("appositive") and not a.seen("place_after")
    return described and (not (a.firm and a.state) or a.before(_OF_PERSONS))


def _speaks(a: Asked) -> bool:
    if a.placed:
        return False
    if a.seen("speaks") and not (a.time and a.text[a.end : a.end + 1] == ","):
        return True
    return not a.time and a.seen("said_inverted") and (not a.firm or a.seen("ends"))


_RULES: tuple[tuple[str, Callable[[Asked], bool]], ...] = (
    ("name.unreal", lambda a: unreal(a.text, a.end)),
    ("name.age", _aged),
    ("name.possession", lambda a: a.seen("kin_after")),
    ("name.called", lambda a: a.seen("called") and not a.before(_CALLS_ON if a.time else _IS)),
    ("name.numbered", lambda a: a.seen("numbered")),
    ("name.for", lambda a: not a.time and a.seen("for")),
    ("name.signed", lambda a: a.seen("signed")),
    ("name.who_is", lambda a: a.seen("who_is")),
    ("name.who_is", _called_to),
    ("name.called", lambda a: not a.state and a.seen("alias_after")),
    ("name.of", _told_of),
    ("name.role", lambda a: a.seen("kin_role" if a.time else "named_role") and not (a.time and a.before(_CALLS_ON))),
    ("name.role", _introduced),
    ("name.undergone", lambda a: not a.placed and a.seen("left_dead")),
    ("name.undergone", _held),
    ("name.object", _object),
    ("name.row", lambda a: not a.placed and a.seen("and_kin")),
    ("name.list", _in_list),
    ("name.row", _included),
    ("name.agent", lambda a: not a.state and not a.time and a.seen("agent", "according")),
    ("name.undergone", _suffered),
    ("name.undergone", _in_headline),
    ("name.appositive", _described),
    ("name.appositive", lambda a: a.seen("shown")),
    ("name.acts", _acts),
    ("name.personally", lambda a: _speaks(a) and a.seen("personally", "personally_before")),
    ("name.speech", lambda a: not a.state and _speaks(a)),
)
"""Tried in this order; the first that holds is the answer."""


def _person_behind(text: str, end: int) -> bool:
    """Whether what follows the object of a verb is said of a person: "shelled N and his family"."""
    described = seen("appositive", text, end, end) and not seen("place_after", text, end, end)
    return described or seen("and_kin", text, end, end) or seen("left_dead", text, end, end)


def person_rule(text: str, start: int, end: int, *, firm: bool, state: bool, time: bool) -> str | None:
    """The rule by which the words around say that this names a person; None where they don't. See `Asked`."""
    if thing_called(text, start, end):
        return None
    stands = placed(text, start, end) and not (seen("done_to_place", text, start, end) and _person_behind(text, end))
    asked = Asked(text, start, end, firm, state, time, stands)
    if time and _ON.search(_before(text, start)) and not age(text, end):
        return None
    return next((rule for rule, holds in _RULES if holds(asked)), None)
