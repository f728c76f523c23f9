"""What people call the kinds, relations and properties of the vocabulary in sheet names and headers."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Kind, Label, Ontology, Property, RelationKind
from yhdysverkko.graph.tables import ENDS, PERIOD
from yhdysverkko.loaders.headings import fold

ALSO_CALLED = {"Association", "Organisation"}
"""Kinds that have more names than their labels; messages loaders.table.… list them."""

_DOTLESS = str.maketrans("äåö", "aao")
_NUMBERED = re.compile(r"[\s-]*\d+$")
_NAMELESS = re.compile(r"(?:taul|taulukko|blad|sheet|data)?\s*\d*")
_BRACKETS = re.compile(r"\s*\([^)]*\)$")


def table_kind(vocabulary: Ontology, title: str) -> Kind | RelationKind | None:
    """The kind or relation that a sheet or file is about ("järjestöt", "FUNDS", "Association 2"), if it names one."""
    names = table_names(vocabulary)
    folded = fold(title)
    name = names.get(folded) or names.get(_NUMBERED.sub("", folded))
    if name is None:  # files are often named without dots: "jarjestot.csv"
        plain = {_without_dots(form): name for form, name in names.items()}
        name = plain.get(_without_dots(_NUMBERED.sub("", folded)))
    return _kind_or_relation(vocabulary, name) if name else None


def _without_dots(text: str) -> str:
    return text.translate(_DOTLESS)


def is_nameless(title: str) -> bool:
    """Whether a sheet's name says nothing of what it holds: a year, or what a spreadsheet program gives."""
    return _NAMELESS.fullmatch(fold(title)) is not None


def find_kind(vocabulary: Ontology, text: str) -> Kind | None:
    """The kind that a word means, in any of the languages."""
    found = table_kind(vocabulary, text)
    return found if isinstance(found, Kind) else None


def find_relation(vocabulary: Ontology, text: str) -> RelationKind | None:
    """The kind of relation that a word means, in any of the languages."""
    found = table_kind(vocabulary, text)
    return found if isinstance(found, RelationKind) else None


def _kind_or_relation(vocabulary: Ontology, name: str) -> Kind | RelationKind:
    return vocabulary.domain_kinds.get(name) or vocabulary.relations[name]


def table_names(vocabulary: Ontology) -> Mapping[str, str]:
    """Folded name -> kind or relation, for every name that a sheet may have."""
    names: dict[str, str] = {}
    for relation in vocabulary.relations.values():
        names |= dict.fromkeys(map(fold, (relation.name, *relation.label.values())), relation.name)
    for kind in vocabulary.domain_kinds.values():
        forms = (kind.name, kind.prefix, *kind.label.values(), *kind.plural.values())
        names |= dict.fromkeys(map(fold, forms), kind.name)
    for name in ALSO_CALLED & vocabulary.domain_kinds.keys():
        names |= dict.fromkeys(_words(f"loaders.table.{name}"), name)
    return names


def header_names(vocabulary: Ontology, of: Kind | RelationKind) -> Mapping[str, str]:
    """Folded header -> property (or id, from, to), for every header that a table of this kind may have."""
    names: dict[str, str] = {}
    for item in of.properties.values():
        if item.name not in PERIOD and not item.derived:
            names |= dict.fromkeys(_property_forms(item), item.name)
    if of.temporal:
        for name in PERIOD:
            names |= dict.fromkeys((fold(name), *_words(f"loaders.header.{name}")), name)
    if isinstance(of, Kind):
        names |= dict.fromkeys(("id", *_words("loaders.header.id"), *map(fold, of.id.label.values())), "id")
    else:
        for end, kinds in zip(ENDS, (of.start, of.end), strict=True):
            names |= dict.fromkeys((end, *_words(f"loaders.header.{end}")), end)
            if len(kinds) == 1 and of.start != of.end:
                names |= {form: end for form in _end_forms(vocabulary.kinds[kinds[0]]) if form not in names}
    return names


def _property_forms(item: Property) -> Iterable[str]:
    labels = [fold(label) for label in item.label.values()]
    return {fold(item.name), *labels, *(_BRACKETS.sub("", label) for label in labels)}


def _end_forms(kind: Kind) -> Iterable[str]:
    labels: list[Label] = [kind.label] if kind.id.slug else [kind.label, kind.id.label]
    return {fold(kind.name), *(fold(text) for label in labels for text in label.values())}


def _words(key: str) -> list[str]:
    """The words of a message that lists them with semicolons, in all languages, folded."""
    return [fold(word) for language in LANGUAGES for word in say(key, language=language).split(";")]


def is_help_sheet(title: str) -> bool:
    """Whether a sheet is one of a template's own: instructions or the lists of choices."""
    names = ("loaders.template.instructions_sheet", "loaders.template.lists_sheet")
    return fold(title) in {fold(say(name, language=language)) for name in names for language in LANGUAGES}


def nearest(text: str, known: Iterable[str]) -> str:
    """The known name most like `text`, or a dash when none is like it."""
    return next(iter(get_close_matches(fold(text), list(known), n=1, cutoff=0.5)), "–")
