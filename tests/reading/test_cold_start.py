"""Cold start: what a small report does not need is not loaded."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.garbage import loading
from rashomon.intake.make_report import language_of
from rashomon.reading import pipeline
from rashomon.world import load_world

LEFT_OUT = (
    "spacy.cli", "weasel", "jinja2", "requests", "httpx", "starlette", "uvicorn", "lxml", "trafilatura", "pypdf",
    "numpy.ma", "py3langid", "rashomon.matters", "rashomon.ledger", "rashomon.desk", "rashomon.sharing",
)  # fmt: skip

TOLD = (
    "Residents of the town said on Monday that shells hit the market and the road to the north. A spokesman of the army"
    " denied the report and said that the shelling of the town was the work of rebels."
)


def test_one_small_report_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TOLD, encoding="utf-8")
    code = (
        "import sys\nfrom rashomon.cli import main\ntry:\n    main(['read', '--to', 'jsonl', 'report.txt'])\n"
        "except SystemExit as done:\n    assert not done.code\n"
        f"print(*(name for name in {LEFT_OUT} if name in sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert '"statements"' in ran.stdout
    assert ran.stderr.splitlines()[-1] == ""


def test_spacy_still_has_its_command_line() -> None:
    code = (
        "import rashomon.reading.pipeline, sys\nassert 'spacy.cli' not in sys.modules\n"
        "import spacy\nassert spacy.info(silent=True)['spacy_version'] == spacy.__version__\n"
        "import spacy.cli\nassert spacy.cli.download"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_tokenizer_has_the_rules_that_the_model_brings() -> None:
    import spacy

    own = spacy.load(pipeline.MODEL, exclude=["ner", "senter", "parser", "tagger", "tok2vec"]).tokenizer
    used = pipeline.load(load_world()).tokenizer
    assert used.to_bytes(exclude=["vocab"]) == own.to_bytes(exclude=["vocab"])


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_collected_again_after_a_load_that_fails(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(OSError, match="no such model"), loading():
            assert not gc.isenabled()
            raise OSError("no such model")
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


FRENCH = "Les habitants de la ville ont dit lundi que des obus avaient touché le marché et la route du nord. "
DUTCH = "De bewoners van de stad zeggen in The Times dat de granaten de markt of de weg hebben geraakt. "


NAMED = """Vardin, 3 March. Tessany Courier.

The mayor of Vardin, Orlo Kessandry, told Radio Haldane that he was shot at on the Brellin road. "They have had no rest
here," said Mira Tolvane of Doctors Abroad. Clashes went on in Nessim, Upper Tarn, Kastrel and Old Quennet overnight.
"""
"""English, with few small words between its names"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TOLD, "en"),
        (NAMED, "en"),
        (FRENCH * 2, "fr"),
        (DUTCH * 2, "nl"),
        (TOLD + FRENCH * 9, "fr"),
    ],
)
def test_the_language_of_a_text_is_told_with_and_without_the_detector(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "plainly"), [(TOLD, True), (NAMED, True), (DUTCH * 2, False), (TOLD + FRENCH * 9, False)]
)
def test_plain_english_needs_no_detector(text: str, plainly: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import py3langid

    asked: list[str] = []
    monkeypatch.setattr(py3langid, "rank", lambda text: asked.append(text) or [("en", 0.0)])
    assert language_of(text) == "en"
    assert bool(asked) is not plainly
