"""Answering the calls of a report from the graph: tables, figures, numbers, and what they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from yhdysverkko.graph.errors import WrongUse, YhdysverkkoError
from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import StoredSource, list_sources
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import format_date
from yhdysverkko.queries.ask import Answer, ask
from yhdysverkko.queries.catalogue import NUMBERS, Catalogue, Column, Question
from yhdysverkko.queries.parameters import find_ref
from yhdysverkko.queries.together import read_together
from yhdysverkko.viz.answers import UNKNOWN, heading, word_cell, word_row
from yhdysverkko.viz.choices import View, make_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.present import entity_facts, format_number
from yhdysverkko.viz.reports import tree
from yhdysverkko.viz.reports.calls import Call, read_call
from yhdysverkko.viz.reports.tree import Block, Caption, Drawing, Field, Generated, Grid, Paragraph, plain
from yhdysverkko.viz.scene import Scene

NAMED_SOURCES = 4
"""Sources that stand under a table; the appendix names all."""

_ABOUT_TABLE = frozenset({"question", "caption", "columns", "limit", "column", "where", "known", "none"})
"""The arguments of a table or number that are no parameters of its question."""


@dataclass
class Answerer:
    """Answers the calls of one report, as of one day; what is asked twice is read once."""

    store: Store
    questions: Catalogue
    day: date
    asked: list[Call] = field(default_factory=list)
    """The calls of the report so far, which its appendix tells of."""
    used: set[str] = field(default_factory=set)
    """The ids of the sources that they rest on."""
    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _scenes: dict[str, Scene] = field(default_factory=dict)
    _captions: dict[str, int] = field(default_factory=dict)

    def read_ahead(self, calls: Iterable[Call]) -> None:
        """Read what calls need, several at once. What cannot be read is left to be told of when its turn comes."""
        wanted = {
            call.key if call.name == "figure" else repr((call.arguments.get("question"), _given(call))): call
            for call in calls
            if call.name in ("number", "table", "figure")
        }
        for each in read_together(partial(self._read, call) for call in wanted.values()):
            if (error := each.exception()) and not isinstance(error, YhdysverkkoError):
                raise error

    def _read(self, call: Call) -> object:
        return self._scene(call) if call.name == "figure" else self.ask(call)

    def answer(self, call: Call) -> Generated | Field:
        """What a call stands for. Raises WrongUse and NotFound for what it names and is not there."""
        if call.name not in ("notes", "appendix"):
            self.asked.append(call)
        match call.name:
            case "number":
                return Field(call, self._number(call))
            case "table":
                return Generated(call, self._table(call), self._caption(call, "table"))
            case "facts":
                return Generated(call, self._facts(call), self._caption(call, "table"))
            case "figure":
                return Generated(call, (Drawing(self._scene(call)),), self._caption(call, "figure"))
            case "notes":
                return Generated(call, (self._notes(call),))
            case _:
                return Generated(call, tuple(self._appendix(call.language)))

    def _caption(self, call: Call, kind: str) -> Caption:
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        label = say(f"report.{kind}", language=call.language)
        text = call.arguments.get("caption") or (
            self._question(call).label(call.language) if "question" in call.arguments and kind == "table" else ""
        )
        return Caption(kind, label, number, str(text))

    def _question(self, call: Call) -> Question:
        return self.questions[str(call.arguments.get("question"))]

    def ask(self, call: Call) -> Answer:
        """The answer that a table or number is made of."""
        question = self._question(call)
        given = dict(_given(call))
        if "as_of" in question.parameters:
            given.setdefault("as_of", self.day)
        key = (question.name, repr(sorted(given.items())))
        if key not in self._answers:
            self._answers[key] = ask(self.store, question, given)
            self.used.update(self._answers[key].sources)
        return self._answers[key]

    def _number(self, call: Call) -> str:
        """The first row's value in a column, else the number of rows (`none` where there are none); of those rows that
        `where` lets in."""
        found = self.ask(call)
        rows = [row for row in found.rows if _fits(found, row, call.arguments)]
        language = call.language
        if "column" not in call.arguments:
            none = str(call.arguments.get("none") or say("report.none_found", language=language))
            return format_number(len(rows), language) if rows else none
        column = _column(found.question, str(call.arguments["column"]))
        value = rows[0][found.fields.index(column.name)] if rows else None
        words = word_cell(column, value, language)
        return say("report.unknown", language=language) if words == UNKNOWN else words

    def _table(self, call: Call) -> tuple[Block, ...]:
        found, language = self.ask(call), call.language
        every = found.question.columns
        names = call.arguments.get("columns") or [column.name for column in every if column.type != "sources"]
        shown = [_column(found.question, name) for name in names]
        chosen = [row for row in found.rows if _fits(found, row, call.arguments)]
        limit = int(call.arguments.get("limit") or len(chosen))
        places = [every.index(column) for column in shown]
        rows = [[word_row(every, row, language)[at] for at in places] for row in chosen[:limit]]
        blocks: list[Block] = [
            make_grid([heading(column, language) for column in shown], rows, language, shown)
            if rows
            else Paragraph(plain(say("report.no_rows", language=language)))
        ]
        if len(chosen) > limit:
            text = say("report.cut", language=language, shown=limit, all=len(chosen))
            blocks.append(Paragraph(plain(text), quiet=True))
        return (*blocks, self._origin(found.sources, language))

    def _facts(self, call: Call) -> tuple[Block, ...]:
        """What is known of one entity, as a table of two columns."""
        entity = read_entity(self.store, find_ref(self.store, str(call.arguments.get("entity")))).entity
        self.used.update(entity.sources)
        rows = [[fact.label, fact.text] for fact in entity_facts(entity, call.language)]
        heads = [say(f"report.{name}", language=call.language) for name in ("fact", "value")]
        return make_grid(heads, rows, call.language), self._origin(entity.sources, call.language)

    def _scene(self, call: Call) -> Scene:
        if call.text not in self._scenes:
            self._scenes[call.text] = compose(self.store, self._view(call), call.language, questions=self.questions)
        return self._scenes[call.text]

    def _view(self, call: Call) -> View:
        choices = {name: value for name, value in call.arguments.items() if name != "caption"}
        title = {"title": call.arguments["caption"]} if "caption" in call.arguments else {}
        return make_view({"as_of": self.day, **title, **choices})

    def _notes(self, call: Call) -> Paragraph:
        """What the numbers or the figure of a paragraph rest on."""
        sources: set[str] = set()
        for each in filter(None, map(read_call, map(str, call.arguments.get("calls", ())))):
            sources.update(self._scene(each).sources if each.name == "figure" else self.ask(each).sources)
        return self._origin(sorted(sources), call.language)

    @cached_property
    def _stored(self) -> Mapping[str, StoredSource]:
        return {item.source.id: item for item in list_sources(self.store)}

    def _origin(self, sources: Iterable[str], language: str) -> Paragraph:
        """The day and the sources of what stands above. What computes on the whole network rests on all sources."""
        named = [source for source in sources if source in self._stored]
        rest = named or list(self._stored)
        self.used.update(rest)
        days = [day for source in rest if (day := _day_of(self._stored[source]))]
        titles = [self._stored[source].source.title for source in named]
        if len(titles) > NAMED_SOURCES:
            more = say("report.more_sources", language=language, count=len(titles) - NAMED_SOURCES)
            titles = [*titles[:NAMED_SOURCES], more]
        text = say(
            "report.origin",
            language=language,
            day=format_date(self.day),
            newest=format_date(max(days)) if days else say("report.unknown", language=language),
            sources="; ".join(titles) or say("report.all_sources", language=language),
        )
        return Paragraph(plain(text), quiet=True)

    def _appendix(self, language: str) -> Iterable[Block]:
        """How it was all computed: each question once, with its parameters and its Cypher, and the sources."""
        yield Paragraph(plain(say("report.how", language=language, day=format_date(self.day))))
        told: set[str] = set()
        for call in self.asked:
            if "question" not in call.arguments or call.name == "figure":
                continue
            found = self.ask(call)
            chosen = ", ".join(f"{name} = {_plain(value)}" for name, value in found.parameters.items())
            line = say("report.asked", language=language, question=found.question.name, parameters=chosen or "–")
            if line in told:
                continue
            fresh = not any(each.startswith(f"{found.question.name}\n") for each in told)
            told |= {line, f"{found.question.name}\n"}
            if fresh:
                yield tree.Heading(3, plain(found.question.label(language)))
            yield Paragraph(plain(line))
            if fresh:
                yield tree.Code(found.question.text.strip())
        views = dict.fromkeys(self._view(call) for call in self.asked if call.name == "figure")
        if views:
            yield tree.Heading(3, plain(say("report.views", language=language)))
            rows = [(Paragraph(plain(" ".join(f"{name}={value}" for name, value in view.pairs()))),) for view in views]
            yield tree.Items(tuple(rows))
        yield tree.Heading(3, plain(say("report.sources", language=language)))
        listed = [self._stored[source] for source in sorted(self.used) if source in self._stored]
        yield tree.Items(tuple((Paragraph(plain(_worded_source(item, language))),) for item in listed))


def _given(call: Call) -> list[tuple[str, Any]]:
    """The parameters of its question that a table or number gives, by name."""
    return [(name, value) for name, value in sorted(call.arguments.items()) if name not in _ABOUT_TABLE]


def make_grid(
    heads: Sequence[str], rows: Sequence[Sequence[str]], language: str, columns: Sequence[Column] = ()
) -> Grid:
    """A table whose columns are as wide as their texts ask for; what is unknown is said."""
    unknown = say("report.unknown", language=language)
    told = tuple(tuple(unknown if cell == UNKNOWN else cell for cell in row) for row in rows)
    wanted = [max(_wish(head), *(_wish(row[at]) for row in told)) if told else 1.0 for at, head in enumerate(heads)]
    numeric = [column.type in NUMBERS for column in columns] or [False] * len(heads)
    shares = (wish / sum(wanted) for wish in wanted)
    return Grid(tuple(map(tree.Column, heads, numeric, shares)), told)


def _wish(text: str) -> float:
    """The letters of a line that a text would like: its longest word at least, and not many more than 26."""
    return float(max(10, min(len(text), 26), *(min(len(word), 20) + 4 for word in text.split() or [""])))


def _column(question: Question, name: str) -> Column:
    for column in question.columns:
        if column.name == name:
            return column
    known = ", ".join(column.name for column in question.columns)
    raise WrongUse("report.unknown_column", question=question.name, name=name, known=known)


def _fits(found: Answer, row: Sequence[Any], arguments: Mapping[str, Any]) -> bool:
    """Whether a row has what `where` asks of its fields (a value, or one of several), and knows what `known` names."""
    for name, wanted in arguments.get("where", {}).items():
        if row[_place(found, name)] not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return "known" not in arguments or row[_place(found, str(arguments["known"]))] is not None


def _place(found: Answer, name: str) -> int:
    if name in found.fields:
        return found.fields.index(name)
    raise WrongUse("report.unknown_column", question=found.question.name, name=name, known=", ".join(found.fields))


def _plain(value: Any) -> str:
    return "–" if value is None else str(value)


def _day_of(item: StoredSource) -> date | None:
    return item.source.published or item.source.retrieved


def _worded_source(item: StoredSource, language: str) -> str:
    day = _day_of(item)
    return f"{item.source.title} ({format_date(day) if day else say('report.no_day', language=language)})"
