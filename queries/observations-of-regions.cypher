// name: observations-of-regions
// kind: profile
// question.fi: Mitä maakunnista ja muista alueista on todettu lukuina tai sanoin?
// question.sv: Vad har konstaterats om landskap och andra områden, i siffror eller ord?
// question.en: What has been observed of regions and other areas, in figures or words?
// param as_of: date
// param region: region
// column place: entity
// column indicator: Indicator
// column value: number
// column meaning: text
// column date: text
// column respondents: integer
// column sources: sources
WITH date() AS as_of, null AS region
MATCH (place:Region|WellbeingCounty|Area)-[f:SCORES]->(i:Indicator)
WHERE coalesce(f.date <= toString(as_of), true)
  // Surveys have questions of their own, and no figure of fewer than five answers is shown.
  AND i.survey IS NULL AND coalesce(f.of >= 5, true)
  AND (region IS NULL OR place:Region AND place.id = region OR EXISTS {
    MATCH (place)<-[g:PART_OF]-(:Municipality)-[h:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
      AND NOT coalesce(h.valid_from > as_of OR coalesce(h.valid_to <= as_of, h.ended), false)
  })
RETURN place.name AS place, labels(place)[0] AS place_kind, place.id AS place_id, i.name AS indicator, i.id AS indicator_id,
  f.value AS value, f.text AS meaning, f.date AS date, f.of AS respondents, f.sources AS sources
ORDER BY place, place_kind, place_id, indicator, indicator_id, date DESC, f.id
