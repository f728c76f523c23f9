"""Marks on people: what somebody decided of a person's data, kept so that every load obeys it.

A mark holds no name. It knows the person by keyed digests of what identifies them: their ids, and beginnings of the
words of their names, so that a sentence that names them in any case is recognised too. The key is the graph's secret,
which is not in the graph (graph/keys.py).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.schema import read_secret
from yhdysverkko.graph.store import Store, Transaction
from yhdysverkko.graph.values import slug

ERASE, RESTRICT, EXPIRE, SENSITIVE = "erase", "restrict", "expire", "sensitive"

REMEMBERED = 1 << 14
"""Digests that are not computed again; the same people and words come up in row after row."""

_FOLD = str.maketrans("åäöéüø", "aaoeuo")
_WORDS = re.compile(r"[^\W_]+")


class Mark(NamedTuple):
    """A mark as it is stored. `identities` and `patterns` are digests with a blank between, `date` is an ISO day.

    `before` is what each source said of a restricted person's visibility, as JSON. The id of an erasure is that of the
    anonymous holder of the person's place.
    """

    id: str
    action: str
    identities: str
    patterns: str
    before: str
    reason: str
    date: str

    @property
    def holder(self) -> Ref:
        return Ref("Person", self.id)


class Marks:
    """All marks, ready to be asked of people, references and texts."""

    def __init__(self, marks: Iterable[Mark], secret: str) -> None:
        self._key = secret.encode()
        self._by_identity: dict[str, dict[str, Mark]] = defaultdict(dict)
        self._patterns: dict[tuple[int, ...], set[str]] = defaultdict(set)
        for mark in marks:
            self._by_identity[mark.action] |= dict.fromkeys(mark.identities.split(), mark)
            for pattern in mark.patterns.split():
                lengths, digest = pattern.split(":")
                self._patterns[tuple(map(int, lengths.split("-")))].add(digest)
        self._identity = lru_cache(REMEMBERED)(self._digest)

    def __bool__(self) -> bool:
        return bool(self._by_identity)

    def erasure(self, *ids: str) -> Mark | None:
        """The erasure of the person whom one of these ids means; a name counts as one (`name_key`)."""
        return self._of(ERASE, ids)

    def restriction(self, *ids: str) -> Mark | None:
        """The restriction that is in force for the person."""
        return self._of(RESTRICT, ids)

    def expiry(self, *ids: str) -> Mark | None:
        """When the contacts of the person were last removed because their time was up."""
        return self._of(EXPIRE, ids)

    def membership(self, *ids: str) -> Mark | None:
        """What makes the person internal because of the associations that they belong to."""
        return self._of(SENSITIVE, ids)

    def holder(self, ref: Ref) -> Ref:
        """The reference, or that of the anonymous holder where it is of an erased person."""
        if ref.kind != "Person" or (mark := self.erasure(ref.id)) is None:
            return ref
        return mark.holder

    def names(self, text: str, *, any_case: bool = False) -> bool:
        """Whether a text names an erased person, in any case of the name; errs towards saying that it does.

        A name's words begin with capitals, unless `any_case`, as in addresses.
        """
        if not self._patterns:
            return False
        words = [word for word in _WORDS.findall(text) if any_case or not word[0].islower()]
        folded = [_fold(word) for word in words]
        return any(
            all(len(word) >= length for word, length in zip(window, lengths, strict=True))
            and self._stem_digest(lengths, window) in digests
            for lengths, digests in self._patterns.items()
            for window in _windows(folded, len(lengths))
        )

    def identities_of(self, ids: Iterable[str]) -> str:
        """The digests of ids, as a mark keeps them."""
        return " ".join(sorted({self._identity(each) for each in ids}))

    def patterns_of(self, names: Iterable[str]) -> str:
        """The digests by which texts that hold one of the names are known, as a mark keeps them."""
        found = set()
        for name in names:
            words = [_fold(word) for word in _WORDS.findall(name)]
            for order in {tuple(words), (*words[-1:], *words[:-1])} - {()}:
                # A word that is the whole name counts in full: half of it would stand everywhere.
                lengths = tuple(len(word) if len(order) == 1 else stem_length(word) for word in order)
                found.add(f"{'-'.join(map(str, lengths))}:{self._stem_digest(lengths, order)}")
        return " ".join(sorted(found))

    def alone(self, patterns: str) -> "Marks":
        """Marks that know nobody but who has these patterns."""
        return Marks([Mark("", "", "", patterns, "", "", "")], self._key.decode())

    def is_on(self, mark: Mark, person_id: str) -> bool:
        """Whether a mark is on the person with this id."""
        return self._identity(person_id) in mark.identities.split()

    def _of(self, action: str, ids: Iterable[str]) -> Mark | None:
        known = self._by_identity.get(action)
        found = (known.get(self._identity(each)) for each in ids) if known else ()
        return next((mark for mark in found if mark), None)

    def _digest(self, text: str) -> str:
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._key).hexdigest()

    def _stem_digest(self, lengths: Sequence[int], words: Sequence[str]) -> str:
        return self._identity("\x1f".join(word[:length] for word, length in zip(words, lengths, strict=True)))


def list_marks(store: Store) -> list[Mark]:
    """The marks of the graph, the oldest first."""
    rows = store.read(
        "MATCH (m:PersonMark) RETURN m.id AS id, m.action AS action, coalesce(m.identities, '') AS identities, "
        "coalesce(m.patterns, '') AS patterns, coalesce(m.before, '{}') AS before, coalesce(m.reason, '') AS reason, "
        "toString(m.date) AS date ORDER BY date, id"
    )
    return [Mark(**row) for row in rows]


def read_marks(store: Store, *more: Mark) -> Marks:
    """The marks of the graph, and these."""
    return Marks([*list_marks(store), *more], read_secret(store))


def save_mark(transaction: Transaction, mark: Mark) -> None:
    """Store a mark, in the place of one with the same id."""
    transaction.run("MERGE (m:PersonMark {id: $mark.id}) SET m = $mark, m.date = date($mark.date)", mark=mark._asdict())


def name_key(name: object) -> str:
    """A name among the ids that marks know: a person told by name alone may have any id."""
    return f"name:{slug(str(name))}"


def _fold(word: str) -> str:
    return word.casefold().translate(_FOLD)


def stem_length(word: str) -> int:
    """How much of a word inflection leaves alone ("Lampi", "Lammen")."""
    return max(2, (len(word) + 1) // 2)


def _windows(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Every run of so many words, also with one more after the first, as a middle name is."""
    for at in range(len(words) - size + 1):
        yield words[at : at + size]
        if size > 1 and at + size < len(words):
            yield [words[at], *words[at + 2 : at + size + 1]]
