// name: associations-through-people
// kind: network
// question.fi: Mitkä järjestöt liittyvät toisiinsa yhteisten ihmisten kautta?
// question.sv: Vilka föreningar hör ihop genom gemensamma personer?
// question.en: Which associations are joined by people in common?
// param as_of: date
// param region: region
// param limit: count
// column one: Association
// column other: Association
// column count: integer
// column shared: entity[]
// column sources: sources
// analysis: associations_through
WITH date() AS as_of, null AS region, 50 AS limit
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
