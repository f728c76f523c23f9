"""References: which entity a cell means, by "kind:id", by id, by name, or by the name or code of a municipality."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial

from yhdysverkko.graph.ontology import Kind, Ontology
from yhdysverkko.graph.records import BadValue, Ref, check_id, format_reference, normalise_id, shown
from yhdysverkko.graph.values import is_unknown, tidy
from yhdysverkko.loaders.columns import refuse_formula_error
from yhdysverkko.loaders.naming import find_kind, nearest
from yhdysverkko.loaders.register import find_code, known_forms


class Index:
    """The entities of one source, found by kind and id or name."""

    def __init__(self) -> None:
        self._written: dict[str, Ref] = {}
        self._names: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._unnamed: list[tuple[Ref, str]] = []

    def add(self, kind: Kind, ref: Ref, name: str) -> None:
        self._written[f"{kind.prefix}:{ref.id}"] = ref
        self._unnamed.append((ref, name))

    def get(self, reference: str) -> Ref | None:
        """The entity that is written exactly so, as "kind:id"."""
        return self._written.get(reference)

    def find(self, kind: Kind, text: str) -> Iterator[Ref]:
        """The entities of a kind that `text` (tidy) can mean: the one with that id, else those with that name."""
        if (ref := self.get(f"{kind.prefix}:{normalise_id(kind, text)}")) is not None:
            yield ref
        else:
            # Names are sorted in when one is first asked for: a source that refers by ids never needs them.
            for ref, name in self._unnamed:
                self._names[ref.kind, name.casefold()].add(ref.id)
            self._unnamed.clear()
            found = self._names.get((kind.name, text.casefold()), ())
            yield from (Ref(kind.name, entity_id) for entity_id in sorted(found))


def reference_reader(vocabulary: Ontology, index: Index, column: str, allowed: tuple[str, ...]) -> Callable[[str], Ref]:
    """The reader of a column of references to `allowed` kinds; raises BadValue for a cell that means none or many."""
    find = cache(_References(vocabulary, index, column, allowed).find)

    def read(text: str) -> Ref:
        return index.get(text) or find(text)  # most cells are ids as they are, and there are many

    return read


class _References:
    """What the cells of one column of references mean."""

    def __init__(self, vocabulary: Ontology, index: Index, column: str, allowed: tuple[str, ...]) -> None:
        self._vocabulary = vocabulary
        self._index = index
        self._column = column
        self._allowed = [vocabulary.kinds[name] for name in allowed]
        # Collecting all names is slow; the prefixes of a column are few.
        self._kind_of = lru_cache(maxsize=256)(partial(_prefix_kind, vocabulary))

    def find(self, text: str) -> Ref:
        """The entity that a cell means. Raises BadValue."""
        refuse_formula_error(self._column, text)
        kinds, bare = self._allowed, tidy(text)
        prefix, colon, rest = bare.partition(":")
        if colon and (named := self._kind_of(prefix)):
            kinds, bare = [named], rest.strip()
        if is_unknown(bare):
            raise BadValue(self._column, "", "loaders.reference_missing", name=self._column)
        found = {ref for kind in kinds for ref in _find(self._index, kind, bare)}
        if len(found) == 1:
            return found.pop()
        if len(kinds) == 1 and not found:
            return _outside(kinds[0], self._column, bare)
        visible = _visible(kinds, text)
        if found:
            choices = ", ".join(_choice(self._vocabulary, ref) for ref in sorted(found))
            raise BadValue(self._column, visible, "loaders.reference_ambiguous", choices=choices)
        prefixes = ", ".join(f"{kind.prefix}:…" for kind in kinds)
        raise BadValue(self._column, visible, "loaders.reference_unknown", choices=prefixes)


def _prefix_kind(vocabulary: Ontology, prefix: str) -> Kind | None:
    bare = prefix.strip().casefold()
    return vocabulary.by_prefix.get(bare) or find_kind(vocabulary, bare)


def _visible(kinds: Iterable[Kind], text: str) -> str:
    """The cell as a message may show it: masked where it may name a person."""
    return shown(text, "identity" if any(kind.id.personal for kind in kinds) else None)


def _find(index: Index, kind: Kind, text: str) -> Iterator[Ref]:
    """Entities of the source, and what the register knows by name; bare digits are codes of municipalities only."""
    if kind.id.slug:
        yield from index.find(kind, text)
    elif kind.name == "Municipality" or not text.isdigit():
        yield from index.find(kind, text)
        if (code := find_code(kind.name, text)) is not None:
            yield Ref(kind.name, code)


def _outside(kind: Kind, column: str, text: str) -> Ref:
    """An entity that another source may state: all that can be checked is that its id can be one."""
    entity_id = find_code(kind.name, text) or normalise_id(kind, text)
    try:
        check_id(kind, entity_id)
    except BadValue as error:
        known = nearest(text, known_forms(kind.name)) if not kind.id.slug else "–"
        raise BadValue(column, _visible([kind], text), "loaders.not_found", kind=kind.name, nearest=known) from error
    return Ref(kind.name, entity_id)


def _choice(vocabulary: Ontology, ref: Ref) -> str:
    kind = vocabulary.kinds[ref.kind]
    return f"{kind.prefix}:…" if kind.id.personal else format_reference(vocabulary, ref)
