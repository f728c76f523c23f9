"""How long projects last, by a key or in running text."""

from __future__ import annotations

from yhdysverkko.loaders.documents.dates import period
from yhdysverkko.loaders.documents.draft import PROJECTS, Draft
from yhdysverkko.loaders.documents.key_values import subject_of
from yhdysverkko.loaders.documents.sentence import Sentence


def find_periods(draft: Draft) -> None:
    """ "Kesto: 1.1.2016–30.4.2017" gives the project of its section the time that it lasts."""
    for sentence in draft.sentences:
        key = sentence.block.key.lower()
        if key.startswith(
            ("kesto", "toimintakausi", "toteutusaika", "hankeaika", "hankekausi", "toiminta-aika", "aikataulu")
        ):
            span = period(draft.text[sentence.start : sentence.end])
            project = subject_of(draft, "project", sentence)
            if span and project is not None:
                attrs = draft.entities[project].attrs
                attrs["valid_from"], attrs["precision"] = span[0], span[2]
                if span[1]:
                    attrs["valid_to"] = span[1]
        else:
            _stated_period(draft, sentence)


def _stated_period(draft: Draft, sentence: Sentence) -> None:
    """ "Elokuusta 2017 alkaen toimineen X -hankkeen": the period of the only project of the sentence."""
    projects = {f.entity for f in sentence.found if f.kind in PROJECTS and draft.entity(f) is not None}
    if len(projects) != 1:
        return
    span = period(draft.text[sentence.start : sentence.end])
    attrs = draft.entities[projects.pop()].attrs
    if span and "valid_from" not in attrs:
        attrs["valid_from"], attrs["precision"] = span[0], span[2]
        if span[1]:
            attrs["valid_to"] = span[1]
