// name: municipalities-without-any-tie
// kind: gap
// question.fi: Mistä kunnista ei ole tiedossa yhtään yhteyttä?
// question.sv: Vilka kommuner har inga kända kontakter alls?
// question.en: Which municipalities have no known tie at all?
// param as_of: date
// param region: region
// column municipality: Municipality
// column status: state
// column since: text
// column last: entity
// column sources: sources
WITH date() AS as_of, null AS region
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
// What holds for a municipality that has merged holds for its successor.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
WITH m, as_of, collect(part) AS parts
WHERE NOT EXISTS {
  UNWIND parts AS part
  MATCH (part)-[f]-(x:Person|Association|Organisation|Project|Programme|Event|EventSeries|CooperationStructure|Plan)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND coalesce(x.date <= toString(as_of), true)
}
// The last one that it had.
CALL (parts, as_of) {
  UNWIND parts AS part
  OPTIONAL MATCH (part)-[f]-(x:Person|Association|Organisation|Project|Programme|Event|EventSeries|CooperationStructure|Plan)
  WHERE coalesce(f.valid_to <= as_of, f.ended)
  WITH f, x ORDER BY coalesce(toString(f.valid_to), '') DESC, f.id LIMIT 1
  RETURN f, x
}
RETURN m.name AS municipality, m.id AS municipality_id,
  CASE WHEN f IS NULL THEN 'unknown' ELSE 'ended' END AS status, toString(f.valid_to) AS since,
  x.name AS last, labels(x)[0] AS last_kind, x.id AS last_id, coalesce(f.sources, []) AS sources
ORDER BY municipality, municipality_id
