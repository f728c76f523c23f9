"""Answers about what holds the network together, and what becomes of it without."""

from collections import defaultdict
from collections.abc import Iterator

from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.connected import Row, Values, entity_cells, entity_list, network_of
from yhdysverkko.queries.cuts import find_cuts
from yhdysverkko.queries.groups import communities
from yhdysverkko.queries.measures import change, hubs
from yhdysverkko.queries.partners import Suggestion
from yhdysverkko.queries.whatif import person_dependency, projects_by_end, what_if
from yhdysverkko.queries.words import sentence

ANY = "any"
CORE = 10
"""Members of a community that are named."""


def hub_list(store: Store, values: Values) -> Iterator[Row]:
    """hub, value, rank, share, sentence."""
    network = network_of(store, values)
    measure = values["measure"]
    for hub in hubs(network, measure, kind=_kind(values), limit=values["limit"]):
        words = sentence(hub, measure, current_language())
        yield (hub.name, hub.ref.kind, hub.ref.id, hub.value, hub.rank, hub.share, words)


def hub_changes(store: Store, values: Values) -> Iterator[Row]:
    """hub, before, after, difference."""
    days = values["from_date"], values["as_of"]
    for row in change(store, values["measure"], *days, region=values["region"], kind=_kind(values)):
        if row.before != row.after:
            yield (row.name, row.ref.kind, row.ref.id, row.before, row.after, row.change)


def _kind(values: Values) -> str | None:
    return None if values["kind"] == ANY else ontology().by_prefix[values["kind"]].name


def key_ties(store: Store, values: Values) -> Iterator[Row]:
    """one, other, pairs: ties without a way around them, those that connect most first."""
    network = network_of(store, values)
    for bridge in sorted(find_cuts(network).bridges, key=lambda each: (-each.pairs, each))[: values["limit"]]:
        ends = (entity_cells(network, network.refs[number]) for number in (bridge.start, bridge.end))
        yield (*next(ends), *next(ends), bridge.pairs)


def community_list(store: Store, values: Values) -> Iterator[Row]:
    """community, size, municipalities, core: communities of more than one, by size."""
    network = network_of(store, values)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, community in enumerate(communities(network)):
        members[community].append(number)
    largest = sorted(members.values(), key=lambda each: (-len(each), each[0]))
    for place, each in enumerate((each for each in largest if len(each) > 1), start=1):
        refs = [network.refs[number] for number in each]
        municipalities = [ref for ref in refs if ref.kind == "Municipality"]
        others = [ref for ref in refs if ref.kind != "Municipality"]
        named = entity_list(network, municipalities, len(municipalities))
        yield (place, len(each), named, entity_list(network, others, CORE))


def single_person_dependency(store: Store, values: Values) -> Iterator[Row]:
    """municipality, person, share, reaches, cut: municipalities that reach anything, the most dependent first."""
    network = network_of(store, values)
    for each in person_dependency(network):
        if each.person is not None:
            person = (each.person_name, each.person.id)
            cut = entity_list(network, each.cut_off, len(each.cut_off))
            yield (each.name, each.ref.id, *person, each.share, each.reached, cut)


def project_endings(store: Store, values: Values) -> Iterator[Row]:
    """project, ends, count, pairs, cut: projects by their end, those whose end is not known last."""
    network = network_of(store, values)
    for each in projects_by_end(store, values["as_of"], region=values["region"]):
        cut = entity_list(network, each.cut_off, len(each.cut_off))
        yield (each.name, each.ref.id, each.end, len(each.cut_off), each.pairs, cut)


def losses(store: Store, values: Values) -> Iterator[Row]:
    """loss, lost, replacements, alternatives: the municipalities and associations that lose all their ties."""
    network = network_of(store, values)
    for each in what_if(network, values["removed"]).cut_off:
        instead = (list(map(_words, cases)) for cases in (each.partners, each.alternatives))
        yield (each.name, each.ref.kind, each.ref.id, entity_list(network, each.lost), *instead)


def _words(suggestion: Suggestion) -> str:
    return f"{suggestion.name} ({', '.join(suggestion.shared)})"


def cohesion(store: Store, values: Values) -> Iterator[Row]:
    """figure, before, after."""
    found = what_if(network_of(store, values), values["removed"])
    yield from zip(found.before._fields, found.before, found.after, strict=True)
