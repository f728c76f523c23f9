"""Examples of the console: queries/examples.yml."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ontology import Label


class Example(BaseModel):
    """A text that runs as it is, with what it is called in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: Label
    text: str
    parameters: Mapping[str, Any] = {}


@cache
def read_examples() -> Mapping[str, Example]:
    """All examples by name, in the order of the file."""
    text = files("yhdysverkko.queries").joinpath("examples.yml").read_text(encoding="utf-8")
    examples = [Example.model_validate(each) for each in yaml.load(text, Loader=yaml.CSafeLoader)]
    return {example.name: example for example in examples}


def read_example(name: str) -> Example:
    """One of the examples. Raises NotFound."""
    found = read_examples().get(name)
    if found is None:
        raise NotFound("console.no_example", name=name)
    return found
