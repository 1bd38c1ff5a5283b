"""The documentation is a contract: its links lead somewhere, its commands are understood, its code runs.

What a page promises of one room is tested with that room (test_docs_cli.py, test_docs_output.py, test_kinds.py ...).
"""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import shlex
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import click
import pytest
from paths import ROOT

from rashomon import settings
from rashomon.cli import cli, main
from rashomon.reading import pipeline
from rashomon.world.kind_files import load_kinds

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[tuple[str, str]]:
    """(language, code) of every fenced block, and of every block indented by four blanks."""
    text = text_of(page)
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return fenced + [("", code) for code in re.findall(r"(?:^ {4}\S.*\n?)+", rest, re.MULTILINE)]


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def commands(code: str) -> list[list[str]]:
    """The calls of rashomon in a block, as arguments; settings before them and what follows a pipe are cut."""
    found = []
    for line in code.splitlines():
        call = re.match(r"\s*(?:[A-Z_]+=\S+ )?(?:.*\| )?(?:\.venv/bin/)?rashomon( .*)?$", line)
        if call:
            found.append(shlex.split(re.split(r"\s[>|]\s", call[1] or "")[0]))
    return found


CALLS = [
    pytest.param(call, id=f"{named(p)}: {shlex.join(call)}")
    for p in PAGES
    for _, b in blocks(p)
    for call in commands(b)
]
TARGETS = [(named(p), t) for p in PAGES for _, b in blocks(p) for t in re.findall(r"^\s*make (\w+)", b, re.MULTILINE)]


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{target}: there is no such file"
        if anchor:
            assert anchor in {slug(h) for h in re.findall(r"^#+ (.*)$", text_of(there), re.MULTILINE)}, target


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=named)
def test_what_a_page_names_is_there(page: Path) -> None:
    """Files and folders; NAME and CODE stand for any of them. And what of the program is named in Python's way."""
    words = re.findall(r"`([^`\n]+)`", text_of(page))
    paths = [path for w in words for path in re.findall(r"(?:src|tests|tools|docs)/[\w./*-]*", w)]
    assert [p for p in paths if not any(ROOT.glob(re.sub(r"\b[A-Z]+\b", "*", p).rstrip("/")))] == []
    rooms = "|".join(p.name for p in (ROOT / "src" / "rashomon").iterdir() if (p / "__init__.py").is_file())
    names = [name for w in words for name in re.findall(rf"^rashomon\.(?:{rooms})(?:\.\w+)+", w)]
    assert [name for name in names if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_contributing_says_where_things_are() -> None:
    """The table has one file or folder for each question."""
    assert len(re.findall(r"`(?:src|tests|tools|docs)/[\w./-]*`", text_of(ROOT / "CONTRIBUTING.md"))) > 20


def test_the_index_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for target in LINK.findall(text_of(DOCS / "index.md"))}
    assert {p.name for p in DOCS.glob("*.md")} - linked == {"index.md"}


def test_every_picture_is_used() -> None:
    shown = {target for page in PAGES for target in LINK.findall(text_of(page))}
    assert [p.name for p in DOCS.glob("*.png") if f"docs/{p.name}" not in shown and p.name not in shown] == []


# --- commands -------------------------------------------------------------------------------------------------------


def test_there_are_commands_to_test() -> None:
    assert len(CALLS) > 30


@pytest.mark.parametrize("arguments", CALLS)
def test_every_command_shown_is_one_that_is_understood(arguments: list[str]) -> None:
    context = click.Context(cli, info_name="rashomon")
    command: click.Command = cli
    while isinstance(command, click.Group) and arguments:
        found = command.get_command(context, arguments[0])
        assert found, f"no command {arguments[0]}"
        command, arguments = found, arguments[1:]
    shown = [
        a for a in arguments if not re.fullmatch(r"[A-Z_.]+", a)
    ] or arguments  # FILES and the like stand for files
    command.make_context(command.name, list(shown), parent=context, resilient_parsing="FILES" in arguments)


def test_the_readmes_own_report_goes_from_file_to_brief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of "Read a report of your own", one after the other, on a report with nothing but text in it."""
    section = re.search(
        r"^## Read a report of your own\n(.*?)^## ", text_of(ROOT / "README.md"), re.DOTALL | re.MULTILINE
    )
    assert section
    calls = [call for code in re.findall(r"```\n(.*?)```", section[1], re.DOTALL) for call in commands(code)]
    assert [call[0] for call in calls] == ["read", "incidents", "matters", "show", "brief"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(
        "BEIRUT, 14 May 2013 - At least 12 people died in an army air strike on Rastan on Monday, residents said. "
        "The government denied that its aircraft had bombed the town.\n",
        encoding="utf-8",
    )
    shown = {}
    for call in calls:
        with pytest.raises(SystemExit) as ended:
            main(call)
        assert not ended.value.code, capsys.readouterr().err
        shown[call[0]] = capsys.readouterr().out
    assert "1 new" in shown["read"]
    assert "disputed" in shown["matters"]
    assert "least 12" in shown["matters"].lower()  # a narrow column may break the line before it
    assert "Rastan" in shown["show"]
    assert "<html" in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brief.html", "my.rashomon", "report.txt"]


def test_make_targets_shown_are_there() -> None:
    there = set(re.findall(r"^(\w+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert {"install", "demo", "test"} <= there
    assert [t for t in TARGETS if t[1] not in there] == []


def test_shell_script_of_the_integration_parses() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


# --- code -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_toml_and_json_blocks_parse(page: Path) -> None:
    for language, code in blocks(page):
        if language == "python":
            ast.parse(code)
        elif language == "toml":
            tomllib.loads(f"value = {code}" if code.startswith("{") else code)
        elif language == "json":
            json.loads(code)


def test_the_code_in_reading_md_runs_and_does_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    whole, own, more = [code for language, code in blocks(DOCS / "reading.md") if language == "python"]
    space: dict[str, object] = {}
    exec(whole, space)
    told = capsys.readouterr().out
    assert "State media government" in told
    assert "control affirmed" in told
    exec(own, space)
    told = capsys.readouterr().out
    assert re.search(r"^Rastan 34\.9\d* 36\.7\d* ", told, re.MULTILINE)
    assert "At least 12 killed 12 None" in told
    assert "Rastan" in str(space["page"])
    exec(more, space)
    told = capsys.readouterr().out
    assert "The governor's office" in told
    assert "shelling" in told


def test_reading_md_lists_the_components_in_their_order() -> None:
    listed = re.findall(r"^\| `rashomon_(\w+)` \|", text_of(DOCS / "reading.md"), re.MULTILINE)
    assert listed == ["paragraphs", *pipeline.COMPONENTS]
    assert {f"rashomon_{name}" for name in listed} == set(PYPROJECT["project"]["entry-points"]["spacy_factories"])
    assert f"{pipeline.PIECE:,} characters" in text_of(DOCS / "reading.md")


# --- facts ----------------------------------------------------------------------------------------------------------


def test_every_setting_is_documented_and_no_other_is_read() -> None:
    documented = re.findall(r"^## (\w+)$", text_of(DOCS / "settings.md"), re.MULTILINE)
    assert documented == list(settings.SETTINGS)
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(r"\bRASHOMON_[A-Z]+(?:_[A-Z]+)*\b", source)) == set(documented)


def test_the_settings_defaults_are_those_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*settings.SETTINGS, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    text = text_of(DOCS / "settings.md")
    assert f"Default: `{settings.model_name()}`" in text
    assert f"Default: {settings.max_bytes() // 1_000_000}." in text
    assert settings.cache_folder() == Path.home() / ".cache" / "rashomon"
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.5")
    assert settings.max_bytes() == 500_000


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!;\[(]", name)[0]).lower()


def required(by: str) -> set[str]:
    """Distributions that an installed one asks for, and those that they ask for."""
    asked: set[str] = set()
    todo = [by]
    while todo:
        for requirement in metadata.requires(todo.pop()) or ():
            name = normal(requirement)
            if "extra ==" not in requirement and name not in asked:
                asked.add(name)
                try:
                    metadata.version(name)
                except metadata.PackageNotFoundError:
                    continue  # for another system or version of Python
                todo.append(name)
    return asked


def test_every_dependency_has_a_row_and_every_row_is_one() -> None:
    text = text_of(DOCS / "dependencies.md")
    ours, rest = text.split("Three more are imported directly")
    declared = [normal(d) for d in PYPROJECT["project"]["dependencies"]]
    assert re.findall(r"^\| `([\w.-]+)` \|", ours, re.MULTILINE) == declared
    brought, dev = rest.split("## What working on it needs")
    for name, by in re.findall(r"^\| `([\w.-]+)` \| `([\w.-]+)` \|", brought, re.MULTILINE):
        assert by in declared
        assert name in required(by)
    declared = [normal(d) for d in PYPROJECT["project"]["optional-dependencies"]["dev"]]
    assert re.findall(r"^\| `([\w.-]+)` \|", dev, re.MULTILINE) == declared


@pytest.mark.parametrize("folder", ["src", "tests", "tools"])
def test_all_that_is_imported_is_accounted_for(folder: str) -> None:
    """Every package that is imported has a row in docs/dependencies.md, declared or brought by another: what merely
    happens to be installed here is not there in a fresh clone."""
    listed = set(re.findall(r"^\| `([\w.-]+)` \|", text_of(DOCS / "dependencies.md"), re.MULTILINE))
    owners = metadata.packages_distributions()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in {n.split(".")[0] for n in names} - {"rashomon"}:
                assert not (given := owners.get(name)) or {normal(d) for d in given} & listed, f"{file.name}: {name}"


def test_the_changelog_knows_this_version_and_counts_the_kinds() -> None:
    text = text_of(ROOT / "CHANGELOG.md")
    version = re.search(r'__version__ = "([^"]+)"', text_of(ROOT / "src" / "rashomon" / "version.py"))
    assert version
    assert re.search(rf"^## \[{re.escape(version[1])}\]", text, re.MULTILINE)
    assert f"claims of {len(load_kinds())} kinds" in text


@pytest.mark.parametrize(
    "file", [ROOT / "NOTICE", ROOT / "src" / "rashomon" / "world" / "data" / "SOURCES.md"], ids=named
)
def test_files_named_in_notices_are_there(file: Path) -> None:
    for name in re.findall(r"\b(?:src|tools|docs)/[\w/.-]+\w/?", text_of(file)):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("source", ["GeoNames", "Natural Earth", "Wikidata", "OCHA", "World Factbook", "Explosion"])
def test_every_source_of_data_is_credited(source: str) -> None:
    assert source in text_of(ROOT / "NOTICE")


def test_every_path_in_contributing_is_there() -> None:
    for name in re.findall(r"`((?:src|tests|docs)/[\w/.*-]+)`", text_of(ROOT / "CONTRIBUTING.md")):
        assert list(ROOT.glob(name.rstrip("/"))), name
