// name: neighbours-without-contact
// kind: gap
// question.fi: Millä naapurikunnilla ei ole yhteistä tapahtumaa, järjestöä tai hanketta?
// question.sv: Vilka grannkommuner har inget gemensamt evenemang, ingen gemensam förening och inget gemensamt projekt?
// question.en: Which neighbouring municipalities share no event, association or project?
// param as_of: date
// param region: region
// column municipality: Municipality
// column neighbour: Municipality
// column border: state
// column series: EventSeries[]
// column sources: sources
WITH date() AS as_of, null AS region
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
MATCH (m)-[border:BORDERS]-(n:Municipality)
// A pair is told once, and from the side of the region that is asked about.
WHERE NOT coalesce(n.valid_from > as_of OR coalesce(n.valid_to <= as_of, n.ended), false)
  AND (m.id < n.id OR region IS NOT NULL AND NOT EXISTS { (n)-[:PART_OF]->(:Region {id: region}) })
WITH as_of, collect({m: m, n: n, border: border}) AS pairs
// Whom each of them meets in an event or project, or through an association: the municipality itself (what holds for one
// that has merged holds for its successor), its area or its officials may be there.
CALL (pairs, as_of) {
  UNWIND pairs AS pair
  UNWIND [pair.m, pair.n] AS place
  WITH DISTINCT place, as_of
  MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (place)
  CALL (part, as_of) {
    MATCH (part)-[f]-(x:Event|Association|Project)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    RETURN x
    UNION
    MATCH (part)-[f:PART_OF]->(:Area)<-[:FOR]-(x:Event|Project)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    RETURN x
    UNION
    MATCH (part)<-[f:WORKS_FOR|LIAISON_FOR]-(:Person)-[g:PARTICIPATES_IN|ORGANISES|WORKS_FOR]->(x:Event|Project)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    RETURN x
  }
  WITH x, collect(DISTINCT place) AS places, as_of
  WHERE size(places) > 1 AND coalesce(x.date <= toString(as_of), true) AND coalesce(x.status <> 'cancelled', true)
  UNWIND places AS one
  UNWIND places AS other
  WITH one, collect(DISTINCT other) AS contacts
  RETURN collect({one: one, contacts: contacts}) AS meetings
}
UNWIND pairs AS pair
WITH pair.m AS m, pair.n AS n, pair.border AS border, as_of,
  head([meeting IN meetings WHERE meeting.one = pair.m | meeting.contacts]) AS contacts
WHERE NOT coalesce(n IN contacts, false)
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
WITH m, n, border, as_of, collect(part) AS parts
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (n)
WITH m, n, border, as_of, parts, collect(part) AS others
CALL (parts, others, as_of) {
  UNWIND parts AS part
  UNWIND others AS other
  MATCH (part)-[f:PARTICIPATES_IN|ORGANISES|RUNS|FOR|FUNDS]-(s:EventSeries)-[g:PARTICIPATES_IN|ORGANISES|RUNS|FOR|FUNDS]-(other)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
  WITH s, f, g ORDER BY s.name, s.id, f.id, g.id
  RETURN collect(DISTINCT {id: s.id, name: s.name}) AS series, collect(f) + collect(g) AS ties
}
WITH m, n, border, series, ties + [border] AS facts
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN m.name AS municipality, m.id AS municipality_id, n.name AS neighbour, n.id AS neighbour_id,
  border.border AS border, series, sources
ORDER BY municipality, municipality_id, neighbour, neighbour_id
