(function () {
  "use strict";
  var list = document.getElementById("list");
  var items = Array.prototype.slice.call(list.children);
  var tools = document.getElementById("tools");
  var text = document.getElementById("find");
  var show = document.getElementById("show");
  var sort = document.getElementById("sort");
  var said = document.getElementById("said");
  function number(item, name) { return Number(item.getAttribute("data-" + name)); }
  function order(a, b) {
    if (sort.value === "name") {
      return a.getAttribute("data-name").localeCompare(b.getAttribute("data-name")) || number(a, "rank") - number(b, "rank");
    }
    return number(a, sort.value) - number(b, sort.value);
  }
  function filter() {
    var words = text.value.trim().toLowerCase(), seen = 0;
    items.forEach(function (item) {
      var there = item.getAttribute("data-name").indexOf(words) >= 0
        && (show.value === "all" || item.getAttribute("data-state") === show.value || (show.value === "changed" && item.hasAttribute("data-changed")));
      item.hidden = !there;
      seen += there ? 1 : 0;
    });
    said.textContent = seen + " of " + items.length + " shown";
  }
  function arrange() {
    var all = document.createDocumentFragment();
    items.sort(order).forEach(function (item) { all.appendChild(item); });
    list.appendChild(all);
  }
  function open() {
    var named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (named && named.tagName === "DETAILS") { named.hidden = false; named.open = true; named.scrollIntoView(); }
  }
  text.addEventListener("input", filter);
  show.addEventListener("change", filter);
  sort.addEventListener("change", arrange);
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", function () { items.forEach(function (item) { item.open = true; }); });
  tools.className = "tools on";
  filter();
  open();
}());
