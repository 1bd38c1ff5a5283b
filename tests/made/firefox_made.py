"""Firefox over WebDriver BiDi (W3C), which it speaks itself: no driver beside it."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIREFOX = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), "")
QUIET = """
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.server", "");
"""
SECONDS = 120


class Firefox:
    """One window. `faults` are what pages said in the console as errors, and what they asked of other machines."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.numbers, self.faults = socket, itertools.count(1), list[str]()
        self.say("session.new", capabilities={})
        self.say("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.window = self.say("browsingContext.getTree")["contexts"][0]["context"]

    def say(self, method: str, **params: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv())
            if told.get("id") == number:
                assert told["type"] == "success", f"{method}: {told.get('message')}"
                return told["result"]
            self._hear(told.get("method"), told.get("params", {}))

    def _hear(self, method: str | None, params: dict[str, Any]) -> None:
        if method == "log.entryAdded" and params["level"] == "error":
            self.faults.append(str(params["text"]))
        elif method == "network.beforeRequestSent" and params.get("context") == self.window:
            address = str(params["request"]["url"])
            self.faults += [address] if not address.startswith(("http://127.0.0.1:", "data:", "about:")) else []

    def go(self, address: str) -> None:
        self.say("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression gives, as JSON carries it; a promise is waited for."""
        told = self.say(
            "script.evaluate", expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self.window}, awaitPromise=True,
        )  # fmt: skip
        assert told["type"] == "success", told.get("exceptionDetails", {}).get("text")
        return json.loads(told["result"].get("value", "null"))


@contextmanager
def opened(folder: Path) -> Iterator[Firefox]:
    """With a profile of its own in `folder`."""
    import websocket

    (folder / "user.js").write_text(QUIET)
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    said = folder / "said.txt"
    with said.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        socket = websocket.create_connection(f"{_address(said, running)}/session", SECONDS, suppress_origin=True)
        yield Firefox(socket)
        socket.close()
    finally:
        running.terminate()
        running.wait(SECONDS)


def _address(said: Path, running: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and running.poll() is None:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said.read_text(errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not open: {said.read_text(errors='replace')[-400:]}")
