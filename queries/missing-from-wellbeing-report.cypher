// name: missing-from-wellbeing-report
// kind: gap
// question.fi: Missä kunnissa järjestöt eivät ole mukana hyvinvointikertomuksessa?
// question.sv: I vilka kommuner är föreningarna inte med i välfärdsberättelsen?
// question.en: In which municipalities do associations take no part in the wellbeing report?
// param as_of: date
// param region: region
// column municipality: Municipality
// column status: state
// column since: text
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
  MATCH (part)-[f:HAS_STRUCTURE|RUNS|MEMBER_OF|PARTICIPATES_IN]->(s:CooperationStructure {type: 'wellbeing_report'})
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(s.valid_from > as_of OR coalesce(s.valid_to <= as_of, s.ended), false)
}
// The last time that somebody said whether they take part, and the last report that they no longer take part in.
CALL (parts, as_of) {
  UNWIND parts AS part
  OPTIONAL MATCH (part)-[f:SCORES]->(:Indicator {id: 'i09'})
  WHERE f.value IS NOT NULL AND coalesce(toString(f.date) <= toString(as_of), true)
  WITH f ORDER BY coalesce(f.date, '') DESC, f.value DESC, f.id LIMIT 1
  RETURN f AS said
}
WITH m, as_of, parts, said WHERE NOT coalesce(said.value > 0, false)
CALL (parts, as_of) {
  UNWIND parts AS part
  OPTIONAL MATCH (part)-[f:HAS_STRUCTURE|RUNS|MEMBER_OF|PARTICIPATES_IN]->(s:CooperationStructure {type: 'wellbeing_report'})
  WITH f, CASE WHEN coalesce(f.valid_to <= as_of, f.ended) THEN f WHEN coalesce(s.valid_to <= as_of, s.ended) THEN s END AS ended
  ORDER BY ended.valid_to DESC, f.id LIMIT 1
  RETURN f AS tie, ended
}
WITH m, tie, ended, said,
  CASE
    WHEN said IS NOT NULL AND NOT coalesce(toString(ended.valid_to) > toString(said.date), false) THEN 'known_missing'
    WHEN ended IS NOT NULL THEN 'ended'
    ELSE 'unknown'
  END AS status
RETURN m.name AS municipality, m.id AS municipality_id, status,
  CASE status WHEN 'known_missing' THEN said.date WHEN 'ended' THEN toString(ended.valid_to) END AS since,
  CASE status WHEN 'known_missing' THEN said.sources WHEN 'ended' THEN tie.sources ELSE [] END AS sources
ORDER BY municipality, municipality_id
