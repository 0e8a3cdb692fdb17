// SPDX-License-Identifier: Apache-2.0
// The page of a study in a real browser, in English and Dutch: nothing on the console, no request, no violation of the
// rules of accessibility, choices that change what is drawn, and no scrolling to the side on a phone.
//   node page_test.mjs PACKAGES DRUMBEAT CHROMIUM [FOLDER FOR SCREENSHOTS]
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [packages, drumbeat, executablePath, pictures] = process.argv.slice(2);
const require = createRequire(resolve(packages, 'package.json'));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const study = `format: drumbeat-study/1
study: comparison
name: page-test
question: Do <b>firms</b> scale up & invest more when orders are stable?
base: netherlands-2026
set: {private_investors.enabled: true}
replications: 3
arms:
  volatile: {label: "as it is </script><script>document.title='hacked'</script>"}
  stable: {label: "stable orders, announced", segments.*.orders.cv: 0.1}
  fund: {label: "the fund", secfund.enabled: true}
behaviours:
  - {name: careful, expectation: rational, investment: real_option}
  - {name: quick, expectation: naive, investment: npv}
factors:
  finance:
    tight: {label: "tight finance", finance.debt_to_earnings: 1.5}
    loose: {label: "loose finance", finance.debt_to_earnings: 4}
contrasts:
  - {name: stability, treatment: stable, control: volatile}
  - {name: money, treatment: fund, control: volatile}
record: {yearly: all, firms: 0}
`;

let faults = 0;
function check(holds, ...said) {
  if (holds) return;
  ++faults;
  console.error('FAILED:', ...said);
}

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-page-'));
if (pictures) mkdirSync(pictures, {recursive: true});
const browser = await chromium.launch({executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});

// The page in a window of its own, which remembers what it asked for and what it complained of.
async function opened(file, viewport) {
  const page = await browser.newPage({viewport, deviceScaleFactor: 1});
  page.heard = [];
  page.asked = [];
  page.on('console', (message) => page.heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => page.heard.push(String(error)));
  page.on('request', (request) => page.asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function check_choices(page, language) {
  const drawn = () => page.evaluate(() => [...document.querySelectorAll('.drawing')].map((d) => d.innerHTML).join(''));
  const ids = await page.$$eval('select', (all) => all.map((s) => s.id));
  for (const id of ['contrast', 'condition', 'behaviour', 'place', 'outcome']) check(ids.includes(id), language, 'no choice of', id);
  for (const id of ids) {
    const before = await drawn();
    await page.selectOption(`#${id}`, '1');
    check(await drawn() !== before, language, `choosing another ${id} changes no chart`);
    await page.selectOption(`#${id}`, '0');
    check(await drawn() === before, language, `choosing the first ${id} again does not bring back what was`);
  }
}

async function check_tables(page, language) {
  for (const details of await page.$$('figure details')) await details.evaluate((d) => { d.open = true; });
  await page.waitForTimeout(100);
  const tables = await page.$$eval('figure.chart', (all) => all.map((f) => [f.id, f.querySelectorAll('table tbody tr').length, f.querySelector('svg')?.getAttribute('aria-label')]));
  check(tables.length >= 8, language, 'only', tables.length, 'charts');
  for (const [id, rows, label] of tables) {
    check(rows > 0, language, 'no table behind', id);
    check(label, language, 'no words for who cannot see', id);
  }
}

async function check_accessible(page, language, where) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => globalThis.axe.run());
  for (const v of violations) check(false, language, where, v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)));
}

async function check_page(language) {
  const file = join(folder, `${language}.html`);
  execFileSync(resolve(drumbeat), ['report', join(folder, 'page-test.h5'), '--html', file, '--lang', language], {stdio: 'ignore'});
  check(statSync(file).size < 3e6, language, 'page weighs', statSync(file).size);
  const page = await opened(file, {width: 1280, height: 900});
  check(await page.title() !== 'hacked', language, 'a label ran');
  check(await page.locator('html').getAttribute('lang') === language, language, 'wrong language');
  check(await page.locator('.drawing svg').count() >= 8, language, 'charts are not drawn');
  if (pictures) await page.screenshot({path: join(pictures, `desktop-${language}.png`), fullPage: true});
  await check_choices(page, language);
  await check_tables(page, language);
  await check_accessible(page, language, 'desktop');
  check(page.heard.length === 0, language, 'on the console:', page.heard);
  check(page.asked.length === 1, language, 'asked for', page.asked);
  await page.close();

  const phone = await opened(file, {width: 390, height: 844});
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 390, language, 'a phone scrolls to the side:', width);
  if (pictures) await phone.screenshot({path: join(pictures, `phone-${language}.png`), fullPage: true});
  await check_accessible(phone, language, 'phone');
  if (pictures) await phone.pdf({path: join(pictures, `print-${language}.pdf`), format: 'A4'});
  await phone.close();
}

try {
  writeFileSync(join(folder, 'page-test.yaml'), study);
  execFileSync(resolve(drumbeat), ['run', 'page-test.yaml', '--quiet'], {cwd: folder, stdio: 'inherit'});
  for (const language of ['en', 'nl']) await check_page(language);
} finally {
  await browser.close();
  rmSync(folder, {recursive: true});
}
if (faults > 0) process.exit(1);
console.log('The page holds in English and Dutch.');
