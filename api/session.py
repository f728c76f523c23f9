"""A command's session: settings, the open graph, and messages to the user on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from yhdysverkko.graph.jars import Progress as OnBytes
from yhdysverkko.graph.ledger import recover
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import prepare
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store, open_store

console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def tell(key: str, **params: Any) -> None:
    """Say a message of the catalogue to the user."""
    console.print(say(key, **params))


@contextmanager
def open_graph(settings: Settings) -> Iterator[Store]:
    """The graph, ready to use: server started, schema in place, what an interrupted command left finished or undone."""
    with download_progress(settings) as progress:
        store = open_store(settings, progress)
    with store:
        prepare(store, ontology())
        if found := recover(store):
            tell(f"recovered.{found.state}", title=found.title)
        yield store


@contextmanager
def download_progress(settings: Settings) -> Iterator[OnBytes]:
    """A progress bar that shows only when something is fetched; without a terminal, one line that says so."""
    text = say("jars.fetching", version=settings.neo4j_version)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(text, visible=False, total=None)
        told = console.is_terminal

        def on_bytes(done: int, total: int) -> None:
            nonlocal told
            if not told:
                console.print(text)
                told = True
            bar.update(task, completed=done, total=total, visible=True)

        yield on_bytes
