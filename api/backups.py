"""The commands `backup` and `restore`."""

import time
from pathlib import Path
from typing import Annotated

import typer

from yhdysverkko.api.session import open_graph, tell
from yhdysverkko.graph.lease import is_writing
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.settings import Settings

backups = typer.Typer()


@backups.command(help=say("cli.backup.help"))
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("cli.backup.file.help"), dir_okay=False)],
    check: Annotated[bool, typer.Option("--check", help=say("cli.backup.check.help"))] = False,
) -> None:
    from yhdysverkko.graph.backup import check_backup, take_backup

    if check:
        manifest = check_backup(ontology(), file)
        tell("backup.whole", path=file, taken=manifest.taken, version=manifest.program, **manifest.amounts())
        return
    settings: Settings = context.obj
    begun = time.monotonic()
    with open_graph(settings) as store:
        if is_writing(store):
            tell("backup.waiting")
        taken = take_backup(store, ontology(), settings.data, file)
    size, seconds = file.stat().st_size // 1024, time.monotonic() - begun
    tell("backup.done", path=file, kilobytes=size, seconds=seconds, **taken.manifest.amounts())
    if taken.left_out:
        tell("backup.left_out", count=taken.left_out)


@backups.command(help=say("cli.restore.help"))
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("cli.restore.file.help"), exists=True, dir_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help=say("cli.restore.replace.help"))] = False,
) -> None:
    from yhdysverkko.graph.backup import restore_backup

    settings: Settings = context.obj
    begun = time.monotonic()
    with open_graph(settings) as store:
        if is_writing(store):
            tell("backup.waiting")
        restored = restore_backup(store, ontology(), settings.data, file, replace=replace)
    manifest, seconds = restored.manifest, time.monotonic() - begun
    tell("restore.done", taken=manifest.taken, seconds=seconds, **manifest.amounts())
    tell("restore.erasures")
    if restored.safety:
        tell("restore.safety", path=restored.safety)
