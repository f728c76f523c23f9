// name: profile-of-association
// kind: profile
// question.fi: Mitä järjestöstä tiedetään, ja kuka niin sanoo?
// question.sv: Vad vet vi om föreningen, och vem säger det?
// question.en: What is known of the association, and who says so?
// analysis: profile_of_association
// param association: association required
// param as_of: date
// column what: text
// column other: entity
// column details: text
// column valid_from: text
// column valid_to: text
// column status: state
// column sources: sources
// column evidence: texts
WITH 'keski-suomen-yhteisöjen-tuki' AS association, date() AS as_of
// The ties; the answer tells the properties too, and each fact with how it stands on the day.
MATCH (:Association {id: association})-[f]-(other)
RETURN type(f) AS what, other.name AS other, other.id AS other_id, f.valid_from AS valid_from, f.valid_to AS valid_to,
  f.sources AS sources, f.claims AS evidence
ORDER BY what, other, other_id, f.id
