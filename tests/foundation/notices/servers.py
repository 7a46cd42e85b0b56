"""A real mail server on loopback, which behaves as told."""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

# What it does with the n-th mail, counted from 0: `yes`; `cut`: takes it, and the connection ends before its
# yes arrives; `later`: 451 after the content; `no`: 554 after the content; `slow`: a second; `late`: a moment
# before it takes it and one before it says so.
Manner = Callable[[int], str]


class Server:
    """Keeps what it took. `refuses` maps an address to what is said of it as a recipient."""

    def __init__(self, manner: Manner = lambda number: "yes", **refuses: str) -> None:
        self.manner, self.refuses = manner, dict(refuses)
        self.took: list[EmailMessage] = []
        self.connections = 0
        self._seen = 0
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, server_hostname="mail.example"
        )

    def __enter__(self) -> "Server":
        self._controller.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._controller.stop()

    @property
    def ids(self) -> Counter[str]:
        """How often it took each Message-ID."""
        return Counter(message["Message-ID"] for message in self.took)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        manner, self._seen = self.manner(self._seen), self._seen + 1
        if manner == "later":
            return "451 Try again"
        if manner == "no":
            return "554 No"
        if manner == "slow":
            await asyncio.sleep(1)
        if manner == "late":  # now before, now after it is taken: a kill meets both
            await asyncio.sleep(0.04)
        message: Any = message_from_bytes(envelope.content, policy=default)
        self.took.append(message)
        if manner == "late":
            await asyncio.sleep(0.04)
        if manner == "cut":
            server.transport.abort()
        return "250 Taken"
