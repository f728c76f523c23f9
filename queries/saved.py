"""Saved queries: texts of the console under a name, in the graph, shared by all who may open the console.

A saved query is no source's: it stays when sources are loaded again and retracted.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from yhdysverkko.graph.errors import NotFound, WrongUse, YhdysverkkoError
from yhdysverkko.graph.lease import write_small
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import slug


class NotYours(YhdysverkkoError):
    """The saved query is somebody else's."""

    http_status = 403


@dataclass(frozen=True)
class SavedQuery:
    """A text under the name that people gave it; `id` is for addresses, `author` empty where there are no accounts."""

    id: str
    name: str
    text: str
    author: str


def save_query(store: Store, name: str, text: str, author: str, *, overrule: bool = False) -> SavedQuery:
    """Keep a text under a name; the author's own of that name is replaced, and with `overrule` anybody's.

    Raises WrongUse for a name without a letter, NotYours for the name of another's.
    """
    wanted = SavedQuery(slug(name), name.strip(), text, author)
    if not wanted.id:
        raise WrongUse("console.nameless", name=name)
    # One statement, so that of two who save under one name at once only one becomes its author.
    rows = write_small(
        store,
        "MERGE (q:SavedQuery {id: $id}) ON CREATE SET q.author = $author "
        "WITH q, q.author = $author OR $overrule AS mine "
        "FOREACH (_ IN CASE WHEN mine THEN [1] ELSE [] END | SET q.name = $name, q.text = $text) "
        "RETURN mine, q.author AS author",
        id=wanted.id,
        name=wanted.name,
        text=text,
        author=author,
        overrule=overrule,
    )
    if not rows[0]["mine"]:
        raise NotYours("console.not_yours", name=wanted.name)
    return SavedQuery(wanted.id, wanted.name, text, rows[0]["author"])


def list_queries(store: Store) -> list[SavedQuery]:
    """All saved queries, by name."""
    rows = store.read(
        "MATCH (q:SavedQuery) RETURN q.id AS id, q.name AS name, q.text AS text, q.author AS author ORDER BY name, id"
    )
    return [SavedQuery(**row) for row in rows]


def read_query(store: Store, name: str) -> SavedQuery:
    """A saved query by id or name. Raises NotFound naming those that are spelt alike."""
    known = {saved.id: saved for saved in list_queries(store)}
    found = known.get(slug(name))
    if found is None:
        alike = ", ".join(get_close_matches(slug(name), known, cutoff=0.3)) or "–"
        raise NotFound("console.unknown", name=name, alike=alike)
    return found


def delete_query(store: Store, name: str, author: str, *, overrule: bool = False) -> None:
    """Forget a saved query. Raises NotFound for one that there is not, NotYours for another's."""
    found = read_query(store, name)
    if found.author != author and not overrule:
        raise NotYours("console.not_yours", name=found.name)
    write_small(store, "MATCH (q:SavedQuery {id: $id}) DELETE q", id=found.id)
