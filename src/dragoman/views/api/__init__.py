"""The HTTP API over a record: JSON out, one error shape, OpenAPI from our own types."""

from dragoman.views.api.app import Serving, create_app

__all__ = ["Serving", "create_app"]
