"""The patterns of `around`: what stands right before a run of capitalised words, or right behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rashomon.reading.persons.name_words import listed_words

NUMBER = r"(?:1[01]\d|\d{1,2})"
SPELT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|"
    r"seven|eight|nine))?"
)
PARTICLE = r"(?:al|el|ul|abu|umm|bin|ben|ibn|de|del|la)"
UNIT = r"(?:years?|yrs?|months?|weeks?|days?|y/?o|yo)"
AGE = re.compile(
    rf"""\s*(?:
      [,;]?\s*(?:aged?|age)\s+(?:{NUMBER}|{SPELT})\b(?:\s+{UNIT})?
    | [,;]?\s*(?:{NUMBER}|{SPELT})(?:\s{UNIT}|-{UNIT}(?![-\s][a-z])|-{UNIT}(?=[-\s](?:old|of\s)))
      (?:[-\s](?:old|of\s+age))?\b
      (?!\s+(?:later|earlier|ago|before|after))
    | ,\s*{NUMBER}(?=\s*(?:[,;:.)\n]|$|and\b|from\b|of\b|was\b|were\b|who\b))(?!\.\d)
    | \s*[(\[]\s*(?:aged?\s+)?{NUMBER}\s*(?:{UNIT}(?:\s+old)?)?\s*[)\]]
    | \s*[/|–—-]\s*{NUMBER}\s*(?:{UNIT}(?:\s+old)?)?(?=\s*(?:[,;:.)|/\n]|$))
    )""",
    re.X | re.I,
)


WITHIN = (
    "nearby|neighbouring|neighboring|northern|southern|eastern|western|central|rural|besieged|occupied|north|south|east|"
    "west|upper|lower|greater|old|downtown|coastal|rebel-held|government-held|northeastern|northwestern|southeastern|"
    "southwestern|city|town|village|district|quarter|neighbourhood|neighborhood|suburb|camp|port|island|province|region|"
    "capital|settlement|hamlet|mountain|border|market|mining|eastern"
)
"""Words between a preposition and a place: "in the besieged northern city of"."""


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of these words. They stand by their first letters, so that it is soon told where none
    begins: of a hundred words each would be tried at each letter of a text.

    >>> any_of({"on", "off", "at"})
    '(?:a(?:t)|o(?:ff|n))'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in sorted(by_first.items())) + ")"


class Written(NamedTuple):
    """A pattern before it is compiled: a short report asks for few of them."""

    pattern: str
    flags: int = 0


@cache
def pattern(name: str) -> re.Pattern[str]:
    return re.compile(*_written()[name])


@cache
def _written() -> dict[str, Written]:
    def w(key: str) -> str:
        return any_of(listed_words("around", key))

    things = any_of(listed_words("things", "nouns"))
    roles = any_of(
        listed_words("names", "before") | listed_words("around", "kin") | listed_words("around", "called_before")
    )
    suffered = listed_words("around", "to_persons") | listed_words("around", "undergone")
    trade = any_of(listed_words("around", "called_before") | listed_words("around", "is_one"))
    no_days = listed_words("around", "called_before") - listed_words("around", "before_days_too") - suffered
    kin_roles = any_of(listed_words("names", "before") | listed_words("around", "kin") | no_days)
    kin = w("kin")
    soft = listed_words("around", "soft")
    of_firm = any_of(listed_words("around", "of_persons") - soft)
    to_firm = any_of(listed_words("around", "to_persons") - soft)
    soft_place = listed_words("around", "soft_place")
    of_no_state = any_of(listed_words("around", "of_persons") - soft_place)
    to_no_state = any_of(listed_words("around", "to_persons") - soft_place)
    passive = r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bbeing )"
    trades = (listed_words("names", "before") | listed_words("around", "called_before")) - listed_words("around", "kin")
    from_places = any_of(trades | listed_words("around", "from_places"))
    under_firm = any_of(listed_words("around", "undergone") - soft)
    flags = re.I
    old = rf"(?:{NUMBER}|{SPELT})(?=\s+(?:when|years\s+old|months\s+old|and\b)|[.;])"
    was_so_old = rf",?\s+(?:is|was|(?:had\s+)?(?:just\s+)?turned)\s+(?:only\s+|just\s+)?{old}"
    of_himself = (
        r"\s+(?:denie[sd]|sa(?:id|ys)|claim(?:s|ed)|believe[sd]|insist(?:s|ed)|fear(?:s|ed))\s+(?:that\s+)?(?:he|she)\b"
    )
    of_ours = rf"\s+(?:was|is)\s+(?:my|our|his|her|their)\s+(?:\w+\s+)?{kin}\b"
    lost_kin = rf"\s+(?:has\s+|had\s+)?lost\s+(?:[\w’'-]+\s+){{0,3}}?(?:{kin}|relatives|legs?|arms?|eyes?|hands?)\b"
    both = r"(?:(?:both|either|even|not)\s+)?"
    dead = any_of(listed_words("around", "heads_of_lists"))
    return {
        "called": Written(
            rf"(?<!so-)\b(?:{w('called')}[:,]?|(?:identified|named)\s[^.!?\n]{{0,80}}\bas|known\s+(?:\w+\s+){{1,3}}as"
            rf"|(?:his|her|my|(?:boy|girl|man|woman|child|victim|detainee|{kin})[’'`]s)\s+(?:\w+\s+)?name,"
            rf"|names?\s+of\s+[^.!?\n]{{3,50}}\s(?:is|was|are|were))\s+[\"“‘'(]?\s*$",
            flags,
        ),
        "of": Written(rf"\b{w('of_persons')}\s+of\s+[\"“‘']?$", flags),
        "of_firm": Written(rf"\b{of_firm}\s+of\s+[\"“‘']?$", flags),
        "for": Written(
            r"\b(?:lawyers?|attorney|counsel|search|warrant|ransom|funeral|prayers?|mourning)\s+(?:for|"
            r"against)\s+$"
            r"|\b(?:came|come|coming|look(?:ed|ing)|search(?:ed|ing))\s+(?:looking\s+)?for\s+$",
            flags,
        ),
        "object": Written(rf"{passive}\b{w('to_persons')}\s+{both}[\"“‘']?$", flags),
        "object_place": Written(rf"{passive}\b{to_no_state}\s+{both}[\"“‘']?$", flags),
        "of_place": Written(rf"\b{of_no_state}\s+of\s+[\"“‘']?$", flags),
        "kin_role": Written(
            rf"(?<!so-)\b(?:{kin_roles}|\w+[- ](?:year|month|week|day)s?[- ]old)\s*[\"“‘']?$", flags
        ),
        "left_dead": Written(
            r"\s+(?:dead|wounded|injured|homeless|unconscious|maimed|bleeding|paralysed|paralyzed|blind|"
            r"lying|hanging|kneeling|asleep|under\s+(?:the\s+)?rubble|in\s+the\s+(?:back|chest|face|head|legs?|neck|stomach)|"
            r"out\s+of\s+(?:an?|the|his|her|their)\s+(?:bed|bus|car|cell|home|hospital|house|shop|taxi|tent|truck|vehicle)|"
            r"to\s+death)\b",
            flags,
        ),
        "and_kin": Written(
            rf"\s+and\s+(?:(?:his|her|their)\s+(?:\w+\s+){{0,2}}(?:{w('kin')}|family|household|bodyguards?|companions?)|(?:an)?other\s+(?:\w+\s+)?"
            r"(?:residents?|villagers?|witness(?:es)?|people|persons|civilians|men|women|neighbou?rs|"
            r"relatives|activists|prisoners|detainees|survivors|passengers))\b",
            flags,
        ),
        "according": Written(r"\baccording\s+to\s+$", flags),
        "alias_after": Written(
            r"\s*[,(]\s*(?:alias|a\.?k\.?a\.?|also\s+known|known\s+(?:only\s+)?as|nicknamed|nom\s+de\s+guerre|"
            r"whose\s+real\s+name|code-?named)\b|\s*\(\s*(?:abu|umm?)\s",
            flags,
        ),
        "personally_before": Written(
            r"\b(?:by\s+(?:tele)?phone|(?:tele)?phone|skype|whatsapp|interview|in\s+tears|crying|weeping|"
            r"asked\s+(?:about|what|how|why|if))\b[^.!?\n]{0,40},\s*$",
            flags,
        ),
        "count": Written(
            r"\b(?:\d+(?:[,.]\d+)*|two|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of|thousands of|"
            r"several|many|some|all|both|these|those)\s+$",
            flags,
        ),
        "object_any": Written(rf"\b{w('to_persons')}\s+{both}[\"“‘']?$", flags),
        "object_firm": Written(rf"{passive}\b{to_firm}\s+{both}[\"“‘']?$", flags),
        "named_role": Written(
            rf"(?<!so-)\b(?:{roles}|[a-z]{{2,}}(?:keeper|maker|seller|worker)"
            r"|\w+[- ](?:year|month|week|day)s?[- ]old)\s*[\"“‘']?$", flags
        ),
        "numbered": Written(
            r"\b(?:prisoner|detainee|patient|suspect|witness|victim|inmate|case)\s+(?:in\s+\w+\s+)?(?:no\.?\s*)?(?:[A-Z]+-?)?\d+\s*,\s*$",
            flags,
        ),
        "dead_were": Written(rf"\b{dead}\s+(?:were|was|are|is|include[sd]?|so far)?\s*:?\s*$", flags),
        "dead_above": Written(rf"\b{dead}\s*:?\s*\n\s*$", flags),
        "is_one": Written(rf"\s+(?:is|was)\s+an?\s+(?:\w+\s+)?{w('is_one')}\b(?![’'-])", flags),
        "dead_are": Written(rf"\b{dead}(?:\s+(?:were|was|are|is|include[sd]?)\s*:?|\s*:)\s*$", flags),
        "listed": Written(rf"\b{dead}\b[^.!?\n:]*:\s*(?:[^.!?\n:]*[,;]\s*(?:and\s+)?)?$", flags),
        "agent": Written(
            r"\b(?:said|told|written|signed|led|filmed|recorded|reported|treated|raised|accompanied|seen|"
            r"witnessed|commanded|headed|described|given|driven|owned|photographed|translated|edited)\s+by\s+$"
            r"|\bbelonged\s+to\s+$",
            flags,
        ),
        "signed": Written(r"\b(?:signed|regards|sincerely|yours)\s*,?\s*\n\s*$", flags),
        "said_inverted": Written(rf"\b{w('speech')}\s+$", flags),
        "ends": Written(r"\s*(?:[,.”\"»;)]|$|\n)", flags),
        "who_is": Written(
            r"\b(?:who\s+(?:is|was|killed)|where\s+is|free|remember|forget|justice\s+for|interview\s+with|could\s+not\s+save"
            r"|(?:rest\s+in\s+peace|rip|farewell|goodbye)[,:]?)\s+$",
            flags,
        ),
        "was": Written(
            r"(?:\s+of\s+[\w’'-]+)?\s+(?:was|were|is|has\s+been|had\s+been|have\s+been|being|be)\s+(?:\w+ly\s+|also\s+|last\s+|"
            rf"then\s+)?{w('undergone')}\b",
            flags,
        ),
        "was_firm": Written(
            r"(?:\s+of\s+[\w’'-]+)?\s+(?:was|were|is|has\s+been|had\s+been|have\s+been)\s+(?:\w+ly\s+|also\s+|"
            rf"then\s+)?{under_firm}\b",
            flags,
        ),
        "headline": Written(
            r"\s+(?:shot|freed|killed|arrested|detained|buried|murdered|abducted|jailed|executed|dies|died)\b"
            r"(?!\s+(?:[0-9]+|at least|dozens|two|three|four|five|six|seven|eight|nine|ten|several|many|"
            r"people|civilians))",
            flags,
        ),
        "speaks": Written(rf"\s*,?\s+(?:from\s+[\w’'-]+,?\s+)?(?:{w('speech')})\b", flags),
        "lives": Written(
            rf"\s+(?:\w+ly\s+|never\s+)?{w('lives')}\b|{was_so_old}|{lost_kin}|{of_ours}|{of_himself}", flags
        ),
        "and_name": Written(r"\s+and\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:was|were|had|have|said|died)\b"),
        "acts": Written(rf"\s+(?:\w+ly\s+|never\s+)?{w('acts_of_persons')}\b", flags),
        "shown": Written(
            r"\s*[(\[](?:pictured|photographed|above|below|left|right|cent(?:re|er)|[RLC]|second\s+from\s+\w+)[)\]]",
            flags,
        ),
        "role_comma": Written(rf"\b(?:{roles}|(?-i:I)),\s+$", flags),
        "role_was": Written(rf"\b(?:the|my|our|his|her|their)\s+(?:\w+\s+)?(?:{trade}|{kin})\s+(?:was|is)\s+$", flags),
        "kin_bracket": Written(rf"\b(?:{kin}|{trade}|one\s+of\s+the\s+{dead})\s*[(–—]\s*$", flags),
        "comma_after": Written(r"\s*[,)]|\s+and\s+(?-i:[A-Z])[\w’'-]+\s*[,)]", flags),
        "comma_was": Written(r"\s*,\s+(?:was|is|who|had)\b", flags),
        "calls": Written(r"[“\"‘'][^.!?\n“\"]{1,40},\s+$", flags),
        "called_out": Written(r"\s*!", flags),
        "holding": Written(r"\bholding\s+$", flags),
        "over": Written(r"\s+(?:over|on\s+suspicion|in\s+connection|without\s+charge)\b", flags),
        "including": Written(
            r"\b(?:people|persons|civilians|men|women|children|others|villagers|residents|passengers|prisoners|patients"
            r"|students|pupils|victims),?\s+(?:including|(?:among(?:st)?|one\s+of)\s+(?:them|whom))\s+(?:was\s+|were\s+)?"
            r"(?:[^.!?\n:;]*,\s*(?:and\s+)?)?$|\b(?:killed|wounded|injured|arrested|detained),\s+among\s+others,\s+$",
            flags,
        ),
        "personally": Written(rf"[^.!?\n]{{0,60}}\b{w('personally')}\b", flags),
        "kin_after": Written(
            rf"[’'`]s?\s+(?:\w+\s+)?(?:{kin}|body|corpse|home|house|family|relatives|car|shop|farm|phone|"
            r"lawyer|account|widow|grave|funeral|neighbours?|neighbors?|hands?|arms?|head|leg|legs|blood|face|"
            r"eyes|death|killing|murder|arrest|testimony|colleagues?|bed|bedroom|birthday|captors?|classmates?|clothes|coffin|diary|"
            r"kitchen|lap|passport|shroud|wedding)\b",
            flags,
        ),
        "appositive": Written(
            rf"\s*,\s+(?:(?:an?|the|his|her|their|my|our|one\s+of)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{roles}|\w{{3,}}"
            rf"(?:ist|ian|man|woman|keeper|maker|worker|driver|owner|seller|er|or|ant))\b|(?:{roles})\b|who\b|"
            r"whom\b|(?:son|daughter|wife|husband|widow|mother|father|brother|sister|nephew|niece|cousin|aunt|"
            r"uncle)\s+of\b|missing\b|born\b|nicknamed\b|better\s+known|also\s+known|(?:a|the)\s+(?:\w+\s+)?"
            rf"(?:resident|pupil|member|volunteer)\b|whose\s+(?:{kin}|name|house|home|family|body|shop))",
            flags,
        ),
        "place_after": Written(
            rf"\s*,\s+(?:an?|the|its|one\s+of)\s+(?:[\w’'-]+\s+){{0,5}}?{w('place_nouns')}\b",
            flags,
        ),
        "in": Written(
            rf"\b{w('strong_place')}\s+(?:the\s+)?(?:(?:{WITHIN})\s+"
            rf"(?:of\s+)?){{0,3}}[\"“‘']?$",
            flags,
        ),
        "trusting": Written(rf"\b{w('trusting')}\s+in\s+[\"“‘']?$", flags),
        "from_home": Written(rf"\b{from_places}\s+from\s+$", flags),
        "done_to_place": Written(rf"\b{w('done_to_places')}\s+$", flags),
        "thing_called": Written(
            rf"\b(an?|the)\s+(?:[\w-]+\s+){{0,3}}?(?:{things}|{w('place_nouns')}|operation|offensive|campaign|force|unit|law|bill|act|treaty|policy|plan|tactic|weapon|gas|agent)\s+(?:called|known\s+(?:\w+\s+){{0,3}}as|calling\s+itself)\s+[\"“‘']?$",
            flags,
        ),
        "is_so": Written(r"[\"”’']?\s+(?:is|was|has|had|said|says|claimed|reported|posted)\b", flags),
        "named_to_be": Written(r"[\"”’']?,?\s+(?:an?|the|his|her|their|to|on|for|in\s+for)\b", flags),
        "owned": Written(
            r"(?:[’'`]s)?[\s-]+(?:[a-z]+ly\s+)?(?:(?:pro-government|armed|military|main|ruling|local|refugee|"
            r"central|western|eastern|northern|southern|interior|foreign|defence|defense|so-called|oil|"
            rf"air)\s+)?{w('owned')}s?\b"
        ),
        "small_site": Written(
            rf"(?:[’'`]s)?\s+{w('small_sites')}\b(?<!killing)"
            r"|\s+killing(?=[.,]|\s+(?:was|is|has|trial|case)\b)",
            flags,
        ),
        "shop": Written(rf"(?:[’'`]s)?\s+{w('shops')}\b", flags),
        "landmark": Written(
            r"(?:[’'`]s)?\s+(?:(?:national|general|central|children|field|teaching|primary|secondary|high|"
            rf"grand|university|military|surgical|maternity|boys|girls)[’'s]*\s+)?{w('landmarks')}\b",
            flags,
        ),
        "of_family": Written(
            r"\b(?:houses?|homes?|flat|farm|shop|children|sons|daughters|graves?|funerals?|wedding|neighbou?rs)\s+of\s+the\s+$",
            flags,
        ),
        "the": Written(r"\b(?:the|this|its|their|our)\s+$", flags),
        "to_place": Written(
            r"\b(?:at|from|to|of|on|between|via|and|against|for|rural|eastern|western|northern|southern|central)\s+$"
            r"|,\s+$",
            flags,
        ),
        "places_listed": Written(
            r"\b(?i:regions|villages|towns|cities|districts|suburbs|neighbou?rhoods|provinces|areas|quarters|settlements|hamlets)\s+(?:[a-z]+\s+){0,2}"
            r"(?:of|including|include[sd]?|such\s+as)\s+"
            r"(?:[A-Z][\w’'-]*|[a-z]{2}-\s?[A-Z][\w’'-]*|and\b|in\b|,|;|\d+|\s)*$"
        ),
        "village_behind": Written(
            r"[”\"’']?,?\s+(?:an?|the|another)\s+(?:[\w-]+\s+){0,3}?(?:village|town|city|district|suburb|neighbou?rhood|quarter|"
            r"hamlet|settlement|province|region)(?=[,.;]|\s+(?:in|near|of|on|outside|about|some|that|where|which|\d+|just|"
            r"(?:north|south|east|west)(?:east|west)?)\b)"
        ),
        "places_behind": Written(
            rf"(?:(?:,|\s+and)?\s+(?:{PARTICLE}[-\s])*[A-Z][\w’'-]*){{1,8}}\s+{w('many_places')}\b(?!\s+of\s+origin)"
        ),
        "place_named": Written(
            r"\ban?\s+(?:[\w-]+\s+){0,4}?(?:village|town|city|suburb|district|neighbou?rhood|hamlet|settlement|province|region|"
            r"island|mountain|hill|river|valley)\s+(?:named|called)\s+[\"“‘']?$", flags
        ),
        "glossed": Written(
            rf"\s*\((?:the\s+)?(?:{w('place_nouns')}|{w('landmarks')}|mountain|hill|river|valley|desert)\)", flags
        ),
        "located": Written(
            r",?\s+(?:which|that)\s+(?:is|are|was|were)?\s*(?:located|situated|lies|lie|lay|overlooks?|overlooked|straddles?)\b"
        ),
        "head_before": Written(rf"\b{w('heads_before')}[\s-]+$", flags),
    }  # fmt: skip


class Ends(NamedTuple):
    """What the text right before a name ends in where a pattern can match: one of these words or marks, or a word with
    one of these endings."""

    words: frozenset[str]
    endings: tuple[str, ...] = ()


@cache
def last_words() -> dict[str, Ends]:
    """By the name of a pattern of what stands right before. A pattern that is not here may match behind any word."""

    def w(*keys: str) -> frozenset[str]:
        return frozenset(
            re.findall(r"\w+|\W", word.lower())[-1] for key in keys for word in listed_words(*key.split("."))
        )

    heads = w("around.heads_of_lists")
    to_persons, roles = w("around.to_persons"), w("names.before", "around.kin", "around.called_before")
    ends = dict.fromkeys(
        ("object", "object_place", "object_any", "object_firm"), Ends(to_persons | {"both", "either", "even", "not"})
    )
    ends |= dict.fromkeys(("of", "of_firm", "of_place"), _these("of"))
    ends |= dict.fromkeys(("numbered", "personally_before", "role_comma", "calls"), _these(","))
    return ends | {
        "called": Ends(w("around.called") | {":", ",", "as", "is", "was", "are", "were"}),
        "for": _these("for against"),
        "kin_role": Ends(roles | {"old"}),
        "named_role": Ends(roles | {"old"}, ("keeper", "maker", "seller", "worker")),
        "according": _these("to"),
        "dead_were": Ends(heads | {"were", "was", "are", "is", "include", "included", "includes", "far", ":"}),
        "dead_are": _these("were was are is include included includes :"),
        "dead_above": Ends(heads | {":"}),
        "signed": _these("signed regards sincerely yours ,"),
        "listed": _these(": , ; and"),
        "agent": _these("by to"),
        "said_inverted": Ends(w("around.speech")),
        "who_is": _these("is was killed free remember forget for with save peace rip farewell goodbye , :"),
        "including": _these("including them whom was were , and"),
        "role_was": _these("was is"),
        "kin_bracket": Ends(w("around.kin", "around.called_before", "around.is_one") | heads | {"–", "—"}),
        "holding": _these("holding"),
        "the": _these("the this its their our"),
        "of_family": _these("the"),
        "trusting": _these("in"),
        "from_home": _these("from"),
        "done_to_place": Ends(w("around.done_to_places")),
        "thing_called": _these("called as itself"),
        "place_named": _these("named called"),
        "in": Ends(w("around.strong_place") | frozenset(re.findall("[a-z]+", WITHIN)) | {"the", "of"}),
    }


def _these(words: str) -> Ends:
    return Ends(frozenset(words.split()))
