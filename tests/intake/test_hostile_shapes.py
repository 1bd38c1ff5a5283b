"""Inputs of odd shape cost little and lose nothing else."""

from __future__ import annotations

import io
import json

import pytest

from rashomon.errors import RashomonError
from rashomon.intake.chats import telegram
from rashomon.intake.days import LONGEST, day_told


def test_what_is_far_too_long_for_a_date_is_none_and_is_not_searched() -> None:
    assert day_told("5 March 2015") is not None
    assert day_told("5 March 2015 " + "a" * LONGEST) is None


def test_an_odd_message_of_a_chat_loses_no_other() -> None:
    told = {"id": 7, "type": "message", "date": "2019-05-14T10:00:00", "text": "Shells fell on Tarn.", "from": "A"}
    chat = {"name": "Tarn News", "type": "public_channel", "id": 1, "messages": ["x", told]}
    found = telegram(io.BytesIO(json.dumps(chat).encode()), "result.json")
    assert [p["text"] for p in found if "text" in p] == ["Shells fell on Tarn."]


def test_a_list_is_no_chat() -> None:
    with pytest.raises(RashomonError, match="no chat"):
        list(telegram(io.BytesIO(b"[1, 2]"), "result.json"))
