"""Chromium without a window, spoken to over its debugging pipe: what a page logs, asks for, measures and prints.

Nothing but the standard library: messages of the DevTools protocol are JSON, each ended by a zero byte.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)


def found() -> str | None:
    """The browser installed here, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


_PATIENCE = 300.0
"""Seconds after which a browser is given up."""


class Page:
    """One tab. ``complaints`` is what the console and the content policy say, ``asked`` every address requested."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        """Attach to a new tab over the pipe's two ends."""
        self._in, self._out = os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb")
        self._number, self._session = 0, ""
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._loaded = False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{room}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """What the browser answers."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, path: Path, width: int = 1280) -> None:
        """Show a file in a window this wide, once it has loaded."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._loaded = False
        self.call("Page.navigate", url=path.as_uri())
        while not self._loaded:
            self._next()

    def value(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page says
        """The value of an expression in the page; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])

    def _next(self) -> dict[str, Any]:
        """The next message; events are noted on the way."""
        letters = bytearray()
        while (letter := self._in.read(1)) != b"\0":
            assert letter, "Chromium 已退出"
            letters += letter
        message: dict[str, Any] = json.loads(letters)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, params: dict[str, Any]) -> None:
        """Keep what an event says."""
        self._loaded = self._loaded or method == "Page.loadEventFired"
        if method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method in {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"}:
            self.complaints.append(json.dumps(params))

    def close(self) -> None:
        """Let go of the pipe; the browser ends with it."""
        self._out.close()
        self._in.close()


@contextmanager
def page(program: str, profile: Path) -> Iterator[Page]:
    """A tab of a browser that is started for it and ended with it."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # The protocol's pipe is file descriptors 3 and 4; a shell moves ours there, whatever their numbers.
    script = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
    command = ["bash", "-c", script, "-", program, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL)
    os.close(theirs_in)
    os.close(theirs_out)
    # A browser that hangs is ended, and the pipe with it, so that whoever reads from it wakes up.
    alarm = threading.Timer(_PATIENCE, process.kill)
    alarm.start()
    tab = Page(ours_in, ours_out)
    try:
        yield tab
    finally:
        alarm.cancel()
        tab.close()
        process.terminate()
        process.wait(timeout=30)
