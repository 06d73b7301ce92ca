// Pictures, drawn by ECharts in the page's colours; what they show stands beside them as numbers.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const count = new Intl.NumberFormat(words.lang);
  const percent = new Intl.NumberFormat(words.lang, { style: "percent", maximumFractionDigits: 1 });
  const probe = document.body.appendChild(document.createElement("span"));
  probe.hidden = true;
  let colours = {};
  function readColours() {
    for (const name of ["ink", "quiet", "line", "sheet", "full", "mixed", "room", "small", "gone", "still", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]) {
      probe.style.color = "var(--" + name + ")";
      colours[name] = getComputedStyle(probe).color;
    }
  }
  function series() { return [colours.c1, colours.c2, colours.c3, colours.c4, colours.c5, colours.c6, colours.c7]; }
  function short(text, most) { return text.length > most ? text.slice(0, most - 1) + "…" : text; }
  function base(more) {
    return Object.assign({
      animation: false,
      aria: { enabled: true, decal: { show: true } },
      color: series(),
      textStyle: { color: colours.ink, fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: colours.sheet, borderColor: colours.line, textStyle: { color: colours.ink } },
      legend: { top: 0, left: 0, textStyle: { color: colours.ink }, itemWidth: 18, itemHeight: 11 }
    }, more);
  }
  function axis(more) {
    return Object.assign({
      axisLine: { lineStyle: { color: colours.quiet } }, axisLabel: { color: colours.quiet, hideOverlap: true },
      axisTick: { show: false }, splitLine: { lineStyle: { color: colours.line } }, nameTextStyle: { color: colours.quiet }
    }, more);
  }

  const OPTION_OF = {
    ranking: function (domains, box) {
      const top = domains.slice().sort(function (a, b) { return b[5] - a[5] || b[3] - a[3]; }).slice(0, 20).reverse();
      box.style.height = Math.max(150, 74 + 26 * top.length) + "px";
      const marks = ["own", "remote"].map(function (whose, i) {
        return {
          type: "scatter", symbolSize: 11, symbol: i === 0 ? "circle" : "rect", name: words[i === 0 ? "ranking.here" : "ranking.elsewhere"],
          itemStyle: { color: i === 0 ? colours.full : colours.room }, z: 4,
          data: top.map(function (d, y) { return d[1] === whose ? [d[5], y] : null; }).filter(Boolean)
        };
      }).filter(function (one) { return one.data.length > 0; });
      const week = {
        type: "scatter", symbol: "diamond", symbolSize: 12, name: words["ranking.week"], z: 3,
        itemStyle: { color: "transparent", borderColor: colours.quiet, borderWidth: 1.5 },
        data: top.map(function (d, y) { return d[8] === null ? null : [d[8], y]; }).filter(Boolean)
      };
      const interval = {
        type: "custom", silent: true, z: 2,
        data: top.map(function (d, y) { return [d[6], y, d[7]]; }),
        encode: { x: [0, 2], y: 1 },
        renderItem: function (params, api) {
          const low = api.coord([api.value(0), api.value(1)]);
          const high = api.coord([api.value(2), api.value(1)]);
          const style = { stroke: colours.quiet, lineWidth: 1.5, fill: null };
          const line = function (x1, y1, x2, y2) { return { type: "line", shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: style }; };
          return { type: "group", children: [line(low[0], low[1], high[0], high[1]), line(low[0], low[1] - 5, low[0], low[1] + 5), line(high[0], high[1] - 5, high[0], high[1] + 5)] };
        }
      };
      return base({
        grid: { left: 4, right: 24, top: 34, bottom: 4, containLabel: true },
        tooltip: Object.assign(base({}).tooltip, { trigger: "item", formatter: function (p) { return top[p.value[1]][0] + "\n" + p.seriesName + " " + percent.format(p.value[0]); } }),
        xAxis: axis({ type: "value", min: 0, max: function (v) { return Math.min(1, Math.ceil(v.max * 10) / 10); }, axisLabel: { color: colours.quiet, formatter: function (v) { return percent.format(v); } } }),
        yAxis: axis({ type: "category", data: top.map(function (d) { return d[0]; }), splitLine: { show: false }, axisLabel: { color: colours.ink, formatter: function (name) { return short(name, 28); } } }),
        series: [interval].concat(week.data.length ? [week] : [], marks)
      });
    },
    flowdays: function (days) {
      const names = ["open", "started", "recovered", "gone", "lost"].map(function (key) { return words["flowdays." + key]; });
      const bar = function (i, colour) {
        return { type: "bar", stack: "flow", name: names[i], itemStyle: { color: colour }, barMaxWidth: 16, data: days.map(function (d) { return i === 1 ? d[2] : -d[i + 1]; }) };
      };
      return base({
        grid: { left: 4, right: 12, top: 56, bottom: 4, containLabel: true },
        tooltip: Object.assign(base({}).tooltip, { valueFormatter: function (v) { return count.format(Math.abs(v)); } }),
        xAxis: axis({ type: "category", data: days.map(function (d) { return d[0]; }), axisLabel: { color: colours.quiet, formatter: function (d) { return d.slice(5); } } }),
        yAxis: axis({ type: "value", minInterval: 1, axisLabel: { color: colours.quiet, formatter: function (v) { return count.format(Math.abs(v)); } } }),
        series: [
          bar(1, colours.mixed), bar(2, colours.room), bar(3, colours.gone), bar(4, colours.small),
          { type: "line", name: names[0], itemStyle: { color: colours.full }, lineStyle: { width: 2.5 }, symbol: days.length > 31 ? "none" : "circle", symbolSize: 6, data: days.map(function (d) { return d[1]; }) }
        ]
      });
    },
    ends: function (flows, box) {
      const nodes = new Map();
      const links = new Map();
      const node = function (layer, text, value) {
        const name = layer + " " + text;
        if (!nodes.has(name)) { nodes.set(name, { name: name, depth: layer, total: 0, itemStyle: { color: series()[layer * 2 % 7] } }); }
        nodes.get(name).total += value;
        return name;
      };
      const link = function (from, to, value) { links.set(from + "\n" + to, (links.get(from + "\n" + to) || 0) + value); };
      flows.forEach(function (f) {
        const names = [node(0, f[0], f[3]), node(1, f[1], f[3]), node(2, f[2], f[3])];
        link(names[0], names[1], f[3]);
        link(names[1], names[2], f[3]);
      });
      box.style.height = "360px";
      return base({
        aria: { enabled: true },
        tooltip: Object.assign(base({}).tooltip, { trigger: "item", formatter: function (p) { return (p.dataType === "edge" ? p.data.source.slice(2) + " → " + p.data.target.slice(2) : p.name.slice(2)) + "  " + count.format(p.dataType === "edge" ? p.value : p.data.total); } }),
        series: [{
          type: "sankey", left: 0, right: 0, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 12, draggable: false, layoutIterations: 32,
          label: { color: colours.ink, width: 190, overflow: "truncate", formatter: function (p) { return short(p.name.slice(2), 30) + "  " + count.format(p.data.total); } },
          lineStyle: { color: "source", opacity: 0.3 },
          data: Array.from(nodes.values()).map(function (n) { return n.depth === 2 ? Object.assign(n, { label: { position: "left" } }) : n; }),
          links: Array.from(links, function (entry) { const ends = entry[0].split("\n"); return { source: ends[0], target: ends[1], value: entry[1] }; })
        }]
      });
    },
    recovery: function (curves) {
      let last = 30;
      curves.forEach(function (c) { c.steps.forEach(function (s) { last = Math.max(last, Math.ceil(s[0])); }); });
      return base({
        grid: { left: 4, right: 20, top: 34, bottom: 42, containLabel: true },
        tooltip: Object.assign(base({}).tooltip, { valueFormatter: function (v) { return percent.format(v); } }),
        xAxis: axis({ type: "value", min: 0, max: last, name: words["recovery.axis"], nameLocation: "middle", nameGap: 28, splitLine: { show: false } }),
        yAxis: axis({ type: "value", min: 0, max: 1, axisLabel: { color: colours.quiet, formatter: function (v) { return percent.format(v); } } }),
        series: curves.map(function (curve, i) {
          const end = curve.steps.length ? curve.steps[curve.steps.length - 1][1] : 1;
          return {
            type: "line", step: "end", symbol: "none", name: curve.name, itemStyle: { color: i === 0 ? colours.full : colours.room },
            lineStyle: { width: 2.5, type: i === 0 ? "solid" : "dashed" }, data: [[0, 1]].concat(curve.steps, [[last, end]])
          };
        })
      });
    },
    hours: function (reasons) {
      return base({
        grid: { left: 4, right: 12, top: 56, bottom: 4, containLabel: true },
        tooltip: Object.assign(base({}).tooltip, { axisPointer: { type: "shadow" } }),
        xAxis: axis({ type: "category", data: Array.from({ length: 24 }, function (none, hour) { return String(hour); }) }),
        yAxis: axis({ type: "value", minInterval: 1 }),
        series: reasons.map(function (reason) { return { type: "bar", stack: "all", name: reason[0], data: reason[1], barMaxWidth: 26 }; })
      });
    }
  };

  const drawn = [];
  function draw() {
    readColours();
    for (const one of drawn) {
      one.chart.setOption(OPTION_OF[one.name](data.charts[one.name], one.box), { notMerge: true });
      one.chart.resize();
      one.box.setAttribute("aria-label", one.title);
    }
  }
  function start() {
    document.documentElement.dataset.drawing = "";
    document.querySelectorAll(".chart").forEach(function (box) {
      const name = box.dataset.chart;
      if (data.charts[name]) {
        drawn.push({ name: name, box: box, title: box.getAttribute("aria-label"), chart: echarts.init(box, null, { renderer: "svg" }) });
      }
    });
    draw();
    document.documentElement.dataset.drawn = drawn.length;
    document.addEventListener("modori-theme", draw);
    window.addEventListener("resize", function () { drawn.forEach(function (one) { one.chart.resize(); }); });
    window.addEventListener("beforeprint", function () { document.documentElement.classList.add("paper"); draw(); });
    window.addEventListener("afterprint", function () { document.documentElement.classList.remove("paper"); draw(); });
  }
  // After the first view.
  if (document.readyState === "complete") { start(); } else { window.addEventListener("load", start); }
})();
