// name: survey-results
// kind: profile
// question.fi: Mitä kyselyihin on kunnasta vastattu viimeksi?
// question.sv: Vad har senast svarats på enkäterna om kommunen?
// question.en: What was last answered to the surveys about the municipality?
// param municipality: municipality required
// param survey: indicator
// param as_of: date
// column municipality: Municipality
// column survey: Indicator
// column date: text
// column theme: text
// column indicator: Indicator
// column measures: state
// column value: number
// column unit: text
// column respondents: integer
// column status: state
// column sources: sources
WITH '077' AS municipality, null AS survey, date() AS as_of
// What a municipality has merged into answers for it.
MATCH (:Municipality {id: municipality}) (()-[step:MERGED_INTO]->() WHERE step.date <= as_of){0,4} (m)
WHERE NOT EXISTS { MATCH (m)-[later:MERGED_INTO]->() WHERE later.date <= as_of }
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
MATCH (part)-[f:SCORES]->(i:Indicator)
WHERE i.survey IS NOT NULL AND i.measures <> 'answers' AND (survey IS NULL OR i.survey = survey)
  AND f.date <= toString(as_of)
WITH m, i.survey AS asked, max(f.date) AS round, collect({item: i, fact: f}) AS told
UNWIND [one IN told WHERE one.fact.date = round] AS one
WITH m, asked, round, one.item AS i, collect(one.fact) AS facts
WITH m, asked, round, i, facts, [f IN facts WHERE f.value IS NOT NULL] AS known
WITH m, asked, round, i, facts, reduce(n = 0, f IN known | n + f.of) AS respondents,
  reduce(total = 0.0, f IN known | total + f.value * f.of) AS total
MATCH (s:Indicator {id: asked})
UNWIND facts AS f
UNWIND f.sources AS source
WITH m, s, round, i, respondents, total, source ORDER BY source
WITH m, s, round, i, respondents, total, collect(DISTINCT source) AS sources
RETURN m.name AS municipality, m.id AS municipality_id, s.name AS survey, s.id AS survey_id, round AS date,
  i.theme AS theme, i.name AS indicator, i.id AS indicator_id, i.measures AS measures,
  CASE WHEN respondents > 0 THEN round(total / respondents, 2) END AS value, i.unit AS unit,
  CASE WHEN respondents > 0 THEN respondents END AS respondents,
  CASE WHEN respondents > 0 THEN 'shown' ELSE 'too_few' END AS status, sources
ORDER BY survey, survey_id, theme, measures DESC, indicator, indicator_id
