"""Words that stand for something named before: "hanke", "yhdistys", "kaupunki", "neuvottelukunta", "toimikunta"."""

from __future__ import annotations

from yhdysverkko.loaders.documents.bodies import is_municipal, words_of
from yhdysverkko.loaders.documents.clauses import is_finite
from yhdysverkko.loaders.documents.draft import GROUPS, PROJECTS, Draft, DraftEntity
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.sentence import Found, Sentence
from yhdysverkko.loaders.documents.text import Token
from yhdysverkko.loaders.documents.titles import title_lemma

_MUNICIPAL = frozenset({"kunta", "kaupunki"})
_PROJECT = frozenset({"hanke", "projekti", "ohjelma", "yhteishanke", "pilotti"})
_ASSOCIATION = frozenset(
    {"yhdistys", "järjestö", "seura", "säätiö", "liitto", "piiri", "osasto", "leader-ryhmä", "kerho"}
)
_BODIES = (
    "neuvottelukunta",
    "toimikunta",
    "kuntayhtymä",
    "seurakunta",
    "keskus",
    "opisto",
    "koulu",
    "verkosto",
    "ministeriö",
    "virasto",
    "yhtymä",
    "liitto",
    "talo",
    "laitos",
)
_FOR_PROJECTS = frozenset({"rahoittaa", "hallinnoida", "toteuttaa", "vetää", "koordinoida"})
_COUNTY = "hyvinvointialue"
_SEPARATORS = frozenset({"|", ">", "»", "›", "/", "•", "·"})
_OPENING, _BACK, _SHORT, _PARAGRAPH = 6, 3, 8, 6
_NUMBERS = {"kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kuusi": 6}


def find_publisher(draft: Draft) -> None:
    """The body whose page it is: named in a breadcrumb, byline or short line at the top."""
    for sentence in draft.sentences[: 2 * _OPENING]:
        if draft.blocks.index(sentence.block) >= _OPENING or sentence.block.kind is Kind.PARAGRAPH:
            continue
        if sentence.block.key or sentence.block.kind is Kind.BULLET:
            continue
        for found in sentence.found:
            entity = draft.entity(found)
            if (
                entity is None
                or found.quiet
                or (found.first > 1 and not _set_off(sentence, found))
                or entity.kind not in GROUPS | {"Municipality", "WellbeingCounty"}
            ):
                continue
            if entity.name.lower().split()[-1] in words_of("newspapers"):
                continue
            if entity.kind == "Municipality" and not _called_town(sentence, found):
                continue
            if sentence.block.kind is Kind.CRUMB or found.first > 1 or _alone(sentence, found):
                draft.publisher = entity.number
                return


def _set_off(sentence: Sentence, found: Found) -> bool:
    """ "Blogi | Kuhmon Martat ry", "Vuosikatsaus 2022 – Kuhmon Martat ry": a mark before the name, little after it."""
    mark = sentence.tokens[found.first - 1].text
    ends = found.last == len(sentence.tokens) - 1 and found.kind == "Association"
    return (mark in _SEPARATORS and sentence.block.kind is Kind.CRUMB) or (mark in {"–", "|"} and ends)


def _called_town(sentence: Sentence, found: Found) -> bool:
    after = sentence.tokens[found.last + 1 : found.last + 2]
    return bool(after) and bool(after[0].word.lemmas & (_MUNICIPAL | {"pitäjä"}))


def _alone(sentence: Sentence, found: Found) -> bool:
    """Whether a short line says little more than the name."""
    rest = [t for t in sentence.tokens[found.last + 1 :] if t.alphabetic]
    verbs = [t for t in rest if t.word.finite and "tiedottaa" not in t.word.lemmas]
    return found.first == 0 and len(rest) <= 3 and not verbs


def link_common_words(draft: Draft) -> None:
    """Put quiet names where a common word in the singular speaks of a body or project named before."""
    for sentence in draft.sentences:
        taken = sentence.taken()
        for i, token in enumerate(sentence.tokens):
            if i in taken or not token.alphabetic or (token.capital and i > 0 and not sentence.block.capitals):
                continue
            found = (
                _pronoun(draft, sentence, i) or _plural_words(draft, sentence, i) or _common_word(draft, sentence, i)
            )
            if found is not None:
                sentence.found.append(found)
        sentence.found.sort(key=lambda f: f.first)


def _quiet(entities: list[DraftEntity], i: int, rule: str, cases: frozenset[str]) -> Found:
    """A word at `i` that stands for entities without being a mention of them."""
    first, more = entities[0], tuple(e.number for e in entities[1:])
    return Found(first.kind, i, i, first.name, rule, 0.65, cases, entity=first.number, quiet=True, more=more)


def _pronoun(draft: Draft, sentence: Sentence, i: int) -> Found | None:
    tokens, lower = sentence.tokens, sentence.tokens[i].lower
    if lower in {"sen", "sitä"} and i + 1 < len(tokens) and _takes_project(tokens[i + 1]):
        project = _project_before(draft, sentence, i)
        return None if project is None else _quiet([project], i, "pronoun", tokens[i].word.cases or frozenset({"gen"}))
    if lower == "sen" and i + 1 < len(tokens) and any(r.participle == "agent" for r in tokens[i + 1].word.readings):
        subject = _subject_in(draft, sentence, i) or _subject_before(draft, sentence)
        return None if subject is None else _quiet([subject], i, "pronoun", frozenset({"gen"}))
    if lower != "se":
        return None
    subject = _subject_before(draft, sentence)
    return None if subject is None else _quiet([subject], i, "pronoun", frozenset({"nom"}))


def _takes_project(token: Token) -> bool:
    return is_finite(token) and bool(token.word.verbs & _FOR_PROJECTS)


def _project_before(draft: Draft, sentence: Sentence, i: int) -> DraftEntity | None:
    """The project that the sentence has spoken of, where no other thing was its subject, or the one before it."""
    before = draft.sentences[sentence.index - 1] if sentence.index else sentence
    for other in [sentence, *([before] if before.block is sentence.block else [])]:
        named = sorted(
            (f for f in other.found if f.entity >= 0 and (other is not sentence or f.last < i)), key=lambda f: f.first
        )
        subjects = [f for f in named if "nom" in f.cases and f.kind != "Person"]
        if subjects:
            return draft.entities[subjects[0].entity] if subjects[0].kind in PROJECTS else None
    return None


def _plural_words(draft: Draft, sentence: Sentence, i: int) -> Found | None:
    several = _several(draft, sentence, i)
    return _quiet(several, i, "words for several named", sentence.tokens[i].word.cases) if several else None


def _common_word(draft: Draft, sentence: Sentence, i: int) -> Found | None:
    nouns = [r for r in sentence.tokens[i].word.nominal if r.kind in {"noun", "other"}]
    readings = [r for r in nouns if not r.plural] or [r for r in nouns if is_municipal(r.lemma)]
    if not readings or not _free(draft, sentence, i) or _part_of_title(sentence, i, readings[0].lemma):
        return None
    # "kunnasta" may be of "kunnas" as well.
    lemma = next((r.lemma for r in readings if r.lemma in _MUNICIPAL), readings[0].lemma)
    entity = _meant(draft, sentence, i, lemma)
    if entity is None:
        return None
    cases = frozenset(r.case for r in readings)
    # "kuntamme" is nominative and genitive alike.
    whose = any(r.possessive and r.case == "nom" for r in readings)
    return _quiet([entity], i, "word for what was named", cases | {"gen"} if whose else cases)


def _subject_before(draft: Draft, sentence: Sentence) -> DraftEntity | None:
    """What "se" stands for: the only body in the nominative in the sentence before."""
    before = draft.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block is not sentence.block:
        return None
    named = {f.entity for f in before.found if f.kind in GROUPS and "nom" in f.cases and not f.quiet and f.entity >= 0}
    return draft.entities[named.pop()] if len(named) == 1 else None


def _subject_in(draft: Draft, sentence: Sentence, i: int) -> DraftEntity | None:
    """The body that was the subject of the sentence before the place `i`."""
    named = [f for f in sentence.found if f.kind in GROUPS and "nom" in f.cases and f.last < i and f.entity >= 0]
    return draft.entities[named[0].entity] if named else None


def _part_of_title(sentence: Sentence, i: int, lemma: str) -> bool:
    """ "hyvinvointilautakunnan puheenjohtaja": a board of the town before a title belongs to the title."""
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    return lemma not in _MUNICIPAL and is_municipal(lemma) and after is not None and title_lemma(after) is not None


def _several(draft: Draft, sentence: Sentence, i: int) -> list[DraftEntity]:
    """ "kaikki hankkeet", "nuo kolme (seuraa)": all projects that were carried out, or the last ones named before."""
    token, before = sentence.tokens[i], sentence.tokens[max(0, i - 3) : i]
    words = {x for t in before for x in t.word.lemmas}
    if "kaikki" in words and token.word.lemmas & _PROJECT:
        return [e for e in draft.of_kind(*PROJECTS) if e.seen and e.attrs.get("status") != "cancelled"]
    number = next((_NUMBERS[x] for x in token.word.lemmas if x in _NUMBERS), 0)
    if not number or not before or not before[-1].word.lemmas & {"tämä", "tuo", "nämä", "nuo", "ne"}:
        return []
    named = [f for s in draft.sentences[max(0, sentence.index - _BACK) : sentence.index] for f in s.found]
    kinds = [draft.entities[f.entity].kind for f in named if f.entity >= 0 and not f.quiet]
    if not kinds or kinds[-1] not in GROUPS | {"Municipality", "Person"}:
        return []
    last = [draft.entities[f.entity] for f in named if f.entity >= 0 and draft.entities[f.entity].kind == kinds[-1]]
    unique = list({e.number: e for e in reversed(last)}.values())[:number]
    return unique if len(unique) == number else []


def _free(draft: Draft, sentence: Sentence, i: int) -> bool:
    """A name right before makes the word its own ("Hankasalmen kunta"); an adjective like "moni" makes it general."""
    if i == 0:
        return True
    before = sentence.tokens[i - 1]
    if any(f.last == i - 1 and not f.quiet and "gen" in f.cases and f.kind != "Person" for f in sentence.found):
        return False
    if "joka" in before.word.lemmas:  # ", jota yhdistys" is relative; "joka yhdistys" means every one
        return before.lower != "joka" or (i > 1 and sentence.tokens[i - 2].text == ",")
    if "uusi" in before.word.lemmas:  # "uuden yhdistyksen", where the text has just told of its founding
        back = draft.sentences[max(0, sentence.index - _BACK) : sentence.index]
        return any("perustaa" in t.word.verbs for s in back for t in s.tokens)
    return not before.word.lemmas & {
        "jokainen",
        "moni",
        "mikä",
        "muu",
        "toinen",
        "usea",
        "eräs",
        "mikään",
    }


def _meant(draft: Draft, sentence: Sentence, i: int, lemma: str) -> DraftEntity | None:
    here = (sentence.index, i)
    if lemma in _MUNICIPAL:
        return _municipality(draft, sentence, i)
    if is_municipal(lemma) and len(lemma) > _SHORT and draft.publisher >= 0:
        publisher = draft.entities[draft.publisher]
        return publisher if publisher.kind == "Municipality" else None
    if lemma in _PROJECT:
        return _recent(draft.of_kind(*PROJECTS), here)
    if lemma == _COUNTY:
        return _recent(draft.of_kind("WellbeingCounty"), here)
    if lemma in _ASSOCIATION and lemma not in _BODIES:
        return _of_paragraph(draft, sentence, i) or _recent(draft.of_kind("Association"), here)
    headed = (
        [e for e in draft.of_kind(*GROUPS) if _ends_in(e, lemma)] if lemma.endswith((*_BODIES, *_ASSOCIATION)) else []
    )
    if headed:
        return _recent(headed, here)
    if lemma in _ASSOCIATION:
        return _recent(draft.of_kind("Association"), here)
    return None


def _of_paragraph(draft: Draft, sentence: Sentence, i: int) -> DraftEntity | None:
    """The only association that the paragraph has named before the place `i`."""
    named = {
        f.entity
        for s in draft.sentences[max(0, sentence.index - _PARAGRAPH) : sentence.index + 1]
        for f in s.found
        if s.block is sentence.block
        and f.kind == "Association"
        and not f.quiet
        and draft.entity(f) is not None
        and (s is not sentence or f.last < i)
    }
    return draft.entities[named.pop()] if len(named) == 1 else None


def _ends_in(entity: DraftEntity, lemma: str) -> bool:
    name = entity.name.lower()
    return lemma in name and any(w.endswith(lemma) for w in name.split())


def _municipality(draft: Draft, sentence: Sentence, i: int) -> DraftEntity | None:
    """The town of a town's page, that of the sentence or the one before, the only one named, or that of the title."""
    here = (sentence.index, i)
    if draft.publisher >= 0 and draft.entities[draft.publisher].kind == "Municipality":
        return draft.entities[draft.publisher]
    towns = draft.of_kind("Municipality")
    if len(towns) == 1:
        return towns[0]
    for other in draft.sentences[max(0, sentence.index - 1) : sentence.index + 1][::-1]:
        before = {f.entity for f in other.found if f.kind == "Municipality" and draft.entity(f) is not None}
        before = {f.entity for f in other.found if f.entity in before and (other is not sentence or f.last < i)}
        if before and (other is sentence or other.block is sentence.block):
            return draft.entities[before.pop()] if len(before) == 1 else None
    title = [t for t in towns if t.seen[0][0] < 2]
    return title[0] if len(title) == 1 and title[0].seen[0] < here else None


def _recent(entities: list[DraftEntity], here: tuple[int, int]) -> DraftEntity | None:
    """The only one, or the one mentioned last before this place and not too far back."""
    if len(entities) == 1:
        return entities[0] if entities[0].seen and entities[0].seen[0][0] <= here[0] + 3 else None
    before = [e for e in entities if e.seen and e.seen[0] < here]
    if not before:
        return None
    # What the document speaks of most outweighs what it named last in passing.
    central = max(before, key=lambda e: len(e.seen))
    recent = max(before, key=lambda e: max(s for s in e.seen if s < here))
    if len(central.seen) == len(recent.seen) and before[0].seen[0][0] <= _OPENING:
        return min(before, key=lambda e: e.seen[0])
    return central if len(central.seen) > len(recent.seen) else recent
