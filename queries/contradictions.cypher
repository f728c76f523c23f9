// name: contradictions
// kind: quality
// question.fi: Mistä tiedoista lähteet ovat eri mieltä?
// question.sv: Vilka uppgifter är källorna oense om?
// question.en: Which facts do the sources disagree about?
// analysis: contradictions
// param as_of: date
// param region: region
// column contradiction: state
// column fact: state
// column subject: entity
// column object: entity
// column property: state
// column values: texts
// column people: Person[]
// column sources: sources
WITH date() AS as_of, null AS region
// Ties of municipalities that several sources state, with what each of them says.
MATCH (m:Municipality)-[f]-(x)
WHERE size(f.sources) > 1
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  AND (region IS NULL OR EXISTS { (m)-[:PART_OF]->(:Region {id: region}) })
RETURN m, f, x
ORDER BY m.id, type(f), f.id
LIMIT 300
