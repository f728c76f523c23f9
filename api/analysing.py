"""The commands `analyse` and `what-if`: measures of the network, and what it loses when something goes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from yhdysverkko.api.asking import answer
from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import current_language, say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.queries import read_network
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.queries.parameters import find_entity

Row = Sequence[Any]

HUB_COLUMNS = ("measure", "rank", "reference", "name", "value", "share", "explanation")


def analyse(
    store: Store,
    measures: Sequence[str],
    form: Format,
    *,
    as_of: date,
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
    code = None if region is None else find_entity(store, region, "region")
    with settled(store):
        network = read_network(store, as_of=as_of, region=code)
    tell("analyse.network", day=as_of, nodes=len(network), edges=len(network.edges))
    rows = (
        (
            measure,
            hub.rank,
            format_reference(ontology(), hub.ref),
            hub.name,
            hub.value,
            hub.share,
            sentence(hub, measure),
        )
        for measure in chosen
        if measure not in GROUPS
        for hub in hubs(network, measure, kind=kind, limit=limit)
    )
    _write(HUB_COLUMNS, rows, form)
    if write_back:
        tell("analyse.written", values=write_measures(store, network, chosen), measures=", ".join(chosen))


def what_if(
    store: Store, questions: Catalogue, removed: Sequence[str], form: Format, *, at: date | None, region: str | None
) -> None:
    """Answer what breaks when some entities go; with none named, when each project ends.

    Without a day: today, or the last day on which all that goes was still there.
    """
    if not removed:
        answer(store, questions["project-endings"], {"as_of": at, "region": region}, form)
        return
    refs = [find_entity(store, text, "entity") for text in removed]
    given = {
        "removed": ",".join(format_reference(ontology(), ref) for ref in refs),
        "as_of": at or _last_day(store, refs),
        "region": region,
    }
    answer(store, questions["what-if"], given, form)


def _last_day(store: Store, refs: Sequence[Ref]) -> date:
    ends: list[date] = [
        row["over"] - timedelta(days=1)
        for ref in refs
        for row in store.read(f"MATCH (n:{ref.kind} {{id: $id}}) RETURN n.valid_to AS over", id=ref.id)
        if row["over"] is not None
    ]
    return min([date.today(), *ends])


def _kind(text: str) -> str:
    vocabulary = ontology()
    for kind in vocabulary.domain_kinds.values():
        if text.casefold() in (kind.name.casefold(), kind.prefix, kind.label[current_language()].casefold()):
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
        case float():
            return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
        case _:
            return value
