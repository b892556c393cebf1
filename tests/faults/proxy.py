"""
A way to PostgreSQL that breaks at a chosen statement: before it, after it, or with the server.

It speaks no PostgreSQL but the frames of its messages: what a client sends up to a Query or a Sync
is one statement, which the server has answered when it is ready for the next.
"""

import os
import signal
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Self

Kind = Literal["CUT BEFORE", "CUT AFTER", "SERVER KILLED"]
KINDS: tuple[Kind, ...] = ("CUT BEFORE", "CUT AFTER", "SERVER KILLED")
ENCRYPTION = (80877103, 80877104)
"""What a client asks before it begins; it is answered with no."""
READY = b"Z\x00\x00\x00\x05"


@dataclass(frozen=True)
class Break:
    """At the ``number``-th statement, from 1."""

    kind: Kind
    number: int


class Proxy:
    """Listens until it is closed; counts statements over all connections."""

    def __init__(self, port: int, fault: Break | None = None) -> None:
        self._server = port
        self._fault = fault
        self._lock = threading.Lock()
        self.statements = 0
        self.commits: list[int] = []
        """The numbers of the statements by which something that was inserted is kept."""
        self._wrote = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._accepting = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._accepting.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with (
            suppress(OSError, EOFError, struct.error),
            client,
            socket.create_connection(("127.0.0.1", self._server)) as server,
        ):
            backend = _begin(client, server)
            while True:
                self._pass_on(client, server, backend)

    def _pass_on(self, client: socket.socket, server: socket.socket, backend: int) -> None:
        """One statement and its answer; EOFError where the connection breaks."""
        statement = b""
        while statement[:1] not in (b"Q", b"X") and not _ends(statement):
            statement += _message(client)
        if statement[:1] == b"X":
            raise EOFError
        with self._lock:
            self.statements += 1
            wrote = b"INSERT INTO" in statement or self._wrote
            if wrote and b"COMMIT" in statement:
                self.commits.append(self.statements)
                wrote = False
            self._wrote = wrote
            fault = self._fault
            comes = fault is not None and self.statements == fault.number
        if comes and fault is not None and fault.kind == "CUT BEFORE":
            raise EOFError
        if comes and fault is not None and fault.kind == "SERVER KILLED":
            os.kill(backend, signal.SIGKILL)
            raise EOFError
        server.sendall(statement)
        answer = b""
        while answer[-6:-1] != READY:
            answer += _received(server)
        if comes:
            raise EOFError
        client.sendall(answer)


def _ends(statement: bytes) -> bool:
    """Whether its last message is a Sync."""
    return statement[-5:] == b"S\x00\x00\x00\x04"


def _begin(client: socket.socket, server: socket.socket) -> int:
    """The first words of both, to the end; the process of the server that answers."""
    while True:
        head = _exactly(client, 8)
        length, code = struct.unpack("!ii", head)
        if code not in ENCRYPTION:
            break
        client.sendall(b"N")
    server.sendall(head + _exactly(client, length - 8))
    answer = b""
    while answer[-6:-1] != READY:
        answer += _received(server)
    client.sendall(answer)
    at = answer.index(b"K\x00\x00\x00\x0c")
    return int(struct.unpack("!i", answer[at + 5 : at + 9])[0])


def _message(client: socket.socket) -> bytes:
    head = _exactly(client, 5)
    return head + _exactly(client, struct.unpack("!i", head[1:])[0] - 4)


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        data += _received(connection, length - len(data))
    return data


def _received(connection: socket.socket, most: int = 65536) -> bytes:
    data = connection.recv(most)
    if not data:
        raise EOFError
    return data
