// name: profile-of-person
// kind: profile
// question.fi: Mitä henkilön tehtävistä ja yhteyksistä tiedetään, ja kuka niin sanoo?
// question.sv: Vad vet vi om personens uppdrag och kontakter, och vem säger det?
// question.en: What is known of the person's posts and ties, and who says so?
// analysis: profile_of_person
// param person: person required
// param as_of: date
// column what: text
// column other: entity
// column details: text
// column valid_from: text
// column valid_to: text
// column status: state
// column sources: sources
// column evidence: texts
WITH 'miikka-laihonen' AS person, date() AS as_of
// The ties; the answer tells the properties too, and each fact with how it stands on the day.
MATCH (p:Person {id: person})-[f]-(other)
WHERE coalesce(p.visibility = 'public', true)
RETURN type(f) AS what, other.name AS other, other.id AS other_id, f.valid_from AS valid_from, f.valid_to AS valid_to,
  f.sources AS sources, f.claims AS evidence
ORDER BY what, other, other_id, f.id
