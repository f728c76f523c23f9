// name: next-stops
// kind: gap
// question.fi: Missä kunnissa kiertueen kannattaisi käydä seuraavaksi?
// question.sv: Vilka kommuner borde turnén besöka härnäst?
// question.en: Which municipalities should the tour visit next?
// param event_series: event_series required
// param as_of: date
// param region: region
// column municipality: Municipality
// column status: state
// column times: integer
// column last: text
// column areas: Area[]
// column neighbours_met: integer
// column neighbours: integer
// column stops: entity[]
// column sources: sources
WITH 'elinvoimapajakiertue' AS event_series, date() AS as_of, null AS region
MATCH (whole:EventSeries {id: event_series})
CALL (whole, as_of) {
  // Its events and, where one year of it is a series of its own, that year; an event without year takes it from there.
  MATCH (s:EventSeries) (()-[:PART_OF]->(:EventSeries)){0,4} (whole)
  WITH DISTINCT s, as_of
  CALL (s, as_of) {
    MATCH (stop:Event)-[:PART_OF_SERIES|PART_OF]->(s)
    WHERE coalesce(stop.date <= toString(as_of), true)
    RETURN stop, coalesce(toIntegerOrNull(left(stop.date, 4)), CASE WHEN s.valid_from.year = (s.valid_to - duration({days: 1})).year THEN s.valid_from.year END) AS year
    UNION
    WITH s AS stop, as_of, CASE WHEN s.valid_from.year = (s.valid_to - duration({days: 1})).year THEN s.valid_from.year END AS year
    WHERE year <= as_of.year
    RETURN stop, year
  }
  WITH stop, max(year) AS year, as_of

  WHERE coalesce(stop.status <> 'cancelled', true)
  RETURN collect({stop: stop, year: year}) AS visits
}
// Which municipalities took part in which of them: in the place itself, in its area, or their people.
CALL (visits, as_of) {
  UNWIND visits AS visit
  WITH visit.stop AS stop, visit.year AS year, as_of
  CALL (stop, as_of) {
    MATCH (stop)-[f:HELD_IN|FOR|PARTICIPATES_IN|ORGANISES]-(part:Municipality)
    RETURN part, f
    UNION
    MATCH (stop)-[f:FOR]->(:Area)<-[g:PART_OF]-(part:Municipality)
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    RETURN part, f
    UNION
    MATCH (stop)<-[f:PARTICIPATES_IN|ORGANISES]-(:Person)-[g:WORKS_FOR|LIAISON_FOR]->(part:Municipality)
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    RETURN part, f
  }
  MATCH (part) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
  WITH m, stop, year, collect(f) AS facts
  RETURN collect({m: m, stop: stop, year: year, facts: facts}) AS meetings
}
// The municipalities of the region asked for, else those of the tour's region and those that it has met.
CALL (whole, meetings, as_of, region) {
  MATCH (whole)-[:FOR]->(:Region)<-[f:PART_OF]-(m:Municipality)
  WHERE region IS NULL
    AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  RETURN m
  UNION
  MATCH (:Region {id: region})<-[f:PART_OF]-(m:Municipality)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  RETURN m
  UNION
  UNWIND meetings AS meeting
  WITH meeting.m AS m, as_of, region
  WHERE region IS NULL
    AND NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  RETURN m
}
WITH whole, meetings, as_of, m, [meeting IN meetings WHERE meeting.m = m] AS own
WITH whole, meetings, as_of, m, [meeting IN own WHERE NOT (meeting.stop:EventSeries
  AND any(other IN own WHERE other.stop:Event AND other.year = meeting.year))] AS own
CALL (own) {
  UNWIND own AS meeting
  WITH meeting.stop AS stop, max(coalesce(CASE WHEN NOT meeting.stop.date STARTS WITH '--' THEN meeting.stop.date END, toString(meeting.year))) AS day
  ORDER BY day, stop.name, stop.id
  RETURN collect({kind: labels(stop)[0], id: stop.id, name: stop.name}) AS stops, max(day) AS last
}
CALL (m, whole, as_of) {
  MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
  MATCH (part)-[f:PARTICIPATES_IN|ORGANISES|RUNS]->(whole)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  RETURN collect(f) AS ties
}
CALL (m, as_of) {
  MATCH (m)-[f:PART_OF]->(a:Area {type: 'workshop_area'})
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  WITH a ORDER BY a.name, a.id
  RETURN collect(DISTINCT {id: a.id, name: a.name}) AS areas
}
CALL (m, meetings, as_of) {
  MATCH (m)-[:BORDERS]-(n:Municipality)
  WHERE NOT coalesce(n.valid_from > as_of OR coalesce(n.valid_to <= as_of, n.ended), false)
  RETURN count(DISTINCT n) AS neighbours, count(DISTINCT CASE WHEN any(meeting IN meetings WHERE meeting.m = n) THEN n END) AS neighbours_met
}
WITH m, stops, last, areas, neighbours, neighbours_met, size(stops) AS times,
  reduce(facts = ties, meeting IN own | facts + meeting.facts) AS facts,
  CASE
    WHEN stops = [] AND ties = [] THEN 'never'
    WHEN stops = [] THEN 'series_only'
    WHEN size(stops) = 1 THEN 'once'
    ELSE 'repeatedly'
  END AS status
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN m.name AS municipality, m.id AS municipality_id, status, times, last, areas, neighbours_met, neighbours, stops, sources
ORDER BY times > 0, status = 'series_only', coalesce(last, ''), neighbours_met DESC, municipality, municipality_id
