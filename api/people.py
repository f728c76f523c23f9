"""The `person` commands: what is held of a person, erasing, restricting, and what is due."""

import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yhdysverkko.api.options import AsOfOption, FormatOption
from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import open_graph, tell
from yhdysverkko.graph.cells import json_text
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import format_reference

if TYPE_CHECKING:
    from yhdysverkko.graph.retention import Dates
    from yhdysverkko.graph.subjects import Subject

people = typer.Typer(no_args_is_help=True)

Who = Annotated[str, typer.Argument(metavar="REF|NAME", help=say("cli.person.who.help"))]
Reason = Annotated[str, typer.Option(help=say("cli.person.reason.help"))]


class Language(StrEnum):
    """The languages of a report."""

    FI = "fi"
    SV = "sv"
    EN = "en"


@people.command(help=say("cli.person.report.help"))
def report(
    context: typer.Context,
    who: Who,
    form: FormatOption = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=say("cli.person.report.output.help"), dir_okay=False)
    ] = None,
    language: Annotated[Language | None, typer.Option(help=say("cli.report.language.help"))] = None,
) -> None:
    from yhdysverkko.graph.subjects import find_person, read_subject, to_json
    from yhdysverkko.viz.reports.subject import COLUMNS, subject_rows

    spoken = language.value if language else current_language()
    write = choose_writer(output)
    with open_graph(context.obj) as store, settled(store):
        subject = read_subject(store, ontology(), find_person(store, ontology(), who))
    if write and output:
        # What is known of somebody is for whoever answers them, until they decide otherwise.
        output.touch(mode=0o600)
        output.write_bytes(write(subject, spoken))
        tell("person.report_written", path=output)
    elif form is Format.JSON:
        sys.stdout.write(json_text(to_json(subject)) + "\n")
    else:
        heads = [say(f"person.column.{name}", language=spoken) for name in COLUMNS]
        rows = ([say(f"person.part.{row.part}", language=spoken), *row[1:]] for row in subject_rows(subject, spoken))
        write_rows(heads if form is Format.TABLE else COLUMNS, rows, form)


@people.command(help=say("cli.person.erase.help"))
def erase(context: typer.Context, who: Who, reason: Reason) -> None:
    from yhdysverkko.graph import erasure
    from yhdysverkko.graph.subjects import find_person

    with open_graph(context.obj) as store:
        done = erasure.erase(store, ontology(), find_person(store, ontology(), who), reason, date.today())
    numbers = {**done._asdict(), "holder": format_reference(ontology(), done.holder)}
    tell("person.erased_already" if done.before else "person.erased", **numbers)
    if done.left:
        tell("person.erased_left", left=done.left)


@people.command(help=say("cli.person.restrict.help"))
def restrict(
    context: typer.Context,
    who: Who,
    reason: Reason = "",
    lift: Annotated[bool, typer.Option("--lift", help=say("cli.person.lift.help"))] = False,
) -> None:
    from yhdysverkko.graph import rights
    from yhdysverkko.graph.subjects import find_person

    with open_graph(context.obj) as store:
        ref = find_person(store, ontology(), who)
        if lift:
            tell("person.lifted", sources=", ".join(rights.lift(store, ref)))
        elif rights.restrict(store, ontology(), ref, reason, date.today()):
            tell("person.restricted")
        else:
            tell("person.restricted_already")


@people.command(help=say("cli.person.due.help"))
def due(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    from yhdysverkko.graph.retention import list_due

    day = as_of.date() if as_of else date.today()
    columns = ("reference", "name", "review_due", "retention_until", "due")
    with open_graph(context.obj) as store, settled(store):
        found = list_due(store, ontology(), day)
    rows = ([format_reference(ontology(), each.ref), *each[1:], _due_words(each, day)] for each in found)
    write_rows([say(f"person.column.{name}") for name in columns] if form is Format.TABLE else columns, rows, form)


@people.command(help=say("cli.person.expire.help"))
def expire(
    context: typer.Context,
    as_of: AsOfOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.person.dry_run.help"))] = False,
) -> None:
    from yhdysverkko.graph import retention

    day = as_of.date() if as_of else date.today()
    with open_graph(context.obj) as store:
        count = retention.expire(store, ontology(), day, dry_run=dry_run)
    tell("person.would_expire" if dry_run else "person.expired", count=count)


def choose_writer(output: Path | None) -> "Callable[[Subject, str], bytes] | None":
    """What writes a report on a person into the file. Raises WrongUse for an ending that is of no known format."""
    from yhdysverkko.api.reporting import WRITERS
    from yhdysverkko.graph.subjects import to_json
    from yhdysverkko.viz.reports.subject import subject_report

    if output is None:
        return None
    ending = output.suffix.removeprefix(".").lower()
    if ending == "json":
        return lambda subject, _: json_text(to_json(subject)).encode()
    if ending not in WRITERS:
        raise WrongUse("report.format", given=output.suffix or "–", known=", ".join([*WRITERS, "json"]))
    return lambda subject, language: WRITERS[ending](subject_report(subject, language, date.today()), None)


def _due_words(dates: "Dates", day: date) -> str:
    keys = [key for key, is_due in (("review", dates.needs_review(day)), ("retention", dates.is_over(day))) if is_due]
    return ", ".join(say(f"person.due.{key}") for key in keys)
