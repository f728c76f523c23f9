"""Answers about what holds the network together, and what becomes of it without."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.connected import Row, Values, entity_cells, entity_list, network_of
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.groups import communities
from yhdysverkko.queries.measures import change, hubs, is_sampled
from yhdysverkko.queries.whatif import Replacement, cut_off, person_dependency, what_if, with_parts
from yhdysverkko.queries.words import sentence

ANY = "any"
CORE = 10
"""Members of a community that are named."""


def hub_list(store: Store, values: Values) -> Iterator[Row]:
    """hub, value, rank, share, sentence, sampled."""
    network = network_of(store, values)
    measure = values["measure"]
    sampled = is_sampled(network, measure)
    for hub in hubs(network, measure, kind=_kind(values), limit=values["limit"]):
        words = sentence(hub, measure, current_language())
        yield (hub.name, hub.ref.kind, hub.ref.id, hub.value, hub.rank, hub.share, words, sampled)


def hub_changes(store: Store, values: Values) -> Iterator[Row]:
    """hub, before, after, difference."""
    days = values["from_date"], values["as_of"]
    rows = change(store, values["measure"], *days, region=values["region"], kind=_kind(values))
    for row in rows:
        if row.before != row.after:
            yield (row.name, row.ref.kind, row.ref.id, row.before, row.after, row.difference)


def _kind(values: Values) -> str | None:
    return None if values["kind"] == ANY else ontology().by_prefix[values["kind"]].name


def key_ties(store: Store, values: Values) -> Iterator[Row]:
    """one, other, pairs: ties without a way around them, those that connect most first."""
    network = network_of(store, values)
    for bridge in sorted(find_cuts(network).bridges, key=lambda each: (-each.pairs, each))[: values["limit"]]:
        yield (*entity_cells(network, bridge.start), *entity_cells(network, bridge.end), bridge.pairs)


def community_list(store: Store, values: Values) -> Iterator[Row]:
    """community, size, municipalities, core: communities of more than one, by size."""
    network = network_of(store, values)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, community in enumerate(communities(network)):
        members[community].append(number)
    largest = sorted(members.values(), key=lambda each: (-len(each), each[0]))
    for place, each in enumerate((each for each in largest if len(each) > 1), start=1):
        municipalities = [number for number in each if network.refs[number].kind == "Municipality"]
        others = [number for number in each if network.refs[number].kind != "Municipality"]
        named = entity_list(network, municipalities, len(municipalities))
        yield (place, len(each), named, entity_list(network, others, CORE))


def single_person_dependency(store: Store, values: Values) -> Iterator[Row]:
    """municipality, person, share, reached, cut."""
    network = network_of(store, values)
    for each in person_dependency(network, network.of_kind("Municipality")):
        cut = [number for number in each.through if number != each.person]
        yield (
            network.names[each.municipality],
            network.refs[each.municipality].id,
            network.names[each.person],
            network.refs[each.person].id,
            each.share,
            each.reached,
            entity_list(network, cut),
        )


def project_endings(store: Store, values: Values) -> Iterator[Row]:
    """project, ends, count, cut: projects by their end, those whose end is not known last."""
    network = network_of(store, values)
    rows = store.read("MATCH (p:Project) RETURN p.id AS id, p.valid_to AS ends")
    ends = {row["id"]: row["ends"] for row in rows}
    projects = network.of_kind("Project")
    order = sorted(projects, key=lambda number: (ends[network.refs[number].id] or date.max, number))
    for number in order:
        gone = with_parts(network, [number])
        cut = cut_off(network, gone)
        project_id = network.refs[number].id
        yield (network.names[number], project_id, ends[project_id], len(cut), entity_list(network, cut, len(cut)))


def losses(store: Store, values: Values) -> Iterator[Row]:
    """loss, lost, left, only, apart, replacements."""
    network = network_of(store, values)
    for loss in what_if(network, values["removed"]).losses:
        instead = [_words(each) for each in loss.replacements]
        yield (loss.name, loss.ref.kind, loss.ref.id, loss.lost, loss.left, loss.only, loss.apart, instead)


def _words(replacement: Replacement) -> str:
    return f"{replacement.name} ({', '.join(replacement.shared)})"


def cohesion(store: Store, values: Values) -> Iterator[Row]:
    """figure, before, after."""
    found = what_if(network_of(store, values), values["removed"])
    yield from zip(found.before._fields, found.before, found.after, strict=True)
