// Lists that are sorted, searched and turned over. The first rows are in the page; all rows come as data.
(function () {
  "use strict";
  const ROWS = 25;
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const count = new Intl.NumberFormat(words.lang);
  const percent = new Intl.NumberFormat(words.lang, { style: "percent", maximumFractionDigits: 1 });

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const key in attributes) { made.setAttribute(key, attributes[key]); }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }
  function fill(sentence, ...values) {
    return sentence.replace(/\{(\d)\}/g, function (all, i) { return values[i]; });
  }
  function cell(row, text, style) {
    return row.appendChild(element("td", style ? { class: style } : {}, text));
  }
  function header(row, text, link) {
    const th = row.appendChild(element("th", { scope: "row" }));
    const inside = link ? th.appendChild(element("a", { href: link })) : th;
    inside.appendChild(element("bdi", {}, text));
  }
  function day(last, back) {
    const date = new Date(last + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() - back);
    return date.toISOString().slice(0, 10);
  }

  function strip(letters, last) {
    const days = letters.length;
    const counts = { F: 0, K: 0, ".": 0 };
    for (const letter of letters) { counts[letter === "M" ? "F" : letter] = (counts[letter === "M" ? "F" : letter] || 0) + 1; }
    const whole = element("span", {
      class: "strip", role: "img",
      "aria-label": fill(words.strip, day(last, days - 1), last, count.format(counts.F), count.format(counts.K), count.format(counts["."]))
    });
    for (let from = 0; from < days;) {
      let to = from + 1;
      while (to < days && letters[to] === letters[from]) { to++; }
      const word = words.letter[letters[from]];
      let when = day(last, days - 1 - from);
      if (to - from > 1) { when += " – " + day(last, days - to); }
      const run = whole.appendChild(element("b", { class: word[0], title: when + ": " + word[1] }));
      for (let i = from; i < to; i++) { run.appendChild(element("i", {}, letters[from])); }
      from = to;
    }
    return whole;
  }

  const ROW_OF = {
    mailboxes: function (body, row, list) {
      const tr = body.appendChild(element("tr"));
      header(tr, row[0]);
      cell(tr, "").appendChild(element("span", { class: "level " + row[1] }, words.level[row[1]]));
      const since = cell(tr, row[9] ? row[2] : fill(words.since, row[2]), "d");
      if (!row[9]) { since.title = fill(words.sinceLong, row[2]); }
      cell(tr, row[3], "d");
      for (const i of [4, 5, 6]) { cell(tr, count.format(row[i]), "n"); }
      cell(tr, words.trend[row[7]]);
      const days = body.appendChild(element("tr", { class: "days" })).appendChild(element("td", { colspan: "8" }));
      const last = list.dataset.last;
      days.appendChild(element("span", { class: "end" }, day(last, row[8].length - 1)));
      days.appendChild(strip(row[8], last));
      days.appendChild(element("span", { class: "end" }, last));
    },
    domains: function (body, row) {
      const tr = body.appendChild(element("tr"));
      header(tr, row[0], row[10]);
      cell(tr, words.hosting[row[1]]);
      for (const i of [2, 3, 4]) { cell(tr, count.format(row[i]), "n"); }
      for (const i of [5, 6, 7, 8]) { cell(tr, row[i] === null ? "–" : percent.format(row[i]), "n"); }
      cell(tr, row[9] === null ? words["domains.median.none"] : count.format(row[9]), "n");
    }
  };
  const LEVELS = ["transient", "recurring", "chronic", "abandoned_suspect"];

  function makeList(list) {
    const kind = list.dataset.table;
    const body = list.querySelector("tbody");
    const headers = Array.from(list.querySelectorAll("thead th"));
    const bar = element("div", { class: "bar" });
    const label = bar.appendChild(element("label", {}, words["table.search"] + " "));
    const search = label.appendChild(element("input", { type: "search" }));
    const told = bar.appendChild(element("span", { role: "status", class: "told" }));
    const previous = bar.appendChild(element("button", { type: "button", class: "previous" }, words["table.previous"]));
    const next = bar.appendChild(element("button", { type: "button", class: "next" }, words["table.next"]));
    list.insertBefore(bar, list.firstChild);
    let rows = [];
    let shown = [];
    let from = 0;
    let order = -1;
    let down = false;

    function key(row) {
      const value = row[order];
      return kind === "mailboxes" && order === 1 ? LEVELS.indexOf(value) : value;
    }
    function compare(a, b) {
      const x = key(a);
      const y = key(b);
      if (x === y) { return 0; }
      if (x === null || y === null) { return x === null ? 1 : -1; }
      return (x < y ? -1 : 1) * (down ? -1 : 1);
    }
    function draw() {
      body.replaceChildren();
      for (const row of shown.slice(from, from + ROWS)) { ROW_OF[kind](body, row, list); }
      tell();
    }
    function tell() {
      told.textContent = shown.length === 0 ? words["table.none"]
        : fill(words.rows, count.format(from + 1), count.format(Math.min(from + ROWS, shown.length)), count.format(shown.length));
      previous.disabled = from === 0;
      next.disabled = from + ROWS >= shown.length;
      list.dataset.rows = shown.length;
    }
    function choose() {
      const wanted = search.value.trim().toLowerCase();
      shown = wanted === "" ? rows.slice() : rows.filter(function (row) { return row[0].toLowerCase().includes(wanted); });
      if (order >= 0) { shown.sort(compare); }
      from = 0;
      draw();
    }
    search.addEventListener("input", choose);
    previous.addEventListener("click", function () { from = Math.max(0, from - ROWS); draw(); });
    next.addEventListener("click", function () { from += ROWS; draw(); });
    headers.forEach(function (th, column) {
      th.querySelector("button").addEventListener("click", function () {
        const number = th.classList.contains("n");
        down = order === column ? !down : number;
        order = column;
        headers.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        choose();
      });
    });
    function take(all) {
      rows = all;
      if (order >= 0 || search.value) { choose(); } else { shown = rows.slice(); tell(); }
    }
    const source = data.tables[kind];
    if (Array.isArray(source)) {
      take(source);
      if (source.length <= ROWS) { previous.hidden = next.hidden = true; }
    } else {
      const script = document.createElement("script");
      script.src = source;
      script.addEventListener("load", function () { take(window.modoriMailboxes); });
      document.head.appendChild(script);
    }
  }
  function start() { document.querySelectorAll(".list").forEach(makeList); }
  // After the first view.
  if (document.readyState === "complete") { start(); } else { window.addEventListener("load", start); }
})();
