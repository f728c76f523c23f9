"""Templates: found by name and language, filled in by Jinja, and given as Markdown with marks for what is not text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.viz.reports.calls import NAMES, Call, make_call

MARK = re.compile("\ue000(\\d+)\ue001")
"""What stands in the Markdown for a call or for a text from data: its number in `Filled.parts`, between two letters
that Unicode leaves to private use and that mean nothing to Markdown."""

_FOR = re.compile(r"\{#\s*for:\s*([a-z_]+)\s*#\}")
_ENDING = ".md.j2"


@dataclass(frozen=True)
class Template:
    """A template: its text, and the kind of entity (its prefix) that it is for."""

    name: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class Filled:
    """A template filled in: Markdown, and what its marks stand for."""

    markdown: str
    parts: tuple[Call | str, ...]


def find_template(name: str, language: str, folder: Path | None = None) -> Template:
    """A template of `folder`, else of ours, in a language.

    Raises NotFound naming those spelt alike, and WrongUse for one that does not say which kind of entity it is for.
    """
    found: dict[str, str] = {}
    for place in (files("yhdysverkko.viz.reports") / "templates", folder):
        for file in place.iterdir() if place else ():
            if file.name.endswith(f".{language}{_ENDING}"):
                found[file.name.removesuffix(f".{language}{_ENDING}")] = file.read_text(encoding="utf-8")
    if name not in found:
        alike = get_close_matches(name, found, n=3, cutoff=0.3) or sorted(found)
        raise NotFound("report.unknown_template", name=name, code=language, alike=", ".join(alike))
    said = _FOR.match(found[name])
    if not said or said[1] not in ontology().by_prefix:
        known = ", ".join(sorted(ontology().by_prefix))
        raise WrongUse("report.no_subject", name=f"{name}.{language}{_ENDING}", known=known)
    return Template(name, language, said[1], found[name])


def fill(template: Template, values: Mapping[str, Any]) -> Filled:
    """The template with these values, and the calls that it makes. Raises WrongUse naming the line that is wrong."""
    parts: list[Call | str] = []

    def mark(part: object) -> str:
        parts.append(part if isinstance(part, Call) else str(part))
        return f"\ue000{len(parts) - 1}\ue001"

    environment = SandboxedEnvironment(undefined=StrictUndefined, finalize=mark, keep_trailing_newline=True)
    functions: dict[str, Any] = {name: _caller(name, template.language) for name in NAMES if name != "notes"}
    try:
        markdown = environment.from_string(template.text).render({**functions, **values})
    except TemplateError as error:
        line = getattr(error, "lineno", None) or "–"
        raise WrongUse("report.bad_template", name=template.name, line=line, reason=error.message or "") from error
    except TypeError as error:
        raise WrongUse("report.bad_template", name=template.name, line="–", reason=error) from error
    return Filled(markdown, tuple(parts))


_FIRST = {"table": "question", "number": "question", "facts": "entity"}
"""The argument that stands first, without its name."""


def _caller(name: str, language: str) -> Callable[..., Call]:
    def call(first: str | None = None, /, **arguments: Any) -> Call:
        named = {_FIRST[name]: first} if first is not None and name in _FIRST else {}
        return make_call(name, language, {**named, **arguments})

    return call
