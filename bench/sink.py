"""A mail server that takes everything and writes down what it took: `-m bench.sink PORT NOTES`.

A line in the file NOTES for each message, when it was taken: time, Message-ID, recipient, and the first chapter that it
links to. While a file NOTES.refusing lies there it takes nothing (421). As lean as can be, so that it is not what is
measured; it knows nothing of Feuilleton but how a chapter's address looks.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from pathlib import Path
from typing import IO

ID = re.compile(rb"^Message-ID: *(<[^>]*>)", re.MULTILINE | re.IGNORECASE)
CHAPTER = re.compile(rb"/chapters/([0-9a-z]{6,16})")
END = b"\r\n.\r\n"


class Conversation(asyncio.Protocol):
    """One connection. Commands may come several at a time (PIPELINING)."""

    def __init__(self, notes: IO[str], refusing: Path) -> None:
        self.notes = notes
        self.refusing = refusing
        self.waiting = bytearray()
        self.to = ""
        self.in_message = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        answers: list[bytes] = []
        while self._take(answers):
            pass
        if answers:
            self.notes.flush()
            self.transport.write(b"".join(answers))
        if answers and answers[-1].startswith((b"421", b"221")):
            self.transport.close()

    def _take(self, answers: list[bytes]) -> bool:
        """One command or message of what has come. False when it has not come whole."""
        end = self.waiting.find(END if self.in_message else b"\r\n")
        if end < 0:
            return False
        taken = bytes(self.waiting[:end])
        del self.waiting[: end + (len(END) if self.in_message else 2)]
        answers.append(self._note(taken) if self.in_message else self._answer(taken))
        return True

    def _answer(self, command: bytes) -> bytes:
        word = command[:4].upper()
        if word == b"EHLO":
            return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
        if word == b"MAIL" and self.refusing.exists():
            return b"421 4.3.2 Not now\r\n"
        if word == b"RCPT":
            self.to = command.partition(b"<")[2].partition(b">")[0].decode()
        if word == b"DATA":
            self.in_message = True
            return b"354 go on\r\n"
        return b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n"

    def _note(self, message: bytes) -> bytes:
        self.in_message = False
        name = ID.search(message)
        chapter = CHAPTER.search(message.partition(b"\r\n\r\n")[2].replace(b"=\r\n", b""))
        known = (name[1].decode() if name else "", self.to, chapter[1].decode() if chapter else "")
        self.notes.write(f"{time.time():.3f}\t{known[0]}\t{known[1]}\t{known[2]}\n")
        return b"250 taken\r\n"


async def main() -> None:
    port, notes = int(sys.argv[1]), Path(sys.argv[2])
    with notes.open("a") as file:
        loop = asyncio.get_running_loop()
        refusing = notes.with_name(f"{notes.name}.refusing")
        server = await loop.create_server(lambda: Conversation(file, refusing), "127.0.0.1", port)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
