"""spaCy's vectors of words, quicker: multiplied by numpy, text by text.

They are the larger part of a parse. blis, with which thinc multiplies, has code of its own for few processors, and on
others (AMD's) takes three times as long as the library that numpy comes with. That one's last digits depend on how many
rows are multiplied at once; each text by itself, so that its reading does not depend on what is read with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

NAME = "tok2vec"


def multiply_quickly(nlp: Language) -> None:
    """Changes how this pipeline makes its vectors, where it makes them with blis."""
    if NAME not in nlp.pipe_names:
        return
    pipe: Any = nlp.get_pipe(NAME)
    model = getattr(pipe, "model", None)
    if model is None or type(model.ops) is not NumpyOps:
        return  # it has other means: a graphics card, Apple's library
    for layer in model.walk():
        layer.ops = NumpyOps(use_blis=False)
    together = pipe.predict

    def one_by_one(docs: Iterable[Doc]) -> list[Any]:
        return [vectors for doc in docs for vectors in together([doc])]

    pipe.predict = one_by_one
