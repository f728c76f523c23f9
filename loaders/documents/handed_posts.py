"""The liaison's post where the text has named it just before and goes on about who holds it in which town."""

from __future__ import annotations

from itertools import pairwise

from yhdysverkko.loaders.documents.clauses import Claim, Clause, split_clauses
from yhdysverkko.loaders.documents.draft import Draft
from yhdysverkko.loaders.documents.items import Item, Title
from yhdysverkko.loaders.documents.liaison_lists import LIAISON_HEADING
from yhdysverkko.loaders.documents.relate import add_role
from yhdysverkko.loaders.documents.sentence import Sentence

_BACK = 3
_TASK = frozenset({"tehtävä", "pesti", "toimi", "vastuu"})
_GIVEN = frozenset({"antaa", "siirtyä", "kuulua", "uskoa", "langeta", "osua"})
_NEW = frozenset({"uusi", "muu", "uutena", "uusina"})
_POST = Title("järjestöyhdyshenkilö")
_UNSAID = frozenset({Claim.DENIED, Claim.WISHED, Claim.CANCELLED, Claim.PLANNED})


def find_handed(draft: Draft, items: dict[int, list[Item]]) -> None:
    """ "Iissä tehtävä on annettu Anna Aallolle", "Uusia ovat Iin sihteeri Anna Aalto ja ...", "Iissä tehtävästä luopui
    Anna Aalto" where the paragraph has spoken of liaisons just before."""
    for sentence in draft.sentences:
        found = items.get(sentence.index)
        if not found or not any(i.code == "P" for i in found) or not _spoken_of(draft, sentence):
            continue
        for clause in split_clauses(found):
            if clause.claim in _UNSAID or clause.relative:
                continue
            _handed(draft, sentence, clause)
        _newcomers(draft, sentence, found)


def _spoken_of(draft: Draft, sentence: Sentence) -> bool:
    """Whether a liaison is what this paragraph is about: named in it just before, or by its key."""
    before = [s for s in draft.sentences[max(0, sentence.index - _BACK) : sentence.index] if s.block is sentence.block]
    same = draft.text[before[0].start if before else sentence.start : sentence.end]
    return bool(LIAISON_HEADING.search(same) or LIAISON_HEADING.search(sentence.block.key))


def _handed(draft: Draft, sentence: Sentence, clause: Clause) -> None:
    """A town in a local case, the word for the task, and who gets it or gives it up."""
    rows = clause.items
    towns = [i for i in rows if i.code == "M" and i.cases & {"ine", "ade"} and len(i.members) == 1]
    tasks = [i for i in rows if i.code == "w" and i.token is not None and i.token.word.lemmas & _TASK]
    persons = [i for i in rows if i.code == "P" and not i.quiet]
    if len(towns) != 1 or not tasks or len(persons) != 1 or tasks[0].first < towns[0].first:
        return
    verbs = {v for i in rows if i.token is not None for v in i.token.word.lemmas | i.token.word.verbs}
    person, span = persons[0], (sentence.start, sentence.end)
    if "all" in person.cases and verbs & _GIVEN and "nom" in tasks[0].cases:
        for n, member in enumerate(person.members):
            titles = (*person.titles[n], _POST)
            add_role(draft, member, towns[0].members[0], titles, "is handed the task", 0.84, span)
    elif verbs & {"ottaa", "hoitaa"} and tasks[0].token is not None and tasks[0].cases & {"gen", "par"}:
        takes = "ottaa" not in verbs or any(i.text.lower() in {"hoitaakseen", "vastaan", "hoitoonsa"} for i in rows)
        for n, member in enumerate(person.members if takes and "nom" in (person.cases or {"nom"}) else ()):
            titles = (*person.titles[n], _POST)
            add_role(draft, member, towns[0].members[0], titles, "takes on the task", 0.84, span)
    elif "luopua" in verbs and "ela" in tasks[0].cases:
        for member in person.members:
            add_role(draft, member, towns[0].members[0], (_POST,), "gave up the task", 0.8, span, past=True)


def _newcomers(draft: Draft, sentence: Sentence, items: list[Item]) -> None:
    """ "Uusia ovat Iin sihteeri Anna Aalto ja Simon ohjaaja Bertta Berg": after a sentence on towns with liaisons."""
    opening = [i for i in items[:2] if i.token is not None]
    if len(opening) < len(items[:2]) or not opening[0].token or not opening[0].token.word.lemmas & _NEW:
        return
    before = draft.sentences[sentence.index - 1]
    plain = before.block is sentence.block and LIAISON_HEADING.search(draft.text, before.start, before.end)
    if not plain or (len(opening) > 1 and "olla" not in (opening[1].token.word.lemmas if opening[1].token else ())):
        return
    span = (sentence.start, sentence.end)
    for town, person in pairwise(items):
        if town.code == "M" and "gen" in town.cases and person.code == "P" and any(person.titles):
            add_role(draft, person.members[0], town.members[0], (*person.titles[0], _POST), "new liaisons", 0.82, span)
