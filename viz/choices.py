"""Choices: what a view shows, as one value that an address, a saved view and a report can hold."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yhdysverkko.graph.errors import WrongUse

Reference = Annotated[str, Field(pattern=r"^[a-z_]+:.+$", max_length=300)]
"""An entity as text: "municipality:077"."""


def _check_day(value: object) -> object:
    # Pydantic would take "0" for the first of January 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_check_day)]
"""A day as addresses write it: "2020-12-31"."""


class Layout(StrEnum):
    """Ways to place what is drawn."""

    GEOGRAPHIC = "geographic"
    NETWORK = "network"
    CONCENTRIC = "concentric"
    BIPARTITE = "bipartite"
    TIMELINE = "timeline"


class Overlay(StrEnum):
    """What is laid over the map: one thing at a time, or it says nothing."""

    NONE = "none"
    GAPS = "gaps"
    HUBS = "hubs"
    WHAT_IF = "what-if"
    CHANGE = "change"
    COMMUNITIES = "communities"


class Grouping(StrEnum):
    """What is drawn as one: AUTO groups by municipality when there is too much to draw one by one."""

    AUTO = "auto"
    NONE = "none"
    MUNICIPALITY = "municipality"
    REGION = "region"
    COMMUNITY = "community"


class View(BaseModel):
    """Everything that decides what a map shows. Whatever is left out has its usual value."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: str | None = Field(default=None, max_length=200, examples=["Puutteet Keski-Suomessa"])
    """What the view is called."""
    region: str | None = Field(default=None, pattern="^[0-9]{2}$", examples=["13"])
    """The code of the region that it is of."""
    as_of: Day | None = Field(default=None, examples=["2020-12-31"])
    """The day on which what is shown held."""
    layout: Layout = Layout.GEOGRAPHIC
    """How what is drawn is placed."""
    overlay: Overlay = Overlay.NONE
    """What is laid over it."""
    measure: str = Field(default="degree", pattern="^[a-z_]+$")
    """The measure that the sizes of marks show, and the hubs."""
    since: Day | None = Field(default=None, examples=["2019-12-31"])
    """The day that `change` compares with `as_of`."""
    removed: tuple[Reference, ...] = Field(default=(), max_length=50, examples=[["project:yhdessä"]])
    """What `what-if` takes away."""
    focus: Reference | None = Field(default=None, examples=["municipality:077"])
    """The entity that everything shown is around, at most `steps` ties away."""
    steps: int = Field(default=1, ge=1, le=3)
    """How many ties away from `focus` what is shown may be."""
    theme: str | None = Field(default=None, max_length=200, examples=["tilat"])
    """The theme of plans and cooperation that everything shown has to do with."""
    question: str | None = Field(default=None, pattern="^[a-z0-9-]+$", examples=["missing-liaison"])
    """A question of the catalogue whose rows name what is shown, asked with `given` ("name=value")."""
    given: tuple[str, ...] = Field(default=(), max_length=20, examples=[["region=13"]])
    """The parameters of the question, each as "name=value"."""
    kinds: tuple[str, ...] = Field(default=(), examples=[["Municipality", "Association"]])
    """The groups of the legend that are switched on; empty: the usual ones."""
    relations: tuple[str, ...] = Field(default=(), examples=[["LIAISON_FOR"]])
    """The kinds of tie that are switched on; empty: the usual ones."""
    grouping: Grouping = Grouping.AUTO
    """What is drawn as one."""
    unfolded: tuple[Reference, ...] = Field(default=(), max_length=20, examples=[["municipality:077"]])
    """The groups that are drawn one by one."""
    candidates: bool = False
    """Whether ties that a document may state, and nobody has accepted, are drawn too."""

    def pairs(self) -> list[tuple[str, str]]:
        """The choices that are not the usual ones, as an address writes them; `parse_view` reads them back."""
        found: list[tuple[str, str]] = []
        for name, value in self.model_dump(mode="json", exclude_defaults=True).items():
            found += [(name, _text(each)) for each in (value if isinstance(value, list) else [value])]
        return found


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_LISTS = frozenset(name for name, item in View.model_fields.items() if get_origin(item.annotation) is tuple)


def parse_view(pairs: Iterable[tuple[str, str]]) -> View:
    """A view from the pairs of an address; an empty value counts as left out.

    Raises WrongUse naming the choice that does not fit.
    """
    given: dict[str, Any] = {}
    for name, value in pairs:
        if value and name in _LISTS:
            given.setdefault(name, []).append(value)
        elif value:
            given[name] = value
    return make_view(given)


def make_view(given: Mapping[str, Any]) -> View:
    """A view from values by name. Raises WrongUse naming the choice that does not fit."""
    try:
        return View.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise WrongUse("view.invalid", name=name, value=given.get(name, ""), reason=first["msg"]) from error
