"""The command line: parses, asks the other folders, says what came of it.

Commands import what they run themselves, so that `cypher` does not wait for map drawing and table reading to be loaded.
"""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from yhdysverkko.api.accounts import accounts, keys
from yhdysverkko.api.backups import backups
from yhdysverkko.api.database import database
from yhdysverkko.api.drawing import drawing
from yhdysverkko.api.options import AsOfOption, DateOption, FormatOption, RegionOption, day_of
from yhdysverkko.api.output import Format, parse_parameters, write_rows
from yhdysverkko.api.people import people
from yhdysverkko.api.session import open_graph, tell, tell_text
from yhdysverkko.graph.errors import LoadFailed, WrongUse, YhdysverkkoError
from yhdysverkko.graph.exchange import import_graph
from yhdysverkko.graph.facts import count_kinds, count_relations
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import list_sources, retract, settled
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.settings import Settings, read_settings
from yhdysverkko.graph.staging import unfinished

app = typer.Typer(
    help=say("cli.help"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
app.add_typer(database, name="db", help=say("cli.db.help"))
app.add_typer(accounts, name="account", help=say("cli.account.help"))
app.add_typer(keys, name="key", help=say("cli.key.help"))
app.add_typer(backups)
app.add_typer(people, name="person", help=say("cli.person.help"))
app.add_typer(drawing)


class ExtractFormat(StrEnum):
    """The ways to write what was extracted."""

    JSONL = "jsonl"


@app.callback()
def common(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help=say("cli.data.help"), file_okay=False)] = None,
    debug: Annotated[bool, typer.Option("--debug", help=say("cli.debug.help"))] = False,
) -> None:
    """Read what holds for every command."""
    del debug  # read by `main`, which must know it even when this fails
    context.obj = read_settings(data=data)


@app.command(help=say("cli.load.help"))
def load(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help=say("cli.load.paths.help"), exists=True)] = None,
    mapping: Annotated[
        Path | None, typer.Option(help=say("cli.load.mapping.help"), exists=True, dir_okay=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.load.dry_run.help"))] = False,
    min_confidence: Annotated[float, typer.Option(help=say("cli.load.min_confidence.help"), min=0, max=1)] = 0.7,
    published: DateOption = None,
) -> None:
    from yhdysverkko.api.loading import LoadOptions, load_all
    from yhdysverkko.api.telling import Teller

    settings: Settings = context.obj
    options = LoadOptions(mapping, dry_run, min_confidence, day_of(published))
    with open_graph(settings) as store, Teller() as teller:
        fine = load_all(store, settings, paths or [], options, teller)
    raise typer.Exit(0 if fine else 1)


@app.command(help=say("cli.extract.help"))
def extract(
    paths: Annotated[list[Path], typer.Argument(help=say("cli.load.paths.help"), exists=True)],
    form: Annotated[ExtractFormat, typer.Option("--format", help=say("cli.format.help"))] = ExtractFormat.JSONL,
    spans: Annotated[bool, typer.Option("--spans", help=say("cli.extract.spans.help"))] = False,
    html: Annotated[bool, typer.Option("--html", help=say("cli.extract.html.help"))] = False,
    published: DateOption = None,
) -> None:
    from yhdysverkko.api.extracting import extract_all

    del form  # JSON Lines is the one format that there is
    raise typer.Exit(0 if extract_all(paths, spans=spans, html=html, published=day_of(published)) else 1)


@app.command(help=say("cli.review.help"))
def review(
    context: typer.Context,
    accept: Annotated[list[str] | None, typer.Option(help=say("cli.review.accept.help"))] = None,
    reject: Annotated[list[str] | None, typer.Option(help=say("cli.review.reject.help"))] = None,
    decisions: Annotated[
        Path | None, typer.Option(help=say("cli.review.decisions.help"), exists=True, dir_okay=False)
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    from yhdysverkko.api import reviewing

    with open_graph(context.obj) as store:
        verdicts = reviewing.given_verdicts(accept or [], reject or [], decisions)
        if verdicts:
            reviewing.save(store, verdicts)
        elif form is Format.TABLE and sys.stdin.isatty() and sys.stdout.isatty():
            reviewing.ask(store)
        else:
            reviewing.show(store, form)


@app.command(help=say("cli.status.help"))
def status(context: typer.Context, form: FormatOption = Format.TABLE) -> None:
    with open_graph(context.obj) as store:
        pending = unfinished(store)
        counts = count_kinds(store) | count_relations(store)
        tell("status.database", uri=store.uri, database=store.database, sources=len(list_sources(store)))
        if pending:
            tell("status.unfinished", title=pending.title)
        columns = [say("column.kind"), say("column.label"), say("column.count")]
        rows = [(kind, ontology().label(kind)[current_language()], count) for kind, count in counts.items()]
        write_rows(columns if form is Format.TABLE else ["kind", "label", "count"], rows, form)


@app.command(help=say("cli.sources.help"))
def sources(context: typer.Context, form: FormatOption = Format.TABLE) -> None:
    columns = ["id", "kind", "title", "facts", "published", "licence", "uri", "sha256", "loaded"]
    shown = columns[:6] if form is Format.TABLE else columns
    with open_graph(context.obj) as store:
        stored = [
            {**item.source.model_dump(), "facts": item.facts, "loaded": item.loaded} for item in list_sources(store)
        ]
    headers = [say(f"column.{name}") for name in shown] if form is Format.TABLE else shown
    write_rows(headers, ([row[name] for name in shown] for row in stored), form)


@app.command("retract", help=say("cli.retract.help"))
def retract_source(
    context: typer.Context, source: Annotated[str, typer.Argument(help=say("cli.retract.source.help"))]
) -> None:
    with open_graph(context.obj) as store:
        facts = retract(store, ontology(), source)
    tell("retract.done", id=source, facts=facts)


@app.command(help=say("cli.cypher.help"))
def cypher(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help=say("cli.cypher.query.help"))],
    param: Annotated[list[str] | None, typer.Option(help=say("cli.cypher.param.help"))] = None,
    form: FormatOption = Format.TABLE,
    write: Annotated[bool, typer.Option("--write", help=say("cli.cypher.write.help"))] = False,
) -> None:
    try:
        parameters = dict(parse_parameters(param or []))
    except ValueError as error:
        raise WrongUse("cypher.bad_parameter", given=error) from error
    with (
        open_graph(context.obj) as store,
        writing_turn(store) if write else settled(store),
        store.stream(query, write, **parameters) as rows,
    ):
        write_rows(rows.columns, rows, form)


@app.command(help=say("cli.query.help"))
def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=say("cli.query.name.help"))] = None,
    param: Annotated[list[str] | None, typer.Option(help=say("cli.query.param.help"))] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    queries: Annotated[
        Path | None, typer.Option(help=say("cli.query.queries.help"), exists=True, file_okay=False)
    ] = None,
    show: Annotated[bool, typer.Option("--show", help=say("cli.query.show.help"))] = False,
) -> None:
    from yhdysverkko.api import asking
    from yhdysverkko.queries.catalogue import read_catalogue

    settings: Settings = context.obj
    questions = read_catalogue(queries or settings.queries)
    if name is None:
        asking.show_catalogue(questions, form)
    elif show:
        sys.stdout.write(questions[name].text)
    else:
        given: dict[str, str | date] = {**asking.parse_given(param or [])}
        if as_of:
            given["as_of"] = as_of.date()
        question = questions[name]
        with open_graph(settings) as store:
            asking.answer(store, question, given, form)


@app.command(help=say("cli.analyse.help"))
def analyse(
    context: typer.Context,
    measure: Annotated[list[str] | None, typer.Option(help=say("cli.analyse.measure.help"))] = None,
    as_of: AsOfOption = None,
    region: RegionOption = None,
    kind: Annotated[str | None, typer.Option(help=say("cli.analyse.kind.help"))] = None,
    limit: Annotated[int, typer.Option(help=say("cli.analyse.limit.help"), min=1)] = 10,
    write_back: Annotated[bool, typer.Option("--write-back", help=say("cli.analyse.write_back.help"))] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    from yhdysverkko.api import analysing

    with open_graph(context.obj) as store:
        analysing.analyse(
            store,
            measure or [],
            form,
            as_of=day_of(as_of) or date.today(),
            region=region,
            kind=kind,
            limit=limit,
            write_back=write_back,
        )


@app.command("what-if", help=say("cli.what_if.help"))
def what_if(
    context: typer.Context,
    remove: Annotated[list[str] | None, typer.Option(help=say("cli.what_if.remove.help"))] = None,
    at: Annotated[
        datetime | None, typer.Option("--at", formats=["%Y-%m-%d", "%d.%m.%Y"], help=say("cli.as_of.help"))
    ] = None,
    region: RegionOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    from yhdysverkko.api import analysing
    from yhdysverkko.queries.catalogue import read_catalogue

    questions = read_catalogue()
    with open_graph(context.obj) as store:
        analysing.what_if(store, questions, remove or [], form, at=day_of(at), region=region)


@app.command(help=say("cli.diff.help"))
def diff(
    context: typer.Context,
    start: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d", "%d.%m.%Y"], help=say("cli.diff.from.help"))
    ],
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d", "%d.%m.%Y"], help=say("cli.diff.to.help"))
    ] = None,
    region: RegionOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    from yhdysverkko.api import asking
    from yhdysverkko.queries.catalogue import read_catalogue

    question = read_catalogue()["changes"]
    with open_graph(context.obj) as store:
        asking.answer(store, question, {"from_date": start.date(), "as_of": day_of(end), "region": region}, form)


@app.command(help=say("cli.serve.help"))
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help=say("cli.serve.port.help"), min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help=say("cli.serve.host.help"))] = "127.0.0.1",
    region: RegionOption = None,
) -> None:
    from yhdysverkko.api.server import PATIENCE_S, run_server

    with open_graph(context.obj, patience_s=PATIENCE_S) as store:
        run_server(store, context.obj, host=host, port=port, region=region)


@app.command(help=say("cli.template.help"))
def template(
    context: typer.Context, target: Annotated[Path, typer.Argument(help=say("cli.template.target.help"))]
) -> None:
    from yhdysverkko.loaders.templates import write_templates

    settings: Settings = context.obj
    write_templates(target, vocabulary=ontology(), language=settings.language)
    tell("template.written", path=target)


@app.command("export", help=say("cli.export.help"))
def export_to(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help=say("cli.export.target.help"), allow_dash=True)],
    form: Annotated[str, typer.Option("--format", help=say("cli.export.format.help"))] = "jsonl",
    region: RegionOption = None,
    as_of: AsOfOption = None,
) -> None:
    from yhdysverkko.api import exporting

    exporting.check_export(form, region, day_of(as_of))
    with open_graph(context.obj) as store:
        if form == exporting.WHOLE:
            exporting.export_whole(store, target)
        else:
            exporting.export_part(store, target, form, region=region, as_of=day_of(as_of))


@app.command("import", help=say("cli.import.help"))
def import_from(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("cli.import.file.help"), exists=True, dir_okay=False)],
) -> None:
    with open_graph(context.obj) as store, file.open("rb") as lines:
        totals = import_graph(store, ontology(), lines, file.name)
    tell("import.done", nodes=totals.nodes, relations=totals.relations)


@app.command(help=say("cli.doctor.help"))
def doctor(context: typer.Context) -> None:
    from yhdysverkko.api.diagnosis import diagnose

    healthy = True
    for finding in diagnose(context.obj):
        healthy = healthy and finding.fine
        sys.stdout.write(f"{'✓' if finding.fine else '✗'} {finding.text}\n")
    raise typer.Exit(0 if healthy else 1)


def main() -> None:
    """Run the command line; an error of ours is one sentence and its exit code, with --debug the traceback too."""
    try:
        app()
    except YhdysverkkoError as error:
        if "--debug" in sys.argv:
            raise
        tell_text(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        if "--debug" in sys.argv:
            raise
        tell_text(str(LoadFailed("disk.failed", path=error.filename or "", reason=error.strerror or error)))
        sys.exit(1)
