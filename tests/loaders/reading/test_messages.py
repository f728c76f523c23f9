"""The messages of reading: complete in three languages, and none without a use."""

import re
from importlib.resources import files
from string import Formatter

import yaml

from yhdysverkko.graph.messages import LANGUAGES

CATALOGUE = yaml.safe_load(files("yhdysverkko.graph").joinpath("texts", "reading.yml").read_text(encoding="utf-8"))
CODE = "".join(
    module.read_text(encoding="utf-8")
    for module in files("yhdysverkko.loaders.reading").iterdir()
    if module.name.endswith(".py")
)


def test_every_message_stands_in_three_languages_with_the_same_blanks() -> None:
    for key, texts in CATALOGUE.items():
        assert tuple(texts) == LANGUAGES, key
        blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts.values()]
        assert blanks.count(blanks[0]) == len(LANGUAGES), key


def test_messages_and_code_name_each_other() -> None:
    named = set(re.findall(r'"(reading\.[a-z_.]+)"', CODE))
    languages = {key for key in CATALOGUE if key.startswith("reading.language.")}
    assert named == set(CATALOGUE) - languages
