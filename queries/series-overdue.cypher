// name: series-overdue
// kind: gap
// question.fi: Mistä tapahtumasarjoista seuraava tapahtuma on myöhässä?
// question.sv: I vilka evenemangsserier är nästa evenemang försenat?
// question.en: In which event series is the next event overdue?
// param as_of: date
// param region: region
// column series: EventSeries
// column per_year: number
// column status: state
// column last: date
// column last_event: Event
// column due: date
// column days: integer
// column next: text
// column organisers: entity[]
// column sources: sources
WITH date() AS as_of, null AS region
MATCH (series:EventSeries)
WHERE series.per_year > 0
  AND NOT coalesce(series.valid_from > as_of OR coalesce(series.valid_to <= as_of, series.ended), false)
  AND (region IS NULL OR EXISTS { (series)-[:FOR]->(:Region {id: region}) } OR EXISTS {
    MATCH (series)-[:FOR|ORGANISES|PARTICIPATES_IN|RUNS]-(m)-[f:PART_OF|LOCATED_IN]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  } OR EXISTS {
    MATCH (series)<-[:PART_OF_SERIES]-(:Event)-[:HELD_IN|FOR]->(m)-[f:PART_OF]->(:Region {id: region})
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  })
// Its events; one of a month or a year only may have been on the last day of it.
CALL (series, as_of) {
  MATCH (s:EventSeries) (()-[:PART_OF]->(:EventSeries)){0,4} (series)
  OPTIONAL MATCH (e:Event)-[:PART_OF_SERIES|PART_OF]->(s)
  WHERE coalesce(e.status <> 'cancelled', true)
  WITH DISTINCT e, as_of, CASE WHEN NOT e.date STARTS WITH '--' THEN date(e.date) END AS first
  WITH e, as_of, first, CASE size(e.date)
      WHEN 4 THEN first + duration({years: 1}) - duration({days: 1})
      WHEN 7 THEN first + duration({months: 1}) - duration({days: 1})
      ELSE first
    END AS day
  ORDER BY day, e.name, e.id
  WITH as_of, collect(CASE
      WHEN e IS NOT NULL THEN {event: e, first: first, day: CASE WHEN day > as_of THEN as_of ELSE day END}
    END) AS events
  RETURN [item IN events WHERE item.first <= as_of] AS past, [item IN events WHERE item.first > as_of] AS coming,
    [item IN events WHERE item.first IS NULL] AS undated
}
WITH series, as_of, past[-1] AS latest, coming[0] AS coming, undated,
  past[-1].day + duration({days: toInteger(round(365.25 / series.per_year))}) AS due
WHERE coalesce(due < as_of, true)
CALL (series) {
  OPTIONAL MATCH (x)-[f:ORGANISES|RUNS]->(series)
  WITH f, x ORDER BY x.name, x.id
  RETURN [organiser IN collect(x) | {kind: labels(organiser)[0], id: organiser.id, name: organiser.name}] AS organisers, collect(f) AS ties
}
WITH series, as_of, latest, coming, undated, due, organisers,
  [series] + ties + CASE WHEN latest IS NULL THEN [item IN undated | item.event] ELSE [latest.event] END AS facts
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN series.name AS series, series.id AS series_id, series.per_year AS per_year,
  CASE WHEN latest IS NOT NULL THEN 'overdue' WHEN undated <> [] THEN 'undated' ELSE 'never' END AS status,
  latest.day AS last, coalesce(latest.event, undated[0].event).name AS last_event, coalesce(latest.event, undated[0].event).id AS last_event_id,
  due, duration.inDays(due, as_of).days AS days, coming.event.date AS next, organisers, sources
ORDER BY coalesce(days, -1) DESC, series, series_id
