"""The commands `map`, `snapshot` and `report`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from yhdysverkko.api.options import AsOfOption, RegionOption, day_of
from yhdysverkko.api.session import open_graph
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.settings import Settings

drawing = typer.Typer()


@drawing.command("map", help=say("cli.map.help"))
def draw_map(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help=say("cli.map.output.help"), dir_okay=False)],
    choice: Annotated[list[str] | None, typer.Option("--set", help=say("cli.view.set.help"))] = None,
    region: RegionOption = None,
    as_of: AsOfOption = None,
    title: Annotated[str | None, typer.Option(help=say("cli.map.title.help"))] = None,
) -> None:
    from yhdysverkko.api.picturing import read_view, write_map

    settings: Settings = context.obj
    with open_graph(settings) as store:
        view = read_view(store, choice or [], region=region, as_of=day_of(as_of), title=title)
        write_map(store, view, settings, output)


@drawing.command("snapshot", help=say("cli.snapshot.help"))
def take_snapshot(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help=say("cli.snapshot.output.help"), dir_okay=False)],
    choice: Annotated[list[str] | None, typer.Option("--set", help=say("cli.view.set.help"))] = None,
    region: RegionOption = None,
    as_of: AsOfOption = None,
    title: Annotated[str | None, typer.Option(help=say("cli.map.title.help"))] = None,
    dpi: Annotated[int, typer.Option(help=say("cli.snapshot.dpi.help"))] = 200,
) -> None:
    from yhdysverkko.api.picturing import read_view, write_snapshot

    settings: Settings = context.obj
    with open_graph(settings) as store:
        view = read_view(store, choice or [], region=region, as_of=day_of(as_of), title=title)
        write_snapshot(store, view, settings, output, dpi=dpi)


@drawing.command(help=say("cli.report.help"))
def report(  # noqa: PLR0913, PLR0917 - an option each
    context: typer.Context,
    template: Annotated[str | None, typer.Argument(help=say("cli.report.template.help"))] = None,
    subject: Annotated[str | None, typer.Option("--for", help=say("cli.report.for.help"))] = None,
    as_of: AsOfOption = None,
    language: Annotated[str | None, typer.Option(help=say("cli.report.language.help"))] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=say("cli.report.output.help"))] = None,
    form: Annotated[list[str] | None, typer.Option("--format", help=say("cli.report.format.help"))] = None,
    templates: Annotated[
        Path | None, typer.Option(help=say("cli.report.templates.help"), exists=True, file_okay=False)
    ] = None,
    docx_template: Annotated[
        Path | None, typer.Option(help=say("cli.report.docx_template.help"), exists=True, dir_okay=False)
    ] = None,
    update: Annotated[
        Path | None, typer.Option("--update", help=say("cli.report.update.help"), exists=True, dir_okay=False)
    ] = None,
) -> None:
    from yhdysverkko.api import reporting
    from yhdysverkko.queries.catalogue import read_catalogue

    settings: Settings = context.obj
    day, questions = day_of(as_of) or date.today(), read_catalogue(settings.queries)
    if update:
        with open_graph(settings) as store:
            reporting.refresh_report(store, update, output, day, questions)
        return
    if not template or not subject:
        raise WrongUse("report.needs")
    chosen = reporting.choose_template(template, language or settings.language, templates)
    files = reporting.choose_files(chosen, subject, output, form or [])
    with open_graph(settings) as store:
        reporting.write_report(store, chosen, subject, day, questions, files=files, word_template=docx_template)
