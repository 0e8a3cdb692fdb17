// SPDX-License-Identifier: Apache-2.0
// Draws under node what a page draws in a browser, into SVG files: node figures.mjs SCRIPT DOCUMENT DATA FOLDER
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import vm from 'node:vm';

const [script, dom, data, folder] = process.argv.slice(2);
const {parseHTML} = await import(pathToFileURL(dom).href);
const {document} = parseHTML('<!doctype html><html><body></body></html>');
vm.runInThisContext(readFileSync(script, 'utf8'), {filename: 'script'});

const figures = globalThis.DrumbeatFigures(document, JSON.parse(readFileSync(data, 'utf8')));
for (const [name, svg] of Object.entries(figures)) writeFileSync(join(folder, `${name}.svg`), svg.outerHTML + '\n');
