"""Who takes part in an event without a pattern that says so: speakers, people of minutes and programmes."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.clauses import Claim, Clause, split_clauses
from yhdysverkko.loaders.documents.draft import PROJECTS, Draft, DraftRelation
from yhdysverkko.loaders.documents.event_places import LOCAL
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.layout import Kind
from yhdysverkko.loaders.documents.patterns import encode
from yhdysverkko.loaders.documents.resources import word_table
from yhdysverkko.loaders.documents.sentence import Sentence
from yhdysverkko.loaders.documents.words import Word

_MINUTES = re.compile(
    r"^\s*(?:kokous)?(?:muistio|pöytäkirja)|\b(?:läsnä|saapuvilla)\b\s*:|^\s*(?:läsnä|saapuvilla)\b",
    re.IGNORECASE | re.MULTILINE,
)


_FRONT, _NEAR = 2, 3


_TELLS = frozenset({"kertoa", "alustaa", "luennoida", "puhua"})


_PROGRAMME_HEADING = re.compile(r"(?:päivän |illan |tilaisuuden )?(?:ohjelma|puhujat|esiintyjät)", re.IGNORECASE)


_GIVES = frozenset({"johtaa", "pitää", "tuoda", "käyttää", "esittää", "lausua", "kuulla", "vastata"})


_PRIZES = frozenset({"palkinto", "tunnustus", "kunniakirja", "stipendi", "kunniamaininta"})
_HANDS = frozenset({"luovuttaa", "vastaanottaa", "ottaa", "noutaa", "ojentaa"})


_PROGRAMME = re.compile(r"(?:(?:klo|kello)\s?\d{1,2}\b|\d{1,2}[.:]\d\d\b)", re.IGNORECASE)


_HERE = "paikalla|mukana|läsnä|edustettuina|edustettuna|vieraana|vieraina"
_THERE = "|".join(
    (
        _HERE,
        "vastaamassa|keskustelemassa|kertomassa|puhumassa|esittelemässä|puhujana|puhujina|juhlapuhujana|vierailijana",
        "juontajana|juontajina|alustajana|alustajina|luennoitsijana|esiintyjänä|esiintyjinä|kouluttajana|kouluttajina",
        "emäntänä|isäntänä|panelisteina|kunniavieraana|kunniavieraina",
    )
)


_CONTACT_KEYS = ("lisätie", "yhteys", "tiedustelu", "ilmoittautu", "kuva", "teksti", "toimitus")


_ABSENT = re.compile(r"\b(?:poissa|esteellinen|estynyt|este)\b", re.IGNORECASE)


def find_participants(draft: Draft, items: dict[int, list[Item]]) -> None:
    """People who spoke at the event that the document reports, and those of a meeting's minutes."""
    if not draft.of_kind("Event"):
        return
    minutes = bool(_MINUTES.search(draft.text))
    for sentence in draft.sentences:
        found = items.get(sentence.index)
        if not found or sentence.block.key.lower().startswith(_CONTACT_KEYS) or sentence.block.kind is Kind.CAPTION:
            continue
        heading = draft.blocks[sentence.block.heading] if sentence.block.heading >= 0 else None
        over = draft.content(heading) if heading is not None and sentence.block.kind is not Kind.PARAGRAPH else ""
        if _ABSENT.search(sentence.block.key) or _ABSENT.fullmatch(over.strip(" :")):
            continue
        event = _reported_event(draft, sentence)
        if event is None:
            continue
        # People of other events in the document are not at the main one.
        if any(i.code == "E" and event not in i.members for i in found):
            continue
        encoded = encode(found)
        for at, item in enumerate(found):
            if item.code == "P":
                listed = _is_listed(draft, sentence, event, minutes)
                there = listed or _person_there(found, at, event, encoded) or _handed(draft, sentence, found, at, event)
                rule = "spoke at the event" if there else ""
            else:
                rule = _body_there(draft, sentence, found, at, encoded)
            for member in item.members if rule else ():
                span = (sentence.start, sentence.end)
                confidence = 0.75 if item.code == "P" else 0.72
                draft.relate(DraftRelation("PARTICIPATES_IN", member, event, rule, confidence, *span))


def _is_listed(draft: Draft, sentence: Sentence, event: int, minutes: bool) -> bool:
    """A line of minutes, of a list of speakers, or of a programme with times."""
    rows = sentence.block.kind in {Kind.BULLET, Kind.LINE, Kind.KEY_VALUE}
    rows = rows and not any(t.word.finite for t in sentence.tokens)
    if rows and ((minutes and _is_paged(draft, event)) or _under_programme(draft, sentence)):
        return True
    start = sentence.start if sentence.block.kind is Kind.PARAGRAPH else min(sentence.start, sentence.block.start)
    return sentence.block.key.lower().startswith("klo") or bool(_PROGRAMME.match(draft.text, start))


def _person_there(items: list[Item], at: int, event: int, encoded: str) -> bool:
    speech = frozenset(word_table("roles")["speech"])
    return _spoke(items, items[at], speech) or _acts_there(items, items[at], event) or _present(encoded, at)


def _body_there(draft: Draft, sentence: Sentence, items: list[Item], at: int, encoded: str) -> str:
    """The rule by which a body takes part, "" for none."""
    item = items[at]
    if item.code not in "AOMW" or item.quiet or "nom" not in (item.cases or {"nom"}):
        return ""
    denied = any("negation" in i.token.word.kinds for i in items if i.token is not None)
    if not denied and _present(encoded, at, _HERE) and _of_event(draft, sentence):
        return "there at the event"
    if item.code in "AO" and _presented(items, item):
        return "presented at the event"
    return "in the programme" if item.code in "AO" and _programmed(draft, sentence, items) else ""


def _programmed(draft: Draft, sentence: Sentence, items: list[Item]) -> bool:
    """ "11.00 Kuhmon Soittokunta": a body in a timed line of the programme that names nobody beside it."""
    bodies = [i for i in items if i.code in "AO"]
    alone = len(bodies) == 1 and not any(i.code == "P" for i in items) and "nom" in (bodies[0].cases or {"nom"})
    return alone and sentence.block.kind is not Kind.PARAGRAPH and bool(_PROGRAMME.match(draft.text, sentence.start))


def _presented(items: list[Item], body: Item) -> bool:
    """Bodies that presented themselves or what they do, in the past tense."""
    clause = next((c for c in split_clauses(items) if body in c.items), None)
    if clause is None or clause.claim is not Claim.SAID or "nom" not in body.cases:
        return False
    words = [i.token.word for i in clause.items if i.token is not None]
    if _serves(words):
        return True
    verbs = {"esitellä", "esittäytyä", "esiintyä", "soittaa", "laulaa", "tanssia"}
    return any(r.past and r.verb in verbs for w in words for r in w.readings)


def _when_held(items: list[Item], clause: Clause, event: int) -> bool:
    """ "Avajaisia vietettiin 12.1., jolloin nauhan leikkasi X": what was done when the event was held."""
    opening = " ".join(i.text for i in clause.items[:2])
    before = [i for i in items if i.last < clause.items[0].first]
    return "jolloin" in opening and any(i.code == "E" and event in i.members for i in before)


def _will_tell(clause: Clause, person: Item) -> bool:
    """ "Avustuksista kertoo X": a subject of the talk, then the verb, then who gives it; no words of theirs follow."""
    rows = clause.items[: clause.items.index(person)]
    verb = next((k for k, i in enumerate(rows) if i.token is not None and i.token.word.verbs & _TELLS), -1)
    topic = any("ela" in i.cases and i.token is not None and not i.token.word.finite for i in rows[: max(verb, 0)])
    return verb > 0 and topic and clause.items[-1].last - person.last <= _NEAR


def _serves(words: list[Word]) -> bool:
    """ "Musiikista vastaa X", "Kahvituksesta huolehti Y"."""
    what = any(w.lemmas & {"musiikki", "ohjelma", "tarjoilu", "kahvitus", "ohjelmanumero", "juonto"} for w in words)
    return what and any(w.verbs & {"vastata", "huolehtia"} for w in words)


def _reported_event(draft: Draft, sentence: Sentence) -> int | None:
    """The event that the document is about, or one spoken of just before."""
    main = draft.entities[draft.main_event] if draft.main_event >= 0 else None
    paged = main is not None and _is_paged(draft, main.number)
    if not paged and (recent := _just_named(draft, sentence)) is not None:
        return recent
    if main is not None and main.kept and (paged or main.seen[0][0] <= max(sentence.index, _FRONT)):
        return main.number
    before = [(s, e.number) for e in draft.of_kind("Event") for s, _ in e.seen if 0 <= sentence.index - s <= _NEAR]
    return max(before)[1] if before else None


def _just_named(draft: Draft, sentence: Sentence) -> int | None:
    """The one event that the sentence before, of the same paragraph, speaks of."""
    before = draft.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block is not sentence.block:
        return None
    named = {f.entity for f in before.found if f.kind == "Event" and draft.entity(f) is not None}
    return named.pop() if len(named) == 1 else None


def _is_paged(draft: Draft, event: int) -> bool:
    """Whether the page is the event's own: it gives time or place by a key."""
    return "time" in draft.entities[event].attrs or "place" in draft.entities[event].attrs


def _under_programme(draft: Draft, sentence: Sentence) -> bool:
    """Whether a list stands under the heading "Ohjelma" or the like."""
    heading = sentence.block.heading
    return heading >= 0 and bool(_PROGRAMME_HEADING.match(draft.content(draft.blocks[heading])))


def _acts_there(items: list[Item], person: Item, event: int) -> bool:
    """ "Juhlapuheen piti X", "X leikkasi nauhan avajaisissa": a speech, or anything done at the event in the past."""
    if _heard(items, person):
        return True
    if person.cases and "nom" not in person.cases:
        return False
    clause = next((c for c in split_clauses(items) if person in c.items), None)
    if clause is None or clause.claim is Claim.DENIED:
        return False
    words = [i.token.word for i in clause.items if i.token is not None]
    speeches = tuple(word_table("roles")["speeches"])
    spoke = any(x.endswith(speeches) for w in words for x in w.lemmas) and any(w.verbs & _GIVES for w in words)
    there = any(i.code == "E" and event in i.members and i.cases & LOCAL for i in clause.items)
    if _when_held(items, clause, event):
        there = True
    return (
        spoke
        or _serves(words)
        or _will_tell(clause, person)
        or (there and any(r.past for w in words for r in w.readings))
    )


def _handed(draft: Draft, sentence: Sentence, items: list[Item], at: int, event: int) -> bool:
    """ "Palkinnon luovutti X" in a paragraph that speaks of the event: who gave or took a prize there."""
    clause = next((c for c in split_clauses(items) if items[at] in c.items), None)
    if clause is None or clause.claim is not Claim.SAID or "nom" not in (items[at].cases or {"nom"}):
        return False
    words = [i.token.word for i in clause.items if i.token is not None]
    prize = any(w.lemmas & _PRIZES for w in words)
    hands = any(r.past and r.verb in _HANDS for w in words for r in w.readings)
    return (
        prize
        and hands
        and any(f.entity == event for s in draft.sentences if s.block is sentence.block for f in s.found)
    )


def _heard(items: list[Item], person: Item) -> bool:
    """ "Puheenvuoroissa kuultiin A:n Anna Aaltoa ja Bertta Bergiä": whom an audience heard."""
    heard = any(
        i.token is not None and any(r.verb == "kuulla" and r.past and r.person == "4" for r in i.token.word.readings)
        for i in items
    )
    denied = any(i.token is not None and "negation" in i.token.word.kinds for i in items)
    return heard and not denied and "par" in person.cases


def _spoke(items: list[Item], person: Item, speech: frozenset[str]) -> bool:
    """The person is the subject of a verb of saying in the past tense."""
    if person.cases and "nom" not in person.cases:
        return False
    clause = next((c for c in split_clauses(items) if person in c.items), None)
    return (
        clause is not None
        and clause.claim is not Claim.DENIED
        and any(
            i.token is not None
            and any(
                r.verb in speech and (r.past or r.participle == "past") and r.person != "4"
                for r in i.token.word.readings
            )
            for i in clause.items
        )
    )


def _present(encoded: str, at: int, words: str = _THERE) -> bool:
    """ "Vieraana oli X", "Paikalla olivat X ja Y", "X oli mukana", "Mukaan tulee X", "Esittelemään oli kutsuttu X"."""
    one = rf"[A-Z]{at}:"
    there, be = rf"[wT]\d+:\S*/(?:{words})/\S* ", r"w\d+:\S*/(?:olla|toimia)/\S* "
    come = r"w\d+:\S*/(?:mukaan|paikalle|tilaisuuteen|sinne|vieraaksi)/\S* w\d+:\S*/(?:tulla|saapua|lähteä|saada)/\S* "
    talk = r"w\d+:\S*/siellä/\S* w\d+:\S*/(?:puhua|esiintyä|alustaa|luennoida|kertoa|juontaa)/\S* "
    promised = r"w\d+:\S*/(?:lupautua|saapua|tulla)/\S* w\d+:\S*/(?:puhumaan|kertomaan|alustamaan|esiintymään)/\S* "
    speak = r"w\d+:\S*/(?:puhua|esiintyä|alustaa|luennoida|kertoa|juontaa)/\S* "
    came = r"M\d+:\S*\.(?:ela|abl)\.\S* (?:w\d+:\S*/(?:tulla|saapua)/\S* )"
    awaited = (
        r"w\d+:\S*/(?:puhujaksi|juhlapuhujaksi|vieraaksi|alustajaksi)/\S* (?:w\S+ ){0,2}?w\d+:\S*/(?:saada|kutsua)/\S* "
    )
    asked = r"w\d+:\S*/olla/\S* w\d+:\S*/kutsua/\S* "
    roles = "|".join(w for w in words.split("|") if w not in _HERE.split("|"))
    if roles and re.search(rf"(?:^|p\d+:\S* )[wT]\d+:\S*/(?:{roles})/\S* (?:w\S+ ){{0,2}}?{one}", encoded):
        return True  # "Kouluttajana Anna A": a line without a verb
    return any(
        re.search(shape, encoded)
        for shape in (
            rf"{there}{be}(?:\S+ ){{0,4}}?{one}",
            rf"{one}\S* {be}(?:w\S+ ){{0,2}}?{there}",
            rf"{there}{speak}(?:\S+ ){{0,3}}?{one}",
            rf"{come}(?:\S+ ){{0,6}}?{one}",
            rf"{came}(?:\S+ ){{0,3}}?{one}",
            rf"{awaited}(?:\S+ ){{0,3}}?{one}",
            rf"{promised}(?:\S+ ){{0,3}}?{one}",
            rf"{talk}(?:\S+ ){{0,3}}?{one}",
            rf"{asked}(?:w\S+ ){{0,3}}?{one}",
            rf"{one}\S* {asked}",
        )
    )


def _of_event(draft: Draft, sentence: Sentence) -> bool:
    """Whether "mukana" in this sentence is said of an event and not of a project spoken of later than that."""
    for other in reversed(draft.sentences[: sentence.index + 1]):
        kinds = {f.kind for f in other.found if draft.entity(f) is not None}
        if kinds & PROJECTS:
            return False
        if "Event" in kinds:
            return True
    return False
