"""Patterns by which sentences state relations: as data, each with sentences that it must and must not read so.

A `Shape` describes items in a row; a `Frame` describes a verb with its subject and object in any order.
Shapes are written as words separated by blanks:
  P@head        an item of code P (see `phrases.CODES`; B is any body, N any name, J also a programme) bound to a role
  B@tail.gen    the same in a given case; several cases with a stroke: B@tail.ela|ine
  M@x!          the municipality must be called one ("kunnan", "kaupungin"); T a title
  =olla|*tuki   a word with one of these lemmas, or with one that ends so
  "ja"          a word or mark as written; ^ and $ beginning and end
  *3 %3         up to three words or marks; up to three items of any kind
A question mark at the end of a part makes it optional; a title bound to "title" gives the title of a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from yhdysverkko.loaders.documents.clauses import Clause, is_finite
from yhdysverkko.loaders.documents.items import Item

_CLASSES = {"B": "[AOMW]", "N": "[AOMWRPJGE]", "J": "[JG]", "F": "[AOW]", "X": "[AOMWJG]"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with invented names and the relations "head -> tail" that the pattern reads in it (none: must not)."""

    text: str
    relations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """A row of items that states `relation` between the items bound to "head" and "tail".

    With `context` ("project", "event", "publisher") the tail is not in the sentence but was spoken of; with `pronoun`
    a word of the shape stands for it, so that it may also be named earlier in the sentence.
    `first_only`: of a list of persons only the first is meant; `adds_own`: a title beside the name counts too."""

    name: str
    relation: str
    shape: str
    confidence: float = 0.85
    examples: tuple[Example, ...] = ()
    first_only: bool = False
    context: str = ""
    pronoun: bool = False
    adds_own: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The regular expression over encoded items."""
        return re.compile("".join(_part(p) for p in self.shape.split()))

    @cached_property
    def codes(self) -> tuple[frozenset[str], ...]:
        """Sets of item codes from each of which a sentence must have one for the shape to be tried."""
        return tuple(frozenset(_letters(m)) for m in re.findall(r"(?:^|\s)([A-Z])@(?:head|tail)", self.shape))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Lemmas of which one must occur; empty when the shape names no word that it cannot do without."""
        needed = [p for p in self.shape.split() if p.startswith("=") and not p.endswith("?")]
        lemmas = needed[0][1:].split("|") if needed else []
        return frozenset() if any(lemma.startswith("*") for lemma in lemmas) else frozenset(lemmas)


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills a place beside the verb: item codes (as in shapes) and cases, of which the item must allow one."""

    codes: str
    cases: frozenset[str]

    def fits(self, item: Item) -> bool:
        """Whether an item can fill it."""
        if not item.is_name or item.code not in _letters(self.codes):
            return False
        return not item.cases or bool(item.cases & self.cases)


@dataclass(frozen=True)
class Frame:
    """A verb with subject and object that states `relation`; `with_word` is a lemma that must stand in the clause too.

    What the clause leaves out may be taken from earlier in the sentence with `inherit`; with `every` all items that
    fit count and not only those nearest to the verb."""

    name: str
    relation: str
    verbs: frozenset[str]
    subject: Slot
    object: Slot
    with_word: frozenset[str] = frozenset()
    without_word: frozenset[str] = frozenset()
    confidence: float = 0.85
    examples: tuple[Example, ...] = ()
    inherit: bool = True
    every: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met in a clause: the items that are head and tail, and the items that it spans."""

    name: str
    relation: str
    head: Item
    tail: Item
    confidence: float
    first: int
    last: int
    first_only: bool = False
    title: Item | None = None
    adds_own: bool = False


def encode(items: Sequence[Item]) -> str:
    """Items as one string, a blank after each, for shapes to match."""
    return "".join(_encoded(i, item) for i, item in enumerate(items))


def match_shape(shape: Shape, items: Sequence[Item], encoded: str) -> Iterator[Match]:
    """Every place where a shape fits, overlapping ones included."""
    start = 0
    while m := shape.compiled.search(encoded, start):
        head = items[int(m["head"])]
        tail = head if shape.context else items[int(m["tail"])]
        numbers = [int(g) for g in m.groups() if g]
        title = items[int(m["title"])] if "title" in m.groupdict() and m["title"] else None
        yield Match(
            shape.name,
            shape.relation,
            head,
            tail,
            shape.confidence * (0.9 if shape.context else 1),
            items[min(numbers)].first,
            items[max(numbers)].last,
            shape.first_only,
            title,
            shape.adds_own,
        )
        start = encoded.find(" ", m.start()) + 1


def match_frame(frame: Frame, clause: Clause, earlier: Sequence[Item]) -> Iterator[Match]:
    """The frame in a clause; what the clause leaves out is taken from `earlier` items of the sentence."""
    verb = next((i for i, item in enumerate(clause.items) if _is_verb(item, frame.verbs)), None)
    if verb is None or not _words_fit(frame, clause):
        return
    subjects = _nearest(clause.items, verb, frame.subject)
    objects = [o for o in _nearest(clause.items, verb, frame.object) if o not in subjects[:1]]
    if not subjects and frame.inherit and objects:
        subjects = [i for i in reversed(earlier) if frame.subject.fits(i)][:1]
    if not objects and frame.inherit and subjects:
        objects = [i for i in reversed(earlier) if frame.object.fits(i) and i is not subjects[0]][:1]
    if not subjects or not objects or subjects[0] is objects[0]:
        return
    for subject in subjects if frame.every else subjects[:1]:
        for object_ in objects if frame.every else objects[:1]:
            if subject is not object_:
                spanned = [clause.items[verb], subject, object_]
                yield Match(
                    frame.name,
                    frame.relation,
                    subject,
                    object_,
                    frame.confidence,
                    min(i.first for i in spanned),
                    max(i.last for i in spanned),
                )


def _words_fit(frame: Frame, clause: Clause) -> bool:
    if not frame.with_word and not frame.without_word:
        return True
    lemmas = {x for i in clause.items if i.token is not None for x in (*i.token.word.lemmas, i.token.lower)}
    return (not frame.with_word or bool(lemmas & frame.with_word)) and not lemmas & frame.without_word


def _is_verb(item: Item, verbs: frozenset[str]) -> bool:
    token = item.token
    if token is None or not token.word.verbs & verbs:
        return False
    if is_finite(token):
        return True
    if any(r.participle == "agent" for r in token.word.readings):
        return False
    return any(
        r.verb in verbs and (r.participle == "past" or r.mood == "inf" or r.kind == "verb") for r in token.word.readings
    )


def _nearest(items: Sequence[Item], verb: int, slot: Slot) -> list[Item]:
    """Items that fit a slot, the nearest to the verb first; a tie goes to the one before it."""
    fitting = [(abs(i - verb), i) for i, item in enumerate(items) if slot.fits(item) and not _governed(items, i)]
    return [items[i] for _, i in sorted(fitting)]


def _governed(items: Sequence[Item], i: int) -> bool:
    """ "osana X-hanketta", "ennen kokousta": the case is that of the word before and no object's."""
    before = items[i - 1].token if i else None
    return before is not None and before.lower in {"osana", "ennen", "kohti", "ilman", "pitkin", "varten"}


def _encoded(number: int, item: Item) -> str:
    cases = ".".join(sorted(item.cases))
    if item.is_name:
        flags = ("!" if item.town else "") + ("~" if item.quiet else "") + ("t" if any(item.titles) else "")
        return f"{item.code}{number}:{flags}:.{cases}. "
    if item.token is None:
        return f"{item.code}{number}::.{cases}. "
    lemmas = "/".join(sorted(item.token.word.lemmas | {item.token.lower}))
    return f"{item.code}{number}:/{lemmas}/:.{cases}. "


def _letters(codes: str) -> str:
    return "".join(_CLASSES.get(c, c).strip("[]") for c in codes)


def _class(code: str) -> str:
    return _CLASSES.get(code, code)


def _part(part: str) -> str:
    optional = "?" if part.endswith("?") and len(part) > 1 else ""
    body = part[:-1] if optional else part
    if body == "^":
        return r"(?:^)"
    if body == "$":
        return r"(?:$)"
    if body.startswith("*"):
        return rf"(?:[wp]\d+:\S* ){{0,{body[1:]}}}?"
    if body.startswith("%"):
        return rf"(?:\S+ ){{0,{body[1:]}}}?"
    if body.startswith("="):
        lemmas = "|".join(r"[^/\s]*" + word[1:] if word[0] == "*" else word for word in body[1:].split("|"))
        return rf"(?:[wT]\d+:\S*/(?:{lemmas})/\S* ){optional}"
    if body.startswith('"'):
        return rf"(?:[wp]\d+:\S*/(?:{_literal(body)})/\S* ){optional}"
    return _name_part(body, optional)


def _literal(body: str) -> str:
    return "|".join(re.escape(w) for w in body.strip('"').split("|"))


def _name_part(body: str, optional: str) -> str:
    m = re.fullmatch(r"([A-Z])(?:@(head|tail|title))?(!|t|!t)?(?:\.([\w|]+))?", body)
    if m is None:
        raise ValueError(f"not a part of a shape: {body}")
    code, role, flags, cases = m.groups()
    number = rf"(?P<{role}>\d+)" if role else r"\d+"
    flag = (
        "[!~t]*"
        if not flags
        else "".join(rf"(?=[!~]*{f})" if f == "!" else rf"(?=[!~]*{f}:)" for f in flags) + "[!~t]*"
    )
    case = rf"\S*\.(?:{cases})\.\S* " if cases else r"\S* "
    if code == "T":
        return rf"(?:T{number}:{case}){optional}"
    return rf"(?:{_class(code)}{number}:{flag}:{case}){optional}"
