"""Questions about the indicators: of one municipality, by theme, over all municipalities, and beside others.

What is not known is unknown, not zero: it lowers the coverage that stands beside a score, never the score.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, median
from typing import Any

from yhdysverkko.graph.indicators import Measure, indicators
from yhdysverkko.graph.messages import current_language
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.observations import Observation, read_observations
from yhdysverkko.queries.places import GROUPS, list_municipalities, read_groups, successor

ENOUGH = 0.6
"""The share of indicators that must be known for a score to stand without a warning, and for the composite to be."""

UNKNOWN = Observation(None, "unknown")

Values = Mapping[str, Any]
Rows = Iterator[tuple[Any, ...]]


def indicators_of_municipality(store: Store, values: Values) -> Rows:
    """All indicators of one municipality, in their order, the unknown ones too."""
    code, name = successor(store, values["municipality"], values["as_of"])
    found = read_observations(store, values["as_of"], [code])
    for measure in indicators().indicators.values():
        seen = found.get((code, measure.id), UNKNOWN)
        yield (name, code, measure.theme, measure.name[current_language()], measure.id, *_cells(measure, seen))


def theme_scores(store: Store, values: Values) -> Rows:
    """The mean of each theme's known indicators, scaled 0 to 1, and the mean of the themes where enough is known."""
    code, name = successor(store, values["municipality"], values["as_of"])
    found = read_observations(store, values["as_of"], [code])
    scores: list[float] = []
    for theme in indicators().themes:
        shares, sources, counted = _shares(code, indicators().of_theme(theme), found)
        if shares:
            scores.append(fmean(shares))
        status = "unknown" if not shares else "scored" if len(shares) / counted >= ENOUGH else "partial"
        score = scores[-1] if shares else None
        yield name, code, theme, score, len(shares) / counted, len(shares), counted, status, sources
    shares, sources, counted = _shares(code, list(indicators().indicators.values()), found)
    enough = len(shares) / counted >= ENOUGH
    composite = fmean(scores) if enough else None
    status = "scored" if enough else "coverage_low"
    yield name, code, "all_themes", composite, len(shares) / counted, len(shares), counted, status, sources


def _shares(
    code: str, measures: Sequence[Measure], found: Mapping[tuple[str, str], Observation]
) -> tuple[list[float], list[str], int]:
    """What the known ones of these indicators score, the sources behind them, and how many of them score at all."""
    scored = [measure for measure in measures if measure.scored]
    seen = [(measure, found.get((code, measure.id), UNKNOWN)) for measure in scored]
    known = [(measure, each) for measure, each in seen if each.value is not None]
    shares = [measure.share(each.value) for measure, each in known if each.value is not None]
    return shares, sorted({source for _, each in known for source in each.sources}), len(scored)


def indicator_values(store: Store, values: Values) -> Rows:
    """One indicator, ours or another, in every municipality, the unknown ones too."""
    wanted = values["indicator"]
    places = list_municipalities(store, values["as_of"], values["region"])
    found = read_observations(store, values["as_of"], [code for code, _ in places], [wanted])
    measure = indicators().indicators.get(wanted)
    for code, name in places:
        yield name, code, *_cells(measure, found.get((code, wanted), UNKNOWN))


def compare_neighbours(store: Store, values: Values) -> Rows:
    """Every indicator of a municipality beside the median of each of its groups, over those who know it."""
    as_of = values["as_of"]
    code, name = successor(store, values["municipality"], as_of)
    groups = read_groups(store, code, as_of)
    found = read_observations(store, as_of, {code}.union(*groups.values()))
    for measure in indicators().indicators.values():
        own = found.get((code, measure.id), UNKNOWN)
        for group in GROUPS:
            others = [found.get((other, measure.id), UNKNOWN) for other in groups[group]]
            known = [each.value for each in others if each.value is not None]
            sources = {source for each in (own, *others) if each.value is not None for source in each.sources}
            yield (
                name, code, measure.name[current_language()], measure.id, own.value,
                group, median(known) if known else None, len(known), len(others), sorted(sources),
            )  # fmt: skip


def _cells(measure: Measure | None, seen: Observation) -> tuple[Any, ...]:
    """What the columns from value to sources say of an observation."""
    language = current_language()
    words = measure.words(seen.value, language) if measure and seen.value is not None else ""
    unit = measure.unit[language] if measure and measure.unit else None
    return (
        seen.value, unit, words or seen.text, seen.status, seen.date, seen.respondents, seen.confidence,
        list(seen.rests_on), list(seen.sources),
    )  # fmt: skip
