"""Word lists beside the code: read once, as lists of lines or as YAML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_FOLDER = "yhdysverkko.loaders.documents"


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Lines of `data/NAME.txt` without comments and blank lines."""
    text = (files(_FOLDER) / "data" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def word_table(name: str) -> dict[str, Any]:
    """The mapping in `data/NAME.yml`."""
    text = (files(_FOLDER) / "data" / f"{name}.yml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
