"""The catalogue is complete: every message in every language, with the same blanks."""

from string import Formatter

import pytest

from yhdysverkko.graph.messages import LANGUAGES, catalogue


@pytest.mark.parametrize("key", catalogue())
def test_a_message_is_complete_in_every_language(key: str) -> None:
    texts = catalogue()[key]
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts.values()]

    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() for text in texts.values())
    assert blanks.count(blanks[0]) == len(blanks)
