// name: unchecked-liaisons
// kind: gap
// question.fi: Keiden järjestöyhdyshenkilöiden tietoja ei ole tarkistettu viime kuukausina?
// question.sv: Vilka kontaktpersoners uppgifter har inte granskats under de senaste månaderna?
// question.en: Which liaisons' details have not been checked in the last months?
// param as_of: date
// param region: region
// param months: count
// column municipality: Municipality
// column liaison: Person
// column deputy: boolean
// column status: state
// column checked: date
// column months: integer
// column stated: date
// column sources: sources
WITH date() AS as_of, null AS region, 12 AS months
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
// What holds for a municipality that has merged holds for its successor.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
MATCH (part)<-[f:LIAISON_FOR]-(p:Person)
WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The details have been checked when the post was or when the person's own were.
WITH m, p, f, as_of, as_of - duration({months: months}) AS limit,
  CASE WHEN f.checked >= p.checked THEN f.checked ELSE coalesce(p.checked, f.checked) END AS checked
WHERE NOT coalesce(checked >= limit AND checked <= as_of, false)
CALL (f) {
  MATCH (s:Source) WHERE s.id IN f.sources
  RETURN max(coalesce(s.published, s.retrieved)) AS stated
}
RETURN m.name AS municipality, m.id AS municipality_id, p.name AS liaison, p.id AS liaison_id,
  coalesce(f.deputy, false) AS deputy,
  CASE WHEN checked IS NULL THEN 'never_checked' WHEN checked > as_of THEN 'checked_later' ELSE 'outdated' END AS status,
  checked, CASE WHEN checked <= as_of THEN duration.between(checked, as_of).months END AS months, stated,
  f.sources AS sources
ORDER BY municipality, municipality_id, deputy, liaison, liaison_id, f.id
