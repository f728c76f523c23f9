"""Survey definitions: what the columns of a table of answers ask, on which scales, of whom; as YAML.

A folder with `survey.yml` beside tables of answers is a survey. `like` takes over one of the models in
loaders/survey_models; what the file says itself goes before it. docs/surveys.md tells how to write one.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.indicators import indicators
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Label
from yhdysverkko.graph.records import BadValue, shown
from yhdysverkko.graph.values import first_day, is_unknown, parse_number, parse_partial_date, slug, tidy
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.register import find_code, municipalities

SURVEY_FILE = "survey.yml"

OFFICIAL = ("liaison", "official")
"""Who answers in office, for their own municipality: theirs is the municipality's answer, not a free respondent's."""

NO_OPINION = {"en osaa sanoa", "eos", "ei koske", "kan inte säga", "vet ej", "do not know", "don't know", "no opinion"}

_NUMBERED = re.compile(r"(-?\d+)\s*[-–=:.)]?\s+(.+)")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _complete(label: Label) -> Label:
    if set(label) != set(LANGUAGES):
        raise ValueError(f"{', '.join(LANGUAGES)}?")
    return label


class Scale(_Model):
    """The answers that an item takes: whole numbers from the least to the greatest, some of them with words."""

    values: Mapping[int, Label] = Field(min_length=2)

    @field_validator("values")
    @classmethod
    def _labels(cls, values: Mapping[int, Label]) -> Mapping[int, Label]:
        for label in values.values():
            _complete(label)
        return values

    @property
    def least(self) -> int:
        return min(self.values)

    @property
    def greatest(self) -> int:
        return max(self.values)

    @cached_property
    def words(self) -> Mapping[str, int]:
        return {label[language].casefold(): value for value, label in self.values.items() for language in LANGUAGES}

    def read(self, column: str, text: str) -> int | None:
        """The value of an answer; None for no opinion. Raises BadValue for what is not on the scale."""
        bare = tidy(text)
        folded = bare.casefold()
        if is_unknown(bare) or folded in NO_OPINION:
            return None
        if folded in self.words:
            return self.words[folded]
        if (numbered := _NUMBERED.fullmatch(folded)) and self.words.get(numbered[2]) == int(numbered[1]):
            return int(numbered[1])
        try:
            number = parse_number(bare)
        except ValueError:
            number = float("nan")
        if number != round(number, 0) or not self.least <= number <= self.greatest:
            raise BadValue(column, shown(bare, None), "survey.off_scale", expected=f"{self.least}–{self.greatest}")
        return int(number)


class Item(_Model):
    """One question of the survey; `column` is its header where that is neither its id nor its text."""

    id: str
    text: Label
    scale: str
    theme: str
    column: str = ""
    reversed: bool = False
    measures: str = ""
    """The indicator (i01 to i28) that the item's mean is an observation of."""

    @cached_property
    def headers(self) -> frozenset[str]:
        return frozenset(fold(name) for name in (self.id, self.column, *self.text.values()) if name)


class Columns(_Model):
    """Headers of the columns that are no items."""

    municipality: str = "kunta"
    round: str = ""
    respondent: str = ""
    """A technical id, by which the same respondent counts once; it is not stored."""
    ignored: tuple[str, ...] = ()
    """Free text and the like, which is never read."""


class Expected(_Model):
    """How many answers are expected: of each municipality of the regions, or as said for some."""

    each: int = Field(default=0, ge=0)
    regions: tuple[str, ...] = ()
    municipalities: Mapping[str, int] = {}

    @cached_property
    def by_code(self) -> Mapping[str, int]:
        """Municipality code -> answers. Raises ValueError for a place that is not known."""
        codes = {_code("Region", name) for name in self.regions}
        found = {item.code: self.each for item in municipalities() if item.region in codes}
        return found | {_code("Municipality", name): count for name, count in self.municipalities.items()}


def _code(kind: str, name: str) -> str:
    if (code := find_code(kind, name)) is None:
        raise ValueError(f"{name}?")
    return code


def _partial_date(value: object) -> str:
    text = parse_partial_date(str(value))
    first_day(text)
    return text


class Survey(_Model):
    """A survey; `round` is when it was answered, unless a column says so for each row."""

    survey: str
    name: Label
    answered_by: Literal["liaison", "official", "association", "participant", "resident"]
    round: Annotated[str, BeforeValidator(_partial_date)] | None = None
    source: Mapping[str, object] = {}
    columns: Columns = Columns()
    scales: Mapping[str, Scale]
    themes: Mapping[str, Label]
    items: tuple[Item, ...] = Field(min_length=1)
    expected: Expected = Expected()

    @property
    def free(self) -> bool:
        """Whether those who answer are free respondents, whose figures need at least five of them."""
        return self.answered_by not in OFFICIAL

    def of_theme(self, theme: str) -> list[Item]:
        return [item for item in self.items if item.theme == theme]

    @model_validator(mode="after")
    def _check(self) -> "Survey":
        for label in (self.name, *self.themes.values(), *(item.text for item in self.items)):
            _complete(label)
        if self.survey != slug(self.survey):
            raise ValueError(f"survey: {slug(self.survey)}?")
        if bool(self.round) == bool(self.columns.round):
            raise ValueError("round: either a date or a column")
        _check_unique(name for item in self.items for name in item.headers)
        for item in self.items:
            for name, known in ((item.scale, self.scales), (item.theme, self.themes)):
                if name not in known:
                    raise ValueError(f"{item.id}: {name}?")
            if item.measures and item.measures not in indicators().indicators:
                raise ValueError(f"{item.id}: {item.measures}?")
        for theme in self.themes:
            if len({item.scale for item in self.of_theme(theme)}) != 1:
                raise ValueError(f"{theme}: items of one scale")
        _ = self.expected.by_code
        return self


def _check_unique(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{name}: twice")
        seen.add(name)


def read_survey(path: Path) -> Survey:
    """The survey that a file defines. Raises LoadFailed naming the place and what is wrong there."""
    try:
        raw = _yaml(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise LoadFailed("loaders.unreadable", file=path.name, reason=error) from error
    if (name := raw.pop("like", None)) is not None:
        if name not in models():
            reason = say("survey.unknown_model", name=name, known=", ".join(models()))
            raise LoadFailed("survey.invalid", file=path.name, place="like", reason=reason)
        raw = {**_yaml(f"{name}.yml", models()[name]), **raw}
    try:
        return Survey.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "survey"
        raise LoadFailed("survey.invalid", file=path.name, place=place, reason=first["msg"]) from error


def models() -> Mapping[str, str]:
    """Name -> text of the models that a definition can be like."""
    folder = files("yhdysverkko.loaders").joinpath("survey_models")
    found = {file.name.removesuffix(".yml"): file for file in folder.iterdir() if file.name.endswith(".yml")}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}


def _yaml(file: str, text: str) -> dict[str, Any]:
    try:
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise LoadFailed("survey.invalid", file=file, place="YAML", reason=error) from error
    if not isinstance(raw, dict):
        raise LoadFailed("survey.invalid", file=file, place="YAML", reason="survey: …?")
    return raw
