"""View: a projection as the data that the map's page draws: plain texts and numbers, all of them for one language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from yhdysverkko.graph.facts import ClaimView, EntityDetail
from yhdysverkko.graph.messages import catalogue, say
from yhdysverkko.graph.ontology import RelationKind, ontology
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.viz.evidence import present_claims
from yhdysverkko.viz.geographic import place
from yhdysverkko.viz.marks import QUIET_KINDS, QUIET_RELATIONS, QUIET_TYPES, degrees, group, radii
from yhdysverkko.viz.present import display_name, entity_facts, format_number, relation_facts

Details = Mapping[Ref, EntityDetail]
View = dict[str, Any]

LINE_ORDER = ("role", "activity", "money", "place", "structure")


def make_view(projection: Projection, language: str, details: Details | None = None) -> View:
    """Everything that the page needs besides its own texts; the same projection gives the same view.

    `details` adds the evidence of the entities it holds and of their ties.
    """
    return {
        "language": language,
        "texts": page_texts(language),
        "kinds": _kinds(projection, language),
        "relations": _relations(projection, language),
        "nodes": _nodes(projection, language),
        "ties": [_tie(tie, language) for tie in sorted(projection.ties, key=lambda tie: (tie.kind, tie.id))],
        "sources": dict(sorted(projection.sources.items())),
        "claims": _claims(details or {}, language),
    }


def page_texts(language: str) -> dict[str, str]:
    """The texts that the page's scripts say, by the part of their key after "page."."""
    return {
        key.removeprefix("page."): texts[language]
        for key, texts in sorted(catalogue().items())
        if key.startswith("page.")
    }


def summary(projection: Projection, language: str) -> str:
    """One line on what a map holds: how many entities and ties."""
    return say(
        "map.summary",
        language=language,
        entities=format_number(len(projection.entities), language),
        ties=format_number(len(projection.ties), language),
    )


def _kinds(projection: Projection, language: str) -> list[View]:
    counts = Counter(group(entity) for entity in projection.entities)
    groups = [
        (name, kind, kind.plural[language], name in QUIET_KINDS) for name, kind in ontology().domain_kinds.items()
    ] + [
        (f"{name}.{subtype}", ontology().kinds[name], say(f"group.{name}.{subtype}", language=language), True)
        for name, subtype in sorted(QUIET_TYPES)
    ]
    order = list(ontology().domain_kinds)
    return [
        {
            "name": name,
            "label": kind.label[language],
            "plural": plural,
            "colour": kind.colour,
            "shape": kind.shape,
            "count": counts[name],
            "quiet": quiet,
        }
        for name, kind, plural, quiet in sorted(groups, key=lambda item: order.index(item[1].name))
        if counts[name]
    ]


def _relations(projection: Projection, language: str) -> list[View]:
    counts = Counter(tie.kind for tie in projection.ties)
    found = [kind for name, kind in ontology().relations.items() if counts[name]]
    return [
        {
            "name": kind.name,
            "label": kind.label[language],
            "colour": ontology().lines[kind.line].colour,
            "dash": list(ontology().lines[kind.line].dash),
            "symmetric": kind.symmetric,
            "count": counts[kind.name],
            "quiet": kind.name in QUIET_RELATIONS,
        }
        for kind in sorted(found, key=_importance)
    ]


def _importance(kind: RelationKind) -> tuple[bool, int]:
    """Who works with whom comes first, where things are comes last."""
    place = LINE_ORDER.index(kind.line) if kind.line in LINE_ORDER else len(LINE_ORDER)
    return kind.name in QUIET_RELATIONS, place


def _nodes(projection: Projection, language: str) -> list[View]:
    sizes = radii(projection)
    ties = degrees(projection)
    places = place(projection, sizes)
    return [
        _node(entity, language) | {"x": x, "y": y, "size": sizes[entity.ref], "rank": ties[entity.ref]}
        for entity in sorted(projection.entities, key=lambda entity: entity.ref)
        for x, y in [places[entity.ref]]
    ]


def _node(entity: Entity, language: str) -> View:
    return {
        "id": format_reference(ontology(), entity.ref),
        "kind": group(entity),
        "name": display_name(entity, language),
        "aliases": _aliases(entity, language),
        "facts": [_fact(fact.label, fact.text, fact.href) for fact in entity_facts(entity, language)],
        "sources": list(entity.sources),
        "placed": entity.location is not None,
    }


def _aliases(entity: Entity, language: str) -> list[str]:
    """Other words that a search by name finds the entity by."""
    others = [entity.name, *(str(entity.properties.get(name, "")) for name in ("name_sv", "name_en", "short_name"))]
    return sorted({name for name in others if name} - {display_name(entity, language)})


def _tie(tie: Tie, language: str) -> View:
    return {
        "id": tie.id,
        "kind": tie.kind,
        "from": format_reference(ontology(), tie.start),
        "to": format_reference(ontology(), tie.end),
        "facts": [
            _fact(fact.label, fact.text, fact.href) for fact in relation_facts(tie.kind, tie.properties, language)
        ],
        "sources": list(tie.sources),
    }


def _fact(label: str, text: str, href: str | None) -> View:
    return {"label": label, "text": text} | ({"href": href} if href else {})


def _claims(details: Details, language: str) -> dict[str, list[View]]:
    claims: dict[str, list[View]] = {}
    for ref, detail in sorted(details.items()):
        known = ontology().kinds[ref.kind].properties
        claims[format_reference(ontology(), ref)] = _present(detail.claims, known, language)
        for tie in detail.ties:
            if tie.tie.id not in claims:
                claims[tie.tie.id] = _present(tie.claims, ontology().relations[tie.tie.kind].properties, language)
    return dict(sorted(claims.items()))


def _present(claims: Iterable[ClaimView], known: Mapping[str, Any], language: str) -> list[View]:
    return [claim.model_dump(exclude_defaults=True) for claim in present_claims(claims, known, language)]
