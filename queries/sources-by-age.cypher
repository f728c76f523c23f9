// name: sources-by-age
// kind: quality
// question.fi: Kuinka vanhoja lähteet ovat?
// question.sv: Hur gamla är källorna?
// question.en: How old are the sources?
// param as_of: date
// param years: count
// column source: Source
// column kind: text
// column published: date
// column months: integer
// column status: state
// column facts: integer
// column sources: sources
WITH date() AS as_of, 3 AS years
MATCH (s:Source)
WITH s, coalesce(s.published, s.retrieved) AS day, as_of, years
WHERE coalesce(day <= as_of, true)
RETURN s.title AS source, s.id AS source_id, s.kind AS kind, day AS published, duration.between(day, as_of).months AS months,
  CASE WHEN day IS NULL THEN 'undated' WHEN day < as_of - duration({years: years}) THEN 'stale' ELSE 'fresh' END AS status,
  s.facts AS facts, [s.id] AS sources
ORDER BY published, source, source_id
