"""Every test in this folder that takes a folder for files runs twice: with plain ledgers, and with encrypted ones."""

from __future__ import annotations

import coded
import pytest

ONCE = ("test_encrypted", "test_driver", "test_passphrase", "test_recoding")
"""Modules that are about encryption: they say themselves what is encrypted."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "tmp_path" in metafunc.fixturenames and metafunc.module.__name__ not in ONCE:
        metafunc.parametrize("coding", ["plain", "encrypted"], indirect=True)


@pytest.fixture(autouse=True)
def coding(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> str:
    how = getattr(request, "param", "plain")
    if how == "encrypted":
        monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", str(coded.written(tmp_path_factory.mktemp("key"))))
        monkeypatch.setenv(coded.SWITCH, "1")
        coded.switch_on(monkeypatch)
    return how
