// SPDX-License-Identifier: Apache-2.0
// What there is to see of a study: from its numbers and a choice to a chart and the table behind it. The page and the
// figures show the same views.
/* global d3, DrumbeatCharts, DrumbeatFrame */
globalThis.DrumbeatViews = (() => {
  'use strict';
  const {capital, decimals, numbers} = DrumbeatFrame;
  const fill = (text, ...parts) => text.replace(/\{(\d)\}/g, (_, i) => parts[i]);

  // What is shown before anything is chosen: over the years, the area of which the first contrast is told, if it is one.
  const first_of = (data) => ({contrast: 0, condition: 0, behaviour: 0, outcome: 0,
    place: Math.max(0, data.places.indexOf(data.contrasts[0]?.areas[0] || data.country))});

  function views_of(data) {
    const {words, arms, behaviours, conditions, outcomes} = data, lang = data.language, format = numbers(lang);
    const case_of = (condition, arm, behaviour) => (condition * arms.length + arm) * behaviours.length + behaviour;
    const circumstances = (choice, with_behaviour) => [conditions[choice.condition].label,
      with_behaviour ? behaviours[choice.behaviour].label : ''].filter(Boolean);
    const sides = (choice) => {
      const contrast = data.contrasts[choice.contrast];
      return contrast ? [contrast.control, contrast.treatment] : [0];
    };
    const compared = (choice) => {
      const [control, treatment] = sides(choice);
      return treatment == null ? arms[control].label : fill(words.less, arms[treatment].label, arms[control].label);
    };

    const cell_in = (cell) => ({mean: cell[0], error_low: cell[1], error_high: cell[2], low: cell[3], high: cell[4], control: cell[5], treatment: cell[6]});
    const row_of = (label, ...cells) => ({label, cells: cells.map(cell_in)});

    // Of whom a comparison tells: of technology areas and the country beside them, or of the country.
    const told_of = (comparison, choice, condition, behaviour) => {
      const at = condition * behaviours.length + behaviour, cell = choice.outcome * conditions.length * behaviours.length + at;
      const own = cell_in(comparison.cells[cell]), areas = comparison.areas[at];
      if (!areas) return [{place: data.country, cell: own}];
      const country = {place: data.country, cell: cell_in(comparison.country[cell])};
      return own.mean == null ? [country] : [{place: areas, cell: own}, country]; // not all is recorded of areas
    };
    const none = cell_in([null, null, null, null, null, null, null]);
    const places_of = (all) => [...new Set([...all.flat().map((t) => t.place).filter((p) => p !== data.country), data.country])];
    const cell_at = (told, place) => told.find((t) => t.place === place)?.cell ?? none;
    const of_areas = (comparisons) => comparisons.some((c) => c.areas.length > 0);

    // A table of differences; its numbers have as many decimals as the chart's.
    function differences_table(caption, rows, outcome, series = ['']) {
      const cells = rows.flatMap((row) => row.cells.map((cell, j) => ({label: [row.label, series[j]].filter(Boolean).join(': '), ...cell})));
      const digits = outcome.unit.points ? 1 : decimals(d3.max(cells, (c) => Math.abs(c.mean ?? 0)));
      const number = (value) => format.signed(value, digits), level = (value) => format.plain(value, digits);
      const span = (low, high) => low == null ? '–' : `${number(low)} ${words.to} ${number(high)}`;
      return {
        caption: `${caption} (${outcome.unit.axis})`,
        heads: [words.row, words.mean, words.error, words.luck, words.with_control, words.with_treatment],
        rows: cells.map((r) => [r.label, number(r.mean), span(r.error_low, r.error_high), span(r.low, r.high), level(r.control), level(r.treatment)]),
      };
    }
    const spoken = (view, choice) => [view.title(choice), ...view.context(choice)].join('; ');
    function differences_chart(document, rows, outcome, label, width, series = ['']) {
      return DrumbeatCharts.effects(document, {rows, series, unit: outcome.unit, margin: outcome.margin, words, lang, label}, width);
    }

    const views = [];
    if (data.contrasts.length > 0) {
      // One row to each way of deciding; with one way, one to each condition.
      const shown = (choice) => {
        const contrast = data.contrasts[choice.contrast], of = (condition, behaviour) => told_of(contrast, choice, condition, behaviour);
        const all = behaviours.length > 1 ? behaviours.map((b, i) => ({label: b.label, told: of(choice.condition, i)}))
          : conditions.map((c, i) => ({label: c.label || behaviours[0].label, told: of(i, 0)}));
        const places = places_of(all.map((row) => row.told));
        return {rows: all.map(({label, told}) => ({label, cells: places.map((place) => cell_at(told, place))})),
          series: of_areas([contrast]) ? places : ['']};
      };
      const title = (choice) => capital(outcomes[choice.outcome].label);
      const context = (choice) => {
        const {series} = shown(choice);
        return [compared(choice), ...(behaviours.length > 1 ? circumstances(choice, false) : []), ...(series.length === 1 ? series.filter(Boolean) : [])];
      };
      views.push({
        id: 'contrast', by_outcome: true, title, context,
        draw: (document, choice, width) => {
          const {rows, series} = shown(choice);
          return differences_chart(document, rows, outcomes[choice.outcome], spoken({title, context}, choice), width, series);
        },
        table: (choice) => {
          const {rows, series} = shown(choice);
          return differences_table([title(choice), ...context(choice)].join('; '), rows, outcomes[choice.outcome], series);
        },
      });
    }
    if (data.against_first.length > 0) {
      // One row to each arm; where some are told of technology areas, one to each place of which an arm is told.
      const rows = (choice, ways) => data.against_first.flatMap((c) => {
        const told = ways.map((behaviour) => told_of(c, choice, choice.condition, behaviour)), label = arms[c.treatment].label;
        const places = c.areas.length > 0 ? places_of(told) : [data.country];
        return places.map((place) => ({label: of_areas(data.against_first) ? `${label}: ${place}` : label, cells: told.map((t) => cell_at(t, place))}));
      });
      const one = (choice) => rows(choice, [choice.behaviour]);
      const title = (choice) => capital(outcomes[choice.outcome].label);
      const context = (choice) => [fill(words.every_arm, arms[data.against_first[0].control].label), ...circumstances(choice, !choice.all_behaviours)];
      views.push({
        id: 'arms', by_outcome: true, title, context,
        draw: (document, choice, width) => choice.all_behaviours
          ? differences_chart(document, rows(choice, d3.range(behaviours.length)), outcomes[choice.outcome], spoken({title, context}, choice), width, behaviours.map((b) => b.label))
          : differences_chart(document, one(choice), outcomes[choice.outcome], spoken({title, context}, choice), width),
        table: (choice) => differences_table([title(choice), ...context(choice)].join('; '), one(choice), outcomes[choice.outcome]),
      });
    }
    const in_years = (choice) => data.paths[0]?.cases[case_of(choice.condition, 0, 0)] ? choice.condition : 0;
    for (const path of data.paths) {
      const title = (choice) => data.places.length > 1 ? `${capital(path.label)}, ${data.places[choice.place]}` : capital(path.label);
      const shown = (choice) => sides(choice).map((arm) => ({label: arms[arm].label,
        years: path.cases[case_of(in_years(choice), arm, choice.behaviour)][choice.place]}));
      views.push({
        id: `path-${path.name}`, title, context: (choice) => [compared(choice), ...circumstances({...choice, condition: in_years(choice)}, true)],
        draw: (document, choice, width) => DrumbeatCharts.fan(document, {years: data.years, arms: shown(choice), unit: path.unit,
          policy_from: data.policy_from, zero: path.name !== 'unit_cost', words, lang, label: `${title(choice)}: ${compared(choice)}`}, width),
        table: (choice) => {
          const all = shown(choice), digits = decimals(d3.max(all, (arm) => d3.max(arm.years, (q) => q[4])));
          return {
            caption: [`${title(choice)} (${path.unit.axis})`, ...circumstances(choice, true)].join('; '),
            heads: [words.year, ...all.flatMap((arm) => [`${arm.label}: ${words.median}`, `${arm.label}: 5-95 %`])],
            rows: data.years.map((year, i) => [String(year), ...all.flatMap(({years: {[i]: q}}) => [format.plain(q[2], digits), `${format.plain(q[0], digits)} ${words.to} ${format.plain(q[4], digits)}`])]),
          };
        },
      });
    }
    if (data.constraints.length > 0) {
      const title = (choice) => data.places.length > 1 ? `${words.constraints}, ${data.places[choice.place]}` : words.constraints;
      const shown = (choice) => sides(choice).map((arm) => ({label: arms[arm].label, years: data.constraints[case_of(in_years(choice), arm, choice.behaviour)][choice.place]}));
      views.push({
        id: 'constraints', title, context: (choice) => circumstances({...choice, condition: in_years(choice)}, true),
        draw: (document, choice, width) => DrumbeatCharts.constraints(document, {years: data.years, arms: shown(choice),
          names: data.constraint_names, words, lang, label: `${title(choice)}: ${compared(choice)}`}, width),
        table: (choice) => ({
          caption: [`${title(choice)} (${words.share})`, ...circumstances(choice, true)].join('; '),
          heads: [`${words.arm}, ${words.year}`, ...data.constraint_names],
          rows: shown(choice).flatMap((arm) => data.years.map((year, i) => [`${arm.label}, ${year}`, ...arm.years[i].map((share) => format.plain(share == null ? null : 100 * share, 1))])),
        }),
      });
    }
    if (data.paid.length > 0) {
      const rows = (choice) => arms.map((arm, i) => ({label: arm.label, parts: data.paid.map((p) => p.cells[case_of(choice.condition, i, choice.behaviour)])}));
      views.push({
        id: 'paid', title: () => words.paid, context: (choice) => circumstances(choice, true),
        draw: (document, choice, width) => DrumbeatCharts.stack(document, {rows: rows(choice), names: data.paid.map((p) => p.label), unit: {axis: words.meur},
          palette: DrumbeatFrame.colours.payers, lang, label: `${words.paid}: ${circumstances(choice, true).join('; ')}`}, width),
        table: (choice) => ({
          caption: [`${words.paid} (${words.meur})`, ...circumstances(choice, true)].join('; '),
          heads: [words.arm, ...data.paid.map((p) => p.label), words.total],
          rows: rows(choice).map((row) => [row.label, ...row.parts.map((amount) => format.plain(amount, 0)), format.plain(d3.sum(row.parts), 0)]),
        }),
      });
    }
    for (const split of data.splits.slice(0, 1)) {
      const rows = () => data.splits.filter((s) => s.outcome === split.outcome).flatMap((s) => s.parts.map((p) =>
        row_of(behaviours.length > 1 ? `${behaviours.find((b) => b.name === s.behaviour)?.label ?? s.behaviour}: ${p.name}` : p.name, [...p.cell, null, null])));
      const outcome = {label: split.outcome, unit: split.unit, margin: 0};
      views.push({
        id: 'parts', title: () => outcome.label, context: () => [],
        draw: (document, choice, width) => differences_chart(document, rows(), outcome, outcome.label, width),
        table: () => differences_table(outcome.label, rows(), outcome),
      });
    }
    return views;
  }

  return {views_of, first_of};
})();

// Every view as a figure that stands alone: {name: svg}.
globalThis.DrumbeatFigures = (document, data) => {
  'use strict';
  const width = 820, figures = {}, choice = {...DrumbeatViews.first_of(data), all_behaviours: true};
  const subtitle = [data.question, `${data.world}, ${data.years.length > 0 ? `${data.years[0]}-${data.years[data.years.length - 1]}, ` : ''}${data.words.runs.replace('{0}', data.replications)}`].filter(Boolean);
  const add = (name, view, chosen) => {
    const chart = view.draw(document, chosen, width - 48);
    figures[name] = DrumbeatFrame.figure(document, chart, {title: view.title(chosen), subtitle: [view.context(chosen).join('; '), ...subtitle].filter(Boolean), notes: [data.words.model_result], width});
  };
  for (const view of DrumbeatViews.views_of(data)) {
    if (!view.by_outcome) add(view.id.replaceAll('_', '-'), view, choice);
    else for (const [i, outcome] of data.outcomes.entries()) add(`${view.id}-${outcome.name.replaceAll('_', '-')}`, view, {...choice, outcome: i});
  }
  return figures;
};
