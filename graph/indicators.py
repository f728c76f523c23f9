"""The 28 indicators of an association-friendly municipality, as a typed, checked model of graph/indicators.yml."""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from yhdysverkko.graph.errors import OntologyError
from yhdysverkko.graph.messages import LANGUAGES, catalogue
from yhdysverkko.graph.ontology import Label
from yhdysverkko.graph.values import Value


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measure(_Model):
    """One indicator: what its values mean, and between which of them it scores 0 to 1."""

    id: str
    theme: str
    name: Label
    definition: Label
    levels: Mapping[int, Label] = {}
    unit: Label = {}
    none: float | None = None
    full: float | None = None
    minimum: int = 0
    """Answers that a value must rest on to be shown."""

    @model_validator(mode="after")
    def _check(self) -> "Measure":
        for label in (self.name, self.definition, *self.levels.values(), *([self.unit] if self.unit else [])):
            if set(label) != set(LANGUAGES) or not all(text.strip() for text in label.values()):
                raise ValueError(f"not in {', '.join(LANGUAGES)}: {dict(label)}")
        if bool(self.levels) == bool(self.unit):
            raise ValueError("either levels or a unit")
        if (self.none is None) != (self.full is None) or (self.none is not None and self.none == self.full):
            raise ValueError("none and full are two values")
        if self.levels and {self.none, self.full} != {min(self.levels), max(self.levels)}:
            raise ValueError("none and full are the ends of the levels")
        return self

    @property
    def scored(self) -> bool:
        """Whether the indicator counts in sub-scores."""
        return self.full is not None

    def share(self, value: float) -> float:
        """A value as 0 to 1; only of an indicator that is `scored`."""
        if self.none is None or self.full is None:
            raise ValueError(self.id)
        return min(1.0, max(0.0, (value - self.none) / (self.full - self.none)))

    def words(self, value: float, language: str) -> str:
        """What a level means; empty for a value that is none."""
        return self.levels[int(value)][language] if value in self.levels else ""

    def shown(self, respondents: int | None) -> bool:
        """Whether a value that so many answered may be shown."""
        return not self.minimum or (respondents or 0) >= self.minimum

    @cached_property
    def properties(self) -> Mapping[str, Value]:
        """What a source that speaks of the indicator states of it as an entity."""
        levels = "; ".join(f"{value} {label['fi']}" for value, label in self.levels.items())
        names = {"name": self.name["fi"], "name_sv": self.name["sv"], "name_en": self.name["en"]}
        definition = f"{self.definition['fi']}: {levels}" if levels else self.definition["fi"]
        return {**names, "definition": definition, **({"unit": self.unit["fi"]} if self.unit else {})}


class Indicators(_Model):
    """All indicators, by id, in their order, and the themes that group them."""

    themes: tuple[str, ...]
    indicators: Mapping[str, Measure]

    @model_validator(mode="after")
    def _check(self) -> "Indicators":
        for measure in self.indicators.values():
            if measure.theme not in self.themes:
                raise ValueError(f"{measure.id}: {measure.theme}?")
        if nameless := [theme for theme in self.themes if f"state.{theme}" not in catalogue()]:
            raise ValueError(f"{', '.join(nameless)}?")
        return self

    def of_theme(self, theme: str) -> list[Measure]:
        return [measure for measure in self.indicators.values() if measure.theme == theme]


@cache
def indicators() -> Indicators:
    """The project's indicators, read once."""
    return parse_indicators(indicators_text())


def indicators_text() -> str:
    """graph/indicators.yml as it stands."""
    return files("yhdysverkko.graph").joinpath("indicators.yml").read_text(encoding="utf-8")


def parse_indicators(text: str) -> Indicators:
    """Indicators from YAML. Raises OntologyError naming the place and what is wrong there."""
    try:
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
        listed = {key: {"id": key, **spec} for key, spec in raw["indicators"].items()}
        return Indicators.model_validate({**raw, "indicators": listed})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OntologyError("indicators.invalid", place=place or "indicators", reason=first["msg"]) from error
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError("indicators.invalid", place="indicators", reason=error) from error
