"""The version, in one place: it is part of every reading, so that a reading can be told from a later one."""

__version__ = "0.1.0"
