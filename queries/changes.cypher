// name: changes
// kind: network
// question.fi: Mikä on alkanut, päättynyt ja muuttunut kahden päivän välillä?
// question.sv: Vad har börjat, upphört och ändrats mellan två dagar?
// question.en: What appeared, ended and changed between two days?
// param from_date: date required
// param as_of: date
// param region: region
// column date: text
// column change: state
// column fact: state
// column subject: entity
// column object: entity
// column before: text
// column after: text
// column sources: sources
WITH date('2020-01-01') AS from_date, date() AS as_of, null AS region
CALL (from_date, as_of) {
  // Ties that began or ended; one that ends where another of the same ends begins has changed.
  MATCH (a)-[f]->(b)
  WHERE from_date < f.valid_from <= as_of OR from_date < f.valid_to <= as_of
  CALL (a, f, b) {
    OPTIONAL MATCH (a)-[g]->(b)
    WHERE type(g) = type(f) AND g.id <> f.id AND f.valid_to = g.valid_from
    WITH g ORDER BY g.id LIMIT 1
    RETURN g AS next
  }
  CALL (a, f, b) {
    OPTIONAL MATCH (a)-[g]->(b)
    WHERE type(g) = type(f) AND g.id <> f.id AND g.valid_to = f.valid_from
    WITH g ORDER BY g.id LIMIT 1
    RETURN g AS previous
  }
  WITH a, b, f, next, coalesce(f.title, f.role, f.basis, f.theme) AS words, coalesce(next.title, next.role, next.basis, next.theme) AS new_words, [
    CASE WHEN from_date < f.valid_from <= as_of AND previous IS NULL THEN 'appeared' END,
    CASE WHEN from_date < f.valid_to <= as_of THEN CASE WHEN next IS NULL THEN 'ended' ELSE 'changed' END END
  ] AS changes
  UNWIND changes AS change
  WITH a, b, f, next, words, new_words, change WHERE change IS NOT NULL
  RETURN toString(CASE change WHEN 'appeared' THEN f.valid_from ELSE f.valid_to END) AS date, change, type(f) AS fact,
    a AS subject, b AS object, CASE WHEN change <> 'appeared' THEN words END AS before,
    CASE change WHEN 'appeared' THEN words WHEN 'changed' THEN new_words END AS after, f.id AS place,
    CASE change WHEN 'changed' THEN [f, next] ELSE [f] END AS facts
  UNION ALL
  // Municipalities, projects and whatever else lasts for a time.
  MATCH (n:Municipality|WellbeingCounty|Area|Association|Organisation|Project|Programme|EventSeries|CooperationStructure|Plan)
  WHERE from_date < n.valid_from <= as_of OR from_date < n.valid_to <= as_of
  UNWIND [
    CASE WHEN from_date < n.valid_from <= as_of THEN 'appeared' END,
    CASE WHEN from_date < n.valid_to <= as_of THEN 'ended' END
  ] AS change
  WITH n, change WHERE change IS NOT NULL
  RETURN toString(CASE change WHEN 'appeared' THEN n.valid_from ELSE n.valid_to END) AS date, change, labels(n)[0] AS fact,
    n AS subject, null AS object, null AS before, null AS after, n.id AS place, [n] AS facts
  UNION ALL
  MATCH (e:Event)
  WHERE toString(from_date) < e.date <= toString(as_of) AND coalesce(e.status <> 'cancelled', true)
  OPTIONAL MATCH (e)-[f:HELD_IN]->(m:Municipality)
  WITH e, m, f ORDER BY m.id
  WITH e, collect(m)[0] AS m, collect(f) AS ties
  RETURN e.date AS date, 'appeared' AS change, 'Event' AS fact, e AS subject, m AS object, null AS before, null AS after,
    e.id AS place, [e] + ties AS facts
  UNION ALL
  MATCH (a:Municipality)-[f:MERGED_INTO]->(b)
  WHERE from_date < f.date <= as_of
  RETURN toString(f.date) AS date, 'changed' AS change, 'MERGED_INTO' AS fact, a AS subject, b AS object, a.name AS before,
    b.name AS after, f.id AS place, [f] AS facts
  UNION ALL
  // Money of a year whose days are not told.
  MATCH (a)-[f:FUNDS]->(b)
  WHERE from_date.year < f.year <= as_of.year AND f.valid_from IS NULL
  RETURN toString(f.year) AS date, 'appeared' AS change, 'FUNDS' AS fact, a AS subject, b AS object, null AS before,
    toString(f.amount) AS after, f.id AS place, [f] AS facts
  UNION ALL
  // A value of an indicator that is not what it was when last looked at.
  MATCH (a)-[f:SCORES]->(b:Indicator)
  WHERE toString(from_date) < f.date <= toString(as_of)
  CALL (a, f, b) {
    OPTIONAL MATCH (a)-[g:SCORES]->(b)
    WHERE g.date < f.date
    WITH g ORDER BY g.date DESC, g.id LIMIT 1
    RETURN g AS previous
  }
  WITH a, b, f, previous, coalesce(toString(f.value), f.text) AS after, coalesce(toString(previous.value), previous.text) AS before
  WHERE coalesce(before <> after, true)
  RETURN f.date AS date, CASE WHEN previous IS NULL THEN 'appeared' ELSE 'changed' END AS change, 'SCORES' AS fact,
    a AS subject, b AS object, before, after, f.id AS place, CASE WHEN previous IS NULL THEN [f] ELSE [f, previous] END AS facts
}
WITH date, change, fact, subject, object, before, after, place, facts, as_of, region
WHERE region IS NULL OR EXISTS {
  UNWIND [subject, object] AS end
  MATCH (end)-[f:PART_OF|LOCATED_IN|FOR|HELD_IN]->{0,2}(:Region {id: region})
}
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN date, change, fact, subject.name AS subject, labels(subject)[0] AS subject_kind, subject.id AS subject_id,
  object.name AS object, labels(object)[0] AS object_kind, object.id AS object_id, before, after, sources
ORDER BY date, change, fact, subject, subject_id, object, object_id, place
