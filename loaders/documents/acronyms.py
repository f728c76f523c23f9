"""Acronyms as bodies: where a key says that bodies follow ("Kumppanit: ABC"), and services ("KYT-järjestöpalvelut")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yhdysverkko.loaders.documents.name_edges import base_or_written
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token

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


def find_service(tokens: Sequence[Token], i: int) -> Iterator[Found]:
    """ "KYT-järjestöpalvelut": an acronym and what it offers."""
    front, hyphen, back = tokens[i].text.partition("-")
    if not hyphen or not front.isupper() or len(front) < 2 or not back[:1].islower():
        return
    if any(r.lemma.endswith(("palvelu", "palvelut", "tiimi")) for r in tokens[i].word.readings):
        yield Found(
            "Organisation",
            i,
            i,
            base_or_written([tokens[i]]),
            "service of a body",
            0.85,
            tokens[i].word.cases or frozenset({"nom"}),
        )
