"""Columns: how the cells of one column become values of a property."""

from collections.abc import Callable
from functools import lru_cache, partial

from yhdysverkko.graph.ontology import Property
from yhdysverkko.graph.records import BadValue, Properties, parse_period, parse_property
from yhdysverkko.graph.values import is_unknown, tidy
from yhdysverkko.loaders.privacy import Contacts

Reader = Callable[[str], Properties]
"""From a cell's text to the properties that it states: none when it says that the value is unknown."""

REPEATED = 1 << 14
"""Different cells of a column whose values are remembered; years, amounts and choices repeat."""

FORMULA_ERRORS = {
    "#ARVO!", "#PUUTTUU!", "#VIITTAUS!", "#JAKO/0!", "#NIMI?", "#LUKU!", "#TYHJÄ!",
    "#VALUE!", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#VÄRDEFEL!", "#SAKNAS!", "#REFERENS!", "#REFERENS", "#DIVISION/0!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!",
}  # fmt: skip


def column_reader(item: Property, contacts: Contacts) -> Reader:
    """The reader of a column; contact details are counted and left out unless `contacts` keeps them."""
    if item.personal == "contact" and not contacts.keep:
        return partial(_drop_contact, contacts)
    return lru_cache(REPEATED)(partial(_read_property, item))


def period_reader(name: str) -> Reader:
    """The reader of valid_from or valid_to: of a table, whose end is the last day that holds."""
    return lru_cache(REPEATED)(partial(_read_period, name))


def _read_property(item: Property, text: str) -> Properties:
    refuse_formula_error(item.name, text)
    if item.type == "email" and _is_pattern(text):
        return {}
    value = parse_property(item, text)
    return {} if value is None else {item.name: value}


def _read_period(name: str, text: str) -> Properties:
    refuse_formula_error(name, text)
    return parse_period(name, text)


def _drop_contact(contacts: Contacts, text: str) -> Properties:
    if not is_unknown(tidy(text)) and not _is_pattern(text):
        contacts.dropped += 1
    return {}


def _is_pattern(text: str) -> bool:
    """Whether a cell tells how addresses are formed instead of giving one."""
    return text.strip().casefold().startswith(("etunimi.sukunimi@", "förnamn.efternamn@", "firstname.lastname@"))


def refuse_formula_error(name: str, text: str) -> None:
    """Raise BadValue for a cell in which a formula failed: neither a value nor an unknown."""
    if text.startswith("#") and text.strip().upper() in FORMULA_ERRORS:
        raise BadValue(name, text, "loaders.formula_error")
