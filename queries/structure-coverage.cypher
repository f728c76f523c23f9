// name: structure-coverage
// kind: gap
// question.fi: Kuinka moni suositelluista yhteistyörakenteista kunnassa on, puuttuu tai ei ole tiedossa?
// question.sv: Hur många av de rekommenderade samarbetsstrukturerna finns, saknas eller är okända i varje kommun?
// question.en: How many of the recommended cooperation structures does each municipality have, lack, or not tell of?
// param as_of: date
// param region: region
// column municipality: Municipality
// column present: integer
// column known_missing: integer
// column unknown: integer
// column known_share: percent
// column sources: sources
// chart: present
WITH date() AS as_of, null AS region
MATCH (m:Municipality)
WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  AND (region IS NULL OR EXISTS {
    MATCH (m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
// What holds for a municipality that has merged holds for its successor.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
WITH m, as_of, collect(part) AS parts
// The recommendation: how each structure shows in the graph, and from which value of its indicator on it is there.
UNWIND [
  {place: 1, type: 'liaison_role', indicator: 'i01', least: 1},
  {place: 2, type: 'regular_meeting', indicator: 'i06', least: 2},
  {place: 3, type: 'cooperation_document', indicator: 'i04', least: 2},
  {place: 4, type: 'advisory_board', indicator: 'i07', least: 1},
  {place: 5, type: 'premises', indicator: 'i17', least: 1},
  {place: 6, type: 'grants', indicator: 'i12', least: 1},
  {place: 7, type: 'strategy_mention', indicator: null, least: null},
  {place: 8, type: 'web_page', indicator: 'i02', least: 1}
] AS wanted
CALL (parts, wanted, as_of) {
  CALL (parts, wanted, as_of) {
    // A structure of its own or shared with others; meetings at least twice a year.
    UNWIND parts AS part
    MATCH (part)-[f:HAS_STRUCTURE|RUNS|MEMBER_OF|PARTICIPATES_IN]->(s:CooperationStructure {type: wanted.type})
    WHERE NOT coalesce(f.valid_from > as_of OR s.valid_from > as_of, false)
    WITH f, s, coalesce(f.valid_to <= as_of, f.ended) OR coalesce(s.valid_to <= as_of, s.ended) AS ended
    RETURN f AS fact, toString(CASE WHEN ended THEN coalesce(f.valid_to, s.valid_to) END) AS since,
      CASE
        WHEN ended THEN 'known_missing'
        WHEN wanted.type <> 'regular_meeting' OR s.per_year >= 2 THEN 'present'
        WHEN s.per_year < 2 THEN 'known_missing'
      END AS status, true AS structure
    UNION ALL
    UNWIND CASE wanted.type WHEN 'liaison_role' THEN parts ELSE [] END AS part
    MATCH (part)<-[f:LIAISON_FOR]-(:Person)
    WHERE NOT coalesce(f.deputy OR f.valid_from > as_of, false)
    WITH f, coalesce(f.valid_to <= as_of, f.ended) AS ended
    RETURN f AS fact, toString(CASE WHEN ended THEN f.valid_to ELSE f.valid_from END) AS since,
      CASE WHEN ended THEN 'known_missing' ELSE 'present' END AS status, true AS structure
    UNION ALL
    // A grant to an association in this year or the two before.
    UNWIND CASE wanted.type WHEN 'grants' THEN parts ELSE [] END AS part
    MATCH (part)-[f:FUNDS]->(:Association)
    WITH f, coalesce(f.year, f.valid_from.year) AS year, as_of
    WHERE as_of.year - 2 <= year <= as_of.year
    WITH f, year ORDER BY year DESC, f.id LIMIT 1
    RETURN f AS fact, toString(year) AS since, 'present' AS status, true AS structure
    UNION ALL
    // What the indicator was when it was last looked at.
    UNWIND parts AS part
    MATCH (part)-[f:SCORES]->(:Indicator {id: wanted.indicator})
    WHERE f.value IS NOT NULL AND coalesce(f.date <= toString(as_of), true)
    WITH f ORDER BY coalesce(f.date, '') DESC, f.value DESC, f.id LIMIT 1
    RETURN f AS fact, f.date AS since,
      CASE WHEN f.value >= wanted.least THEN 'present' ELSE 'known_missing' END AS status, false AS structure
  }
  WITH fact, since, status, structure WHERE status IS NOT NULL
  ORDER BY structure AND status = 'present' DESC, coalesce(since, '') DESC, structure, status DESC, fact.id
  RETURN collect({fact: fact, since: since, status: status})[0] AS found
}

WITH m, count(wanted) AS all, collect(found.fact) AS facts,
  count(CASE found.status WHEN 'present' THEN 1 END) AS present,
  count(CASE found.status WHEN 'known_missing' THEN 1 END) AS known_missing
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN m.name AS municipality, m.id AS municipality_id, present, known_missing,
  all - present - known_missing AS unknown, toFloat(present + known_missing) / all AS known_share, sources
ORDER BY municipality, municipality_id
