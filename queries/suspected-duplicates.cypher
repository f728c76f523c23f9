// name: suspected-duplicates
// kind: quality
// question.fi: Mitkä tiedot saattavat tarkoittaa samaa?
// question.sv: Vilka uppgifter kan avse samma sak?
// question.en: Which entities may be the same?
// analysis: suspected_duplicates
// param as_of: date
// param region: region
// column fact: state
// column one: entity
// column other: entity
// column reason: state
// column sources: sources
WITH date() AS as_of, null AS region
// Entities whose names are the same but for case and spaces.
MATCH (n:Person|Association|Organisation|Project|Programme|Event|EventSeries|CooperationStructure|Plan)
WHERE NOT coalesce(n.valid_from > as_of OR coalesce(n.valid_to <= as_of, n.ended), false)
  AND (region IS NULL OR EXISTS { (n)-[:PART_OF|LOCATED_IN|WORKS_FOR|HELD_IN|FOR]->{1,2}(:Region {id: region}) })
WITH labels(n)[0] AS kind, toLower(replace(replace(n.name, ' ', ''), '-', '')) AS folded, n ORDER BY n.id
WITH kind, folded, collect(n) AS alike
WHERE size(alike) > 1
RETURN kind, folded, alike
ORDER BY kind, folded
