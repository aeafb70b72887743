"""Serves the page on the loopback address: its own files by GET, and one POST of a digit.

Whatever else a browser can be made to ask (another Host or Origin, another method, more bytes) is refused before
anything is read. Nothing is kept between two requests.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kata.draw.pages import TYPES, mistakes, page_files
from kata.draw.reader import Reader
from kata.draw.request import LONGEST, parse
from kata.draw.weights import Weights
from kata.errors import DrawError

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
MISSING = "the page needs Starlette and uvicorn: python -m pip install -c constraints.txt -e '.[draw]'"
BODY_SECONDS = 5.0
LONGEST_HEAD = 8 << 10
MOST_WAITING = 4
"""Digits that may wait for their turn: the page itself has one at a time on its way."""
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def check_installed() -> None:
    """Raise DrawError where the extra is missing."""
    if not all(map(find_spec, ("starlette", "uvicorn"))):
        raise DrawError(MISSING)


def listen(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 is any free one. Raises DrawError where the port cannot be had."""
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise DrawError(f"port {port} cannot be used ({reason}): choose another with --port") from None


def serve(listening: socket.socket, folder: Path, weights: Weights, seconds: float = 10.0) -> None:
    """Serve until somebody stops it."""
    import uvicorn

    port = listening.getsockname()[1]
    reader = Reader(folder, weights, seconds)
    app = make_app(page_files(weights, True, folder.name), reader, port)
    quiet: dict[str, Any] = {"access_log": False, "log_config": None, "server_header": False}
    limits: dict[str, Any] = {"limit_concurrency": 64, "timeout_keep_alive": 5, "timeout_graceful_shutdown": 1}
    config = uvicorn.Config(app, ws="none", http="h11", h11_max_incomplete_event_size=16 << 10, **quiet, **limits)
    uvicorn.Server(config).run(sockets=[listening])


def make_app(files: Mapping[str, bytes], reader: Reader, port: int) -> Callable[..., Any]:
    """The application, for requests that name this port."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    known = frozenset(each.id for each in mistakes())
    waiting = asyncio.Semaphore(MOST_WAITING)

    async def read(request: Request) -> Response:
        if waiting.locked():
            return JSONResponse({"error": "too many digits at once"}, 503)
        async with waiting:
            try:
                drawing = parse(await _body(request), known)
            except (ValueError, TimeoutError) as error:
                return JSONResponse({"error": str(error) or "the body did not arrive"}, 400)
            return Response(await reader.read(drawing.image, drawing.wrong), media_type="application/json")

    def file(name: str) -> Callable[[Request], Any]:
        async def get(request: Request) -> Response:
            return Response(files[name], media_type=TYPES[Path(name).suffix])

        return get

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        ready = asyncio.create_task(reader.warm())  # it takes seconds: the page is there before
        yield
        ready.cancel()
        await reader.stop()

    routes = [Route("/" if name == "index.html" else f"/{name}", file(name)) for name in files]
    app = Starlette(routes=[*routes, Route("/read", read, methods=["POST"])], lifespan=life)
    app.router.redirect_slashes = False
    return Guard(app, port)


class Guard:
    """Refuses what no page of this server asks, and gives each answer the headers that keep others out."""

    def __init__(self, app: Callable[..., Any], port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in NAMES}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        refused = self._refused(scope) if scope["type"] == "http" else None
        if refused is None:
            await self.app(scope, receive, answer)
            return
        from starlette.responses import PlainTextResponse

        status, text = refused
        await PlainTextResponse(text, status, {"connection": "close"})(scope, receive, answer)

    def _refused(self, scope: Any) -> tuple[int, str] | None:
        """Status and reason, where a request is not for this server."""
        heard = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in heard if name == "host"]
        origins = [value for name, value in heard if name == "origin"]
        if scope["http_version"] not in ("1.0", "1.1"):
            return 400, "only HTTP/1.1"
        if sum(len(name) + len(value) for name, value in heard) > LONGEST_HEAD:
            return 431, "too many headers"
        if scope["method"] not in ("GET", "POST"):
            return 405, "only GET and POST"
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421, "this server answers to its own address only"
        if not set(origins) <= self.origins or (scope["method"] == "POST" and len(origins) != 1):
            return 403, "only the page of this server may ask"
        return None


async def _body(request: Any) -> bytes:
    """The body, where it is JSON, no longer than it may be, and arrives in time. Raises ValueError, TimeoutError."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise ValueError("the body should be application/json")
    if not request.headers.get("content-length", "").isdecimal() or int(request.headers["content-length"]) > LONGEST:
        raise ValueError(f"the body should say its length, at most {LONGEST} bytes")
    data = b""
    async with asyncio.timeout(BODY_SECONDS):
        async for part in request.stream():
            data += part
            if len(data) > LONGEST:
                raise ValueError("the body is longer than it may be")
    return data
