"""Context: what every request handler is given: the store between loads, the questions, and the reader's language."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import Catalogue

Language = Literal["fi", "sv", "en"]


async def _settings(request: Request) -> Settings:
    # Where nothing is waited for, a thread would cost more than the work.
    settings: Settings = request.app.state.settings
    return settings


def _store(request: Request) -> Iterator[Store]:
    """The store, guarded: what was read while a load was half written is not handed out."""
    store: Store = request.app.state.store
    with settled(store):
        yield store


async def _unguarded_store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


async def _language(
    request: Request, language: Annotated[Language | None, Query(description="fi, sv or en")] = None
) -> str:
    settings: Settings = request.app.state.settings
    return language or settings.language


async def _questions(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.questions
    return catalogue


QuestionsDep = Annotated[Catalogue, Depends(_questions)]
StoreDep = Annotated[Store, Depends(_store, scope="function")]
UnguardedDep = Annotated[Store, Depends(_unguarded_store)]
"""For what guards itself (search, ask, a run of the console) or reads nothing that a load may leave half written."""
SettingsDep = Annotated[Settings, Depends(_settings)]
LanguageDep = Annotated[str, Depends(_language)]
