"use strict";
// Puts the page together. The part of the address after "#" names the selected entity, so that a link can point at it.

function readAddress() {
  const node = nodes.get(decodeURIComponent(location.hash.slice(1)));
  // Selected anew, its details would lose the keyboard: the browser tells of an address some time after it has changed.
  if (node && node !== selection.node) select({ node, moveTo: true });
}

setUpLegend();
setUpPanel();
setUpSearch();
setUpTable();
setUpTime();
setUpChoices(); // before the map is fitted into what is left
setUpNetwork();
setUpFindings();
setUpTurning();
changes.addEventListener("select", () => {
  const place = location.pathname + location.search;
  history.replaceState(null, "", selection.node ? `${place}#${encodeURIComponent(selection.node.id)}` : place);
});
addEventListener("hashchange", readAddress);
changes.addEventListener("data", readAddress);
readAddress();
