"""Rashomon: who says what happened. The public API."""

from rashomon.version import __version__

__all__ = ["__version__"]
