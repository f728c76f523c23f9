// name: compare-neighbours
// kind: profile
// question.fi: Miten kunta vertautuu naapureihinsa, samankokoisiin ja saman hyvinvointialueen kuntiin?
// question.sv: Hur är kommunen jämfört med grannar, lika stora kommuner och samma välfärdsområde?
// question.en: How does the municipality compare with neighbours, those of its size and of its wellbeing services county?
// analysis: compare_neighbours
// param municipality: municipality required
// param as_of: date
// column municipality: Municipality
// column indicator: Indicator
// column value: number
// column group: state
// column median: number
// column known: integer
// column counted: integer
// column sources: sources
WITH '077' AS municipality, date() AS as_of
// The observations of the neighbours that sources state; the other groups are by population and by county.
MATCH (:Municipality {id: municipality})-[:BORDERS]-(n:Municipality)-[f:SCORES]->(i:Indicator)
WHERE coalesce(f.date <= toString(as_of), true)
RETURN i.id AS indicator_id, n.name AS neighbour, n.id AS neighbour_id, f.date AS date, f.value AS value,
  f.sources AS sources
ORDER BY indicator_id, neighbour, neighbour_id, date DESC, f.id
