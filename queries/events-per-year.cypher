// name: events-per-year
// kind: network
// question.fi: Kuinka monta tapahtumaa minäkin vuonna on ollut?
// question.sv: Hur många evenemang har det ordnats varje år?
// question.en: How many events have there been each year?
// param as_of: date
// param region: region
// column year: integer
// column count: integer
// column municipality_count: integer
// column participants: integer
// column participants_known: integer
// column sources: sources
// chart: count
WITH date() AS as_of, null AS region
CALL (as_of, region) {
  WITH as_of, region WHERE region IS NULL
  MATCH (e:Event)
  RETURN e
  UNION
  MATCH (r:Region {id: region})
  CALL (r, as_of) {
    MATCH (r)<-[:FOR]-(e:Event)
    RETURN e
    UNION
    MATCH (r)<-[g:PART_OF]-(place)<-[:FOR|HELD_IN]-(e:Event)
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    RETURN e
    UNION
    MATCH (r)<-[g:PART_OF]-(m:Municipality)-[:PARTICIPATES_IN|ORGANISES]->(e:Event)
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    RETURN e
  }
  RETURN DISTINCT e
}
WITH e, as_of
WHERE coalesce(e.date <= toString(as_of), true) AND coalesce(e.status <> 'cancelled', true)
CALL (e, as_of) {
  OPTIONAL MATCH (e)-[:HELD_IN|FOR|PARTICIPATES_IN|ORGANISES]-(part:Municipality)
  RETURN collect(DISTINCT part.id) AS places
}
WITH toIntegerOrNull(left(e.date, 4)) AS year, e, places
WITH year, collect(e) AS facts, count(e.participants) AS participants_known, sum(e.participants) AS participants, collect(places) AS places
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN year, size(facts) AS count, COUNT { UNWIND places AS some UNWIND some AS place RETURN DISTINCT place } AS municipality_count,
  CASE WHEN participants_known > 0 THEN participants END AS participants, participants_known, sources
ORDER BY year
