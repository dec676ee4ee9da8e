"""The command `serve`: the HTTP API over a record, on this machine unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dragoman.errors import MissingExtra
from dragoman.views import options
from dragoman.views.terminal import complain, write

if TYPE_CHECKING:
    from collections.abc import Sequence

SCOPES = ("read", "ingest", "review", "admin")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@options.database
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8421, show_default=True)
@click.option("--name", "names", multiple=True, help="A host name the server is asked by.")
@click.option(
    "--token", "tokens", multiple=True, metavar="SCOPE:DIGEST", envvar="DRAGOMAN_TOKENS",
    help="A token that is let in, by its digest; see --new-token.",
)  # fmt: skip
@options.hook_hosts
@click.option("--new-token", type=click.Choice(SCOPES), help="Make a token, print it, and end.")
def serve(  # noqa: PLR0913 - a command with that many options
    *,
    db: str,
    host: str,
    port: int,
    names: Sequence[str],
    tokens: Sequence[str],
    hosts: Sequence[str],
    new_token: str | None,
) -> int:
    """Serve the record over HTTP; without tokens everybody who reaches it may read.

    On this machine a token to write with is then made and printed; it ends with the server.
    """
    try:
        import uvicorn

        from dragoman.views.api import Serving, create_app
        from dragoman.views.api.app import LOOPBACK as HOSTS
        from dragoman.views.sessions import digest_of
        from dragoman.views.sessions import new_token as made
    except ModuleNotFoundError as error:
        reason = f"`serve` needs {error.name}; in dragoman's checkout, pip install '.[serve]'"
        raise MissingExtra(reason) from error
    if new_token is not None:
        token = made()
        write(f"token   {token}")
        write(f"start   dragoman serve --token {new_token}:{digest_of(token)}")
        return 0
    known = tuple((digest, scope) for scope, digest in map(_split, tokens))
    if host not in LOOPBACK and not known:
        complain(f"{host} can be reached from outside and no token is set: everybody may read")
    own = made() if host in LOOPBACK and not known else None
    known = known or (((digest_of(own), "admin"),) if own else ())
    how = Serving(
        db=db, hosts=(*HOSTS, host, *names), tokens=known, open_reading=own is not None,
        hook_hosts=tuple(hosts),
    )  # fmt: skip
    app = create_app(how)
    complain(f"serving {db} on http://{host}:{port}, schema at /api/schema/openapi.json")
    if own:
        complain(f"to judge and to post pages, sign in at /sign-in with the token {own}")
    uvicorn.run(app, host=host, port=port, log_level="warning")
    return 0


def _split(token: str) -> tuple[str, str]:
    scope, _, digest = token.partition(":")
    if scope not in SCOPES or len(digest) != 64:
        raise click.BadParameter(f"{token!r} is no SCOPE:DIGEST; --new-token makes one")
    return scope, digest
