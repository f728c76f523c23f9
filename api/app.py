"""The web application: pages for people and an API for programs, over one store."""

import secrets
from importlib.metadata import version

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from yhdysverkko.api import (
    answering,
    connections,
    console,
    cypher,
    entities,
    exports,
    front,
    lists,
    pages,
    questions,
    reportpages,
    reports,
    routes,
    views,
)
from yhdysverkko.api.access import pages as access_pages
from yhdysverkko.api.access import signin
from yhdysverkko.api.access.limits import ASKED, Limiter
from yhdysverkko.api.access.signin import prepare_sign_in
from yhdysverkko.api.access.vault import open_vault
from yhdysverkko.api.apart import Workers
from yhdysverkko.api.cache import PageCache
from yhdysverkko.api.description import describe
from yhdysverkko.api.editing import pages as editing
from yhdysverkko.api.editing import review
from yhdysverkko.api.editing import routes as loads
from yhdysverkko.api.editing.jobs import Loads
from yhdysverkko.api.operation import routes as operation_routes
from yhdysverkko.api.operation.metrics import Metrics
from yhdysverkko.api.operation.requests import Requests
from yhdysverkko.api.problems import answer_problems
from yhdysverkko.api.running import make
from yhdysverkko.api.security import LoopbackHosts, SameOrigin, SecurityHeaders
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import read_catalogue

COMPRESSION = 5
"""Level of gzip: the usual 9 takes twice as long for a twentieth less."""


ROUTERS = (
    routes.router,
    questions.router,
    lists.router,
    connections.router,
    exports.router,
    reports.router,
    reports.pages,
    reportpages.router,
    views.router,
    views.snapshots,
    views.pages,
    answering.router,
    entities.router,
    front.router,
    loads.router,
    loads.streams,
    editing.router,
    review.router,
    cypher.router,
    console.router,
    pages.router,
    signin.router,
    access_pages.own,
    access_pages.everybody,
)


def create_app(store: Store, settings: Settings, *, region: str | None = None) -> FastAPI:
    """The application on an open store, which stays the caller's to close. `region` is what the map shows at first."""
    app = make_routes()
    app.state.store = store
    app.state.settings = settings
    app.state.metrics = Metrics(store)
    app.state.region = region
    app.state.fronts = front.Fronts()
    app.state.vault = open_vault(settings)
    app.state.limiter = Limiter()
    app.state.loads = Loads(store, settings)
    app.state.workers = Workers(make, store)
    app.state.questions = read_catalogue(settings.queries)
    answer_problems(app)
    # From the innermost to the outermost: what is added last sees a request first.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=COMPRESSION)
    prepare_sign_in(app, settings, secrets.token_hex(32))
    app.add_middleware(PageCache, store=store, metrics=app.state.metrics)
    app.add_middleware(SameOrigin)
    app.add_middleware(LoopbackHosts)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Requests, metrics=app.state.metrics)
    return app


def make_routes() -> FastAPI:
    """All routes and their description, with nothing behind them yet."""
    app = FastAPI(
        title="Yhdysverkko",
        description="Knowledge graph of relations between Finnish municipalities and associations, with evidence.",
        version=version("yhdysverkko"),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url="/api/v1/openapi.json",
        generate_unique_id_function=lambda route: route.name,
        docs_url=None,  # the bundled documentation pages load scripts from a network of others
        redoc_url=None,
    )
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(ASKED)])
    app.include_router(operation_routes.router)
    describe(app)
    return app
