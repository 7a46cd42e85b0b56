"""Many who answer at once over HTTP, at a rising rate: a process of its own, so that the server's work and
theirs are told apart. Reads from its input what is to be done, prints as JSON what became of it.

Each editor types on whatever becomes of a save, and saves as the page's script does: one save at a time, the
newest words in it, and again after what was no answer."""

import http.client
import json
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from safeloom.bench.servers import HOST, worked, workers_of

PATIENCE = 60
AGAIN = 1.0
WARM = 1.5
# A server closes a connection that was idle so long; who sends just then would meet that.
IDLE = 1.5
_BOUNDARY = "----editor"
WORDS = "We asked everybody who works with children what they know of this, and wrote it down. " * 3


@dataclass
class Stage:
    """What became of a rate: milliseconds of each save that was acknowledged, and what went wrong."""

    asked: float
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0
    server_ms: float = 0

    def told(self) -> dict[str, Any]:
        """As it is printed."""
        return {
            "asked": self.asked,
            "took": self.took,
            "wrong": self.wrong,
            "seconds": self.seconds,
            "server_ms": self.server_ms,
        }


class Editor:
    """Somebody at a page."""

    def __init__(self, port: int, of: dict[str, str], fields: list[list[str]], typed: str) -> None:
        self.of, self.port, self.typed = of, port, typed
        self.fields: list[list[str]] = [list(one) for one in fields]
        self.connection: http.client.HTTPConnection | None = None
        self.number, self.last, self.sent, self.kept = 0, 0.0, "", ""

    def work(self, stage: Stage, begin: float, every: float, until: float) -> None:
        """Save every so many seconds until the end, and what is outstanding then."""
        due = begin
        while due < until:
            time.sleep(max(0.0, due - time.monotonic()))
            self.number += 1
            while not self._save(stage):
                time.sleep(AGAIN)
            # Whoever waits for an answer types on: what would have been saved meanwhile is in the next.
            while due <= time.monotonic():
                due += every

    def _save(self, stage: Stage) -> bool:
        self.sent = f"{WORDS}{self.number}"
        began = time.perf_counter()
        try:
            status, body = self._post()
        except (OSError, http.client.HTTPException) as problem:
            self._close()
            stage.wrong.append(type(problem).__name__)
            return False
        took = (time.perf_counter() - began) * 1000
        if status != 200:
            stage.wrong.append(f"{status} {body[:80].decode(errors='replace')}")
            return False
        answer = json.loads(body)
        if answer["conflicts"] or answer["unread"]:
            stage.wrong.append("conflict")
        else:
            stage.took.append(took)
            self.kept = self.sent
        for one in self.fields:
            if one[0].startswith("seen-"):
                one[1] = answer["seen"][one[0].removeprefix("seen-")]
        return True

    def _post(self) -> tuple[int, bytes]:
        if self.connection is None or time.monotonic() - self.last > IDLE:
            self._close()
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        headers = {
            "Cookie": self.of["cookie"],
            "X-Autosave": "1",
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        }
        self.connection.request("POST", self.of["path"], body=self._body(), headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.last = time.monotonic()
        return answer.status, body

    def _body(self) -> bytes:
        said = [("csrfmiddlewaretoken", self.of["token"])]
        said += [(name, self.sent if name == self.typed else value) for name, value in self.fields]
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in said
        ]
        return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode()

    def _close(self) -> None:
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()
            self.connection = None


def at_rate(editors: list[Editor], rate: float, seconds: float, server: int) -> Stage:
    """All of them at once, together `rate` saves a second."""
    stage = Stage(rate)
    every, begin = len(editors) / rate, time.monotonic() + 0.1
    until = begin + seconds
    before = _worked(server)
    threads = [
        Thread(target=one.work, args=(stage, begin + at / rate, every, until))
        for at, one in enumerate(editors)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    stage.seconds = time.monotonic() - begin
    stage.server_ms = (_worked(server) - before) * 10
    return stage


def _worked(server: int) -> int:
    return sum(worked(one) for one in workers_of(server))


def main() -> None:
    """Print `{"stages": […], "kept": {response: [acknowledged, sent last]}}`."""
    asked = json.load(sys.stdin)
    editors = [
        Editor(asked["port"], one, asked["fields"], asked["typed"]) for one in asked["editors"]
    ]
    # First the server's processes load what they need; what went wrong with that is told all the same.
    warm = at_rate(editors, asked["rates"][0], WARM, asked["server"])
    stages = [at_rate(editors, one, asked["seconds"], asked["server"]) for one in asked["rates"]]
    stages[0].wrong += warm.wrong
    kept = {one.of["response"]: [one.kept, one.sent] for one in editors}
    sys.stdout.write(json.dumps({"stages": [one.told() for one in stages], "kept": kept}))


if __name__ == "__main__":
    main()
