// SPDX-License-Identifier: Apache-2.0
// Draws under node what a page draws in a browser, into SVG files, and PNG files of 300 dots an inch:
//   node figures.mjs SCRIPT DOCUMENT DATA FOLDER RSVG_CONVERT
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import vm from 'node:vm';

const [script, dom, data, folder, convert] = process.argv.slice(2);
const dots_an_inch = 300, pixels_an_inch = 96;

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let k = 0; k < 8; ++k) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

// The picture with its size on paper, in dots a metre, behind its first chunk.
function with_dots(png) {
  const chunk = Buffer.alloc(21), after_header = 33, dots_a_metre = Math.round(dots_an_inch / 0.0254);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(dots_a_metre, 8);
  chunk.writeUInt32BE(dots_a_metre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, after_header), chunk, png.subarray(after_header)]);
}

const {parseHTML} = await import(pathToFileURL(dom).href);
const {document} = parseHTML('<!doctype html><html><body></body></html>');
vm.runInThisContext(readFileSync(script, 'utf8'), {filename: 'script.js'});

const figures = globalThis.DrumbeatFigures(document, JSON.parse(readFileSync(data, 'utf8')));
for (const [name, svg] of Object.entries(figures)) {
  const file = join(folder, name);
  writeFileSync(`${file}.svg`, svg.outerHTML + '\n');
  const made = spawnSync(convert, ['--zoom', String(dots_an_inch / pixels_an_inch), `${file}.svg`], {maxBuffer: 1 << 28});
  if (made.status !== 0) throw new Error(`${convert}: ${made.error ?? made.stderr}`);
  writeFileSync(`${file}.png`, with_dots(made.stdout));
}
