"""The form by which a page is given: pasted or as a file, with its address and its date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide

from dragoman.errors import DateError, DragomanError, PageError, QueryError
from dragoman.record import Store
from dragoman.views.guards import allow
from dragoman.views.keeping import Given, keep
from dragoman.views.web.forms import from_our_page, may, seal_of, to
from dragoman.views.web.pages import show

Kept = NamedDependency[Store]
Fields = NamedDependency[dict[str, str]]
BAD = 400


async def upload_of(request: Request[Any, Any, Any]) -> bytes:
    """The bytes of the file that came with the form; none where none was chosen."""
    given = (await request.form()).get("file")
    return await given.read() if isinstance(given, UploadFile) else b""


@get("/post", sync_to_thread=True, include_in_schema=False)
def posting(request: Request[Any, Any, Any]) -> Response[str]:
    """The form, for who may give pages."""
    return _form(request, {})


@post(
    "/post/page", sync_to_thread=True, guards=[from_our_page, allow("ingest")],
    dependencies={"upload": Provide(upload_of)}, include_in_schema=False,
)  # fmt: skip
def post_page(
    store: Kept, request: Request[Any, Any, Any], fields: Fields, upload: NamedDependency[bytes],
    max_page_size: NamedDependency[int],
) -> Response[Any]:  # fmt: skip
    """Read the page, keep it, and show it in the reader; or the form again, with what is wrong."""
    pasted = fields.get("content", "").replace("\r\n", "\n").encode("utf-8", "replace")
    if bool(pasted) is bool(upload):
        wrong = "paste a page or choose a file, one of them" if upload else "give a page or a file"
        return _form(request, fields, wrong, BAD)
    given = Given(
        content=upload or pasted, url=fields.get("url") or None,
        published=fields.get("published") or None, plain=fields.get("plain") == "on",
    )  # fmt: skip
    try:
        report = keep(store, given, max_page_size=max_page_size)
    except (PageError, DateError, QueryError) as error:
        return _form(request, fields, f"the page {error}" if _of_page(error) else str(error), BAD)
    return to(f"/reports/{report.id}")


def _of_page(error: DragomanError) -> bool:
    """Whether a message begins with what the page does: `is empty`, `holds …`."""
    return isinstance(error, PageError) and not str(error).startswith(("page ", "the page "))


def _form(
    request: Request[Any, Any, Any], given: dict[str, str], wrong: str | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    seal = seal_of(request) if may(request, "ingest") else None
    return show("post", status, given=given, wrong=wrong, seal=seal)


POSTING: tuple[Callable[..., Any], ...] = (posting, post_page)
