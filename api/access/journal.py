"""The access log: who did what to whose data and when, without any of the values.

It is personal data itself: administrators alone read it, and it is kept for two years.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from fastapi import Request

from yhdysverkko.api.access.guard import viewer_of
from yhdysverkko.api.access.vault import Vault, now
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Entity
from yhdysverkko.graph.records import format_reference
from yhdysverkko.graph.sight import Sight

KEPT_S = 2 * 366 * 86_400


class Entry(NamedTuple):
    """One line of the log; `who` is empty for somebody who had not signed in."""

    at: datetime
    who: str
    client: str
    action: str
    subject: str


def note(request: Request, action: str, subject: str = "", *, who: str | None = None) -> None:
    """Log what a viewer does. `subject` is a reference or a count, never a value."""
    vault: Vault = request.app.state.vault
    client = request.client.host if request.client else ""
    name = viewer_of(request).name if who is None else who
    vault.change("DELETE FROM entry WHERE at < ?", now() - KEPT_S)
    vault.change("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", now(), name, client, action, subject[:300])


def note_look(request: Request, entity: Entity) -> bool:
    """Log the look at somebody who is not for everybody; whether the entity is one."""
    internal = Sight.PUBLISHED.is_hidden(entity.properties)
    if internal:
        note(request, "internal", format_reference(ontology(), entity.ref))
    return internal


@dataclass(frozen=True)
class Noted:
    """A dependency that logs what is asked for; its subject is what the path names."""

    action: str

    def __call__(self, request: Request) -> None:
        note(request, self.action, " ".join(map(str, request.path_params.values())))


def read_entries(vault: Vault, *, limit: int, before: int | None = None) -> list[tuple[int, Entry]]:
    """The newest entries with their numbers, or those before a number."""
    rows = vault.rows(
        "SELECT rowid, at, who, client, action, subject FROM entry WHERE rowid < ? ORDER BY rowid DESC LIMIT ?",
        2**62 if before is None else before,
        limit,
    )
    return [(number, Entry(datetime.fromtimestamp(at, UTC), *rest)) for number, at, *rest in rows]
