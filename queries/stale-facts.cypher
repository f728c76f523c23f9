// name: stale-facts
// kind: quality
// question.fi: Mitä kuntien yhteyksiä mikään lähde ei ole vahvistanut viime vuosina?
// question.sv: Vilka av kommunernas kontakter har ingen källa bekräftat under de senaste åren?
// question.en: Which ties of municipalities has no source confirmed in the last years?
// param as_of: date
// param region: region
// param years: count
// column municipality: Municipality
// column relation: state
// column status: state
// column count: integer
// column stated: date
// column examples: entity[]
// column sources: sources
WITH date() AS as_of, null AS region, 3 AS years
CALL (as_of, years) {
  MATCH (s:Source)
  WITH s, coalesce(s.published, s.retrieved) AS day, as_of - duration({years: years}) AS limit
  RETURN collect(CASE WHEN day > limit THEN s.id END) AS fresh, collect(CASE WHEN day IS NULL THEN s.id END) AS undated,
    collect({id: s.id, day: day}) AS days
}
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
// What holds for a municipality that has merged holds for its successor.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
// What is said to last: events, money of a year and borders do not age.
MATCH (part)-[f:LIAISON_FOR|WORKS_FOR|HAS_STRUCTURE|RUNS|MEMBER_OF|COOPERATES_WITH|LOCATED_IN|PARTICIPATES_IN]-(x)
WHERE NOT x:Event AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  AND none(source IN f.sources WHERE source IN fresh)
WITH m, days, type(f) AS relation, CASE WHEN any(source IN f.sources WHERE source IN undated) THEN 'undated' ELSE 'stale' END AS status,
  collect(f) AS facts, collect([f, x]) AS ties
CALL (ties) {
  UNWIND ties AS tie
  WITH tie[0] AS f, tie[1] AS x ORDER BY x.name, x.id, f.id LIMIT 5
  RETURN collect({kind: labels(x)[0], id: x.id, name: x.name}) AS examples
}
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
CALL (days, sources) {
  UNWIND days AS item
  WITH item WHERE item.id IN sources
  RETURN max(item.day) AS stated
}
RETURN m.name AS municipality, m.id AS municipality_id, relation, status, size(facts) AS count, stated,
  examples, sources
ORDER BY municipality, municipality_id, relation, status
