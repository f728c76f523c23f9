"""Surveys: tables of answers as figures for each municipality; no single answer gets into the graph.

Every item becomes an indicator, whose observation is the mean of a municipality's answers in a round; so does every
theme, as the mean of its items. Figures behind which fewer than five free respondents stand are left out before
anything is stored; a theme is made of the items that are shown, so that it gives none of the others away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from yhdysverkko.graph.indicators import indicators
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Label
from yhdysverkko.graph.records import BadValue, Node, Place, Record, Ref, Rejection, Relation, make_node, make_relation
from yhdysverkko.graph.values import Value, first_day, is_unknown, parse_partial_date, tidy
from yhdysverkko.loaders.columns import refuse_formula_error
from yhdysverkko.loaders.headings import fold
from yhdysverkko.loaders.references import Index, reference_reader
from yhdysverkko.loaders.run import Maker, Run
from yhdysverkko.loaders.sheets import Sheet
from yhdysverkko.loaders.survey_definition import Item, Survey

MINIMUM = 5
"""Free respondents that a figure must rest on."""

Group = tuple[str, str]
"""A municipality and a round."""


@dataclass
class _Tally:
    """The answers read so far: of each group how many there are, and the values of each item."""

    answered: dict[Group, int] = field(default_factory=lambda: defaultdict(int))
    values: dict[tuple[Group, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    respondents: dict[tuple[str, str], int] = field(default_factory=dict)


class SurveyPart:
    """The tables of one survey, as a part of a source."""

    def __init__(self, survey: Survey, sheets: Sequence[Sheet]) -> None:
        self._survey = survey
        known = {name for item in survey.items for name in item.headers}
        columns = survey.columns
        known |= {fold(name) for name in (columns.municipality, columns.round, columns.respondent) if name}
        self._sheets = [sheet.with_header(known) for sheet in sheets]
        self._tally = _Tally()
        self.notices = [notice for sheet in self._sheets for notice in self._unread(sheet, known)]

    def nodes(self, run: Run) -> Iterator[Record | Rejection]:
        """The rejected rows, and the indicators that the survey observes."""
        self._tally = _Tally()
        for sheet in self._sheets:
            try:
                maker = self._maker(run, sheet)
            except BadValue as error:
                yield sheet.reject(sheet.header_line, error)
            else:
                yield from run.read(sheet, maker, {})
        yield from self._indicators(run)

    def relations(self, run: Run) -> Iterator[Record | Rejection]:
        """The observations, by municipality and round; what too few answered has no value."""
        left_out = 0
        for group in sorted(self._groups()):
            for indicator, properties in self._observations(group):
                left_out += "value" not in properties
                yield self._score(run, group, indicator, properties)
        if left_out:
            run.remarks.append(say("survey.too_few", count=left_out, minimum=MINIMUM))

    def _unread(self, sheet: Sheet, known: set[str]) -> Iterator[str]:
        place = Place(sheet.file, sheet.name)
        ignored = known | {fold(name) for name in self._survey.columns.ignored}
        unread = [heading.full for heading in sheet.headings if not {fold(heading.full), fold(heading.short)} & ignored]
        if unread:
            yield say("survey.columns_unread", place=place, columns=", ".join(unread))
        places = _places(sheet)
        for item in self._survey.items:
            if not item.headers & places.keys():
                yield say("survey.item_missing", place=place, item=item.id)

    def _maker(self, run: Run, sheet: Sheet) -> Maker:
        survey, tally, places = self._survey, self._tally, _places(sheet)
        columns = survey.columns
        for name in (columns.municipality, columns.round, columns.respondent):
            if name and fold(name) not in places:
                raise BadValue(name, "", "loaders.column_missing", name=name)
        municipality_at = places[fold(columns.municipality)]
        round_at = places[fold(columns.round)] if columns.round else None
        respondent_at = places[fold(columns.respondent)] if columns.respondent else None
        municipality_of = reference_reader(run.vocabulary, Index(), columns.municipality, ("Municipality",))
        asked = [
            (item, min(places[name] for name in item.headers & places.keys()))
            for item in survey.items
            if item.headers & places.keys()
        ]

        def make(line: int, cells: list[str]) -> Iterable[Record]:
            code = municipality_of(cells[municipality_at]).id
            day = survey.round or _round(columns.round, cells[round_at or 0])
            answers = {item.id: _answer(survey, item, cells[at]) for item, at in asked}
            if all(value is None for value in answers.values()):
                raise BadValue("", "", "survey.no_answers")
            if respondent_at is not None and not is_unknown(who := tidy(cells[respondent_at])):
                first = tally.respondents.setdefault((who, day), line)
                if first != line:
                    raise BadValue(columns.respondent, "", "survey.answered_before", line=first)
            group = (code, day)
            tally.answered[group] += 1
            for item_id, value in answers.items():
                if value is not None:
                    tally.values[group, item_id].append(value)
            return ()

        return make

    def _groups(self) -> set[Group]:
        """The municipalities and rounds that answered, and those that should have."""
        rounds = {day for _, day in self._tally.answered} or ({self._survey.round} if self._survey.round else set())
        return {*self._tally.answered, *((code, day) for code in self._survey.expected.by_code for day in rounds)}

    def _observations(self, group: Group) -> Iterator[tuple[str, dict[str, Value]]]:
        survey = self._survey
        answered = self._tally.answered.get(group, 0)
        expected = survey.expected.by_code.get(group[0])
        count: dict[str, Value] = {"value": float(answered)} if not answered or self._enough(answered) else {}
        yield survey.survey, count | ({} if expected is None else {"of": expected})
        means: dict[str, tuple[float, int]] = {}
        for item in survey.items:
            values = self._tally.values.get((group, item.id), [])
            if values and self._enough(len(values)):
                means[item.id] = (fmean(values), len(values))
                yield f"{survey.survey}-{item.id}", _figure(*means[item.id])
                if item.measures:
                    yield item.measures, _figure(*means[item.id])
            elif values:
                yield f"{survey.survey}-{item.id}", {}
        for theme in survey.themes:
            known = [item for item in survey.of_theme(theme) if item.id in means]
            if known:
                mean = fmean(_upright(survey, item, means[item.id][0]) for item in known)
                yield _theme_id(survey, theme), _figure(mean, min(means[item.id][1] for item in known))

    def _enough(self, count: int) -> bool:
        return not self._survey.free or count >= MINIMUM

    def _score(self, run: Run, group: Group, indicator: str, properties: dict[str, Value]) -> Relation:
        code, day = group
        kind = run.vocabulary.relations["SCORES"]
        ends = Ref("Municipality", code), Ref("Indicator", indicator)
        return make_relation(kind, *ends, {**properties, "date": day}, self._evidence())

    def _indicators(self, run: Run) -> Iterator[Node]:
        survey = self._survey
        yield self._node(run, survey.survey, {**_names(survey.name), "measures": "answers"})
        for item in survey.items:
            scale = survey.scales[item.scale]
            words = "; ".join(f"{value} {label['fi']}" for value, label in sorted(scale.values.items()))
            more: dict[str, Value] = {"theme": survey.themes[item.theme]["fi"], "measures": "item", "definition": words}
            unit = f"{scale.least}–{scale.greatest}"
            yield self._node(run, f"{survey.survey}-{item.id}", {**_names(item.text), **more, "unit": unit})
            if item.measures:
                known = indicators().indicators[item.measures].properties
                yield make_node(run.vocabulary.kinds["Indicator"], item.measures, known, self._evidence())
        for theme, label in survey.themes.items():
            scale = survey.scales[survey.of_theme(theme)[0].scale]
            more = {"theme": label["fi"], "measures": "theme_mean", "unit": f"{scale.least}–{scale.greatest}"}
            yield self._node(run, _theme_id(survey, theme), {**_names(label), **more})

    def _node(self, run: Run, indicator: str, properties: dict[str, Value]) -> Node:
        stated = {**properties, "survey": self._survey.survey}
        return make_node(run.vocabulary.kinds["Indicator"], indicator, stated, self._evidence())

    def _evidence(self) -> dict[str, object]:
        return {"file": ", ".join(dict.fromkeys(sheet.file for sheet in self._sheets))}


def _places(sheet: Sheet) -> dict[str, int]:
    """Folded header -> place of the column, by full name, else by the name without its group."""
    full = {fold(heading.full): heading.at for heading in sheet.headings}
    return {fold(heading.short): heading.at for heading in sheet.headings} | full


def _round(column: str, text: str) -> str:
    bare = tidy(text)
    try:
        day = parse_partial_date(bare)
        first_day(day)
    except ValueError as error:
        raise BadValue(column, bare, "value.date") from error
    return day


def _answer(survey: Survey, item: Item, text: str) -> int | None:
    refuse_formula_error(item.id, text)
    return survey.scales[item.scale].read(item.column or item.text["fi"], text)


def _figure(mean: float, count: int) -> dict[str, Value]:
    return {"value": round(mean, 4), "of": count}


def _upright(survey: Survey, item: Item, mean: float) -> float:
    """A mean as it counts in its theme: of an item asked the other way round, turned."""
    scale = survey.scales[item.scale]
    return scale.least + scale.greatest - mean if item.reversed else mean


def _theme_id(survey: Survey, theme: str) -> str:
    return f"{survey.survey}-teema-{theme}"


def _names(label: Label) -> dict[str, Value]:
    return {"name": label["fi"], "name_sv": label["sv"], "name_en": label["en"]}
