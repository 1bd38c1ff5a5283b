"""Transcripts with time codes (SRT, WebVTT): cues are joined to sentences, and these to paragraphs.

Above each paragraph stands its time code, as furniture: so whoever looks at a statement finds where it was said. Who
speaks is written before the words, as in print ("NAME: ..."). Sounds ("[applause]") are left out and counted, and so is
what automatic captions say again in the next cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from rashomon.errors import RashomonError
from rashomon.intake.pieces import composed
from rashomon.intake.program_words import words_of_programs
from rashomon.intake.text import decode

PAUSE = 4.0
"""Seconds of silence after which a paragraph begins, if a sentence has ended."""
LONG = 600
"""Characters after which a paragraph ends with its sentence; twice as many and it ends with its cue."""
_TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})(?:\s*-->\s*|,(?=\d))(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})(?:\s.*)?"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{2,12}>|\{\\[^{}]{0,80}\}")
_SOUND = re.compile(r"(?:[\[(（【][^\[\]()]{1,60}[\])）】]\s*)*(?:[♪♫#].*|[\[(（【][^\[\]()]{1,60}[\])）】])")
_WITHIN = re.compile(rf"(?i)[\[(（【]\s*(?:{words_of_programs('sounds')})\s*[\])）】]")
"""A sound between words."""
_SPEAKER = re.compile(r"(?:>>+\s*|[-–—]\s+)?((?:[^\W\d_a-z][\w.'’-]*\s?){1,5})(?P<how>\s?\([^()]{2,40}\))?:\s+(?=\S)")
"""How somebody speaks ("on phone", "through an interpreter") stands behind the name."""
_TURN = re.compile(r"(?:>>+|[-–—])\s*")
_SENTENCE_ENDS = re.compile(r"[.!?…。؟۔]['\"”’»)]*$")


class Cue(NamedTuple):
    start: float
    end: float
    lines: list[str]


def paragraphs(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The one report in a transcript, as `pieces` wants it. Raises RashomonError where nothing is said in it."""
    text = decode(data, name)[0].removeprefix("\ufeff")
    sounds = 0
    found: list[tuple[float, str]] = []
    last, speaking = Cue(0.0, 0.0, []), ""
    for cue in cues(text):
        lines, voice = _said(cue.lines, last.lines)
        kept = [line for line in lines if not _SOUND.fullmatch(line)]
        sounds += len(lines) - len(kept) + sum(len(_WITHIN.findall(line)) for line in kept)
        for line in (" ".join(_WITHIN.sub(" ", line).split()) for line in kept):
            named = _SPEAKER.match(line)
            turn = voice or named or _TURN.match(line)
            who = voice or (named[1].strip() if named else "" if turn else speaking)
            goes_on = not turn or (who == speaking and not _TURN.match(line))  # some programs name who speaks each time
            if named and named["how"]:
                line = line[: named.start("how")].rstrip() + line[named.end("how") :]
            words = f"{voice}: {line}" if voice else _TURN.sub("", line, count=1) if turn else line
            speaking = who or ""
            if found and goes_on and not _is_over(found[-1][1], cue.start - last.end):
                words = words.removeprefix(f"{who}:").lstrip() if turn else words
                found[-1] = (found[-1][0], f"{found[-1][1]} {words}")
            else:
                found.append((cue.start, words))
            voice = None
        last = cue
    if not any(c.isalpha() for _, words in found for c in words):
        raise RashomonError(name, "nothing is said in the transcript", "There is nothing in it to read.")
    blocks: list[tuple[str, str | None]] = []
    for start, words in found:
        blocks += [(_code(start), "furniture"), (words, "body")]
    yield {**composed(*blocks), "id": name, "whole": True}
    yield {"counted": {"sounds (music, applause)": sounds}}


def cues(text: str) -> Iterator[Cue]:
    """The cues of a transcript in either form; notes and styles of WebVTT are none."""
    times: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if hit := _TIMES.fullmatch(line) if "-->" in line or line[1:2] == ":" else None:
            if times:  # no empty line between two cues: the last line before is the number of this one
                yield _cue(times, lines[:-1] if lines and lines[-1].strip().isdecimal() else lines)
            times, lines = hit, []
        elif line and not line.strip() and times and not lines:
            continue  # captions of YouTube begin with a line of one blank
        elif not line.strip():
            if times:
                yield _cue(times, lines)
            times, lines = None, []
        elif times:
            lines.append(line)


def _cue(times: re.Match[str], lines: list[str]) -> Cue:
    start, end = (
        int(times[at] or 0) * 3600
        + int(times[at + 1]) * 60
        + int(times[at + 2])
        + int(times[at + 3].ljust(3, "0")) / 1000
        for at in (1, 5)
    )
    return Cue(start, end, lines)


def _said(lines: list[str], before: list[str]) -> tuple[list[str], str | None]:
    """What a cue says that the one before it did not show already, and in whose voice."""
    voice = next((hit[1].strip() for line in lines if (hit := _VOICE.search(line))), None)
    shown = {_plain(line) for line in before}
    new = [words for line in lines if (words := _plain(line)) and words not in shown]
    return new, voice


def _plain(line: str) -> str:
    return " ".join(unescape(_TAG.sub("", line)).split())


def _is_over(words: str, silence: float) -> bool:
    if _SENTENCE_ENDS.search(words[-6:]):
        return silence > PAUSE or len(words) > LONG
    return len(words) > 2 * LONG


def _code(seconds: float) -> str:
    whole = int(seconds)
    return f"[{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}]"
