// name: survey-change
// kind: profile
// question.fi: Miten kunnan kyselytulokset ovat muuttuneet edellisestä kierroksesta?
// question.sv: Hur har kommunens enkätresultat ändrats sedan förra omgången?
// question.en: How have the municipality's survey results changed since the round before?
// param municipality: municipality
// param survey: indicator
// param as_of: date
// column municipality: Municipality
// column survey: Indicator
// column theme: text
// column indicator: Indicator
// column measures: state
// column date_before: text
// column before: number
// column date: text
// column value: number
// column change: number
// column respondents: integer
// column sources: sources
WITH null AS municipality, null AS survey, date() AS as_of
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (municipality IS NULL OR EXISTS {
    MATCH (:Municipality {id: municipality}) (()-[step:MERGED_INTO]->() WHERE step.date <= as_of){0,4} (m)
  })
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
MATCH (part)-[f:SCORES]->(i:Indicator)
WHERE i.survey IS NOT NULL AND i.measures <> 'answers' AND (survey IS NULL OR i.survey = survey)
  AND f.date <= toString(as_of) AND f.value IS NOT NULL
WITH m, i, f.date AS date, collect(f) AS facts
WITH m, i, date, facts, reduce(n = 0, f IN facts | n + f.of) AS n,
  reduce(total = 0.0, f IN facts | total + f.value * f.of) AS total
WITH m, i, date, facts, n, total / n AS value ORDER BY date DESC
WITH m, i, collect({date: date, value: value, n: n, facts: facts})[..2] AS rounds
WHERE size(rounds) = 2
MATCH (s:Indicator {id: i.survey})
UNWIND rounds AS one
UNWIND one.facts AS f
UNWIND f.sources AS source
WITH m, s, i, rounds, source ORDER BY source
WITH m, s, i, rounds[0] AS now, rounds[1] AS then, collect(DISTINCT source) AS sources
RETURN m.name AS municipality, m.id AS municipality_id, s.name AS survey, s.id AS survey_id, i.theme AS theme,
  i.name AS indicator, i.id AS indicator_id, i.measures AS measures, then.date AS date_before,
  round(then.value, 2) AS before, now.date AS date, round(now.value, 2) AS value,
  round(now.value - then.value, 2) AS change, now.n AS respondents, sources
ORDER BY municipality, municipality_id, survey, survey_id, theme, measures DESC, indicator, indicator_id
