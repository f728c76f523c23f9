// name: survey-spread
// kind: profile
// question.fi: Kuinka paljon kunnat eroavat toisistaan kyselyn tuloksissa?
// question.sv: Hur mycket skiljer sig kommunerna åt i enkätens resultat?
// question.en: How far apart are the municipalities in the results of a survey?
// param survey: indicator
// param region: region
// param as_of: date
// column survey: Indicator
// column date: text
// column theme: text
// column indicator: Indicator
// column measures: state
// column lowest: number
// column middle: number
// column highest: number
// column municipalities: integer
// column unit: text
// column sources: sources
WITH null AS survey, null AS region, date() AS as_of
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
MATCH (part)-[f:SCORES]->(i:Indicator)
WHERE i.survey IS NOT NULL AND i.measures <> 'answers' AND (survey IS NULL OR i.survey = survey)
  AND f.date <= toString(as_of)
// The survey's latest round, the same for all; a municipality that did not answer then is not in it.
WITH i.survey AS asked, max(f.date) AS round, collect({place: m, item: i, fact: f}) AS told
UNWIND [one IN told WHERE one.fact.date = round AND one.fact.value IS NOT NULL] AS one
WITH asked, round, one.place AS m, one.item AS i, collect(one.fact) AS facts
WITH asked, round, i, facts, reduce(n = 0, f IN facts | n + f.of) AS n,
  reduce(total = 0.0, f IN facts | total + f.value * f.of) AS total
WITH asked, round, i, collect({value: total / n, facts: facts}) AS places
MATCH (s:Indicator {id: asked})
UNWIND places AS place
UNWIND place.facts AS f
UNWIND f.sources AS source
WITH s, round, i, places, source ORDER BY source
WITH s, round, i, places, collect(DISTINCT source) AS sources
UNWIND places AS place
WITH s, round, i, sources, min(place.value) AS lowest, percentileCont(place.value, 0.5) AS middle,
  max(place.value) AS highest, count(*) AS municipalities
RETURN s.name AS survey, s.id AS survey_id, round AS date, i.theme AS theme, i.name AS indicator, i.id AS indicator_id,
  i.measures AS measures, round(lowest, 2) AS lowest, round(middle, 2) AS middle, round(highest, 2) AS highest,
  municipalities, i.unit AS unit, sources
ORDER BY survey, survey_id, theme, measures DESC, indicator, indicator_id
