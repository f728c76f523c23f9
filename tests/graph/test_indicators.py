"""The indicators: 28 of them, complete, and a broken file is named."""

import pytest

from yhdysverkko.graph.errors import OntologyError
from yhdysverkko.graph.indicators import indicators, indicators_text, parse_indicators


def test_the_28_indicators_are_in_their_themes() -> None:
    known = indicators()

    assert list(known.indicators) == [f"i{number:02d}" for number in range(1, 29)]
    sizes = {theme: [measure.id for measure in known.of_theme(theme)] for theme in known.themes}
    assert {theme: (ids[0], ids[-1]) for theme, ids in sizes.items()} == {
        "contact": ("i01", "i03"), "structures": ("i04", "i11"), "money": ("i12", "i16"), "rooms": ("i17", "i18"),
        "communication": ("i19", "i21"), "participation": ("i22", "i24"), "networks": ("i25", "i26"),
        "recognition": ("i27", "i28"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "value", "share"),
    [("i01", 1, 0.5), ("i05", 2, 1.0), ("i05", 6, 0.5), ("i05", 12, 0.0), ("i06", 3, 1.0), ("i28", 3, 0.5)],
)
def test_a_value_scores_between_none_and_full(indicator: str, value: float, share: float) -> None:
    assert indicators().indicators[indicator].share(value) == share


def test_what_has_no_full_value_is_not_scored() -> None:
    assert [measure.id for measure in indicators().indicators.values() if not measure.scored] == ["i13", "i21", "i25"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("theme: contact", "theme: contakt"), "contakt"),
        (("themes: [contact,", "themes: [contact, weather,"), "weather"),
        (("sv: Ersättare, ", ""), "i03"),
        (("    none: 8\n", ""), "i05"),
        (("    none: 8\n", "    none: 4\n"), "i05"),
        (("    none: 0\n    full: 2\n", "    none: 0\n    full: 3\n"), "i01"),
        (("minimum: 5", "minimal: 5"), "minimal"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(change: tuple[str, str], place: str) -> None:
    with pytest.raises(OntologyError, match=place):
        parse_indicators(indicators_text().replace(*change))
