"""Evidence: who states a fact and where, ready to be read beside it."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from yhdysverkko.graph.facts import ClaimView
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import Property
from yhdysverkko.graph.values import format_date
from yhdysverkko.viz.present import Fact, format_number, is_web_address, property_facts


class Claim(BaseModel):
    """What one source states: `where` is the place in it, `quote` its words, `states` its values (if not alone)."""

    model_config = ConfigDict(frozen=True)

    source: str
    title: str
    href: str | None = None
    published: str | None = None
    where: str = ""
    quote: str | None = None
    states: list[Fact] = []


def present_claims(claims: Iterable[ClaimView], known: Mapping[str, Property], language: str) -> list[Claim]:
    """The claims for one entity or tie; `known` holds the properties of its kind."""
    listed = list(claims)
    return [_claim(claim, known, language, alone=len(listed) == 1) for claim in listed]


def _claim(claim: ClaimView, known: Mapping[str, Property], language: str, *, alone: bool) -> Claim:
    sentence = claim.evidence.get("sentence")
    return Claim(
        source=claim.source_id,
        title=claim.title,
        href=claim.uri if claim.uri and is_web_address(claim.uri) else None,
        published=format_date(claim.published) if claim.published else None,
        where=_where(claim.evidence, language),
        quote=str(sentence) if sentence else None,
        # One source alone states just what the facts above say.
        states=[] if alone else property_facts(known, claim.states, language),
    )


def _where(evidence: Mapping[str, object], language: str) -> str:
    parts = [str(evidence[name]) for name in ("file", "sheet") if evidence.get(name)]
    for name in ("line", "page", "rule", "confidence"):
        value = evidence.get(name)
        if value not in (None, "", 0):
            shown = format_number(value, language) if isinstance(value, int | float) else str(value)
            parts.append(say(f"evidence.{name}", language=language, value=shown))
    return " · ".join(parts)
