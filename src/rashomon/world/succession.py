"""Whose are a state's words after another took its place? "Afghan officials" were the Republic's, now the Taliban's.

A camp of a pack may say since when another has its words (`changes`). Actors have days of their own; here it is the
words without a name: qualities, capitals, descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from rashomon.world.packs import Camp, Descriptor, Pack, holds_on

Heirs = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Camps, each with the one that has its words, and which words those are: all others where none are told."""


def heirs_on(packs: Pack, day: date | None) -> Heirs:
    """The camps of the packs whose words are another's on a day."""
    found = {
        (camp.id, tuple(sorted(change.words))): change.camp
        for camp in packs.camps.values()
        for change in camp.changes
        if holds_on(change, day)
    }
    return tuple(sorted((camp, heir, words) for (camp, words), heir in found.items()))


def inherited(packs: Pack, heirs: Heirs) -> Pack:
    """The packs with the words of these camps given to their heirs."""
    by = {camp: heir for camp, heir, words in heirs if not words}

    def of(camp: str, phrase: str) -> str:
        """The camp of a phrase that was this camp's."""
        said = {*phrase.casefold().split()}
        return next((heir for old, heir, words in heirs if old == camp and said & {*words}), by.get(camp, camp))

    return replace(
        packs,
        camps=MappingProxyType({key: _camp(camp, packs, by) for key, camp in packs.camps.items()}),
        modifiers=tuple(replace(m, camp=of(m.camp, m.word), force=of(m.force, m.word)) for m in packs.modifiers),
        metonyms=MappingProxyType({word: of(camp, word) for word, camp in packs.metonyms.items()}),
        descriptors=tuple(new for d in packs.descriptors for new in _descriptors(d, of)),
        sides=packs.sides._replace(
            peoples={word: by.get(camp, camp) for word, camp in packs.sides.peoples.items()},
            names={word: by.get(camp, camp) for word, camp in packs.sides.names.items()},
            states=frozenset(by.get(camp, camp) for camp in packs.sides.states),
            of_country={iso: by.get(camp, camp) for iso, camp in packs.sides.of_country.items()},
        ),
        # What is compiled of the packs is kept by their hash.
        sha256=f"{packs.sha256} {' '.join(f'{camp}={heir}{list(words)}' for camp, heir, words in heirs)}",
    )


def _camp(camp: Camp, packs: Pack, by: Mapping[str, str]) -> Camp:
    """Who took the place of the home government is the home government, and who lost it is not."""
    heir = any(packs.camps[old].incumbent for old, new in by.items() if new == camp.id)
    return replace(camp, incumbent=heir or (camp.incumbent and camp.id not in by))


def _descriptors(d: Descriptor, of: Callable[[str, str], str]) -> list[Descriptor]:
    """A description for each camp that its phrases are of now. A loaded word keeps whom it means: "the puppet
    regime" is the one that fell."""
    if d.loaded:
        return [d]
    phrases: dict[str, list[str]] = {}
    for phrase in d.phrases:
        phrases.setdefault(of(d.camp, phrase), []).append(phrase)
    return [replace(d, camp=camp, phrases=tuple(some)) for camp, some in phrases.items()]
