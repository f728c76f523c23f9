"""Answers about what holds the network together, and what becomes of it without."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.connected import ANY, Row, Values, entity_cells, entity_list, network_of
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.groups import communities
from yhdysverkko.queries.measures import change, hubs
from yhdysverkko.queries.partners import Suggestion
from yhdysverkko.queries.whatif import person_dependency, projects_by_end, read_ends, what_if
from yhdysverkko.queries.words import change_sentence, sentence

CORE = 10
"""Members of a community that are named."""


def hub_list(store: Store, values: Values) -> Iterator[Row]:
    """hub, value, rank, share, sentence, sources: those of the hub's ties."""
    network = network_of(store, values)
    measure = values["measure"]
    for hub in hubs(network, measure, kind=_kind(values), limit=values["limit"]):
        words = sentence(hub, measure, current_language())
        sources = network.sources_of(network.ties_of(network.number(hub.ref)))
        yield (hub.name, hub.ref.kind, hub.ref.id, hub.value, hub.rank, hub.share, words, sources)


def hub_changes(store: Store, values: Values) -> Iterator[Row]:
    """hub, before, after, difference, sentence, sources: those whose value changed, the greatest change first."""
    networks = before, after = [network_of(store, {**values, "as_of": values[day]}) for day in ("from_date", "as_of")]
    rows = change(before, after, values["measure"], kind=_kind(values))
    changed = (row for row in rows if row.before != row.after)
    for row in islice(changed, values["limit"]):
        sources = {
            source
            for network in networks
            if row.ref in network.numbers
            for source in network.sources_of(network.ties_of(network.number(row.ref)))
        }
        words = change_sentence(row, values["measure"], current_language())
        yield (row.name, row.ref.kind, row.ref.id, row.before, row.after, row.change, words, sorted(sources))


def _kind(values: Values) -> str | None:
    return None if values["kind"] == ANY else ontology().by_prefix[values["kind"]].name


def key_ties(store: Store, values: Values) -> Iterator[Row]:
    """one, other, pairs, sources: ties without a way around them, those that connect most first."""
    network = network_of(store, values)
    for bridge in sorted(find_cuts(network).bridges, key=lambda each: (-each.pairs, each))[: values["limit"]]:
        one, other = (entity_cells(network, network.refs[number]) for number in (bridge.start, bridge.end))
        yield (*one, *other, bridge.pairs, network.sources_of([(bridge.start, bridge.end)]))


def community_list(store: Store, values: Values) -> Iterator[Row]:
    """community, size, municipalities, core, sources: communities of more than one, by size."""
    network = network_of(store, values)
    found = communities(network)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, community in enumerate(found):
        members[community].append(number)
    stating: defaultdict[int, set[str]] = defaultdict(set)
    for (start, end), told in zip(network.edges, network.sources, strict=True):
        if found[start] == found[end]:
            stating[found[start]].update(told)
    largest = sorted(members.items(), key=lambda item: (-len(item[1]), item[1][0]))
    for place, (community, each) in enumerate((item for item in largest if len(item[1]) > 1), start=1):
        refs = [network.refs[number] for number in each]
        municipalities = [ref for ref in refs if ref.kind == "Municipality"]
        others = [ref for ref in refs if ref.kind != "Municipality"]
        named = entity_list(network, municipalities, len(municipalities))
        yield (place, len(each), named, entity_list(network, others, CORE), sorted(stating[community]))


def single_person_dependency(store: Store, values: Values) -> Iterator[Row]:
    """municipality, person, share, reaches, cut, sources: municipalities that reach anything, most dependent first."""
    network = network_of(store, values)
    for each in person_dependency(network):
        if each.person is not None:
            person = (each.person_name, each.person.id)
            cut = entity_list(network, each.cut_off, len(each.cut_off))
            through = network.number(each.person)
            ends = [network.number(ref) for ref in (each.ref, *each.cut_off)]
            sources = network.sources_of((through, end) for end in ends)
            yield (each.name, each.ref.id, *person, each.share, each.reached, cut, sources)


def project_endings(store: Store, values: Values) -> Iterator[Row]:
    """project, ends, count, pairs, cut, sources: projects by their end, those whose end is not known last."""
    network = network_of(store, values)
    for each in projects_by_end(network, read_ends(store)):
        cut = entity_list(network, each.cut_off, len(each.cut_off))
        sources = network.sources_of(network.ties_of(network.number(each.ref)))
        yield (each.name, each.ref.id, each.end, len(each.cut_off), each.pairs, cut, sources)


def losses(store: Store, values: Values) -> Iterator[Row]:
    """finding, who, before, after, lost, partners, alternatives, sources: four rows of the network as a whole, then one
    for each municipality and association that loses all its ties."""
    network = network_of(store, values)
    found = what_if(network, values["removed"])
    going = network.sources_of(tie for ref in found.removed for tie in network.ties_of(network.number(ref)))
    for finding, before, after in zip(found.before._fields, found.before, found.after, strict=True):
        name = f"{finding}_estimated" if found.estimated and finding == "mean_distance" else finding
        yield (name, None, None, None, before, after, [], [], [], going)
    for each in found.cut_off:
        number = network.number(each.ref)
        instead = (list(map(_words, cases)) for cases in (each.partners, each.alternatives))
        lost = entity_list(network, each.lost, len(each.lost))
        sources = network.sources_of(network.ties_of(number))
        yield ("cut_off", *entity_cells(network, each.ref), len(each.lost), 0, lost, *instead, sources)


def _words(suggestion: Suggestion) -> str:
    return f"{suggestion.name} ({', '.join(suggestion.shared)})"
