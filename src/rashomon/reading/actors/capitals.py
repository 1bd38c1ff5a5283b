"""Is a name of one word meant, or the common word? "Diamonds trump hearts", "a gallant officer", "Dawn raids went on".

Names are looked for whatever their case, since headlines and scrapers change it. One word in small letters is the
common word; a capital at the start of a sentence tells nothing, so what the word does there has to. Scripts without
case are taken as they are.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.lexicon import words

GROUP_WORDS = words("group_words")
ARABIC_ARTICLES = frozenset({"al", "el", "ash", "as", "an"})
ARTICLES = frozenset({"the", "a", "an"})
BEFORE_A_NOUN = frozenset({"compound", "amod", "nmod"})
NO_NAME = frozenset({"VERB", "ADJ", "ADV", "ADP", "AUX", "PRON", "DET", "SCONJ", "CCONJ", "INTJ"})
"""Parts of speech that no name is."""
OF_A_NAME = frozenset({"nsubj", "nsubjpass", "poss", "appos", "agent", "ROOT"})
"""What a name at the start of a sentence is to it; the tagger may be wrong about a rare name, seldom the parser too."""


def is_meant(doc: Doc, start: int, end: int, small: Collection[str], speaking: Collection[int]) -> bool:
    """Whether tokens [start, end), found to be a name, stand for it.

    `small` are names that the pack itself writes in small letters, `speaking` the tokens of descriptions of people and
    bodies ("officials"): those may have the name of whom they belong to before them.
    """
    if start and doc[start - 1].lower_ in GROUP_WORDS and doc[start].lower_ in ARABIC_ARTICLES:
        return False  # "Liwa al-Furqan" is another than al-Furqan
    own = [t for t in doc[start:end] if t.lower_ not in ARTICLES]
    if len(own) != 1 or own[0].text in small:
        return True
    name = own[0]
    return not name.text.islower() and not (_begins(name) and _is_common_there(name, speaking))


def _begins(name: Token) -> bool:
    """Whether its capital may be that of the sentence."""
    before = name.doc[: name.i][-2:]
    first = name.is_sent_start or not len(before) or before[-1].is_quote
    return bool(first or (before[-1].is_sent_start and before[-1].lower_ in ARTICLES)) and not _all_capitals(name)


def _all_capitals(name: Token) -> bool:
    return len(name) > 1 and name.text[:2].isupper()  # "ISs statement", a genitive that lost its sign


def _is_common_there(name: Token, speaking: Collection[int]) -> bool:
    head = name.head
    if name.dep_ in BEFORE_A_NOUN and name.i < head.i <= name.i + 2 and head.text.islower():
        return name.pos_ != "PROPN" and head.i not in speaking  # "Trump cards", but "Trump officials"
    return name.pos_ in NO_NAME and name.dep_ not in OF_A_NAME
