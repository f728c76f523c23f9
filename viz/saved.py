"""Saved views: choices kept under a name in the graph, so that pages, embeds and reports show the same again.

A saved view is no source's: it stays when sources are loaded again and retracted.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlencode

from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.lease import write_small
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import slug
from yhdysverkko.viz.choices import View, parse_view


@dataclass(frozen=True)
class SavedView:
    """A view with the name that people gave it, and the id that addresses use."""

    id: str
    name: str
    view: View


def save_view(store: Store, name: str, view: View) -> SavedView:
    """Keep a view under a name; a view of the same name is replaced. Raises WrongUse for a name without a letter."""
    view_id = slug(name)
    if not view_id:
        raise WrongUse("view.nameless", name=name)
    write_small(
        store,
        "MERGE (v:SavedView {id: $id}) SET v.name = $name, v.choices = $choices",
        id=view_id,
        name=name.strip(),
        choices=urlencode(view.pairs()),
    )
    return SavedView(view_id, name.strip(), view)


def list_saved(store: Store) -> list[SavedView]:
    """All saved views, by name."""
    rows = store.read("MATCH (v:SavedView) RETURN v.id AS id, v.name AS name, v.choices AS choices ORDER BY name, id")
    return [_saved(row["id"], row["name"], row["choices"]) for row in rows]


def read_saved(store: Store, name: str) -> SavedView:
    """A saved view by id or name. Raises NotFound naming those that are spelt alike."""
    known = {saved.id: saved for saved in list_saved(store)}
    found = known.get(slug(name))
    if found is None:
        alike = ", ".join(get_close_matches(slug(name), known, cutoff=0.3)) or "–"
        raise NotFound("view.unknown", name=name, alike=alike)
    return found


def delete_saved(store: Store, name: str) -> None:
    """Forget a saved view. Raises NotFound for one that there is not."""
    write_small(store, "MATCH (v:SavedView {id: $id}) DELETE v", id=read_saved(store, name).id)


def _saved(view_id: str, name: str, choices: str) -> SavedView:
    return SavedView(view_id, name, parse_view(parse_qsl(choices)))
