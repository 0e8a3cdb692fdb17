// SPDX-License-Identifier: Apache-2.0
// Puts the library, its licences and our own script together, and writes the C++ file that carries them into the
// program with their hashes for the page's security policy. At build time: node assemble.mjs SOURCES PACKAGES TARGET
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [sources, packages, target] = process.argv.slice(2);
const own = (name) => readFileSync(join(sources, name), 'utf8');
const foreign = (name) => readFileSync(join(packages, 'node_modules', name), 'utf8');

const without_map = (code) => code.replace(/^\/\/# sourceMappingURL=.*$/m, '');
const licence = (name) => `/*! ${name}\n${foreign(`${name}/LICENSE`).replaceAll('*/', '* /').trim()}\n*/\n`;

// What a page runs, in the order in which it needs it.
const script = [
  licence('d3'), without_map(foreign('d3/dist/d3.min.js')),
  licence('@observablehq/plot'), licence('interval-tree-1d'), licence('isoformat'),
  without_map(foreign('@observablehq/plot/dist/plot.umd.min.js')),
  own('frame.js'), own('charts.js'), own('views.js'), own('page.js'),
].join('\n');
const style = own('page.css');
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error('a text that would end its own element');

const texts = {
  script, style,
  document: licence('linkedom') + without_map(foreign('linkedom/worker.js')),
  figures: own('figures.mjs'),
};
const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

mkdirSync(target, {recursive: true});
for (const [name, text] of Object.entries(texts)) writeFileSync(join(target, name), text);
const incbin = Object.keys(texts).map((name) => `asm(R"(
.section .rodata
.global drumbeat_charts_${name}, drumbeat_charts_${name}_end
drumbeat_charts_${name}: .incbin "${join(target, name)}"
drumbeat_charts_${name}_end: .byte 0
.text
)");
extern "C" const char drumbeat_charts_${name}[], drumbeat_charts_${name}_end[];`);
const view = (name) => `{drumbeat_charts_${name}, static_cast<std::size_t>(drumbeat_charts_${name}_end - drumbeat_charts_${name})}`;
writeFileSync(join(target, 'chart_assets.cpp'), `// Written by tools/charts/assemble.mjs.
#include "outputs/pages/chart_assets.hpp"

#include <cstddef>

${incbin.join('\n')}

namespace drumbeat {

const ChartAssets& chart_assets() {
    static const ChartAssets assets{${Object.keys(texts).map(view).join(', ')}, "${hash(script)}", "${hash(style)}"};
    return assets;
}

} // namespace drumbeat
`);
