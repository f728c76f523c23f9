// name: project-endings
// kind: hub
// question.fi: Mitä katkeaa, kun hanke päättyy?
// question.sv: Vad brister när projektet tar slut?
// question.en: What breaks when the project ends?
// param as_of: date
// param region: region
// column project: Project
// column ends: date
// column count: integer
// column pairs: integer
// column cut: entity[]
// column sources: sources
// analysis: project_endings
WITH date() AS as_of, null AS region
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
