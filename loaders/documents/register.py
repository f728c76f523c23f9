"""Municipalities, regions and wellbeing services counties by the lemma of their written forms."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yhdysverkko.loaders.documents.inflection import case_as_form, case_by_ending
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.words import Word

_COUNTY_WORD = "hyvinvointialue"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the register; `kind` is Municipality, Region or WellbeingCounty, `region` the code of its region,
    `form` what a municipality calls itself (kunta, kaupunki)."""

    kind: str
    code: str
    name: str
    region: str = ""
    former: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place named by tokens [first, last] (the words of the name only), with the cases that the form may stand in."""

    place: Place
    first: int
    last: int
    cases: frozenset[str]
    written: str = ""

    @property
    def name(self) -> str:
        """The name in base form: that of the register, or the short one that the text uses."""
        return self.written or self.place.name


class Register:
    """Finds places of the register in tokens; made from the project's reference tables."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)
        self._by_name = {p.name.lower(): p for p in self.places if not p.former}
        self._former = {p.name.lower(): p for p in self.places if p.former}
        table = word_table("places")
        for form, name in table["forms"].items():
            if name.lower() in self._by_name:
                self._by_name[form] = self._by_name[name.lower()]
        self._short = {s: self._by_name[n.lower()] for s, n in table["wellbeing"].items() if n.lower() in self._by_name}
        self._short_by_front: dict[str, list[tuple[list[str], Place]]] = defaultdict(list)
        for short, place in self._short.items():
            self._short_by_front[short[:2]].append((short.split(), place))
        self._county_fronts = {p.name.lower()[:2] for p in self.places if p.kind == "WellbeingCounty"}
        self._hesitant = frozenset(table["hesitant"])
        self._earlier = frozenset(table["earlier"])
        self._by_front: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            if place.kind != "WellbeingCounty" and not place.former:
                self._by_front[place.name.lower()[:3]].append(place)
        self._found: dict[str, tuple[Place, frozenset[str]] | None] = {}

    def named(self, name: str) -> Place | None:
        """The place whose name is `name`, in any letter case."""
        return self._by_name.get(name.lower()) or self._short.get(name.lower())

    def was_authority(self, name: str) -> bool:
        """Whether a wellbeing services county's short name was a joint authority's before the counties began."""
        return name.lower() in self._earlier

    def former(self, word: Word) -> Place | None:
        """A municipality that has ceased, by one of its forms."""
        return next((self._former[name] for name in word.lemmas if name in self._former), None)

    def find(self, tokens: Sequence[Token]) -> Iterator[PlaceMatch]:
        """Every place named in the tokens of one sentence, wellbeing counties by their whole name first."""
        skip = 0
        for i, token in enumerate(tokens):
            if i < skip or not token.capital:
                continue
            match = self._county(tokens, i) or self._koski(tokens, i) or self._single(tokens, i)
            if match:
                skip = match.last + 1
                yield match

    def look_up(self, word: Word) -> tuple[Place, frozenset[str]] | None:
        """The municipality or region whose form `word` is, with the cases in which it may stand."""
        form = word.form
        if form not in self._found:
            self._found[form] = self._by_lemma(word) or self._by_stem(word)
        return self._found[form]

    def _single(self, tokens: Sequence[Token], i: int) -> PlaceMatch | None:
        found = self.look_up(tokens[i].word)
        if not found or found[0].name.lower() in self._hesitant:
            return None
        return PlaceMatch(found[0], i, i, found[1])

    def _by_lemma(self, word: Word) -> tuple[Place, frozenset[str]] | None:
        direct = self._by_name.get(word.form.lower())
        if direct and direct.kind != "WellbeingCounty":
            cases = frozenset(r.case for r in word.nominal if r.lemma == direct.name.lower())
            return direct, cases or frozenset({case_by_ending(word.form)})
        for kinds in ({"place"}, {"noun", "surname", "first_name", "noun_adjective", "adjective"}):
            for reading in word.nominal:
                place = self._by_name.get(reading.lemma) if reading.kind in kinds and not reading.possessive else None
                if place:
                    return place, frozenset(r.case for r in word.nominal if r.lemma == reading.lemma)
        return None

    def _by_stem(self, word: Word) -> tuple[Place, frozenset[str]] | None:
        """For names that the dictionary lacks (Åland, Uusikaarlepyy)."""
        if word.kinds & {"place", "first_name", "surname"} or any(r.kind == "noun" for r in word.readings):
            return None
        for place in self._by_front.get(word.form.lower()[:3], ()):
            case = case_as_form(place.name, word.form)
            if case:
                return place, frozenset({case})
        return None

    def _county(self, tokens: Sequence[Token], i: int) -> PlaceMatch | None:
        """ "Varsinais-Suomen hyvinvointialueella", "Vantaan ja Keravan hyvinvointialue", "Varhan"."""
        front = tokens[i].lower[:2]
        for head in range(i + 1, min(i + 4, len(tokens))) if front in self._county_fronts else ():
            if _COUNTY_WORD in tokens[head].word.lemmas:
                name = " ".join([t.text for t in tokens[i:head]] + [_COUNTY_WORD])
                place = self._by_name.get(name.lower())
                if place:
                    return PlaceMatch(place, i, head, tokens[head].word.cases)
        for words, place in self._short_by_front.get(front, ()):
            if i + len(words) > len(tokens) or any(tokens[i + k].lower != w for k, w in enumerate(words[:-1])):
                continue
            last = tokens[i + len(words) - 1]
            case = case_as_form(words[-1], last.text)
            if case and last.text[:2].lower() == words[-1][:2]:
                written = " ".join(words)
                written = written[0].upper() + written[1:]
                return PlaceMatch(place, i, i + len(words) - 1, frozenset({case}), written)
        return None

    def _koski(self, tokens: Sequence[Token], i: int) -> PlaceMatch | None:
        """Koski Tl: with its letters or where the word "kunta" follows."""
        place = self._by_name.get("koski tl")
        if place is None or not case_as_form("koski", tokens[i].text) or i + 1 >= len(tokens):
            return None
        letters = tokens[i + 1].text in {"Tl", "TL"}
        if letters or (tokens[i].lower == "kosken" and "kunta" in tokens[i + 1].word.lemmas):
            return PlaceMatch(place, i, i + letters, tokens[i].word.cases)
        return None


def open_register(folder: Path) -> Register:
    """Read `municipalities.csv`, `regions.csv`, `wellbeing_counties.csv` and `mergers.csv` of a folder."""
    regions = [Place("Region", r["code"], r["name_fi"]) for r in _rows(folder / "regions.csv")]
    current = [
        Place("Municipality", r["code"], r["name_fi"], r["region"], form=r.get("type", ""))
        for r in _rows(folder / "municipalities.csv")
    ]
    counties = [
        Place("WellbeingCounty", r["code"], r["name_fi"])
        for r in _rows(folder / "wellbeing_counties.csv")
        if _COUNTY_WORD in r["name_fi"]
    ]
    former = [Place("Municipality", r["code"], r["name_fi"], r["region"], True) for r in _rows(folder / "mergers.csv")]
    return Register([*regions, *current, *counties, *former])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
