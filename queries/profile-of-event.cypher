// name: profile-of-event
// kind: profile
// question.fi: Mitä tapahtumasta tiedetään, ja kuka niin sanoo?
// question.sv: Vad vet vi om evenemanget, och vem säger det?
// question.en: What is known of the event, and who says so?
// analysis: profile_of_event
// param event: event required
// param as_of: date
// column what: text
// column other: entity
// column details: text
// column valid_from: text
// column valid_to: text
// column status: state
// column sources: sources
// column evidence: texts
WITH 'järjestöyhdyshenkilöiden-verkostobrunssi' AS event, date() AS as_of
// The ties; the answer tells the properties too, and each fact with how it stands on the day.
MATCH (:Event {id: event})-[f]-(other)
RETURN type(f) AS what, other.name AS other, other.id AS other_id, f.valid_from AS valid_from, f.valid_to AS valid_to,
  f.sources AS sources, f.claims AS evidence
ORDER BY what, other, other_id, f.id
