"""Context: what every request handler is given: the store between loads, the questions, and the reader's language."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from yhdysverkko.api.access.guard import viewer_of
from yhdysverkko.api.access.roles import Role
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.sight import Sight
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


def _viewers_store(request: Request) -> Iterator[Store]:
    """As `_store`, for whoever asks."""
    store = _seen_by(request)
    with settled(store):
        yield store


async def _viewers_unguarded_store(request: Request) -> Store:
    return _seen_by(request)


def _seen_by(request: Request) -> Store:
    """The store as far as the viewer may see: those who work with the graph see people who are internal."""
    store: Store = request.app.state.store
    return store.seeing(Sight.INSIDE if viewer_of(request).role >= Role.READER else Sight.PUBLISHED)


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
ViewersStoreDep = Annotated[Store, Depends(_viewers_store, scope="function")]
"""For what one viewer looks at. What is made to be passed on (pictures, reports, exports) is made with StoreDep, which
shows what is published."""
ViewersUnguardedDep = Annotated[Store, Depends(_viewers_unguarded_store)]
SettingsDep = Annotated[Settings, Depends(_settings)]
LanguageDep = Annotated[str, Depends(_language)]
