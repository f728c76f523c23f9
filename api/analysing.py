"""The commands `analyse` and `what-if`: measures of the network, and what it loses when something goes."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.facts import read_entity, search
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import BadValue, Ref, format_reference, parse_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import slug
from yhdysverkko.queries import Network, read_network

if TYPE_CHECKING:
    from yhdysverkko.queries.whatif import WhatIf

Row = Sequence[Any]

HUB_COLUMNS = ("measure", "rank", "reference", "name", "value", "share", "explanation")
LOSS_COLUMNS = ("finding", "reference", "name", "before", "after", "lost", "partners", "alternatives")
ALIKE = 5

PROJECT_COLUMNS = ("valid_to", "reference", "name", "cut_off", "pairs")


def analyse(
    store: Store,
    measures: Sequence[str],
    form: Format,
    *,
    as_of: date | None,
    region: str | None,
    kind: str | None,
    limit: int,
    write_back: bool,
) -> None:
    """Write the first `limit` nodes by each measure (none named: by all); with `write_back`, also on the nodes."""
    from yhdysverkko.queries.measures import MEASURES, hubs
    from yhdysverkko.queries.words import sentence
    from yhdysverkko.queries.writeback import GROUPS, check_measures
    from yhdysverkko.queries.writeback import write_back as write_measures

    chosen = list(dict.fromkeys(measures)) or list(MEASURES)
    check_measures(chosen)
    if kind is not None:
        kind = _kind(kind)
    with settled(store):
        network = read_network(store, as_of=as_of, region=region)
    rows = (
        (measure, hub.rank, _reference(hub.ref), hub.name, hub.value, hub.share, sentence(hub, measure))
        for measure in chosen
        if measure not in GROUPS
        for hub in hubs(network, measure, kind=kind, limit=limit)
    )
    _write(HUB_COLUMNS, rows, form)
    if write_back:
        tell("analyse.written", values=write_measures(store, network, chosen), measures=", ".join(chosen))


def what_if(store: Store, removed: Sequence[str], form: Format, *, at: date | None, region: str | None) -> None:
    """Write what the network loses without some entities; with none named, what each project that ends would cut
    off."""
    from yhdysverkko.queries import whatif

    with settled(store):
        if not removed:
            projects = whatif.projects_by_end(store, at, region=region)
            rows = ((row.end, _reference(row.ref), row.name, _references(row.cut_off), row.pairs) for row in projects)
            _write(PROJECT_COLUMNS, rows, form)
            return
        network = read_network(store, as_of=at, region=region)
        refs = [find(store, network, text) for text in removed]
    found = whatif.what_if(network, refs)
    tell("what_if.removed", removed=", ".join(network.names[network.number(ref)] for ref in found.removed))
    if found.estimated:
        tell("what_if.estimated")
    _write(LOSS_COLUMNS, _losses(found), form)


def _losses(found: "WhatIf") -> Iterator[Row]:
    for name in found.before._fields:
        yield name, None, None, getattr(found.before, name), getattr(found.after, name), None, None, None
    for row in found.cut_off:
        suggested = [
            [f"{each.name} ({', '.join(each.shared)})" for each in cases] for cases in (row.partners, row.alternatives)
        ]
        yield "cut_off", _reference(row.ref), row.name, len(row.lost), 0, _references(row.lost), *suggested


def find(store: Store, network: Network, text: str) -> Ref:
    """The entity of the network that a user means by "kind:id".

    Raises NotFound with up to five that are spelt alike, or saying that it is not in this part of the graph.
    """
    try:
        ref = parse_reference(ontology(), text)
        if ref not in network.numbers:
            read_entity(store, ref)
    except (BadValue, NotFound) as error:
        alike = ", ".join(_reference(each) for each in _spelt_alike(store, network, text)) or "–"
        raise NotFound("entity.unknown", reference=text, alike=alike) from error
    network.number(ref)
    return ref


def _spelt_alike(store: Store, network: Network, text: str) -> list[Ref]:
    """Up to five entities that may be meant: by their names, then by the letters of their ids."""
    bare = text.partition(":")[2] or text
    by_id = {ref.id: ref for number, ref in enumerate(network.refs) if not network.is_hidden(number)}
    named = [entity.ref for entity in search(store, bare, limit=ALIKE)]
    close = [by_id[found] for found in get_close_matches(slug(bare), by_id, ALIKE)]
    return list(dict.fromkeys([*named, *close]))[:ALIKE]


def _kind(text: str) -> str:
    vocabulary = ontology()
    for kind in vocabulary.domain_kinds.values():
        if text.casefold() in (kind.name.casefold(), kind.prefix):
            return kind.name
    raise NotFound("network.unknown_kind", name=text, known=", ".join(vocabulary.domain_kinds))


def _write(columns: Sequence[str], rows: Iterator[Row], form: Format) -> None:
    if form is Format.TABLE:
        shown = ([_cell(value) for value in row] for row in rows)
        write_rows([say(f"column.{name}") for name in columns], shown, form)
    else:
        write_rows(columns, rows, form)


def _cell(value: Any) -> Any:
    match value:
        case list():
            return ", ".join(map(str, value))
        case float():
            return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
        case _:
            return value


def _reference(ref: Ref) -> str:
    return format_reference(ontology(), ref)


def _references(refs: Sequence[Ref]) -> list[str]:
    return [_reference(ref) for ref in refs]
