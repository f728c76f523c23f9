"""The `db` commands: the local Neo4j of a data folder."""

import typer

from yhdysverkko.api.session import show_download, tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.local import USER, LocalServer
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.settings import Settings

database = typer.Typer(no_args_is_help=True)


@database.command(help=say("cli.db.start.help"))
def start(context: typer.Context) -> None:
    server = _local(context.obj)
    running = server.start(show_download(context.obj))
    tell("db.running", uri=running.uri, version=running.version, user=USER, password=server.password_file)


@database.command(help=say("cli.db.stop.help"))
def stop(context: typer.Context) -> None:
    tell("db.stopped" if _local(context.obj).stop() else "db.not_running")


@database.command(help=say("cli.db.status.help"))
def status(context: typer.Context) -> None:
    server = _local(context.obj)
    running = server.running()
    if running is None:
        tell("db.not_running")
        raise typer.Exit(1)
    tell("db.running", uri=running.uri, version=running.version, user=USER, password=server.password_file)


def _local(settings: Settings) -> LocalServer:
    if settings.neo4j_uri:
        raise WrongUse("db.own_server", uri=settings.neo4j_uri)
    return LocalServer(settings)
