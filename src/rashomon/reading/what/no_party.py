"""Which words that the parse puts into a role are nobody: qualities, deeds, places that do something.

Asked only of those whose side nobody knows: "government shelling" names the government, whatever the noun is.
"""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import has
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import lies_in

UNARMED = frozenset(
    {
        "media",
        "state_media",
        "party_media",
        "monitor",
        "rights_group",
        "humanitarian",
        "un",
        "medic",
        "rescuer",
        "resident",
        "witness",
        "relative",
        "refugee",
        "analyst",
        "activist",
    }
)
"""Roles that use no armed force: one of them that the parse makes the doer of an attack told of it or suffered it."""

QUALITIES_OF_A_TOLL, HURTING = words("qualities_of_a_toll"), words("hurting_things")
NO_DOERS, GROUND, MEDIA = words("no_doers"), words("ground_in_full"), words("where_published")
AGENTS, NO_AGENTS, AGENT_ENDINGS = words("agents"), words("no_agents"), tuple(words("agent_endings"))
WHO_ACT = (
    *("force", "people", "commander", "kin", "crowd", "mob"),
    *("state", "irregular", "combatant", "civil", "aircraft", "workers"),
)
"""Classes of kinds/_classes.toml whose words are for who may do something to others."""
COUNTED = words("bare_numbers") | words("counted_adjectives")
PERSONS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
POINTING = frozenset({"that", "which", "who", "whose", "what", "the"})
"""Words that stand for a noun before them, which the parse did not find, or for the noun that they belong to."""


def no_party(head: Token, *, acts: bool) -> bool:
    """Whether the word that heads a party whose camp is unknown is nobody; `acts` of who does it or holds a place.

    "Heavy fighting" (heavy), "the latest attempt killed", "clashes broke out", "taking the city", "that".
    """
    if mention_at(head.doc, head.i) is not None:
        return False
    named = head.text[:1].isupper() and not head.is_sent_start  # a name that the tagger does not know
    if head.pos_ not in PERSONS and not named and not _stands_for_people(head):
        return True
    if head.tag_ == "PRP$":
        return True  # "died of his wounds"
    lemma = head.lemma_.lower()
    if head.pos_ == "PROPN":
        lemma = lemma.removesuffix("s")  # "Clashes", "Airstrikes", which the tagger takes for names
    if head.lower_ in POINTING or lemma in NO_DOERS or lemma in MEDIA or head.tag_ == "VBG":
        return True
    if lemma in QUALITIES_OF_A_TOLL or head.lower_ in QUALITIES_OF_A_TOLL:
        return True  # "Revised toll"
    return acts and (_lies_somewhere(head, lemma) or lemma in HURTING or _is_quality(head) or _is_no_agent(head, lemma))


def _is_no_agent(head: Token, lemma: str) -> bool:
    """ "Facts", "their bodies", "broad daylight": nouns for what does nothing to anybody, in the parser's mistakes. Who
    may act is a class of kinds/_classes.toml, a word of the language's list, or looks like one ("settlers")."""
    if head.pos_ != "NOUN" or head.like_num or head.is_upper or (head.is_title and not head.is_sent_start):
        return False  # "PAF downed six": a name that the tagger does not know
    if lemma in NO_AGENTS:
        return True
    classes = head.doc._.world.lexicon.classes
    if lemma in AGENTS or any(lemma in classes[c] or head.lower_ in classes[c] for c in WHO_ACT):
        return False
    return not (lemma.endswith(AGENT_ENDINGS) and len(lemma) > 4 and lemma not in NO_AGENTS)


def _is_quality(head: Token) -> bool:
    """ "A general attack": an adjective of the deed, and nobody."""
    return (
        head.dep_ == "amod" and head.pos_ in ("ADJ", "NOUN") and head.text[:1].islower() and head.tag_.startswith("JJ")
    )


def _stands_for_people(head: Token) -> bool:
    """ "The wounded", "those", "many": adjectives and articles that stand for people."""
    if head.lower_ in COUNTED or head.lemma_.lower() in COUNTED or head.tag_ in ("DT", "PDT"):
        return head.lower_ not in POINTING
    return head.tag_ in ("JJ", "JJS", "VBN", "VBD", "JJR") and has(head, "det", "nummod", "poss")


def _lies_somewhere(head: Token, lemma: str) -> bool:
    """Whether a noun is a place: it does nothing, unless it stands for whoever governs there."""
    return head.pos_ in ("NOUN", "PROPN") and (lemma in GROUND or lies_in(head, head.doc._.places))
