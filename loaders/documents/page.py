"""A page that shows a document with what was read in it marked; everything from the document is escaped."""

from __future__ import annotations

from html import escape

from yhdysverkko.loaders.documents.contacts import find_emails, find_phones
from yhdysverkko.loaders.documents.model import DocumentFacts, Entity, Relation

_COLOURS = {
    "Municipality": "#cfe8d5",
    "Region": "#d9e4c4",
    "WellbeingCounty": "#e4ecc0",
    "Person": "#fbe0c3",
    "Association": "#d3ddf7",
    "Organisation": "#dcd3f2",
    "Project": "#f7d3e3",
    "Programme": "#f2d3ef",
    "Event": "#f9efb5",
}
_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "pre{white-space:pre-wrap;font:inherit}mark{border-radius:.2rem;padding:0 .1rem}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    + "".join(f"mark.{kind}{{background:{colour}}}" for kind, colour in _COLOURS.items())
)


def to_html(facts: DocumentFacts, text: str, show_contacts: bool = False) -> str:
    """A whole HTML page: the text with marks, then the relations with their sentences.

    Phone numbers and e-mail addresses are hidden unless `show_contacts`."""
    names = {e.id: e for e in facts.entities}
    rows = "".join(_row(r, names) for r in facts.relations)
    gaps = "".join(
        f"<li>{escape(g.kind)}: {escape(names[g.subject].name)} – {escape(g.evidence.sentence)}</li>"
        for g in facts.gaps
    )
    title = escape(facts.doc or "asiakirja")
    return (
        f'<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1><pre>{_marked(facts, text, show_contacts)}</pre>"
        "<table><thead><tr><th>suhde</th><th>mistä</th><th>mihin</th><th>lisätiedot</th><th>lause</th><th>sääntö</th>"
        f"<th>varmuus</th></tr></thead><tbody>{rows}</tbody></table><ul>{gaps}</ul></body></html>"
    )


def _marked(facts: DocumentFacts, text: str, show_contacts: bool) -> str:
    """The text with its mentions in <mark>, contacts replaced by a sign."""
    spans: list[tuple[int, int, Entity | None]] = [(m.start, m.end, e) for e in facts.entities for m in e.mentions]
    if not show_contacts:
        spans += [(start, end, None) for finder in (find_emails, find_phones) for start, end in finder(text)]
    pieces, at = [], 0
    for start, end, entity in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start < at:
            continue
        pieces.append(escape(text[at:start]))
        if entity is None:
            pieces.append("<i>[yhteystieto]</i>")
        else:
            label = escape(f"{entity.type}: {entity.name}", quote=True)
            pieces.append(f'<mark class="{escape(entity.type)}" title="{label}">{escape(text[start:end])}</mark>')
        at = end
    return "".join(pieces) + escape(text[at:])


def _row(relation: Relation, names: dict[str, Entity]) -> str:
    evidence = relation.evidence[0]
    attrs = ", ".join(f"{k}: {v}" for k, v in relation.attrs.items())
    cells = (
        relation.type,
        names[relation.head].name,
        names[relation.tail].name,
        attrs,
        evidence.sentence,
        evidence.rule,
        f"{relation.confidence:.2f}",
    )
    return "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in cells) + "</tr>"
