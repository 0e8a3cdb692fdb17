// SPDX-License-Identifier: Apache-2.0
// The page's own script: draws what is chosen, as wide as there is room, and writes the table behind each chart.
/* global DrumbeatViews */
(() => {
  'use strict';
  if (typeof document === 'undefined' || !document.getElementById('data')) return; // under node there is no page
  const data = JSON.parse(document.getElementById('data').textContent);
  const choice = DrumbeatViews.first_of(data);
  const views = DrumbeatViews.views_of(data).filter((view) => document.getElementById(`chart-${view.id}`));
  const part = (view, selector) => document.querySelector(`#chart-${CSS.escape(view.id)} ${selector}`);

  const made = (name, text, attributes = {}) => {
    const node = document.createElement(name);
    if (text != null) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  function table_of({caption, heads, rows}) {
    const table = made('table'), head = made('tr'), body = made('tbody');
    head.append(...heads.map((text) => made('th', text, {scope: 'col'})));
    for (const [name, ...cells] of rows) {
      const row = made('tr');
      row.append(made('th', name, {scope: 'row'}), ...cells.map((text) => made('td', text)));
      body.append(row);
    }
    const top = made('thead');
    top.append(head);
    const named = made('caption');
    named.append(made('span', caption));
    table.append(named, top, body);
    const wide = made('div', null, {class: 'wide', tabindex: '0', role: 'region', 'aria-label': caption});
    wide.append(table);
    return wide;
  }

  function draw(view) {
    const place = part(view, '.drawing'), width = Math.floor(place.clientWidth);
    if (width < 50) return;
    place.replaceChildren(view.draw(document, choice, width));
  }
  function show(view) {
    const title = part(view, '.title');
    title.textContent = view.title(choice);
    title.hidden = title.textContent === title.closest('section').querySelector('h2').textContent;
    part(view, '.context').textContent = view.context(choice).join('; ');
    for (const shared of document.querySelectorAll(`[data-context="${CSS.escape(view.id)}"]`)) shared.textContent = view.context(choice).join('; ');
    draw(view);
    if (part(view, 'details').open) part(view, '.numbers').replaceChildren(table_of(view.table(choice)));
  }

  // The outcome is chosen where effects are drawn; both charts of them follow.
  function outcome_choice() {
    const label = made('label', data.words.outcome, {for: 'outcome'}), select = made('select', null, {id: 'outcome', autocomplete: 'off'});
    for (const [i, outcome] of data.outcomes.entries()) select.append(made('option', outcome.label, {value: i}));
    const box = made('div', null, {class: 'choice'}), form = made('form', null, {class: 'choices', 'aria-label': data.words.outcome});
    box.append(label, select);
    form.append(box);
    return form;
  }

  const effects = document.getElementById('effects');
  if (effects && data.outcomes.length > 1) effects.after(outcome_choice());
  for (const view of views) {
    const box = document.getElementById(`chart-${view.id}`);
    box.prepend(made('h3', view.title(choice), {class: 'title'}), made('p', '', {class: 'context'}));
    box.querySelector('details').addEventListener('toggle', () => show(view));
  }
  for (const name of Object.keys(choice)) {
    const select = document.getElementById(name);
    if (!select) continue;
    select.value = String(choice[name]);
    select.addEventListener('change', () => {
      choice[name] = Number(select.value);
      views.forEach(show);
    });
  }
  for (const form of document.querySelectorAll('form.choices')) form.addEventListener('submit', (event) => event.preventDefault());
  document.documentElement.classList.add('scripted');
  views.forEach(show);

  // Again when there is another width: a window, a phone that is turned, a sheet of paper.
  let width = document.documentElement.clientWidth, waiting = 0;
  addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => views.forEach(draw));
  });
})();
