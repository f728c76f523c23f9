"""Posts whose body the sentence does not name: that of the page, the project, the town or association spoken of."""

from __future__ import annotations

from yhdysverkko.loaders.documents.clauses import Claim, split_clauses
from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftEntity, DraftRelation
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.relate import add_role, is_liaison
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Sentence

_REACH, _LEAD, _BACK, _NEAR = 6, 1, 4, 3


_GROUP_WORDS = ("verkosto", "neuvottelukunna", "työryhmä", "ohjausryhmä", "toimikunna", "raadi", "foorumi", "rengas")
_BOARDS = ("lautakunnan", "valtuuston", "kunnanvaltuuston", "kaupunginvaltuuston", "kunnanhallituksen")
_UNSAID = -1
_HOLDS = frozenset({"työskennellä", "toimia", "olla", "jatkaa", "aloittaa", "valita", "nimetä", "nimittää"})


def find_posts(draft: Draft, items: dict[int, list[Item]]) -> None:
    """A title without its body: the town of the page, the project of the document, or the association spoken of."""
    placed = {(r.head, title) for r in draft.relations if r.kind == "HAS_ROLE" for title in _title_of(r)}
    held = {r.head for r in draft.relations if r.kind == "HAS_ROLE" and _title_of(r)}
    said = {(r.head, r.start) for r in draft.relations if r.kind == "HAS_ROLE"}
    for sentence in draft.sentences:
        for item in items.get(sentence.index, []):
            if item.code != "P":
                continue
            for n, person in enumerate(item.members):
                titles = tuple(t for t in _held_titles(items[sentence.index], item) if n == 0 or t.plural)
                titles += item.titles[n] or (item.titles[0] if any(t.plural for t in item.titles[0]) else ())
                for title in titles:
                    again = (
                        is_liaison(title.text)
                        or title.text.startswith(_BOARDS)
                        or title.text.startswith(tuple(word_table("roles")["project"]))
                    )
                    here = any(h == person and sentence.start <= s < sentence.end for h, s in said)
                    if (person, title.text) in placed or ((person in held or here) and not again):
                        continue
                    if is_liaison(title.text) and _unsaid(items[sentence.index], item):
                        continue
                    body = _body_for(draft, sentence, items[sentence.index], title)
                    if body is not None:
                        held.add(person)
                        span = (sentence.start, sentence.end)
                        ended = _has_left(items[sentence.index], item)
                        add_role(draft, person, body, (title,), "post of the page's body", 0.72, span, past=ended)


def _has_left(items: list[Item], person: Item) -> bool:
    return any(c.claim is Claim.ENDED and person in c.items for c in split_clauses(items))


def _held_titles(items: list[Item], person: Item) -> tuple[Title, ...]:
    """ "Yhdistysten yhdyshenkilönä toimii Jere Suominen": a title in the essive before a verb and the person."""
    at = _list_start(items, items.index(person))
    before = items[max(0, at - _REACH) : at]
    if not any(i.code == "T" for i in before) and at == items.index(person):
        return _titles_behind(items, at)
    verb = any(i.token is not None and i.token.word.verbs & _HOLDS for i in before)
    titles = [t for i in before if i.code == "T" and i.cases & {"ess", "tra"} for t in i.titles[0]]
    denied = any(i.token is not None and "negation" in i.token.word.kinds for i in items)
    denied = denied or _unsaid(items, person)
    named = any(i.is_name and not (i.quiet and i.code == "M") for i in before)
    return tuple(titles) if verb and not denied and not named else ()


def _titles_behind(items: list[Item], at: int) -> tuple[Title, ...]:
    """ "Suominen toimii toistaiseksi yhdistysten yhdyshenkilönä": the verb and the title in the essive behind."""
    verb = items[at + 1].token if at + 1 < len(items) else None
    behind = items[at + 2 : at + 2 + _NEAR]
    title = next((i for i in behind if i.code == "T" and i.cases & {"ess", "tra"}), None)
    if verb is None or not verb.word.verbs & _HOLDS or title is None or _unsaid(items, items[at]):
        return ()
    between = behind[: behind.index(title)]
    liaison = [t for t in title.titles[0] if is_liaison(t.text)]
    return tuple(liaison) if not any(i.is_name or i.text == "," for i in between) else ()


def _unsaid(items: list[Item], person: Item) -> bool:
    """Whether the clause of the person denies, wishes, plans or asks."""
    unsaid = {Claim.DENIED, Claim.WISHED, Claim.CANCELLED, Claim.PLANNED}
    return any(c.claim in unsaid and person in c.items for c in split_clauses(items))


def _list_start(items: list[Item], at: int) -> int:
    """The first person of a list whose members have something in brackets: "Anna A (Kitee) ja Bertta B (Kuhmo)"."""
    while at >= 5 and items[at - 1].text in {"ja", "sekä", ","}:
        if items[at - 2].text != ")" or items[at - 5].code != "P":
            break
        at -= 5
    return at


def _title_of(relation: DraftRelation) -> list[str]:
    return [value for key, value in relation.attrs if key == "title"]


def _body_for(draft: Draft, sentence: Sentence, items: list[Item], title: Title) -> int | None:
    words = word_table("roles")
    text = title.text
    publisher = draft.entities[draft.voice] if draft.voice >= 0 else None
    if text.endswith(tuple(words["elsewhere"])) or _of_another(publisher, text):
        return None
    projects = draft.of_kind(*PROJECTS)
    headed = _section_project(draft, sentence)
    if headed is not None and not text.startswith(tuple(words["municipal"] + words["association"])):
        return headed
    if text.startswith(tuple(words["project"])) and not text.endswith(tuple(words["adviser"])) and projects:
        return projects[0].number if len(projects) == 1 else _recent(draft, sentence, PROJECTS)
    known = _by_kind(draft, text)
    if known != _UNSAID:
        return known
    board = any(
        b in text for b in ("lautakunnan", "valtuuston", "vanhusneuvoston", "vammaisneuvoston")
    ) or text.startswith(("kunnan", "kaupungin"))
    if is_liaison(text) or board or text.startswith(tuple(words["municipal"])):
        return _town(draft, items, sentence, text)
    if text.startswith(tuple(words["association"])):
        return _association(draft, sentence, items, publisher)
    owner = _owner(items, title)
    if owner is not None:
        return owner
    if publisher is not None and (publisher.kind != "Association" or _speaks_for(draft)):
        return publisher.number if sentence.block.kind in {Kind.PARAGRAPH, Kind.KEY_VALUE} else None
    return _only_body_before(draft, sentence)


def _association(draft: Draft, sentence: Sentence, items: list[Item], publisher: DraftEntity | None) -> int | None:
    """The association spoken of last where no body clearly speaks, else that body, the only one, or the leading one."""
    sure = publisher is not None and _speaks_for(draft)
    near = None if sure or any(i.code == "M" for i in items) else _only_body_before(draft, sentence)
    if near is not None and draft.entities[near].kind == "Association":
        return near
    if publisher is not None and publisher.kind in GROUPS:
        return publisher.number
    groups = draft.of_kind("Association")
    leading = [g for g in groups if g.seen and g.seen[0][0] <= _LEAD]
    return groups[0].number if len(groups) == 1 else leading[0].number if len(leading) == 1 else None


def _section_project(draft: Draft, sentence: Sentence) -> int | None:
    """The project that the heading of the section names, among sections that each name one."""
    projects = {e.number: e for e in draft.of_kind(*PROJECTS)}
    heading = sentence.block.heading
    if heading < 0 or len(projects) < 2 or sentence.block.kind is not Kind.PARAGRAPH:
        return None
    named = [f.entity for s in draft.sentences if s.block is draft.blocks[heading] for f in s.found]
    return next((n for n in named if n in projects), None)


def _speaks_for(draft: Draft) -> bool:
    """Whether it is sure whose page it is: an association is taken for the speaker on less."""
    return draft.voice == draft.publisher or draft.author >= 0


def _by_kind(draft: Draft, text: str) -> int | None:
    """The only body of the kind that the title belongs to; `_UNSAID` for titles of no such kind."""
    words = word_table("roles")
    if text.startswith(tuple(words["parish"])):
        parishes = [e for e in draft.of_kind("Organisation") if "seurakunta" in e.name.lower()]
        return parishes[0].number if len(parishes) == 1 else None
    if text.startswith(tuple(words["regional"])):
        councils = [e for e in draft.of_kind("Organisation") if e.name.lower().endswith(" liitto")]
        return councils[0].number if len(councils) == 1 else None
    if text.startswith(tuple(words["county"])):
        counties = draft.of_kind("WellbeingCounty")
        return counties[0].number if len(counties) == 1 else None
    return _UNSAID


def _owner(items: list[Item], title: Title) -> int | None:
    """ "Kaupungin yhdistysseteli, järjestöpäivä ja asiamies Anna A": the genitive before the list owns its members."""
    at = next((k for k, i in enumerate(items) if i.code == "P" and title in i.titles[0]), -1)
    before = [i for i in items[: max(at, 0)] if i.is_name]
    if not before or before[-1].code not in "AOMW" or "gen" not in before[-1].cases or len(before[-1].members) > 1:
        return None
    between = [i for i in items[:at] if i.first > before[-1].last]
    listed = any(i.text in {"ja", "sekä"} for i in between) and not any(
        i.token is not None and i.token.word.finite for i in between
    )
    return before[-1].members[0] if listed else None


def _of_another(publisher: DraftEntity | None, title: str) -> bool:
    """ "verkoston puheenjohtaja": a post in a group that is not the body of the page."""
    group = title.split(maxsplit=1)[0].removesuffix("n") if " " in title else ""
    return group.endswith(_GROUP_WORDS) and (publisher is None or group not in publisher.name.lower())


def _only_body_before(draft: Draft, sentence: Sentence) -> int | None:
    """The one body that the paragraph has spoken of so far, or the subject that it began with."""
    before = {
        f.entity
        for s in draft.sentences[max(0, sentence.index - _BACK) : sentence.index]
        if s.block is sentence.block
        for f in s.found
        if f.kind in GROUPS | {"WellbeingCounty"} and draft.entity(f) is not None
    }
    if len(before) == 1:
        return before.pop()
    opening = next(s for s in draft.sentences if s.block is sentence.block and s.start >= s.block.start)
    subject = next((f for f in opening.found if draft.entity(f) is not None), None)
    return subject.entity if subject and subject.kind in GROUPS and "nom" in subject.cases and before else None


def _town(draft: Draft, items: list[Item], sentence: Sentence, title: str) -> int | None:
    """The only municipality of the sentence, that of the page, the last of the paragraph, or the main one."""
    if (came := _came_from(items, title)) is not None:
        return came
    here = {m for i in items if i.code == "M" for m in i.members}
    if len(here) == 1:
        return here.pop()
    if draft.publisher >= 0 and draft.entities[draft.publisher].kind == "Municipality":
        return draft.publisher
    form = "kaupunki" if title.startswith("kaupungin") else "kunta" if title.startswith("kunnan") else ""
    alike = [t for t in draft.of_kind("Municipality") if form and t.place is not None and t.place.form == form]
    if len(alike) == 1:
        return alike[0].number
    before = [
        f.entity
        for s in draft.sentences[max(0, sentence.index - 3) : sentence.index]
        if s.block is sentence.block
        for f in s.found
        if f.kind == "Municipality" and draft.entity(f) is not None
    ]
    if before and len(set(before)) == 1:
        return before[0]
    towns = sorted(draft.of_kind("Municipality"), key=lambda t: -len(t.spans))
    if not towns or (len(towns) > 1 and len(towns[0].spans) <= len(towns[1].spans)):
        return None
    return towns[0].number


def _came_from(items: list[Item], title: str) -> int | None:
    """ "Toholammilta tuli rehtori Anna Aalto ja Sievistä ohjaaja Bertta Berg": the town right before the title."""
    at = next((k for k, i in enumerate(items) if i.code == "P" and any(t.text == title for t in i.titles[0])), 0)
    before = items[max(0, at - _NEAR) : at]
    towns = [i for i in before if i.code == "M" and i.cases & {"ela", "abl"} and len(i.members) == 1]
    marks = [i for i in before if i.text in {",", ";"} and towns and i.first > towns[-1].last]
    return towns[-1].members[0] if towns and not marks else None


def _recent(draft: Draft, sentence: Sentence, kinds: frozenset[str]) -> int | None:
    before = [e for e in draft.of_kind(*kinds) if e.seen and e.seen[0] <= (sentence.index, len(sentence.tokens))]
    return max(before, key=lambda e: max(s for s in e.seen if s <= (sentence.index, 99))).number if before else None
