// SPDX-License-Identifier: Apache-2.0
// What all charts share: numbers in the reader's language, colours, legends, and how parts make one drawing.
/* global d3 */
globalThis.DrumbeatFrame = (() => {
  'use strict';

  // Told apart by the colour-blind, and by lightness in a black and white print.
  const colours = {
    ink: '#1b1f24', soft: '#57606a', line: '#c9d1d9', shade: '#e9edf1',
    treatment: '#0b5394', control: '#b45309',
    series: ['#0b5394', '#b45309', '#2f7d5b', '#6b2f8a', '#a3123a', '#4a4a4a'],
    constraints: ['#0b5394', '#d9dee3', '#a9b6c2', '#c05621', '#f0b323', '#6b2f8a', '#2f7d5b'],
    payers: ['#0b5394', '#6fa8dc', '#b45309', '#f0b323', '#2f7d5b', '#6b2f8a'],
  };
  const font = 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif';
  const size = 13;

  const locales = {
    en: {decimal: '.', thousands: ',', grouping: [3], currency: ['', ''], minus: '-'},
    nl: {decimal: ',', thousands: '.', grouping: [3], currency: ['', ''], minus: '-'},
  };

  // As many decimals as tell values of this size apart.
  function decimals(largest) {
    if (!(largest > 0) || largest >= 100) return 0;
    return largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
  }

  function numbers(lang) {
    const locale = d3.formatLocale(locales[lang] ?? locales.en);
    const plain = (value, digits = 1) => value == null ? '–' : locale.format(`,.${digits}f`)(value);
    return {
      plain,
      signed: (value, digits = 1) => {
        if (value == null) return '–';
        const text = plain(value, digits);
        return value > 0 && /[1-9]/.test(text) ? `+${text}` : /[1-9]/.test(text) ? text : text.replace('-', '');
      },
      // For about so many ticks, with the decimals that tell them apart.
      tick: (domain, signed, count) => {
        const step = d3.tickStep(domain[0], domain[1], count), digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        const format = locale.format(`${signed ? '+' : ''},.${digits}f`);
        return (value) => value === 0 ? '0' : format(value);
      },
      year: (value) => String(value),
    };
  }

  // A rough width, which is all that a legend needs.
  const width_of = (text, points = size) => text.length * points * 0.56;

  // Text broken into lines of at most so many characters.
  function lines_of(text, longest) {
    const lines = [''];
    for (const word of text.split(' ')) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length + 1 > longest) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    return lines;
  }

  const create = (document, name, attributes = {}) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  // Plot's own style element would need leave of the page's security policy; ours says the same. Its labels of groups say
  // "dot" and "rule" to a screen reader, which the chart's own label says better.
  function bare(svg) {
    for (const style of svg.querySelectorAll('style')) style.remove();
    for (const group of svg.querySelectorAll('g')) group.removeAttribute('aria-label');
    return svg;
  }

  function sample(document, entry) {
    const group = create(document, 'g');
    const add = (name, attributes) => group.append(create(document, name, attributes));
    if (entry.kind === 'box') add('rect', {x: 0, y: -10, width: 14, height: 12, fill: entry.colour, stroke: colours.soft, 'stroke-width': 0.5});
    if (entry.kind === 'fan') {
      add('rect', {x: 0, y: -12, width: 26, height: 16, fill: entry.colour, 'fill-opacity': 0.14});
      add('rect', {x: 0, y: -8, width: 26, height: 8, fill: entry.colour, 'fill-opacity': 0.3});
      add('line', {x1: 0, x2: 26, y1: -4, y2: -4, stroke: entry.colour, 'stroke-width': 2.5, 'stroke-dasharray': entry.dash ?? 'none'});
    }
    if (entry.kind === 'thin') add('line', {x1: 0, x2: 26, y1: -4, y2: -4, stroke: entry.colour, 'stroke-width': 1.5});
    if (entry.kind === 'thick') add('line', {x1: 0, x2: 26, y1: -4, y2: -4, stroke: entry.colour, 'stroke-width': 7, 'stroke-opacity': 0.4});
    if (entry.kind === 'dot') {
      const symbol = {diamond2: d3.symbolDiamond2, square2: d3.symbolSquare2, triangle2: d3.symbolTriangle2, star: d3.symbolStar, wye: d3.symbolWye}[entry.symbol];
      add('path', {transform: 'translate(13,-4)', d: d3.symbol(symbol ?? d3.symbolCircle, 70)(), fill: entry.colour});
    }
    return group;
  }

  // Samples with their words, in as many lines as the width asks for; an entry may ask for a new line.
  function legend(document, entries, width) {
    const svg = create(document, 'svg', {width, 'font-family': font, 'font-size': size, fill: colours.ink});
    let x = 0, y = 16;
    for (const entry of entries) {
      const room = (entry.kind === 'box' ? 20 : 32);
      const lines = lines_of(entry.label, Math.max(12, Math.floor((width - room) / (size * 0.56))));
      const needed = room + Math.max(...lines.map((line) => width_of(line))) + 18;
      if (x > 0 && (entry.first || x + needed - 18 > width)) { x = 0; y += 20; }
      const group = sample(document, entry);
      group.setAttribute('transform', `translate(${x},${y})`);
      for (const [i, line] of lines.entries()) {
        const text = create(document, 'text', {x: room, y: i * 17});
        text.textContent = line;
        group.append(text);
      }
      svg.append(group);
      y += (lines.length - 1) * 17;
      x = lines.length > 1 ? width : x + needed;
    }
    svg.setAttribute('height', y + 12);
    return svg;
  }

  // Lines of text, as a part of a drawing.
  function words(document, texts, width, {points = size, weight = 400, fill = colours.ink} = {}) {
    const lines = texts.flatMap((text) => lines_of(text, Math.floor(width / (points * 0.53))));
    const step = points * 1.35, svg = create(document, 'svg', {width, height: Math.ceil(lines.length * step + 4),
      'font-family': font, 'font-size': points, 'font-weight': weight, fill});
    for (const [i, line] of lines.entries()) {
      const text = create(document, 'text', {y: points + i * step});
      text.textContent = line;
      svg.append(text);
    }
    return svg;
  }

  // Parts under each other as one drawing, which says to a screen reader what it shows.
  function stacked(document, parts, width, label) {
    const height = parts.reduce((sum, part) => sum + Number(part.getAttribute('height')), 0);
    const svg = create(document, 'svg', {viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label, 'font-family': font});
    let y = 0;
    for (const part of parts) {
      part.setAttribute('y', y);
      part.setAttribute('overflow', 'visible');
      part.removeAttribute('class');
      y += Number(part.getAttribute('height'));
      svg.append(part);
    }
    return svg;
  }

  // A chart as a figure that stands alone: what it shows above it, what must be known below it, on white.
  function figure(document, chart, {title, subtitle, notes, width}) {
    const margin = 24, inner = width - 2 * margin;
    const gap = words(document, [' '], inner, {points: 6});
    const parts = [words(document, [title], inner, {points: 19, weight: 600}), words(document, subtitle, inner, {fill: colours.soft}),
      gap, chart, gap.cloneNode(true), words(document, notes, inner, {points: 12, fill: colours.soft})];
    const body = stacked(document, parts, inner, title);
    const height = Number(body.getAttribute('height')) + 2 * margin;
    const svg = create(document, 'svg', {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'font-family': font});
    const name = create(document, 'title');
    name.textContent = title;
    body.setAttribute('x', margin);
    body.setAttribute('y', margin);
    for (const part of [body, chart]) // the title speaks for all of it
      for (const attribute of ['role', 'aria-label']) part.removeAttribute(attribute);
    svg.append(name, create(document, 'rect', {width, height, fill: '#ffffff'}), body);
    return svg;
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  return {capital, colours, font, size, decimals, numbers, lines_of, width_of, bare, legend, words, stacked, figure};
})();
