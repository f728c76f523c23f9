"""The guard: recognises the viewer of a request and lets nobody in whose role does not reach."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.applications import Starlette

from yhdysverkko.api.access.accounts import have_accounts
from yhdysverkko.api.access.roles import LOCAL, NOBODY, NotAllowed, NotSignedIn, Role, Viewer
from yhdysverkko.api.access.tokens import key_viewer, session_viewer
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.settings import Settings

BEARER = "Bearer "


def viewer_of(request: Request) -> Viewer:
    """Who asks, found out once for each request. Raises NotSignedIn for a key that is none, or none any more."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        request.state.viewer = NOBODY  # for the page or problem that says that the key is none
        known = request.state.viewer = _recognise(request)
    return known


@dataclass(frozen=True)
class Needs:
    """A dependency that lets viewers of a role (or of one above it) through. Raises NotSignedIn or NotAllowed."""

    role: Role

    async def __call__(self, request: Request) -> Viewer:
        return self.check(request)  # a thread of its own would cost more than the look into the vault

    def check(self, request: Request) -> Viewer:
        """The viewer, if their role reaches. Raises as the dependency does."""
        viewer = viewer_of(request)
        if viewer.role >= self.role:
            return viewer
        if viewer.name:
            raise NotAllowed("access.not_allowed", role=say(f"role.{self.role.name.lower()}"))
        raise NotSignedIn("access.not_signed_in")


ViewerDep = Annotated[Viewer, Depends(viewer_of)]


def is_local(app: Starlette) -> bool:
    """Whether this is somebody's own computer: nobody can sign in, and nobody else is let near."""
    settings: Settings = app.state.settings
    return not settings.open_network and not settings.oidc_issuer and not have_accounts(app.state.vault)


def cookie_name(request: Request) -> str:
    """The session's cookie; over TLS its prefix keeps other hosts and plain HTTP from setting it."""
    return "__Host-yhdysverkko" if request.url.scheme == "https" else "yhdysverkko"


def _recognise(request: Request) -> Viewer:
    vault = request.app.state.vault
    authorization = request.headers.get("authorization", "")
    if authorization.startswith(BEARER):
        if viewer := key_viewer(vault, authorization.removeprefix(BEARER).strip()):
            return viewer
        raise NotSignedIn("access.bad_key")
    token = request.cookies.get(cookie_name(request))
    if token and (viewer := session_viewer(vault, token)):
        return viewer
    return LOCAL if request.state.local else NOBODY
