// name: profile-of-municipality
// kind: profile
// question.fi: Mitä kunnasta tiedetään, ja kuka niin sanoo?
// question.sv: Vad vet vi om kommunen, och vem säger det?
// question.en: What is known of the municipality, and who says so?
// analysis: profile_of_municipality
// param municipality: municipality required
// param as_of: date
// column what: text
// column other: entity
// column details: text
// column valid_from: text
// column valid_to: text
// column status: state
// column sources: sources
// column evidence: texts
WITH '077' AS municipality, date() AS as_of
// The ties of the municipality and of those that have merged into it.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (:Municipality {id: municipality})
MATCH (part)-[f]-(other)
RETURN part.name AS part, type(f) AS what, other.name AS other, other.id AS other_id, f.valid_from AS valid_from,
  f.valid_to AS valid_to, f.sources AS sources, f.claims AS evidence
ORDER BY what, other, other_id, f.id
