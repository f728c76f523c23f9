"""Acronyms that nothing explains: a body where the key of the line says that bodies follow ("Kumppanit: ABC, DEF")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yhdysverkko.loaders.documents.sentence import Found, Sentence

_KEYS = re.compile(
    r"(?:hankkeen |päävastuullinen )?(?:järjestä|hallinnoi|toteutta|osatoteutta|hakija|rahoitt|päärahoitt|kumppan|"
    r"yhteistyökumppan|yhteistyöta)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-ZÅÄÖ]{3,8}$")
_COMMON = frozenset({"STEA", "ESR", "EAKR", "EU", "HUOM", "KLO", "TEAMS", "ZOOM", "PDF"})


def find_acronyms(sentence: Sentence) -> Iterator[Found]:
    """Capital words in the value of a key for organisers, runners, funders or partners."""
    if not _KEYS.match(sentence.block.key) or sentence.start < sentence.block.start or sentence.block.capitals:
        return
    for i, token in enumerate(sentence.tokens):
        bare = token.text.partition(":")[0]
        if _ACRONYM.match(bare) and bare not in _COMMON and not token.word.kinds & {"noun", "numeral"}:
            yield Found("Organisation", i, i, bare, "acronym after a key", 0.7, token.word.cases or frozenset({"nom"}))
