// name: workshop-tour-coverage
// kind: gap
// question.fi: Millä alueilla kiertue on käynyt minäkin vuonna, mitkä jäivät väliin ja mitkä tavattiin vain kerran?
// question.sv: Vilka områden har turnén besökt vilket år, vilka blev utan och vilka möttes bara en gång?
// question.en: Which areas has the tour been to in which year, which were missed, and which were met only once?
// param event_series: event_series required
// param as_of: date
// column place: entity
// column year: integer
// column status: state
// column times: integer
// column overall: state
// column stops: entity[]
// column reached: Municipality[]
// column not_reached: Municipality[]
// column sources: sources
WITH 'elinvoimapajakiertue' AS event_series, date() AS as_of
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

  // Where each was: its area, else its municipality, for which its area stands where it has one.
  CALL (stop, as_of) {
    MATCH (stop)-[fact:FOR]->(place:Area)
    RETURN place, fact
    UNION
    MATCH (stop)-[fact:FOR|HELD_IN]->(part:Municipality)
    WHERE NOT EXISTS { (stop)-[:FOR]->(:Area) }
    MATCH (part) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
    WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
    OPTIONAL MATCH (m)-[f:PART_OF]->(area:Area {type: 'workshop_area'})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    RETURN coalesce(area, m) AS place, fact
  }
  WITH stop, year, place, fact ORDER BY stop.date, stop.name, stop.id, place.id, fact.id
  RETURN collect({
    stop: stop, year: year, place: place, fact: fact,
    whole_year: stop:EventSeries, took_place: coalesce(stop.status <> 'cancelled', true)
  }) AS visits
}
// The areas of its region, else its municipalities, and wherever else it has been.
CALL (whole, visits, as_of) {
  MATCH (whole)-[:FOR]->(:Region)<-[f:PART_OF]-(place:Area {type: 'workshop_area'})
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(place.valid_from > as_of OR coalesce(place.valid_to <= as_of, place.ended), false)
  RETURN place
  UNION
  MATCH (whole)-[:FOR]->(r:Region)<-[f:PART_OF]-(place:Municipality)
  WHERE NOT EXISTS { (r)<-[:PART_OF]-(:Area {type: 'workshop_area'}) }
    AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND NOT coalesce(place.valid_from > as_of OR coalesce(place.valid_to <= as_of, place.ended), false)
  RETURN place
  UNION
  UNWIND visits AS visit
  RETURN visit.place AS place
}
// The years of the series, to the day asked for.
CALL (whole, visits, as_of) {
  UNWIND visits + [{year: whole.valid_from.year}] AS visit
  WITH min(visit.year) AS first, max(visit.year) AS last, whole, as_of
  WITH first, CASE
      WHEN whole.valid_to <= as_of THEN (whole.valid_to - duration({days: 1})).year
      WHEN whole.ended THEN last
      ELSE as_of.year
    END AS last
  UNWIND CASE WHEN first IS NULL THEN [null] ELSE range(first, last) END AS year
  RETURN year
}
// In each place, how often in all, and what there was in the year; a visit of an unknown year may belong to any.
WITH place, year, as_of, [visit IN visits WHERE visit.place = place] AS here
WITH place, year, as_of,
  [visit IN here WHERE visit.took_place
    AND NOT (visit.whole_year AND any(other IN here WHERE NOT other.whole_year AND other.year = visit.year))] AS met,
  [visit IN here WHERE visit.year = year] AS that_year,
  [visit IN here WHERE visit.year IS NULL AND visit.took_place] AS undated
WITH place, year, as_of, COUNT { UNWIND met AS visit RETURN DISTINCT visit.stop } AS times,
  CASE WHEN that_year <> [] THEN that_year ELSE undated END AS visits,
  CASE
    WHEN any(visit IN that_year WHERE visit.took_place) THEN 'reached'
    WHEN that_year <> [] THEN 'cancelled'
    WHEN undated = [] THEN 'missed'
    WHEN year IS NULL THEN 'reached'
    ELSE 'undated'
  END AS status
WITH place, year, as_of, times, status, [visit IN visits | visit.fact] AS facts,
  COLLECT { UNWIND visits AS visit WITH DISTINCT visit.stop AS stop ORDER BY stop.date, stop.name, stop.id RETURN stop } AS stops
// Its municipalities, and whether they took part, themselves or their people.
CALL (place, stops, as_of) {
  CALL (place, as_of) {
    MATCH (part:Municipality)-[f:PART_OF]->(place:Area)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    RETURN part
    UNION
    WITH place AS part WHERE part:Municipality
    RETURN part
  }
  MATCH (part) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
  WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  MATCH (was:Municipality) (()-[joined:MERGED_INTO]->() WHERE joined.date <= as_of){0,4} (m)
  WITH m, any(stop IN stops WHERE EXISTS { (was)-[:PARTICIPATES_IN|ORGANISES|HELD_IN|FOR]-(stop) }
    OR EXISTS { (was)<-[:WORKS_FOR|LIAISON_FOR]-(:Person)-[:PARTICIPATES_IN|ORGANISES]->(stop) }) AS there
  WITH m, max(there) AS there ORDER BY m.name, m.id
  RETURN collect(CASE WHEN there THEN {id: m.id, name: m.name} END) AS reached,
    collect(CASE WHEN NOT there THEN {id: m.id, name: m.name} END) AS not_reached
}
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN place.name AS place, labels(place)[0] AS place_kind, place.id AS place_id, year, status, times,
  CASE times WHEN 0 THEN 'never' WHEN 1 THEN 'once' ELSE 'repeatedly' END AS overall,
  [stop IN stops | {kind: labels(stop)[0], id: stop.id, name: stop.name}] AS stops, reached, not_reached, sources
ORDER BY place, place_kind, place_id, year
