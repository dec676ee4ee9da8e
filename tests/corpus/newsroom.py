"""A small newsroom on the loopback: a web server whose pages a test writes, good and bad."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    Page = bytes | Callable[["Asked"], None]

STORY = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>LIMA, June 18 (Andes Wire) - Peru and Chile signed a pact on shared rivers on Tuesday.</p>
<p>{more}</p>
<p>The two neighbours had talked about the waters of the high valleys for more than nine years.</p>
</article></body></html>"""


def story(title: str = "Peru and Chile sign water pact", more: str = "") -> bytes:
    """A page of a wire story."""
    more = more or "Bolivia said that it had not been asked to join and would not recognise it."
    return STORY.format(title=title, more=more).encode()


def rss(*items: str, more: str = "") -> bytes:
    """A feed of items as they are given."""
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Andes Wire</title>"
    return f"{head}{''.join(items)}{more}</channel></rss>".encode()


def item(link: str, *, guid: str = "", title: str = "A story", summary: str = "") -> str:
    """One item of a feed."""
    name = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    date = "<pubDate>Tue, 18 Jun 2024 19:56:00 -0500</pubDate>"
    said = f"<description>{summary}</description>"
    return f"<item>{name}<link>{link}</link><title>{title}</title>{date}{said}</item>"


class Asked(BaseHTTPRequestHandler):
    """One request; the answer is what the newsroom has at its path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.room.asked.append((time.monotonic(), self.path, dict(self.headers)))
        page = self.server.room.pages.get(self.path)
        with suppress(BrokenPipeError, ConnectionResetError):
            if page is None:
                self.give(b"", status=404)
            elif callable(page):
                page(self)
            elif self.headers.get("If-None-Match") == _etag(page):
                self.give(b"", status=304)
            else:
                self.give(page, ETag=_etag(page))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.room.posted.append((self.path, headers, body))
        page = self.server.room.pages.get(self.path)
        with suppress(BrokenPipeError, ConnectionResetError):
            if callable(page):
                page(self)
            else:
                self.give(page or b"", status=404 if page is None else 200)

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer with a whole body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if status != 304:
            self.wfile.write(body)
        self.close_connection = True

    def give_for_ever(self, piece: bytes, seconds: float = 0.0) -> None:
        """Answer with a body that never ends."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while not self.server.room.closing.wait(seconds):
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    room: Newsroom


class Newsroom:
    """The server; `pages` are its answers by path, `asked` what it was asked for and when,
    `posted` what was posted to it."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.posted: list[tuple[str, dict[str, str], bytes]] = []
        self.closing = threading.Event()
        self.http = Server(("127.0.0.1", 0), Asked)
        self.http.room = self

    def __enter__(self) -> Self:
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.http.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


def _etag(page: bytes) -> str:
    import hashlib

    return f'"{hashlib.sha256(page).hexdigest()[:12]}"'
