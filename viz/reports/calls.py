"""Calls: what a template asked for, as data that a file can hold and an update can ask again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

NAMES = ("table", "figure", "facts", "number", "notes", "appendix")
"""What can be called: `number` gives words within a sentence, the others give blocks."""


@dataclass(frozen=True)
class Call:
    """A call by name with its arguments, which are plain values of JSON, in the language of its report."""

    name: str
    language: str
    arguments: Mapping[str, Any]

    @cached_property
    def text(self) -> str:
        """The call as a file holds it; the same call always has the same text."""
        content = [self.name, self.language, self.arguments]
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def key(self) -> str:
        """A short name for the call: Word takes 64 letters as a tag, and the text may be longer."""
        return f"yhdysverkko-{hashlib.sha256(self.text.encode()).hexdigest()[:20]}"

    def __hash__(self) -> int:
        return hash(self.text)


def make_call(name: str, language: str, arguments: Mapping[str, Any]) -> Call:
    """A call from the values of a template."""
    return Call(name, language, {key: _plain(value) for key, value in arguments.items() if value is not None})


def read_call(text: str) -> Call | None:
    """The call that a file holds; None for a text that is none."""
    try:
        match json.loads(text):
            case [str(name), ("fi" | "sv" | "en") as language, dict(arguments)] if name in NAMES:
                return Call(name, str(language), arguments)
    except ValueError:
        pass
    return None


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case bool() | int() | float() | None:
            return value
        case _:
            return str(value)
