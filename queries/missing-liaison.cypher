// name: missing-liaison
// kind: gap
// question.fi: Missä kunnissa ei ole nimettyä järjestöyhdyshenkilöä?
// question.sv: Vilka kommuner saknar en utsedd kontaktperson för föreningar?
// question.en: Which municipalities have no named association liaison?
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
  MATCH (part)<-[f:LIAISON_FOR]-(:Person)
  WHERE part IN parts AND NOT coalesce(f.deputy, false)
    AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
}
// The last post that ended, and the last time that somebody said that nobody is named.
CALL (parts, as_of) {
  OPTIONAL MATCH (part)<-[f:LIAISON_FOR]-(:Person)
  WHERE part IN parts AND NOT coalesce(f.deputy, false) AND coalesce(f.valid_to <= as_of, f.ended)
  WITH f ORDER BY f.valid_to DESC, f.id LIMIT 1
  RETURN f AS post
}
CALL (parts, as_of) {
  OPTIONAL MATCH (part)-[f:SCORES]->(:Indicator {id: 'i01'})
  WHERE part IN parts AND f.value = 0 AND coalesce(toString(f.date) <= toString(as_of), true)
  WITH f ORDER BY f.date DESC, f.id LIMIT 1
  RETURN f AS denial
}
WITH m, post, denial,
  CASE
    WHEN post IS NOT NULL AND NOT coalesce(toString(denial.date) >= toString(post.valid_to), false) THEN 'vacant'
    WHEN denial IS NOT NULL THEN 'none'
    ELSE 'unknown'
  END AS status
RETURN m.name AS municipality, m.id AS municipality_id, status,
  CASE status WHEN 'vacant' THEN toString(post.valid_to) WHEN 'none' THEN denial.date END AS since,
  CASE status WHEN 'vacant' THEN post.sources WHEN 'none' THEN denial.sources ELSE [] END AS sources
ORDER BY municipality, municipality_id
