// name: suggested-introductions
// kind: network
// question.fi: Ketkä kannattaisi tutustuttaa toisiinsa?
// question.sv: Vilka borde presenteras för varandra?
// question.en: Who should be introduced to each other?
// param kind: municipality|association|organisation|person
// param entity: entity
// param as_of: date
// param region: region
// param limit: count
// column one: entity
// column other: entity
// column strength: number
// column shared: texts
// column sources: sources
// analysis: suggested_introductions
WITH 'municipality' AS kind, null AS entity, date() AS as_of, null AS region, 20 AS limit
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
