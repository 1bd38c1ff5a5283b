"""Pages over what may leave: the brief, and the map and timeline drawn for it."""

from rashomon.pages.brief import brief

__all__ = ["brief"]
