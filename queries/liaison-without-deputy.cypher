// name: liaison-without-deputy
// kind: gap
// question.fi: Missä kunnissa järjestöyhdyshenkilöllä ei ole varahenkilöä?
// question.sv: I vilka kommuner saknar kontaktpersonen för föreningar en ersättare?
// question.en: In which municipalities does the association liaison have no deputy?
// param as_of: date
// param region: region
// column municipality: Municipality
// column liaisons: Person[]
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
CALL (parts, as_of) {
  UNWIND parts AS part
  MATCH (part)<-[f:LIAISON_FOR]-(p:Person)
  WHERE NOT coalesce(f.deputy, false)
    AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  WITH p, f ORDER BY p.name, p.id, f.id
  RETURN collect(DISTINCT {id: p.id, name: p.name}) AS liaisons, collect(f) AS posts
}
WITH m, as_of, parts, liaisons, posts
WHERE posts <> [] AND NOT EXISTS {
  UNWIND parts AS part
  MATCH (part)<-[f:LIAISON_FOR {deputy: true}]-(:Person)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
}
// The last deputy whose time ended, and the last time that somebody said that there is none.
CALL (parts, as_of) {
  UNWIND parts AS part
  OPTIONAL MATCH (part)<-[f:LIAISON_FOR {deputy: true}]-(:Person)
  WHERE coalesce(f.valid_to <= as_of, f.ended)
  WITH f ORDER BY f.valid_to DESC, f.id LIMIT 1
  RETURN f AS post
}
CALL (parts, as_of) {
  UNWIND parts AS part
  OPTIONAL MATCH (part)-[f:SCORES]->(:Indicator {id: 'i03'})
  WHERE f.value = 0 AND coalesce(toString(f.date) <= toString(as_of), true)
  WITH f ORDER BY f.date DESC, f.id LIMIT 1
  RETURN f AS denial
}
WITH m, liaisons, posts, post, denial,
  CASE
    WHEN post IS NOT NULL AND NOT coalesce(toString(denial.date) >= toString(post.valid_to), false) THEN 'vacant'
    WHEN denial IS NOT NULL THEN 'none'
    ELSE 'unknown'
  END AS status
WITH m, liaisons, status,
  CASE status WHEN 'vacant' THEN toString(post.valid_to) WHEN 'none' THEN denial.date END AS since,
  posts + CASE status WHEN 'vacant' THEN [post] WHEN 'none' THEN [denial] ELSE [] END AS facts
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN m.name AS municipality, m.id AS municipality_id, liaisons, status, since, sources
ORDER BY municipality, municipality_id
