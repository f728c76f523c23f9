// name: survey-coverage
// kind: quality
// question.fi: Kuinka moni on vastannut kyselyihin, kunnittain ja kierroksittain?
// question.sv: Hur många har svarat på enkäterna, per kommun och omgång?
// question.en: How many have answered the surveys, by municipality and round?
// param survey: indicator
// param region: region
// param as_of: date
// column survey: Indicator
// column date: text
// column municipality: Municipality
// column answered: integer
// column expected: integer
// column share: percent
// column status: state
// column sources: sources
// chart: share
WITH null AS survey, null AS region, date() AS as_of
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
MATCH (part)-[f:SCORES]->(s:Indicator {measures: 'answers'})
WHERE (survey IS NULL OR s.id = survey) AND f.date <= toString(as_of)
UNWIND f.sources AS source
WITH m, s, f, source ORDER BY source
WITH m, s, f.date AS date, collect(DISTINCT source) AS sources, collect(DISTINCT f) AS facts
// A number that is too small to be shown makes the sum unknown, and so does an expectation that is not known.
WITH m, s, date, sources,
  CASE WHEN all(f IN facts WHERE f.value IS NOT NULL) THEN toInteger(reduce(n = 0.0, f IN facts | n + f.value)) END
    AS answered,
  CASE WHEN all(f IN facts WHERE f.of IS NOT NULL) THEN reduce(n = 0, f IN facts | n + f.of) END AS expected
RETURN s.name AS survey, s.id AS survey_id, date, m.name AS municipality, m.id AS municipality_id, answered, expected,
  CASE WHEN expected > 0 THEN toFloat(answered) / expected END AS share,
  CASE WHEN answered IS NULL THEN 'too_few' ELSE 'shown' END AS status, sources
ORDER BY survey, survey_id, date DESC, municipality, municipality_id
