"""A command's session: the open graph, and messages to the user on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from yhdysverkko.graph.ledger import recover
from yhdysverkko.graph.local import Progress
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import prepare
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import RETRY_S, Store, open_store


def tell(key: str, **params: Any) -> None:
    """Say a message of the catalogue to the user."""
    tell_text(say(key, **params))


def tell_text(text: str) -> None:
    """Say something to the user; standard output is for results alone."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def open_graph(settings: Settings, *, patience_s: float = RETRY_S) -> Iterator[Store]:
    """The graph, ready to use: server started, schema in place, what an interrupted command left finished or undone.

    `patience_s`: how long a reading query is tried again while the server is away.
    """
    with open_store(settings, show_download(settings), patience_s=patience_s) as store:
        prepare(store, ontology())
        if found := recover(store):
            tell(f"recovered.{found.state}", title=found.title)
        yield store


def show_download(settings: Settings) -> Progress:
    """A progress bar for Neo4j's files that shows only when some are fetched; without a terminal, one line."""
    shown: list[Progress] = []

    def on_bytes(done: int, total: int) -> None:
        if not shown:
            shown.append(_download_bar(settings, total))
        shown[0](done, total)

    return on_bytes


def _download_bar(settings: Settings, total: int) -> Progress:
    text = say("jars.fetching", version=settings.neo4j_version)
    if not sys.stderr.isatty():
        tell_text(text)
        return lambda _done, _total: None
    # Rich is imported only here and where a table is drawn: most commands need neither.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - see above
    from rich.progress import Progress as Bar  # noqa: PLC0415 - see above

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    bar = Bar(*columns, console=Console(stderr=True))
    task = bar.add_task(text, total=total)
    bar.start()

    def on_bytes(done: int, _total: int) -> None:
        bar.update(task, completed=done)
        if done >= total:
            bar.stop()

    return on_bytes
