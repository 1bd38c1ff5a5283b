"""What is installed is whole: entry points load, the wheel holds all data, and nothing in it tells of a machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from paths import ROOT

SOURCE = ROOT / "src" / "rashomon"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}
LARGEST = 1_000_000
"""Bytes. Larger files belong in a package that is depended on, not in the repository."""


def source_files() -> set[str]:
    """Paths below src/ of all that should be installed."""
    return {
        p.relative_to(SOURCE.parent).as_posix() for p in SOURCE.rglob("*") if p.is_file() and not LEFT_OUT & {*p.parts}
    }


def committed() -> list[Path]:
    """The files that git tracks, or would: what is ignored is left out. Without git, what an unpacked archive holds."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return [p for name in listed.stdout.split("\0") if name and (p := ROOT / name).is_file()]
    kept = ("src", "tests", "docs", "tools")
    return [p for top in kept for p in (ROOT / top).rglob("*") if p.is_file() and not LEFT_OUT & {*p.parts}]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as pip builds it, with the build backend of this environment where it is there, else fetched by pip."""
    folder = tmp_path_factory.mktemp("wheel")
    try:
        metadata.version("hatchling")
        isolation = ["--no-build-isolation"]
    except metadata.PackageNotFoundError:
        isolation = []
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", *isolation,
         "--wheel-dir", str(folder), str(ROOT)],
        capture_output=True, text=True,
    )  # fmt: skip
    if built.returncode and re.search(r"hatchling|connection|resolve|Network", built.stderr, re.IGNORECASE):
        pytest.skip(f"the wheel cannot be built offline without hatchling: {built.stderr.strip().splitlines()[-1]}")
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_every_file_of_the_package_and_the_notices(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert source_files() - inside == set()
    notes = {name.rsplit("/", 1)[-1] for name in inside if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= notes
    assert {name.split("/")[0] for name in inside if ".dist-info/" not in name} == {"rashomon"}


def test_the_wheel_holds_the_data_that_a_first_run_needs(wheel: Path) -> None:
    """Named one by one, so that a pattern in the build's configuration which misses a folder is noticed."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "world/kinds/_classes.toml", "world/kinds/clash.toml", "bench/kinds.toml", "world/data/countries.csv",
        "world/packs/generic/pack.toml", "world/packs/syria/places.csv",
        "pages/outlines.json", "pages/templates/brief.html", "ledger/core/migrations/001_first.sql",
            "examples/gold.json",
        "examples/reports/09-lantern-note.pdf", "bench/floors.toml", "intake/furniture.toml", "py.typed",
    ):  # fmt: skip
        assert f"rashomon/{name}" in inside


def test_the_wheel_is_small(wheel: Path) -> None:
    """It was 2.0 MB with English alone; each language that is read adds its words and rules, some 50 kB, and each that
    the desk speaks 150 kB; the words by which names are known to be somebody's, 60 kB."""
    assert wheel.stat().st_size < 3_400_000


@pytest.mark.parametrize("name", PYPROJECT["entry-points"]["spacy_factories"])
def test_components_are_known_to_spacy_where_it_is_installed(name: str) -> None:
    (point,) = metadata.entry_points(group="spacy_factories", name=name)
    assert point.value == PYPROJECT["entry-points"]["spacy_factories"][name]
    assert callable(point.load())


def test_the_command_loads() -> None:
    (point,) = metadata.entry_points(group="console_scripts", name="rashomon")
    assert callable(point.load())


def test_the_installed_version_is_that_of_the_source() -> None:
    from rashomon.version import __version__

    assert metadata.version("rashomon") == __version__


def test_no_committed_file_is_large() -> None:
    assert [p.relative_to(ROOT).as_posix() for p in committed() if p.stat().st_size > LARGEST] == []


MACHINE = re.compile(
    r"/(?:home|root|Users|work|workspace|mnt|opt)/[\w.-]+/|[A-Z]:\\Users\\|(?:index-url|registry|find-links)\s*[=:]\s*\S*https?:"
    r"|\b(?:artifactory|nexus|proxy)[\w.-]*\.(?:com|net|org|internal|local)\b"
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("open('/home/alice/reports/a.txt')", True),
        ("cd /workspace/ci/src", True),
        ("index-url = https://mirror.example/simple", True),
        ("https://www.geonames.org/", False),
        ("RASHOMON_CACHE=/srv/rashomon-cache rashomon", False),
    ],
)
def test_the_search_for_machines_sees_what_it_should(line: str, found: bool) -> None:
    assert bool(MACHINE.search(line)) is found


INVENTED = frozenset({"/home/keld/", "/home/tavesh/"})
"""Home folders of people who do not exist, in tests that such a path does not leave."""


def test_no_committed_file_names_a_machine() -> None:
    told = []
    for path in committed():
        if path == Path(__file__) or path.suffix in {".png", ".pdf", ".rashomon"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        told += [f"{path.relative_to(ROOT)}: {m[0]}" for m in MACHINE.finditer(text) if m[0] not in INVENTED]
        told += [f"{path.relative_to(ROOT)}: {ROOT}"] * (f"{ROOT}/" in text)
    assert told == []
