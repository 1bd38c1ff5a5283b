"""The documentation of the commands as a contract: each has an example, there and in its help."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from rashomon.cli import cli
from rashomon.ledger.core import schema

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS_MD = (DOCS / "commands.md").read_text()


def commands(group: click.Group = cli, name: str = "rashomon") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, f"{name} {key}")
        else:
            found[f"{name} {key}"] = command
    return found


def groups() -> list[click.Group]:
    return [cli, *(c for c in cli.commands.values() if isinstance(c, click.Group))]


def section(name: str) -> str:
    found = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", COMMANDS_MD, re.DOTALL | re.MULTILINE)
    assert found, f"docs/commands.md has no section {name}"
    return found[1]


def examples(text: str) -> list[list[str]]:
    """The lines of a text that call rashomon, as arguments: what stands before a pipe or after a redirection is cut."""
    lines = [line.strip() for line in text.splitlines() if re.match(r"\s*(curl .*\| )?rashomon ", line)]
    calls = [re.split(r"\s[>|]\s", line.split("| rashomon", 1)[-1])[0] for line in lines]
    return [[a for a in shlex.split(call) if a != "rashomon"] for call in calls]


def test_all_sections_are_commands() -> None:
    assert set(re.findall(r"^## (rashomon .*)$", COMMANDS_MD, re.MULTILINE)) == set(commands())


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_an_example_and_a_section(name: str) -> None:
    command = commands()[name]
    assert command.help
    summary = command.get_short_help_str(200)
    assert summary.endswith(".")
    assert "Example:" in command.help
    own = name.removeprefix("rashomon ")
    for text in (command.help, section(name)):
        assert [e for e in examples(text) if shlex.join(e).startswith(own)], text


@pytest.mark.parametrize("name", commands())
def test_every_option_is_explained(name: str) -> None:
    for option in commands()[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"
            shown = max(option.opts, key=len)
            assert shown in COMMANDS_MD or shown == "--output", f"{shown} is not in docs/commands.md"


@pytest.mark.parametrize("group", groups(), ids=lambda g: g.name or "rashomon")
def test_every_group_has_help_and_an_example(group: click.Group) -> None:
    assert group.help
    assert "Example:" in group.help
    shown = group.get_help(click.Context(group, info_name=group.name, terminal_width=80))
    assert "..." not in shown.replace("[ARGS]...", ""), "a command's first sentence is too long for the list"


@pytest.mark.parametrize(
    "example",
    [e for text in [COMMANDS_MD, *(c.help or "" for c in [*commands().values(), *groups()])] for e in examples(text)],
    ids=shlex.join,
)
def test_every_example_is_one_that_the_command_understands(example: list[str]) -> None:
    context = click.Context(cli, info_name="rashomon")
    command: click.Command = cli
    while isinstance(command, click.Group):
        found = command.get_command(context, example[0])
        assert found, f"no command {example[0]}"
        command, example = found, example[1:]
    command.make_context(command.name, list(example), parent=context)


def test_the_ledgers_tables_are_all_documented() -> None:
    text = (DOCS / "ledger.md").read_text()
    tables = re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", "\n".join(schema.migrations()), re.MULTILINE)
    assert len(tables) > 10
    documented = set(
        re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| `")))
    )
    assert documented == set(tables)
    assert f"Schema {len(schema.migrations())}." in text
