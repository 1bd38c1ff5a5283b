"""Brings the catalogues in src/rashomon/locale up to date: what is to be said, out of code, templates and data.

    python tools/translations.py            # extract, merge into each .po, compile each .mo
    python tools/translations.py --check    # write nothing; status 1 where a file would change or a text has no words

New texts come into a .po with an empty translation, texts that are said no more go. Needs Babel, which the `dev` extra
has; nothing of it is needed to run Rashomon, which reads the .mo with the standard library.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from rashomon import model
from rashomon.ledger.decide.corrections import CHOICES, FIELDS
from rashomon.ledger.decide.decisions import Verb
from rashomon.message import MONTHS
from rashomon.reading.rules import rules
from rashomon.sharing.redact_matters import NEUTRAL_LABELS
from rashomon.world.kind_files import load_kinds
from rashomon.world.known_sides import known_sides

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rashomon"
LOCALE = SOURCE / "locale"
SAYING = {"_", "mark", "Phrase", "ngettext", "counted", "mark_both", "phrase"}
PLURAL = {"ngettext", "counted", "mark_both"}
CALLED = re.compile(rf"\b(?:{'|'.join(sorted(SAYING))})\(")
"""Most modules say nothing: they need not be taken apart."""

Text = str | tuple[str, str]
"""A text, or one for a single thing and one for several."""


# Code and templates


def of_code(source: str) -> Iterator[Text]:
    """Texts in calls of `_`, `mark`, `Phrase`, `ngettext`, `counted` and `mark_both`."""
    if not CALLED.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := _called(node)) in SAYING and node.args:
            given = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in node.args]
            one, many = given[0], given[1] if len(given) > 1 else None
            if one and many and name in PLURAL:
                yield one, many
            elif one and name not in PLURAL:
                yield one


def _called(call: ast.Call) -> str:
    """The name of what is called: `_` of `_(...)` and of `words._(...)`."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def of_template(source: str) -> Iterator[Text]:
    """Texts in calls of `_`, `phrase` and `ngettext`, and nouns in the filter `count`."""
    tree = Environment(autoescape=True).parse(source)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAYING:
            if call.node.name == "ngettext":
                one, many = (a.as_const() for a in call.args[:2])
                yield one, many
            else:
                yield from (text for text in _constants(call.args[0]) if text)
    for found in tree.find_all(nodes.Filter):
        if found.name == "count":
            nouns = [a.as_const() for a in found.args]
            yield "{n} " + nouns[0], "{n} " + (nouns[1] if len(nouns) > 1 else nouns[0] + "s")


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _constants(node.expr1)
        yield from _constants(node.expr2 or nodes.Const(""))
    elif isinstance(node, nodes.Getitem):
        yield from _constants(node.node)
    elif isinstance(node, nodes.Dict):
        for pair in node.items:
            yield from _constants(pair.value)


# Data


def toml(*parts: str) -> dict[str, Any]:
    return tomllib.loads(SOURCE.joinpath(*parts).read_text(encoding="utf-8"))


def of_data() -> Iterator[str]:
    """What data and fixed lists call things: labels of kinds and camps, questions, roles, the values of fields."""
    for kind in load_kinds().values():
        yield from (kind.id, kind.label, *kind.question.values())
    for folder in (*sorted((SOURCE / "world" / "packs").iterdir()), SOURCE / "examples" / "pack"):
        for file in sorted(folder.glob("*.toml")):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            for camp, of in data.get("camps", {}).items():
                yield camp
                yield of["label"]
            yield from _roles(data)
    for side in known_sides():
        yield side.camp
        yield side.name
    yield from NEUTRAL_LABELS.values()
    asked = toml("matters", "questions.toml")
    for pattern in asked["question"].values():
        yield from {pattern, pattern.replace("{who}", "people")}
    yield from (row["says"] for table in ("means", "hit") for row in asked[table])
    yield from toml("reading", "languages", "en", "wording.toml")["callings"].values()
    counts = toml("reading", "languages", "en", "counts.toml")
    yield from counts["who"]
    yield from ("people", "percent", "day", "hour", "week", "month", "year", "km")
    yield from MONTHS
    yield from counts["what"] if isinstance(counts.get("what"), dict) else ()
    persons = toml("sharing", "words.toml")
    yield from (role for pair in persons["roles"].items() for role in pair)
    yield from (row["role"] for row in persons["described"])
    for literal in (model.Manner, model.Stance, model.Polarity, model.Modality, model.Precision, model.Status):
        yield from get_args(literal)
    for choices in CHOICES.values():
        yield from choices()
    yield from ("precise", "imprecise", "text", "context", "published", "person", "unknown", "default", "full")
    yield from (*FIELDS, "figure")
    yield from rules().values()
    yield from {rule.partition(".")[0] for rule in rules()} - {"made"}
    yield from get_args(Verb)


def _roles(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("role"), str):
            yield value["role"]
        for inner in value.values():
            yield from _roles(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _roles(inner)


def everything() -> dict[Text, list[str]]:
    """Every text, with the files that say it."""
    found: dict[Text, list[str]] = {}

    def put(text: Text, where: str) -> None:
        places = found.setdefault(text, [])
        if where not in places:
            places.append(where)

    for file in sorted(SOURCE.rglob("*.py")):
        for text in of_code(file.read_text(encoding="utf-8")):
            put(text, file.relative_to(ROOT).as_posix())
    for file in sorted(SOURCE.rglob("templates/*.html")):
        for text in of_template(file.read_text(encoding="utf-8")):
            put(text, file.relative_to(ROOT).as_posix())
    for word in of_data():
        for form in {word, word if "{" in word else word.replace("_", " ")} - {""}:
            put(form, "data")
    both = {t[0] for t in found if isinstance(t, tuple)}
    return {t: places for t, places in found.items() if not (isinstance(t, str) and t in both)}


# Catalogues


def template() -> Catalog:
    made = Catalog(project="Rashomon", charset="utf-8")
    for text, places in everything().items():
        made.add(text, locations=[(p, 0) for p in places])
    return made


def merged(file: Path, of: Catalog) -> Catalog:
    """The catalogue in a file with the texts of another: none is guessed from like ones, stale ones go."""
    with file.open("rb") as opened:
        kept = read_po(opened, locale=file.parts[-3])
    kept.update(of, no_fuzzy_matching=True)
    made = _Plain(locale=kept.locale, header_comment=kept.header_comment, fuzzy=False)
    made.rule = kept.plural_forms
    made._num_plurals = kept.num_plurals  # of its own, Babel counts one form more for French and Spanish, for millions
    for message in kept:
        if message.id:
            made[message.id] = message
    return made


class _Plain(Catalog):
    """A catalogue whose header says nothing of when and by whom it was written: the same texts make the same file."""

    rule = ""
    """The rule for plurals as its .po has it: Babel's own order of forms is another for some languages."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "Rashomon"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.rule),
        ]


def untranslated(catalogue: Catalog) -> list[Text]:
    return [
        m.id if isinstance(m.id, str) else tuple(m.id)  # type: ignore[misc]
        for m in catalogue
        if m.id and (not all(m.string) if isinstance(m.string, tuple | list) else not m.string)
    ]


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as a .po and as a .mo; the same bytes for the same texts, whenever."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="Write nothing; fail where something would change.")
    check = parser.parse_args().check
    of, wrong = template(), 0
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/rashomon.po")):
        catalogue = merged(file, of)
        missing = untranslated(catalogue)
        wrong += len(missing)
        for text in missing:
            print(f"{file.parts[-3]}: no words for {text!r}")
        for path, data in zip((file, file.with_suffix(".mo")), written(catalogue), strict=True):
            if not path.exists() or path.read_bytes() != data:
                print(f"{'would change' if check else 'written'}: {path.relative_to(ROOT)}")
                wrong += check
                if not check:
                    path.write_bytes(data)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
