// name: single-person-dependency
// kind: hub
// question.fi: Kuinka suuri osa kunnan yhteyksistä kulkee yhden ihmisen kautta?
// question.sv: Hur stor del av kommunens band går genom en enda person?
// question.en: How much of a municipality's ties runs through one person?
// param as_of: date
// param region: region
// column municipality: Municipality
// column person: Person
// column share: percent
// column reaches: integer
// column cut: entity[]
// column sources: sources
// chart: share
// analysis: single_person_dependency
WITH date() AS as_of, null AS region
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
