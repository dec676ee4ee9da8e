"""The application: routes, errors, hosts and limits put together. No model is loaded here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.prometheus import PrometheusConfig, PrometheusController

from dragoman import __version__
from dragoman.corpus.posting import Doors
from dragoman.errors import DragomanError
from dragoman.record import DEFAULT, open_store
from dragoman.reports.loading import MAX_PAGE_SIZE
from dragoman.views.api import faults
from dragoman.views.api.alerts import ALERTS
from dragoman.views.api.care import CARE
from dragoman.views.api.routes import ROUTES
from dragoman.views.api.stories import STORIES
from dragoman.views.guards import Tokens, allow
from dragoman.views.sessions import LIFETIME, Sessions
from dragoman.views.web import PAGES
from dragoman.views.web.entry import to_sign_in
from dragoman.views.web.forms import fields_of
from dragoman.views.web.pages import wrong

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver.local")


UNKNOWN = 401
API = (*ROUTES, *CARE, *ALERTS, *STORIES)


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """How a record is served.

    `hosts` are the names the server may be asked by. `tokens` are pairs of a token's digest and its
    scope; without any, everybody who reaches the server may read and nobody may write. With
    `open_reading` everybody may read though there are tokens. `session` is how many seconds a
    browser stays signed in. Matches of watch lists may be posted to `hook_hosts` besides this
    machine.
    """

    db: str = DEFAULT
    hosts: tuple[str, ...] = LOOPBACK
    tokens: tuple[tuple[str, str], ...] = ()
    open_reading: bool = False
    session: float = LIFETIME
    max_page_size: int = MAX_PAGE_SIZE
    hook_hosts: tuple[str, ...] = ()


METERED = PrometheusConfig(app_name="dragoman", prefix="dragoman", group_path=True)


class Metrics(PrometheusController):
    """Requests by path and status, and how long they took, as Prometheus reads them."""

    path = "/metrics"
    include_in_schema = False


def check_host(request: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request under a name the server was not started with (DNS rebinding)."""
    name = request.headers.get("host", "")
    bare = name.rsplit(":", 1)[0] if not name.endswith("]") else name
    if bare not in request.app.state.hosts and name not in request.app.state.hosts:
        raise HTTPException(f"no server of the name {name!r} is here", status_code=421)


def for_readers(answer: Any) -> Any:
    """The same answer as a page, where a browser asked for one."""

    def answered(request: Request[Any, Any, Any], error: Exception) -> Any:
        found = answer(request, error)
        page = not request.url.path.startswith("/api/")
        if not page or "text/html" not in request.headers.get("accept", ""):
            return found
        if found.status_code == UNKNOWN and request.method == "GET":
            return to_sign_in(request)
        return wrong(request, found.status_code, found.content.error.message)

    return answered


def create_app(how: Serving) -> Litestar:
    """The ASGI application over one record; raises RecordError when it cannot be opened."""
    store = open_store(how.db, create=False)

    def close(_: Litestar) -> None:
        store.close()

    def the_store(state: State) -> Any:
        return state.store

    app = Litestar(
        route_handlers=[*map(faults.documented, API), *PAGES, Metrics],
        middleware=[METERED.middleware],
        guards=[check_host, allow("read")],
        dependencies={
            "store": Provide(the_store, sync_to_thread=False),
            "fields": Provide(fields_of),
            "doors": Provide(lambda: Doors(how.hook_hosts), sync_to_thread=False),
            "max_page_size": Provide(lambda: how.max_page_size, sync_to_thread=False),
        },
        exception_handlers={
            DragomanError: for_readers(faults.of_ours),
            HTTPException: for_readers(faults.of_http),
            Exception: for_readers(faults.of_anything),
        },
        request_max_body_size=2 * how.max_page_size,
        openapi_config=OpenAPIConfig(
            title="dragoman", version=__version__, path="/api/schema",
            render_plugins=[JsonRenderPlugin()],
        ),
        on_shutdown=[close],
    )  # fmt: skip
    app.state.store = store
    app.state.hosts = frozenset(how.hosts)
    app.state.tokens = Tokens(how.tokens, open_reading=how.open_reading)  # type: ignore[arg-type]
    app.state.sessions = Sessions(how.session)
    return app
