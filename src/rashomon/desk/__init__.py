"""The desk: the web application over one ledger. Server-rendered; the URL is the view; works without JavaScript."""

from rashomon.desk.app import make_app

__all__ = ["make_app"]
