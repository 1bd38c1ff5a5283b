"""Which mentions of events are of one event? The linkage of matters/ on gold mentions, as coreference sets have them.

    python -m rashomon.bench.mentions DOCS.jsonl EVENTS.jsonl > PREDICTED.jsonl

DOCS: one document a line, {"doc", "topic", "sentences": [{"text"}]}. EVENTS: one mention a line, {"id", "doc",
"sentence", "start", "end"}, offsets into its sentence. Written: {"id", "cluster"}.

Two steps, as in Cybulska and Vossen, "Bag of Events" (2015): documents of a topic that tell one story, by average
linkage; within a story, mentions whose heads are one word. The linkage is the product's; what is compared is not, for
these mentions are bare words with no place, day or speaker.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rashomon.matters.clustering import gather_by_average

ONE_STORY = 0.08
"""Mean cosine from which documents tell one story: chosen on the training topics of ECB+, as are the two below."""
TELLING = 100
"""Words of a document that count: those that tell it best from the others of its topic."""
NAMES = 3
"""How often a name or a number counts."""
TOKEN = re.compile(r"\w+|[.!?:\"]")
ENDINGS = (
    "ation", "ition", "ment", "ness", "ance", "ence", "ing", "ion", "ure", "er", "or", "ed", "al", "e", "s",
)  # fmt: skip


def words(text: str) -> Counter[str]:
    """The longer words of a text; names (a capital within a sentence) and numbers count NAMES times."""
    found: Counter[str] = Counter()
    before = "."
    for token in TOKEN.findall(text):
        if token[0].isdigit() or (token[0].isupper() and before not in '.!?:"'):
            found[token.casefold()] += NAMES
        elif len(token) > 3:
            found[token.casefold()] += 1
        before = token
    return found


def stories(texts: Mapping[str, str]) -> dict[str, int]:
    """Texts of one topic by the story they tell: a number for each."""
    counted = {key: words(text) for key, text in texts.items()}
    users = Counter(word for count in counted.values() for word in count)
    vectors: list[dict[str, float]] = []
    for count in counted.values():
        weight = {
            w: (1 + math.log(n)) * math.log((len(texts) + 1) / users[w]) for w, n in count.items() if users[w] > 1
        }
        best = sorted(weight, key=lambda w: (-weight[w], w))[:TELLING]
        length = math.sqrt(math.fsum(weight[w] ** 2 for w in best)) or 1.0
        vectors.append({w: weight[w] / length for w in best})
    alike = {
        (i, j): math.fsum(v * vectors[j].get(w, 0.0) for w, v in vectors[i].items())
        for j in range(len(vectors))
        for i in range(j)
    }
    keys = list(texts)
    return {keys[i]: n for n, story in enumerate(gather_by_average(len(keys), alike, ONE_STORY)) for i in story}


@cache
def rows() -> dict[str, str]:
    text = resources.files("rashomon.bench").joinpath("one_word.toml").read_text("utf-8")
    return {word: row for row in tomllib.loads(text)["rows"] for word in row.split()}


@cache
def one_word(lemma: str) -> str:
    """The same for lemmas that name one sort of happening.

    >>> one_word("explosion") == one_word("explode"), one_word("victory") == one_word("win"), one_word("run")
    (True, True, 'run')
    """
    stem = next((lemma[: -len(e)] for e in ENDINGS if lemma.endswith(e) and len(lemma) - len(e) >= 4), lemma)
    return rows().get(lemma) or rows().get(stem) or stem


def heads(mentions: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lemma of the head of each mention, by the parse that the reading uses."""
    import spacy

    from rashomon import settings

    nlp = spacy.load(settings.model_name(), exclude=["ner"])
    sentences = sorted({m["sentence"] for m in mentions})
    parsed = dict(zip(sentences, nlp.pipe(sentences), strict=True))
    found = []
    for m in mentions:
        doc = parsed[m["sentence"]]
        span = doc.char_span(m["start"], m["end"], alignment_mode="expand")
        found.append((span.root if span is not None else doc[0]).lemma_.casefold())
    return found


def one_event(docs: Iterable[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The event of each mention, by its id."""
    by_topic: dict[str, dict[str, str]] = defaultdict(dict)
    for doc in docs:
        by_topic[str(doc["topic"])][doc["doc"]] = " ".join(s["text"] for s in doc["sentences"])
    story = {doc: f"{topic}.{n}" for topic, texts in by_topic.items() for doc, n in stories(texts).items()}
    return {m["id"]: f"{story[m['doc']]} {one_word(head)}" for m, head in zip(mentions, heads(mentions), strict=True)}


def main(docs: str, events: str) -> None:
    told, mentions = ([json.loads(row) for row in Path(p).read_text("utf-8").splitlines()] for p in (docs, events))
    for id_, event in one_event(told, mentions).items():
        sys.stdout.write(json.dumps({"id": id_, "cluster": event}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
