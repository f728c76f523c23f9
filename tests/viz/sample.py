"""A small map made by hand: three municipalities of Central Finland, who works with whom, and a name that attacks."""

from datetime import date

from yhdysverkko.graph.facts import ClaimView, EntityDetail, TieDetail
from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point, Value
from yhdysverkko.viz.choices import View
from yhdysverkko.viz.drawing import compose_plain
from yhdysverkko.viz.scene import Scene

HOSTILE = "<img src=x onerror=alert(1)>"
HANKASALMI = Ref("Municipality", "077")
AANEKOSKI = Ref("Municipality", "992")
JYVASKYLA = Ref("Municipality", "179")
MAIJA = Ref("Person", "maija-meikäläinen")
KYT = Ref("Association", "kyt")
ATTACKER = Ref("Association", "hyökkääjä")


def entity(ref: Ref, name: str, location: Point | None = None, **properties: Value) -> Entity:
    return Entity(ref, name, {"name": name, **properties}, ("survey",), location)


def tie(kind: str, start: Ref, end: Ref, **properties: Value) -> Tie:
    return Tie(kind, start, end, f"{kind}-{start.id}-{end.id}", properties, ("survey",))


def small_map() -> Projection:
    """Eight entities and seven ties; the attacker has the name of an attack, in its source's title too."""
    entities = (
        entity(HANKASALMI, "Hankasalmi", Point(62.39, 26.44), population=4601, land_km2=571.69, type="kunta"),
        entity(AANEKOSKI, "Äänekoski", Point(62.60, 25.73), population=18120, type="kaupunki"),
        entity(JYVASKYLA, "Jyväskylä", Point(62.24, 25.75)),
        entity(Ref("Region", "13"), "Keski-Suomi"),
        entity(MAIJA, "Maija Meikäläinen", subject="official"),
        entity(KYT, "Keski-Suomen Yhteisöjen Tuki ry", short_name="KYT", website="https://kyt.example/"),
        entity(ATTACKER, HOSTILE, short_name=HOSTILE, website="javascript:alert(1)"),
        entity(Ref("Association", "yksin"), "Yksinäinen ry"),
    )
    ties = (
        tie("WORKS_FOR", MAIJA, HANKASALMI, title="kulttuuripäällikkö", valid_from=date(2018, 10, 8)),
        tie("LIAISON_FOR", MAIJA, HANKASALMI, basis="named", deputy=False),
        tie("LOCATED_IN", KYT, JYVASKYLA),
        tie("COOPERATES_WITH", KYT, HANKASALMI, theme=HOSTILE),
        tie("LOCATED_IN", ATTACKER, AANEKOSKI),
        tie("PART_OF", HANKASALMI, Ref("Region", "13")),
        tie("BORDERS", HANKASALMI, JYVASKYLA, border="land"),
    )
    return Projection(entities, ties, date(2020, 12, 31), {"survey": f"Kysely {HOSTILE}"})


def scene_of(projection: Projection, *, title: str = "Kartta", language: str = "fi") -> Scene:
    """The projection as the map draws it when nothing else is chosen."""
    return compose_plain(projection, language, View(title=title, as_of=projection.as_of))


def evidence(projection: Projection) -> dict[Ref, EntityDetail]:
    """Every fact of `projection`, stated by its one source in one file; the sentences quoted attack too."""
    claim = ClaimView(
        "survey",
        projection.sources["survey"],
        "javascript:alert(1)",
        date(2020, 3, 12),
        {"file": "kysely.csv", "line": 12, "sentence": f"Maija on yhdyshenkilö {HOSTILE}."},
        {},
    )
    by_ref = {item.ref: item for item in projection.entities}
    return {
        item.ref: EntityDetail(
            item,
            (claim,),
            tuple(
                TieDetail(found, by_ref[found.end if found.start == item.ref else found.start], (claim,))
                for found in projection.ties
                if item.ref in (found.start, found.end)
            ),
        )
        for item in projection.entities
    }
