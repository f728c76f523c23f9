"""Readers of a server: many at once over connections that stay open, so cheap that the server is what is measured."""

import asyncio
import time
from collections.abc import Iterator
from typing import NamedTuple

import uvloop


class Answer(NamedTuple):
    """What a reader got, and when it had asked: seconds on a clock that only goes forward."""

    path: str
    status: int
    asked: float
    seconds: float
    size: int


def drive(port: int, readers: int, paths: Iterator[str], seconds: float, pause: float = 0) -> list[Answer]:
    """What `readers` got who asked for one path after the other, each waiting `pause` seconds in between."""
    return uvloop.run(_drive(port, readers, paths, time.perf_counter() + seconds, pause))


async def _drive(port: int, readers: int, paths: Iterator[str], until: float, pause: float) -> list[Answer]:
    read = await asyncio.gather(*(_read(port, paths, until, pause) for _ in range(readers)))
    return [answer for each in read for answer in each]


async def _read(port: int, paths: Iterator[str], until: float, pause: float) -> list[Answer]:
    """One reader, who connects anew when the server has hung up; status 0 is no answer at all."""
    answers: list[Answer] = []
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while time.perf_counter() < until:
        path, asked = next(paths), time.perf_counter()
        try:
            if connection is None:
                connection = await asyncio.open_connection("127.0.0.1", port)
            status, size = await _ask(*connection, path)
        except (OSError, asyncio.IncompleteReadError):
            connection, status, size = None, 0, 0
            await asyncio.sleep(0.1)
        answers.append(Answer(path, status, asked, time.perf_counter() - asked, size))
        if pause:
            await asyncio.sleep(pause)
    if connection:
        connection[1].close()
    return answers


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, int]:
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding: chunked" not in head:
        size = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        await reader.readexactly(size)
        return int(head[9:12]), size
    size = 0
    while length := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(length + 2)
        size += length
    await reader.readexactly(2)
    return int(head[9:12]), size
