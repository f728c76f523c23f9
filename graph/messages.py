"""The catalogue of messages: every text for people, in Finnish, Swedish and English (graph/texts/*.yml)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("fi", "sv", "en")

Catalogue = dict[str, dict[str, str]]


@cache
def catalogue() -> Catalogue:
    """All messages: key -> language -> text with {blanks}. One file per subject; a key stands in one of them only."""
    messages: Catalogue = {}
    for file in files("yhdysverkko.graph").joinpath("texts").iterdir():
        messages |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return messages


_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in `language` meanwhile: a document in Swedish is Swedish in all that questions put in words."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def current_language() -> str:
    """The language being spoken, else the one chosen by YHDYSVERKKO_LANG; Finnish unless that is one that we have."""
    chosen = _SPOKEN.get() or os.environ.get("YHDYSVERKKO_LANG", "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def say(key: str, *, language: str | None = None, **params: object) -> str:
    """The message `key` with its blanks filled, in `language` or the current one."""
    return catalogue()[key][language or current_language()].format(**params)
