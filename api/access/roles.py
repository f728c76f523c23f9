"""Roles: what a viewer may see and do. Each role may all that those before it may."""

from enum import IntEnum
from typing import NamedTuple

from yhdysverkko.graph.errors import YhdysverkkoError


class Role(IntEnum):
    """Roles in the order of what they may, from the least."""

    PUBLIC = 0
    """Anybody: published facts, no personal contact data."""
    READER = 1
    """A coordinator: reports, exports of a region, saved views, contacts where the graph keeps them."""
    ANALYST = 2
    """Queries of their own in the console, exports of the whole graph."""
    EDITOR = 3
    """Loads, retraction, review of candidates."""
    ADMIN = 4
    """Accounts, keys, the rights of the people that the graph knows."""


class Viewer(NamedTuple):
    """Who asks: `name` is empty for somebody who has not signed in."""

    name: str
    role: Role


class NotSignedIn(YhdysverkkoError):
    """The page or call is for those who have signed in."""

    http_status = 401


class NotAllowed(YhdysverkkoError):
    """The viewer's role does not reach this far."""

    http_status = 403


NOBODY = Viewer("", Role.PUBLIC)
LOCAL = Viewer("", Role.ADMIN)
"""Whoever uses this computer, as long as there are no accounts: they hold the files of the database anyway."""
