"""A desk that several share, for the tests of signing in and of roles: one member of each role."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import coded
import desk_made as made
import made_up
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk import make_app
from rashomon.desk.safety import Safety, safety
from rashomon.ledger.core import passwords
from rashomon.ledger.write import change_members

PEOPLE = {"owner": "Orla Finn", "editor": "Edda Moor", "analyst": "Ansel Roy", "reader": "Rhea Dunn"}
PASSWORD = "kelp lantern quay six"


def shared(path: Path) -> Path:
    """The made ledger, with somebody of each role."""
    shutil.copy(_made_once(os.environ.get(coded.SWITCH)), path)
    return path


@cache
def _made_once(encrypted: str | None) -> Path:
    """A hundred tests begin with it. Its passwords are quick to check, for a hash says itself what it costs; what one
    that is made for people costs is tested in desk/test_signing_in.py."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    path = made.ledger(folder / "shared.rashomon")
    with pytest.MonkeyPatch.context() as patch, book.open_ledger(path) as ledger:
        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for role, name in PEOPLE.items():
            change_members.add_member(ledger, name, role, PASSWORD, made_up.NOW)
    return path


@contextmanager
def desk(path: Path, safe: Safety | None = None) -> Iterator[TestClient]:
    app = make_app(path, safe or safety("127.0.0.1", None), by="A. Editor")
    with TestClient(app, base_url=made.BASE, follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, role: str, password: str = PASSWORD) -> int:
    """Signs in by the page, as a browser does; gives the status."""
    token = made.hidden_form(client.get("/sign-in").text)
    return client.post("/sign-in", data={"form": token, "name": PEOPLE[role], "password": password}).status_code


def another(client: TestClient) -> TestClient:
    """A second browser at the same desk."""
    return TestClient(client.app, base_url=made.BASE, follow_redirects=False)
