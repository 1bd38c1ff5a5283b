"""The list of what to follow: what may stand in it, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.follow.to_follow import AlertOn, Feed, Folder, ToFollow, read_list

FEED = '[[feed]]\nurl = "https://harbour.example/feed"\n'


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "case-follow.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def test_a_list(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        f"""{FEED}outlet = "The Harbour Post"
pages = true
every = 30

[[folder]]
path = "in/../incoming"

[[alert]]
view = "Kastrel"
desk = false
file = "alerts.txt"
command = ["notify-send", "Rashomon"]
""",
    )
    assert read_list(file) == ToFollow(
        (Feed("https://harbour.example/feed", "The Harbour Post", True, 30),),
        (Folder(tmp_path / "incoming"),),
        (AlertOn("Kastrel", False, tmp_path / "alerts.txt", ("notify-send", "Rashomon")),),
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no [[feed]] and no [[folder]]"),
        ('[[alert]]\nview = "x"', "no [[feed]] and no [[folder]]"),
        ("[[feed]", "it is no TOML"),
        ('[feed]\nurl = "https://a.example/"', "is to be written [[feed]]"),
        ("feed = 3", "is to be written [[feed]]"),
        ("[[feed]]\n", "feed 1: 'url' is missing"),
        ("[[feed]]\nurl = 3", "feed 1: 'url' is no text"),
        ('[[feed]]\nurl = ""', "feed 1: 'url' is no text"),
        ('[[feed]]\nurl = "harbour.example"', "'harbour.example' is no URL"),
        (f"{FEED}every = 1", "'every' is less than 5 minutes"),
        (f'{FEED}every = "5"', "'every' is no number of minutes"),
        (f"{FEED}every = true", "'every' is no number of minutes"),
        (f"{FEED}pages = 1", "'pages' is no true or false"),
        (f'{FEED}page = "x"', "there is no 'page' here"),
        ('[[feeds]]\nurl = "x"', "there is no [[feeds]]"),
        (f"{FEED}[[folder]]\n[[alert]]\n", "folder 1: 'path' is missing; alert 1: 'view' is missing"),
        (f'{FEED}[[alert]]\nview = "x"\ncommand = "rm"', "'command' is no list of texts"),
        (f'{FEED}[[alert]]\nview = "x"\ncommand = []', "'command' is no list of texts"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(RashomonError) as error:
        read_list(write(tmp_path, text))
    assert wrong in str(error.value) and "case-follow.toml" in str(error.value)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match="there is no list of what to follow"):
        read_list(tmp_path / "no.toml")


def test_nobody_else_may_write_down_a_command_to_run(tmp_path: Path) -> None:
    file = write(tmp_path, f'{FEED}[[alert]]\nview = "x"\ncommand = ["true"]\n')
    file.chmod(0o620)
    with pytest.raises(RashomonError, match="others than you may write it"):
        read_list(file)
    file.chmod(0o600)
    assert read_list(file).alerts[0].command == ("true",)
