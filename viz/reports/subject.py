"""The report on a person: all that the graph holds of them as rows, and as a report in the formats of reports."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Kind, RelationKind, ontology
from yhdysverkko.graph.records import Place
from yhdysverkko.graph.subjects import Held, Stated, Subject
from yhdysverkko.graph.values import format_date
from yhdysverkko.viz.present import choice, format_property, property_facts
from yhdysverkko.viz.reports.tree import Block, Column, Grid, Heading, Paragraph, Report, plain

COLUMNS = ("part", "what", "value", "source", "place")
SHARES = (0.2, 0.4, 0.2, 0.2)


class SubjectRow(NamedTuple):
    """One thing that is held: `part` is the key of the part of the report that it stands in."""

    part: str
    what: str
    value: str
    source: str = ""
    place: str = ""


def subject_rows(subject: Subject, language: str) -> Iterator[SubjectRow]:
    """All that is held, a row for each value and each source that states it."""
    kind = ontology().kinds["Person"]
    yield from _facts("field", kind, subject.person, language)
    for part, facts in (("tie", subject.ties), ("mention", subject.mentions)):
        for fact in facts:
            yield from _ties(part, fact, language)
    for candidate in subject.candidates:
        yield SubjectRow(
            "candidate", candidate.statement, candidate.sentence, ", ".join(candidate.sources), candidate.rule
        )
    for part, nodes in (("decision", subject.decisions), ("saved", subject.saved)):
        for node in nodes:
            texts = (str(value) for name, value in node.items() if name not in ("id", "kind"))
            yield SubjectRow(part, str(node["id"]), " · ".join(texts))
    for mark in subject.marks:
        yield SubjectRow("mark", choice("action", mark.action, language), mark.reason, "", mark.date)
    if subject.dates:
        for name in ("review_due", "retention_until"):
            if day := getattr(subject.dates, name):
                yield SubjectRow("date", say(f"person.column.{name}", language=language), format_date(day))
    for each in subject.sources:
        days = [day for day in (each.source.published, each.source.retrieved) if day]
        told = [each.source.title, *map(format_date, days), each.source.uri or "", each.source.licence or ""]
        yield SubjectRow("source", each.source.id, " · ".join(filter(None, told)), each.source.kind)


def subject_report(subject: Subject, language: str, day: date) -> Report:
    """All that is held, as a report."""
    intro = say("person.report_intro", language=language, reference=subject.reference)
    blocks: list[Block] = [Paragraph(plain(intro))]
    for part, rows in groupby(subject_rows(subject, language), key=lambda row: row.part):
        blocks += [Heading(2, plain(say(f"person.part.{part}", language=language))), _grid(list(rows), language)]
    title = say("person.report_title", language=language, name=subject.name)
    return Report(plain(title), language, day, tuple(blocks))


def _grid(rows: list[SubjectRow], language: str) -> Grid:
    columns = tuple(
        Column(say(f"person.column.{name}", language=language), numeric=False, share=share)
        for name, share in zip(COLUMNS[1:], SHARES, strict=True)
    )
    return Grid(columns, tuple(tuple(row[1:]) for row in rows))


def _facts(part: str, of: Kind | RelationKind, held: Held, language: str) -> Iterator[SubjectRow]:
    for claim in held.claims:
        for name, value in claim.states.items():
            item = of.properties[name]
            told = format_property(item, value, language)
            yield SubjectRow(part, item.label[language], told, claim.source, _place(claim))


def _ties(part: str, held: Held, language: str) -> Iterator[SubjectRow]:
    """A row for each source of a fact that ties the person to something or names them."""
    of = ontology().kinds.get(held.kind) or ontology().relations[held.kind]
    for claim in held.claims:
        facts = property_facts(of.properties, claim.states, language)
        stated = "; ".join(f"{fact.label}: {fact.text}" for fact in facts)
        sentence = str(claim.evidence.get("sentence", ""))
        told = " – ".join(filter(None, (stated, f"”{sentence}”" if sentence else "")))
        yield SubjectRow(part, f"{of.label[language]} · {held.other}", told, claim.source, _place(claim))


def _place(claim: Stated) -> str:
    line = claim.evidence.get("line")
    place = Place(
        str(claim.evidence.get("file", "")),
        str(claim.evidence.get("sheet", "")),
        line if isinstance(line, int) else 0,
    )
    return str(place)
