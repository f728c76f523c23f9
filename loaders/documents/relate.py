"""Relations that sentences state: patterns tried on every sentence, and what becomes of their matches."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from yhdysverkko.loaders.documents.catalogue_events import EVENT_FRAMES, EVENT_SHAPES
from yhdysverkko.loaders.documents.catalogue_moves import MOVE_SHAPES
from yhdysverkko.loaders.documents.catalogue_posts import POST_FRAMES, POST_SHAPES
from yhdysverkko.loaders.documents.catalogue_projects import PROJECT_FRAMES, PROJECT_SHAPES
from yhdysverkko.loaders.documents.catalogue_roles import ROLE_SHAPES
from yhdysverkko.loaders.documents.catalogue_ties import SHARED, SIGNS, TIE_FRAMES, TIE_SHAPES
from yhdysverkko.loaders.documents.catalogue_voice import VOICE_SHAPES
from yhdysverkko.loaders.documents.clauses import Claim, Clause, split_clauses
from yhdysverkko.loaders.documents.contexts import context_of, has_own_subject
from yhdysverkko.loaders.documents.draft import Draft, DraftRelation
from yhdysverkko.loaders.documents.items import CODES, Item, Title
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.patterns import Frame, Match, Shape, encode, match_frame, match_shape
from yhdysverkko.loaders.documents.phrases import build_items
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Sentence

SHAPES: tuple[Shape, ...] = (
    *ROLE_SHAPES,
    *POST_SHAPES,
    *MOVE_SHAPES,
    *PROJECT_SHAPES,
    *TIE_SHAPES,
    *EVENT_SHAPES,
    *VOICE_SHAPES,
)
FRAMES: tuple[Frame, ...] = (*POST_FRAMES, *PROJECT_FRAMES, *TIE_FRAMES, *EVENT_FRAMES)
BOARD = re.compile(r"(?:hallitus|hallituksen jäsenet|johtokunta)(?: \d{4})?$", re.IGNORECASE)
_TOWN_TITLES = (
    "kunnanvaltuut",
    "kaupunginvaltuut",
    "kunnanjohtaj",
    "kaupunginjohtaj",
    "kunnanhallit",
    "kaupunginhallit",
)
_NOTHING = frozenset({Claim.DENIED, Claim.WISHED, Claim.CANCELLED})
_SKIPPED = frozenset({Kind.BOILERPLATE})
_SIGNATURES = {
    "RUNS": ("AOMW", "JG"),
    "FUNDS": ("AOMW", "JGAO"),
    "ORGANISES": ("AOMWJG", "E"),
    "HAS_ROLE": ("P", "AOMWJG"),
    "COOPERATES_WITH": ("AOMWJG", "AOMWJG"),
    "PARTICIPATES_IN": ("PAOMWJGR", "EJG"),
    "LOCATED_IN": ("EA", "M"),
}


@cache
def _frames_by_verb() -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = defaultdict(list)
    for frame in FRAMES:
        for verb in frame.verbs:
            index[verb].append(frame)
    return {verb: tuple(frames) for verb, frames in index.items()}


@cache
def _liaison_titles() -> tuple[str, ...]:
    return tuple(word_table("roles")["liaison"])


def is_liaison(title: str) -> bool:
    """Whether a post is that of the associations' liaison ("hyte-yhdyshenkilö" is another)."""
    return not title.startswith("hyte") and "vara" not in title and title.endswith(_liaison_titles())


def relate(draft: Draft) -> dict[int, list[Item]]:
    """Try every pattern on every sentence; returns the items of sentences with names, for the steps that follow."""
    kept: dict[int, list[Item]] = {}
    for sentence in draft.sentences:
        if sentence.block.kind in _SKIPPED or not sentence.found:
            continue
        items = build_items(draft, sentence)
        kept[sentence.index] = items
        _relate_context(draft, sentence, items)
        if sum(len(i.members) for i in items) < 2:
            continue
        _relate_sentence(draft, sentence, items)
    return kept


def _relate_sentence(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    clauses = split_clauses(items)
    encoded = encode(items)
    present = {i.code for i in items if i.is_name}
    lemmas = {x for i in items if i.token is not None for x in i.token.word.lemmas}
    for shape in SHAPES:
        if shape.context:
            continue
        if shape.lemmas and not shape.lemmas & lemmas:
            continue
        if not all(codes & present for codes in shape.codes):
            continue
        for match in match_shape(shape, items, encoded):
            add_match(draft, sentence, match, _claim_at(clauses, match))
        for clause in clauses:
            if clause.relative:
                for match in match_shape(shape, clause.items, encode(clause.items)):
                    add_match(draft, sentence, match, clause.claim)
    wanted = {f.name: f for lemma in lemmas for f in _frames_by_verb().get(lemma, ())}
    _agreements(draft, sentence, clauses)
    for frame in wanted.values():
        for k, clause in enumerate(clauses):
            earlier = [i for c in clauses[:k] for i in c.items]
            for match in match_frame(frame, clause, earlier):
                add_match(draft, sentence, match, clause.claim)


def _relate_context(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """Shapes whose tail is what the text last spoke of: "Rahoittajia ovat ..." after a sentence on a project."""
    lemmas = {x for i in items if i.token is not None for x in (*i.token.word.lemmas, i.token.lower)}
    for shape in SHAPES:
        if not shape.context or (shape.lemmas and not shape.lemmas & lemmas):
            continue
        codes = {"project": "JG", "event": "E", "publisher": ""}[shape.context]
        here = [i for i in items if i.code in codes]
        if here and not shape.pronoun and not all(i.quiet for i in here):
            continue
        tail = here[0].members[0] if here else context_of(draft, sentence, shape)
        if tail is None:
            continue
        clauses = split_clauses(items)
        for match in match_shape(shape, items, encode(items)):
            if tail in match.head.members or has_own_subject(shape, items, match, tail):
                continue
            item = Item(
                CODES[draft.entities[tail].kind], match.first, match.last, members=[tail], titles=[()], quiet=True
            )
            add_match(draft, sentence, replace(match, tail=item), _claim_at(clauses, match))
            if match.relation == "PARTICIPATES_IN":
                for further in _after_brackets(items, match.head):
                    add_match(draft, sentence, replace(match, head=further, tail=item), _claim_at(clauses, match))


def _after_brackets(items: list[Item], person: Item) -> list[Item]:
    """The others of a list whose members have something in brackets: "Anna A (Kitee), Bertta B (Kuhmo) ja ..."."""
    found: list[Item] = []
    at = items.index(person)
    while at + 4 < len(items) and items[at + 1].text == "(":
        close = next((k for k in range(at + 2, min(at + 6, len(items))) if items[k].text == ")"), len(items))
        if close + 2 >= len(items) or items[close + 1].text not in {",", "ja", "sekä"}:
            break
        at = close + 2
        if items[at].code != "P":
            break
        found.append(items[at])
    return found


def _agreements(draft: Draft, sentence: Sentence, clauses: list[Clause]) -> None:
    """ "A ja B tekivät sopimuksen": the bodies of the subject cooperate with one another."""
    for clause in clauses:
        subject = next((i for i in clause.items if i.code in "AOMW" and len(i.members) > 1 and "nom" in i.cases), None)
        lemmas = {x for i in clause.items if i.token is not None for x in i.token.word.lemmas}
        if subject is None or clause.claim in _NOTHING or not (lemmas & SIGNS and lemmas & SHARED):
            continue
        span = (sentence.tokens[subject.first].start, sentence.tokens[clause.items[-1].last].end)
        for other in subject.members[1:]:
            draft.relate(DraftRelation("COOPERATES_WITH", subject.members[0], other, "bodies agree", 0.84, *span))


def _claim_at(clauses: list[Clause], match: Match) -> Claim:
    """The claim of the clauses that a match touches; within a noun phrase only its own words can deny it."""
    touched = [
        c.claim
        for c in clauses
        if any(i.first <= match.last and i.last >= match.first and not i.quiet for i in c.items)
    ]
    for claim in (Claim.DENIED, Claim.CANCELLED, Claim.WISHED, Claim.PLANNED, Claim.ENDED, Claim.PAST):
        if claim in touched:
            return claim
    return Claim.SAID


# A noun phrase ("Sotkamon kunnan sihteeri Maija Virtanen") says who someone is whatever the clause around it denies.
_ALWAYS = frozenset(
    {
        "body, title, person",
        "body and person",
        "project and person",
        "person from body",
        "titled person from town",
        "person, title, body",
        "person, body's title",
        "person (body, title)",
        "person / body",
        "person from the town",
        "person from project",
        "run by body",
        "body's project",
        "person (body's title)",
        "town's project",
        "acting in",
        "person (abbreviated title, body)",
        "funded by body",
    }
)


# What is only meant to happen gives nobody a post yet.
_NAMING = frozenset({"body named to a post", "body takes on", "named to body's post", "rose to body's post"})


def add_match(draft: Draft, sentence: Sentence, match: Match, claim: Claim) -> None:
    """Turn a match into relations between every member of its head and of its tail."""
    if claim in _NOTHING and match.name not in _ALWAYS:
        return
    if match.relation == "HAS_ROLE" and (_of_parish(match) or (claim is Claim.PLANNED and match.name in _NAMING)):
        return
    if match.name.startswith("person (") and _home_town(draft, sentence, match):
        return
    heads, tails = _SIGNATURES[match.relation]
    start, end = sentence.tokens[match.first].start, sentence.tokens[match.last].end
    confidence = match.confidence * (0.9 if match.head.quiet or match.tail.quiet else 1.0)
    for n, head in enumerate(match.head.members):
        if match.relation == "HAS_ROLE" and not (_first_fits(match, n) and _last_fits(match, n)):
            continue
        for m, tail in enumerate(match.tail.members):
            if _pairwise(match) and m != n:
                continue
            if match.relation == "HAS_ROLE" and _of_town(draft, match, n, tail):
                continue
            if CODES[draft.entities[head].kind] not in heads or CODES[draft.entities[tail].kind] not in tails:
                continue
            if match.relation == "HAS_ROLE":
                add_role(
                    draft,
                    head,
                    tail,
                    _titles(match, n),
                    match.name,
                    confidence,
                    (start, end),
                    past=claim is Claim.ENDED or (claim is Claim.PAST and match.name not in _ALWAYS),
                )
            else:
                draft.relate(DraftRelation(match.relation, head, tail, match.name, confidence, start, end))
    if match.relation == "COOPERATES_WITH":
        return


def _of_parish(match: Match) -> bool:
    """ "Kuhmon kirkkoherra" serves a parish, not the municipality."""
    words = [w for t in match.head.titles[0] for w in t.text.split()]
    return match.tail.code == "M" and any(w.startswith(tuple(word_table("roles")["parish"])) for w in words)


def _of_town(draft: Draft, match: Match, n: int, tail: int) -> bool:
    """ "kunnanvaltuutettu Anna A ja asiamies Bertta B Lapin Kylät ry:stä": the first serves a municipality alone."""
    own = [t.text for t in match.head.titles[n]]
    return bool(own) and all(t.startswith(_TOWN_TITLES) for t in own) and draft.entities[tail].kind != "Municipality"


def _home_town(draft: Draft, sentence: Sentence, match: Match) -> bool:
    """ "Jäseninä jatkavat Anna A (Kuhmo) ja Bertta B (Kitee)": where members of a board live."""
    heading = sentence.block.heading
    if heading >= 0 and BOARD.match(draft.content(draft.blocks[heading])):
        return match.tail.code == "M" and not match.tail.town
    titles = {
        r.lemma for t in sentence.tokens for r in t.word.readings if r.case in {"ess", "tra"} and r.kind == "noun"
    }
    return match.tail.code == "M" and not match.tail.town and any(t.endswith(("jäsen", "johtaja")) for t in titles)


def _pairwise(match: Match) -> bool:
    """ "Iin ja Simon johtajat Anna A ja Bertta B": as many bodies as persons and a plural title, one for each."""
    several = len(match.head.members) > 1 and len(match.head.members) == len(match.tail.members)
    return match.relation == "HAS_ROLE" and several and any(t.plural for t in match.head.titles[0])


def _first_fits(match: Match, n: int) -> bool:
    """In "X:n johtaja Anna A ja sihteeri Bertta B" the body belongs to the first; a plural title belongs to all."""
    if not match.first_only or n == 0:
        return True
    titles = match.head.titles[0]
    return any(t.plural for t in titles) or (bool(titles) and bool(match.head.titles[n]))


def _last_fits(match: Match, n: int) -> bool:
    """In "Anna A ja neuvoja Bertta B X:stä" the body after the names is that of the one with a title."""
    titled = [bool(t) for t in match.head.titles]
    if not match.name.startswith("person from") or all(titled) or not titled[-1]:
        return True
    return n == len(titled) - 1


def _titles(match: Match, n: int) -> tuple[Title, ...]:
    if match.title is not None and n and match.head.titles[n]:
        return match.head.titles[n]
    if match.title is not None:
        return (*match.title.titles[0], *(match.head.titles[n] if match.adds_own else ()))
    own = match.head.titles[n]
    first = match.head.titles[0]
    return own or (first if any(t.plural for t in first) else ())


def add_role(
    draft: Draft,
    person: int,
    body: int,
    titles: tuple[Title, ...],
    rule: str,
    confidence: float,
    span: tuple[int, int],
    past: bool = False,
) -> None:
    """A post, one relation per title, and LIAISON_FOR where the title is a liaison's and the body a municipality."""
    for title in titles or (Title(""),):
        attrs: list[tuple[str, str]] = [("title", title.text)] if title.text else []
        if title.former or past:
            attrs.append(("former", "1"))
        draft.relate(DraftRelation("HAS_ROLE", person, body, rule, confidence, *span, tuple(attrs)))
        if is_liaison(title.text) and draft.entities[body].kind == "Municipality" and not title.former and not past:
            draft.relate(DraftRelation("LIAISON_FOR", person, body, rule, confidence, *span))
