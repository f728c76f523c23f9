"""The catalogue is complete: every message in every language, with the same blanks."""

from importlib.resources import files
from string import Formatter

import pytest
import yaml

from yhdysverkko.graph.messages import LANGUAGES, catalogue


@pytest.mark.parametrize("key", catalogue())
def test_a_message_is_complete_in_every_language(key: str) -> None:
    texts = catalogue()[key]
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts.values()]

    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() for text in texts.values())
    assert blanks.count(blanks[0]) == len(blanks)


def test_a_key_stands_in_one_file_only() -> None:
    keys = [
        key
        for file in (files("yhdysverkko.graph") / "texts").iterdir()
        for key in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert sorted(keys) == sorted(set(keys))
