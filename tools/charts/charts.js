// SPDX-License-Identifier: Apache-2.0
// The charts, drawn by Observable Plot in a browser's page or in node's document. Each takes what it shows, the words for
// it, and its width in pixels, and gives an SVG element.
/* global d3, Plot, DrumbeatFrame */
globalThis.DrumbeatCharts = (() => {
  'use strict';
  const {colours, font, size, bare, legend, stacked, lines_of, width_of, decimals} = DrumbeatFrame;
  const symbols = ['circle', 'diamond2', 'square2', 'triangle2', 'star', 'wye'];
  const narrow = (width) => width < 560;
  const style = {fontFamily: font, fontSize: `${size}px`, color: colours.ink, background: 'none', overflow: 'visible'};

  function span_of(values) {
    const [low, high] = d3.extent([0, ...values.filter((v) => v != null)]);
    if (low === high) return [-1, 1]; // nothing differs
    const room = 0.04 * (high - low);
    return [low < 0 ? low - room : low, high > 0 ? high + room : high];
  }

  // Round ticks, as many as there is room for without one label touching the next.
  function ticks_within(domain, tick, signed, room) {
    for (let count = 7; ; --count) {
      const ticks = d3.ticks(...domain, count), tickFormat = tick(domain, signed, count);
      const widest = d3.max(ticks, (value) => 1.15 * width_of(tickFormat(value)) + 14);
      if (count === 2 || ticks.length * widest <= room) return {ticks, tickFormat};
    }
  }

  // The names of rows: beside them, or above them where there is little room.
  function row_names(rows, width, height_of_one, domain) {
    const above = narrow(width), room = above ? width : Math.min(330, width * 0.36);
    const longest = Math.floor(room / (size * 0.54));
    const lines = rows.map((row) => lines_of(row.label, longest));
    const most = d3.max(lines, (l) => l.length) ?? 1;
    const head = most * 16 + 6, height = above ? height_of_one + head : Math.max(height_of_one, most * 16 + 8);
    const look = {y: (_, i) => i, text: (_, i) => lines[i].join('\n'), frameAnchor: 'left', lineHeight: 1.2, fill: colours.ink};
    // Above, on white, so that no axis runs through a name.
    const marks = above
      ? [Plot.barX(rows, {y: (_, i) => i, x1: domain[0], x2: domain[1], fill: '#ffffff', insetLeft: -2, insetTop: -1, insetBottom: height - head}),
        Plot.text(rows, {...look, textAnchor: 'start', lineAnchor: 'bottom', dx: -6, dy: head - 4 - height / 2})]
      : [Plot.text(rows, {...look, textAnchor: 'end', dx: -14})];
    return {above, height, marks, left: above ? 6 : room + 8, shift: above ? head / 2 : 0};
  }

  // Paired differences, in the order given: a dot for the mean, a thick bar for how exactly it is known, a thin line for
  // what luck does; zero, and the band within which a difference counts as none.
  // rows: [{label, cells: [{mean, error_low, error_high, low, high}]}], a cell to each of the series
  function effects(document, {rows, series, unit, margin, words, lang, label}, width) {
    const {signed, tick} = DrumbeatFrame.numbers(lang), step = 15, many = series.length > 1;
    const cells = rows.flatMap((row, key) => row.cells.map((cell, j) => ({...cell, key, j})));
    const digits = unit.points ? 1 : decimals(d3.max(cells, (c) => Math.abs(c.mean ?? 0)));
    const shown = (c) => c.mean == null ? '–' : signed(c.mean, digits);
    const band = margin > 0 ? [{low: -margin, high: margin}] : [];
    const domain = span_of(cells.flatMap((c) => [c.mean, c.low, c.high, c.error_low, c.error_high]).concat(margin > 0 ? [-margin, margin] : []));
    const names = row_names(rows, width, Math.max(34, series.length * step + 12), domain);
    const right = 24 + 9.5 * (d3.max(cells, (c) => shown(c).length) ?? 1);
    const of_series = series.flatMap((_, j) => {
      const mine = cells.filter((c) => c.j === j), stroke = colours.series[j % colours.series.length];
      const dy = names.shift + (j - (series.length - 1) / 2) * step, known = (end) => mine.filter((c) => c[end] != null);
      return [
        Plot.ruleY(known('low'), {y: 'key', x1: 'low', x2: 'high', stroke, strokeWidth: 1.5, dy}),
        Plot.ruleY(known('error_low'), {y: 'key', x1: 'error_low', x2: 'error_high', stroke, strokeWidth: 8, strokeOpacity: 0.4, dy}),
        Plot.dot(known('mean'), {y: 'key', x: 'mean', r: 4.5, fill: stroke, symbol: symbols[j % symbols.length], dy}),
        Plot.text(mine, {y: 'key', text: shown, frameAnchor: 'right', textAnchor: 'start', dx: 12, dy, fill: many ? stroke : colours.ink, fontWeight: 600, fontVariant: 'tabular-nums'}),
      ];
    });
    const svg = bare(Plot.plot({
      document, width, height: 12 + rows.length * names.height + 46, style, marginLeft: names.left, marginTop: 6, marginBottom: 46,
      marginRight: right,
      x: {domain, ...ticks_within(domain, tick, true, width - names.left - right), label: unit.axis, labelAnchor: 'center', labelArrow: 'none', labelOffset: 40, grid: true},
      y: {type: 'band', domain: d3.range(rows.length), axis: null, padding: 0},
      marks: [
        Plot.rectX(band, {x1: 'low', x2: 'high', fill: colours.shade}),
        Plot.ruleX([0], {stroke: colours.ink, strokeWidth: 1.2}),
        ...names.marks, ...of_series,
      ],
    }));
    const one = many ? colours.ink : colours.series[0];
    const entries = [...(many ? series.map((text, j) => ({kind: 'dot', symbol: symbols[j % symbols.length], colour: colours.series[j % colours.series.length], label: text})) : []),
      ...(many ? [] : [{kind: 'dot', colour: one, label: words.mean}]),
      {kind: 'thick', colour: one, label: words.error, first: many}, ...(cells.some((c) => c.low != null) ? [{kind: 'thin', colour: one, label: words.luck}] : [])];
    if (margin > 0) entries.push({kind: 'box', colour: colours.shade, label: words.band});
    return stacked(document, [legend(document, entries, width), svg], width, label);
  }

  // How a quantity moves over the years in two arms: median, and what runs span.
  // arms: [{label, years: [[5 quantiles] per year]}], the control first
  function fan(document, {years, arms, unit, policy_from, zero, words, lang, label}, width) {
    const {tick} = DrumbeatFrame.numbers(lang);
    const look = [{colour: colours.control, dash: '6 3'}, {colour: colours.treatment, dash: null}];
    const rows = arms.map((arm) => arm.years.flatMap((q, i) => q[2] == null ? [] : [{year: years[i], low: q[0], lower: q[1], middle: q[2], upper: q[3], high: q[4]}]));
    const all = rows.flat().flatMap((r) => [r.low, r.high]);
    const domain = d3.nice(...(zero || !(d3.max(all) > d3.min(all)) ? [0, d3.max(all) || 1] : d3.extent(all)), 5);
    const format = tick(domain, false, 5);
    const digits = d3.max(domain, (v) => format(v).length);
    const marks = rows.flatMap((row, i) => [
      Plot.areaY(row, {x: 'year', y1: 'low', y2: 'high', fill: look[i].colour, fillOpacity: 0.14}),
      Plot.areaY(row, {x: 'year', y1: 'lower', y2: 'upper', fill: look[i].colour, fillOpacity: 0.3}),
    ]);
    const lines = rows.map((row, i) => Plot.lineY(row, {x: 'year', y: 'middle', stroke: look[i].colour, strokeWidth: 2.5, strokeDasharray: look[i].dash}));
    const svg = bare(Plot.plot({
      document, width, height: narrow(width) ? 280 : 340, style, marginLeft: 16 + 8 * digits, marginRight: 16, marginTop: 34, marginBottom: 40,
      x: {domain: d3.extent(years), ticks: narrow(width) ? 4 : 8, tickFormat: 'd', label: words.year, labelAnchor: 'center', labelArrow: 'none', labelOffset: 36},
      y: {domain, ticks: 5, tickFormat: format, label: unit.axis, labelArrow: 'none', grid: true},
      marks: [...marks, ...lines,
        Plot.ruleX(policy_from > years[0] ? [policy_from] : [], {stroke: colours.soft, strokeDasharray: '2 3'}),
        Plot.text(policy_from > years[0] ? [policy_from] : [], {x: (d) => d, frameAnchor: 'top', dy: -2, dx: 5, textAnchor: 'start', text: () => words.policy, fill: colours.soft, stroke: '#ffffff', strokeWidth: 4})],
    }));
    const entries = arms.map((arm, i) => ({kind: 'fan', ...look[i], label: arm.label}));
    return stacked(document, [legend(document, entries, width), svg], width, label);
  }

  // What held firms back, year by year, as shares of all firms; one panel to an arm.
  // arms: [{label, years: [[share per constraint] per year]}]
  function constraints(document, {years, arms, names, words, lang, label}, width) {
    const one = narrow(width), panel = one ? width : (width - 20) / arms.length;
    const used = d3.range(names.length).filter((k) => arms.some((arm) => arm.years.some((y) => y[k] > 0.0005)));
    const longest = Math.floor(panel / 8.6), heads = arms.map((arm) => lines_of(arm.label, longest));
    const head = 17 * d3.max(heads, (lines) => lines.length);
    const drawn = arms.map((arm, i) => {
      const rows = arm.years.flatMap((shares, n) => used.map((k) => ({year: years[n], k, share: 100 * (shares[k] ?? 0)})));
      return bare(Plot.plot({
        document, width: panel, height: (one ? 244 : 300) + head, style, marginLeft: 44, marginRight: 6, marginTop: (one ? 44 : 34) + head, marginBottom: 40,
        x: {type: 'band', domain: years, tickFormat: 'd', ticks: years.filter((y) => y % 5 === 0), label: words.year, labelAnchor: 'center', labelArrow: 'none', labelOffset: 36, padding: 0.08},
        y: {domain: [0, 100], ticks: [0, 25, 50, 75, 100], label: null},
        color: {domain: used, range: used.map((k) => colours.constraints[k])},
        marks: [
          Plot.axisX({ticks: years.filter((y) => y % 5 === 0), tickFormat: 'd', label: words.year, labelAnchor: 'center', labelArrow: 'none', labelOffset: 36}),
          Plot.barY(rows, {x: 'year', y: 'share', fill: 'k', order: used}),
          Plot.text([heads[i].join('\n')], {text: (d) => d, frameAnchor: 'top-left', dy: -head - 30, dx: -41, lineAnchor: 'top', textAnchor: 'start', fontWeight: 600}),
          Plot.text([words.share], {text: (d) => d, frameAnchor: 'top-left', dy: -24, dx: -41, lineAnchor: 'top', textAnchor: 'start', fill: colours.soft}),
        ],
      }));
    });
    const height = Number(drawn[0].getAttribute('height'));
    const parts = one ? drawn : [side_by_side(document, drawn, panel + 20, width, height)];
    const entries = used.map((k) => ({kind: 'box', colour: colours.constraints[k], label: names[k]}));
    return stacked(document, [legend(document, entries, width), ...parts], width, label);
  }

  function side_by_side(document, parts, step, width, height) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('width', width);
    svg.setAttribute('height', height);
    for (const [i, part] of parts.entries()) {
      part.setAttribute('x', i * step);
      part.removeAttribute('class');
      svg.append(part);
    }
    return svg;
  }

  // Amounts that add up, one bar to a row, in the order given. rows: [{label, parts: [amount per name]}]
  function stack(document, {rows, names, unit, palette, lang, label}, width) {
    const {plain, tick} = DrumbeatFrame.numbers(lang);
    rows = rows.map((row, i) => ({...row, key: i, total: d3.sum(row.parts)}));
    const used = d3.range(names.length).filter((k) => rows.some((row) => row.parts[k] !== 0 && row.parts[k] != null));
    const pieces = rows.flatMap((row) => used.map((k) => ({key: row.key, k, amount: row.parts[k] ?? 0})));
    const domain = d3.nice(Math.min(0, d3.min(rows, (r) => r.total) ?? 0), d3.max(rows, (r) => r.total) || 1, 6);
    const names_of_rows = row_names(rows, width, 30, domain);
    const totals = rows.map((r) => plain(r.total, decimals(d3.max(rows, (x) => x.total))));
    const right = 24 + 9.5 * (d3.max(totals, (t) => t.length) ?? 1);
    const inset = names_of_rows.above ? {insetTop: names_of_rows.height - 26} : {insetTop: (names_of_rows.height - 26) / 2, insetBottom: (names_of_rows.height - 26) / 2};
    const svg = bare(Plot.plot({
      document, width, height: 30 + rows.length * names_of_rows.height + 46, style, marginLeft: names_of_rows.left, marginTop: 6, marginBottom: 46,
      marginRight: right,
      x: {domain, ...ticks_within(domain, tick, false, width - names_of_rows.left - right), label: unit.axis, labelAnchor: 'center', labelArrow: 'none', labelOffset: 40, grid: true},
      y: {type: 'band', domain: rows.map((r) => r.key), axis: null, padding: 0},
      color: {domain: used, range: used.map((k) => palette[k])},
      marks: [
        Plot.barX(pieces, {y: 'key', x: 'amount', fill: 'k', order: used, ...inset}),
        Plot.ruleX([0], {stroke: colours.ink}),
        ...names_of_rows.marks,
        Plot.text(rows, {y: 'key', text: (_, i) => totals[i], frameAnchor: 'right', textAnchor: 'start', dx: 12, dy: names_of_rows.shift, fontWeight: 600}),
      ],
    }));
    const entries = used.map((k) => ({kind: 'box', colour: palette[k], label: names[k]}));
    return stacked(document, [legend(document, entries, width), svg], width, label);
  }

  return {effects, fan, constraints, stack};
})();
