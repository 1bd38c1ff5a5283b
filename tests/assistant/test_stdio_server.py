"""The server as an assistant meets it: the SDK's own client, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import desk_made as made
import pytest

from rashomon.assistant import stdio_server
from rashomon.cli import main
from rashomon.errors import RashomonError

mcp = pytest.importorskip("mcp", reason="the SDK is not installed (pip install 'rashomon[mcp]')")


async def talk(path: Path) -> dict[str, Any]:
    """What the tools are, and what they answer."""
    from mcp.client.stdio import StdioServerParameters

    command = ["-m", "rashomon.cli", "mcp", "--ledger", str(path)]
    asked: dict[str, dict[str, Any]] = {
        "search": {"words": "Kastrel"},
        "incidents": {"status": "disputed"},
        "disputed_questions": {"limit": 5},
    }
    found: dict[str, Any] = {}
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with mcp.Client(mcp.stdio_client(server)) as client:
        found["tools"] = (await client.list_tools()).tools
        for name, arguments in asked.items():
            answer = await client.call_tool(name, arguments)
            found[name] = answer.structured_content
            assert json.loads(answer.content[0].text) == answer.structured_content
        incident = found["incidents"]["incidents"][0]["incident"]
        found["incident"] = (await client.call_tool("incident", {"id": incident})).structured_content
        report = found["search"]["claims"][0]["text_sha256"]
        if report:
            found["report"] = (await client.call_tool("report_claims", {"report": report[:12]})).structured_content
        found["wrong"] = await client.call_tool("incident", {"id": "I-NOBODY"})
    return found


def test_an_assistant_asks_and_is_answered(tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    before = path.read_bytes()
    found = asyncio.run(asyncio.wait_for(talk(path), 120))
    names = {t.name for t in found["tools"]}
    assert names == {"search", "incidents", "incident", "disputed_questions", "report_claims"}
    assert all(t.annotations.read_only_hint and t.description for t in found["tools"])
    assert found["search"]["profile"] == "default"
    assert {c["place"] for c in found["search"]["claims"]} == {"Kastrel"}
    assert [i["place"] for i in found["incidents"]["incidents"]] == ["Kastrel"]
    [question] = found["incident"]["incident"]["questions"]
    assert {a["answer"] for a in question["answers"]} == {"the army", "not the army"}
    assert found["disputed_questions"]["total"] == 1
    assert found["wrong"].is_error and "I-NOBODY" in found["wrong"].content[0].text
    assert path.read_bytes() == before, "nothing is written"


def test_what_changes_in_the_ledger_is_seen(tmp_path: Path) -> None:
    import made_up

    from rashomon import ledger as book
    from rashomon.assistant.answers_of_tools import found

    path = made.ledger(tmp_path / "case.rashomon")
    reader = stdio_server.Reader(path)

    def ask() -> set[str]:
        return {c["review"] for c in asyncio.run(reader.ask(lambda shared: found(shared, "brellin", 100)))["claims"]}

    assert ask() == {"unreviewed machine reading"}
    with book.open_ledger(path) as ledger:
        for c in (c.id for _, r in book.all_read(ledger) for s in r.statements for c in s.claims):
            book.decide(ledger, "accept", c, by="A", why="", now=made_up.NOW)
    assert "unreviewed machine reading" not in ask()
    reader.threads.shutdown()


def test_without_the_sdk_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(stdio_server, "import_module", missing)
    with pytest.raises(RashomonError, match=r"rashomon\[mcp\]"):
        stdio_server.server_of(tmp_path / "case.rashomon")
    with pytest.raises(SystemExit):
        main(["mcp", "--ledger", str(made.ledger(tmp_path / "case.rashomon"))])
    assert "rashomon[mcp]" in capsys.readouterr().err
