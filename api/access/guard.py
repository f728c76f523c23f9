"""The guard: recognises the viewer of a request and lets nobody in whose role does not reach."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from yhdysverkko.api.access.roles import LOCAL, NOBODY, NotAllowed, NotSignedIn, Role, Viewer
from yhdysverkko.graph.messages import say


def viewer_of(request: Request) -> Viewer:
    """Who asks, found out once for each request."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        known = request.state.viewer = _recognise(request)
    return known


@dataclass(frozen=True)
class Needs:
    """A dependency that lets viewers of a role (or of one above it) through. Raises NotSignedIn or NotAllowed."""

    role: Role

    def __call__(self, request: Request) -> Viewer:
        viewer = viewer_of(request)
        if viewer.role >= self.role:
            return viewer
        if viewer.name:
            raise NotAllowed("access.not_allowed", role=say(f"role.{self.role.name.lower()}"))
        raise NotSignedIn("access.not_signed_in")


ViewerDep = Annotated[Viewer, Depends(viewer_of)]


def _recognise(request: Request) -> Viewer:
    return NOBODY if request.app.state.settings.open_network else LOCAL
