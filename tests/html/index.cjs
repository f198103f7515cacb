// The archive's front door in Chromium, opened from files: typing finds, filters combine, the address keeps the state, the
// keyboard alone suffices, axe has no complaint, without scripts the list is whole, and nothing in a title breaks it.
//   index.cjs FOLDER     where archive.sh built
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { launch, overflow, violations } = require('./chromium.cjs');
const { finish } = require('./tools.cjs');
const { HOSTILE, MEETINGS_A_YEAR, STRANGE, YEARS, itemOf } = require('./archive.cjs');

const folder = process.argv[2];
const urlOf = (name) => pathToFileURL(path.join(folder, name)).href;
const LONG = urlOf('udvalg/index.html'), SHORT = urlOf('bestyrelse/index.html'), FRONT = urlOf('index.html');

// As Markdown reads the titles: of the last two it takes something away.
const READ = [...HOSTILE.slice(0, -2), 'ikke kode', '<b> & {n} %41 #x ?y'];

const problems = [];
let checks = 0;

function equal(actual, expected, what) {
    checks++;
    const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (a !== e) problems.push(`${what}: ${a}, expected ${e}`);
}

/** All items of the long series, newest first, that fit. */
function expected(fits) {
    const found = [];
    for (const year of [...YEARS].reverse())
        for (let n = MEETINGS_A_YEAR - 1; n >= 0; n--)
            for (let i = 0; i < 3; i++) if (fits(itemOf(year, n, i), year)) found.push(itemOf(year, n, i));
    return found;
}

/** A page whose messages and requests are watched. */
async function open(browser, url, options = {}) {
    const page = await browser.newPage(options);
    page.on('pageerror', (error) => problems.push(`${url}: ${error.message}`));
    page.on('console', (message) => problems.push(`${url}: console: ${message.text()}`));
    page.on('request', (request) => {
        if (!request.url().startsWith(urlOf(''))) problems.push(`${url} asks for ${request.url()}`);
    });
    await page.goto(url);
    return page;
}

/** Waits until the number of hits is this. */
async function hasFound(page, count, what) {
    const text = `: ${count}`;
    await page.waitForFunction((end) => document.getElementById('count').textContent.endsWith(end), text, { timeout: 20000 })
        .catch(() => {});
    const status = await page.textContent('#count');
    equal(status.replace(/^.*?(?=: )/, ''), text, what);
}

const hits = (page) => page.$$eval('#hits > li .what > a', (links) => links.map((link) => link.textContent));
const valuesOf = (page) => page.$$eval('#q, #year, #outcome, #owner, #case', (fields) => fields.map((field) => field.value));

async function testTyping(browser) {
    const page = await open(browser, LONG);
    await page.fill('#q', 'CYKELSTI');
    const bikes = expected((item) => item.title.startsWith('Cykelsti') || item.task.includes('cykelsti'));
    await hasFound(page, bikes.length, 'words in any case');
    equal(await hits(page), bikes.slice(0, 50).map((item) => item.title), 'newest first');
    equal(await page.isVisible('#list'), false, 'the list makes room for what was found');
    await page.click('#more');
    equal((await hits(page)).length, Math.min(100, bikes.length), 'more on demand');
    await page.fill('#q', 'badebro aarhus aa');
    await hasFound(page, expected((item) => item.title.includes('Århus')).length, 'aa finds å');
    await page.fill('#q', 'søtorvet 7.2 skolegård'.toUpperCase());
    const one = expected((item) => ['Søtorvet', '7.2', 'Skolegård'].every((word) => item.title.includes(word)));
    await hasFound(page, one.length, 'several words');
    equal(await page.$$eval('#hits li:first-child .what mark', (marks) => marks.map((mark) => mark.textContent)),
        ['Skolegård', '7.2', 'Søtorvet'], 'what was typed is marked');
    await page.fill('#q', 'findes ikke');
    await hasFound(page, 0, 'nothing');
    await page.click('#clear');
    equal(await page.isVisible('#list'), true, 'the list comes back');
    equal(await page.evaluate(() => document.activeElement.id), 'q', 'and the field has the focus');
    await page.close();
}

async function testFilters(browser) {
    const page = await open(browser, LONG);
    const all = [];
    const check = async (what, fits) => {
        all.push(fits);
        await hasFound(page, expected((item, year) => all.every((fit) => fit(item, year))).length, what);
    };
    await page.selectOption('#year', '1987');
    await check('a year', (item, year) => year === 1987);
    await page.selectOption('#outcome', 'rejected');
    await check('and an outcome', (item) => item.outcome === 'rejected');
    await page.fill('#owner', 'børn');
    await check('and an owner', (item) => item.task && item.owner.startsWith('Børn'));
    await page.fill('#case', '1987-10');
    await check('and a case', (item) => item.matter.startsWith('1987-10'));
    await page.fill('#q', 'tilbud');
    await check('and a word', (item) => item.task.includes('tilbud'));
    equal(await page.$$eval('#outcome option', (options) => options.map((option) => option.value)),
        ['', 'adopted', 'rejected', 'noted', 'postponed'], 'outcomes that occur');
    equal(await page.$$eval('#owners option', (options) => options.map((option) => option.value)),
        ['Børn og Unge', 'Kultur', 'Teknik og Havn'], 'owners are suggested');
    const title = (await hits(page))[0];
    await page.click('#hits li:first-child a');
    await page.waitForURL(/pack\.html#/);
    equal(await page.evaluate(() => document.querySelector(':target').textContent.includes('nr.')), true, 'the place in the pack');
    equal(await page.textContent(':target').then((text) => text.includes(title)), true, 'is that item');
    await page.close();
}

async function testAddress(browser) {
    const page = await open(browser, LONG);
    await page.fill('#q', 'bibliotek & "æøå" #1');
    await page.selectOption('#year', '1988');
    await page.fill('#q', 'badebro');
    await page.selectOption('#outcome', 'adopted');
    await page.fill('#owner', 'Kultur');
    const piers = expected((item, year) => year === 1988 && item.outcome === 'adopted' && item.task &&
        item.owner === 'Kultur' && (item.title + item.task).toLowerCase().includes('badebro'));
    await hasFound(page, piers.length, 'before');
    const [url, found] = [page.url(), await hits(page)];
    equal(new URL(url).hash, '#q=badebro&year=1988&outcome=adopted&owner=Kultur', 'the address');
    await page.reload();
    await hasFound(page, piers.length, 'after a reload');
    equal(await hits(page), found, 'the same after a reload');
    equal(await valuesOf(page), ['badebro', '1988', 'adopted', 'Kultur', ''], 'the fields after a reload');
    const other = await open(browser, url);
    await hasFound(other, piers.length, 'as a link');
    await other.click('#hits li:first-child a');
    await other.waitForURL(/pack\.html/);
    await other.goBack();
    await hasFound(other, piers.length, 'after going back');
    await other.evaluate(() => { location.hash = '#case=1989-1001'; });
    await hasFound(other, 3, 'another address in the same page');
    await other.click('#clear');
    await other.waitForFunction(() => !location.hash);
    await other.close();
    await page.close();
}

async function focused(page) {
    return page.evaluate(() => document.activeElement.id || document.activeElement.localName);
}

async function tabTo(page, id) {
    for (let i = 0; i < 60 && await focused(page) !== id; i++) await page.keyboard.press('Tab');
    equal(await focused(page), id, `the keyboard reaches ${id}`);
}

async function testKeyboard(browser) {
    const page = await open(browser, LONG);
    await tabTo(page, 'q');
    await page.keyboard.type('badebro');
    await tabTo(page, 'year');
    await page.keyboard.type('1987');
    await tabTo(page, 'outcome');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'owner');
    await page.keyboard.type('kultur');
    const fits = expected((item, year) => year === 1987 && item.outcome === 'adopted' && item.task && item.owner === 'Kultur' &&
        (item.title + item.task).toLowerCase().includes('badebro'));
    await hasFound(page, fits.length, 'by keyboard');
    await tabTo(page, 'clear');
    await page.keyboard.press('Tab');
    equal(await focused(page), 'a', 'the first hit is next');
    await page.keyboard.press('Enter');
    await page.waitForURL(/1987-.*pack\.html#/);
    await page.goBack();
    await hasFound(page, fits.length, 'back by keyboard');
    await tabTo(page, 'clear');
    await page.keyboard.press('Enter');
    equal(await valuesOf(page), ['', '', '', '', ''], 'cleared by keyboard');
    await page.keyboard.type('a');
    await hasFound(page, expected(() => true).length, 'everything');
    await tabTo(page, 'more');
    await page.keyboard.press('Enter');
    equal(await page.evaluate(() => [...document.querySelectorAll('#hits > li')].indexOf(document.activeElement.closest('li'))),
        50, 'the first of the further hits has the focus');
    await page.close();
}

async function testWithoutScripts(browser) {
    const page = await open(browser, LONG, { javaScriptEnabled: false });
    equal(await page.isVisible('#search'), false, 'no field that would do nothing');
    const years = await page.$$eval('nav a', (links) => links.map((link) => link.getAttribute('href')));
    equal(years, [...YEARS].reverse().map((year) => `index-${year}.html`), 'every year is linked');
    for (const year of YEARS) {
        await page.click(`nav a[href="index-${year}.html"]`);
        await page.waitForURL(`**/index-${year}.html`, { waitUntil: 'load' });
        const titles = await page.$$eval('.items > li > a', (links) => links.map((link) => link.textContent));
        equal(titles.sort(), expected((item, y) => y === year).map((item) => item.title).sort(), `all of ${year}`);
        equal((await page.$$('.tasks > li')).length, expected((item, y) => y === year && item.task).length, `tasks of ${year}`);
        equal(await page.getAttribute('[aria-current]', 'href'), `index-${year}.html`, 'where one is');
        await page.click('nav a[href="index.html"]');
    }
    await page.close();
    const short = await open(browser, SHORT, { javaScriptEnabled: false });
    equal(await short.$$eval('.items > li > a', (links) => links.map((link) => link.textContent)),
        [...READ, 'Alene'], 'a short list stands in the page');
    await short.close();
    const front = await open(browser, FRONT, { javaScriptEnabled: false });
    equal(await front.$$eval('#list a', (links) => links.map((link) => link.getAttribute('href'))),
        ['bestyrelse/index.html', 'udvalg/index.html'], 'the series');
    equal((await front.textContent('#list')).includes('1986–1989'), true, 'and their years');
    await front.close();
}

async function testHostile(browser) {
    const page = await open(browser, SHORT);
    const title = await page.title();
    equal(title, 'Møder </script> & "andet"', 'the title');
    await page.selectOption('#year', '2025');
    await hasFound(page, HOSTILE.length, 'all hostile titles');
    equal(await hits(page), READ, 'word by word');
    equal(await page.$$eval('#hits .tasks li', (tasks) => tasks.every((task) => task.textContent.includes('</script> \u2028 "nu" & her'))),
        true, 'tasks too');
    await page.fill('#q', '</script>');
    await hasFound(page, HOSTILE.length, 'markup is text');
    equal(await page.title(), title, 'nothing ran');
    await page.fill('#q', 'alene');
    await page.selectOption('#year', '');
    await hasFound(page, 1, 'one');
    await page.click('#hits a');
    await page.waitForURL(/pack\.html/);
    equal(decodeURIComponent(new URL(page.url()).pathname).includes(`/${STRANGE}/2024-05-06/`), true, 'a strange folder');
    await page.close();
}

/** The policy lets the page's own script run and no other. */
async function testPolicy(browser) {
    const text = fs.readFileSync(path.join(folder, 'bestyrelse/index.html'), 'utf8');
    const file = path.join(folder, 'bestyrelse/tampered.html');
    fs.writeFileSync(path.join(folder, 'bestyrelse/other.js'), 'document.title = "file"');
    fs.writeFileSync(file, text.replace('<main', '<script>document.title = "inline"</script><script src="other.js"></script>' +
        '<img alt="" src="x" onerror="document.title = \'handler\'"><main'));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    fs.unlinkSync(file);
    fs.unlinkSync(path.join(folder, 'bestyrelse/other.js'));
    equal(await page.isVisible('#search'), true, 'the own script runs');
    equal(await page.title(), 'Møder </script> & "andet"', 'no other does');
    equal(await page.evaluate(() => fetch('index-data.js').then(() => 'sent', () => 'refused')), 'refused', 'no request');
    await page.close();
}

async function testFolder(browser) {
    const page = await open(browser, FRONT);
    await page.fill('#q', 'bestyrelsen');
    await hasFound(page, HOSTILE.length + 1, 'one series');
    await page.fill('#q', 'udvalgsmøder badebro');
    await hasFound(page, expected((item) => (item.title + item.task).toLowerCase().includes('badebro')).length, 'the other');
    await page.fill('#q', '');
    await page.selectOption('#outcome', 'noted');
    await hasFound(page, expected((item) => item.outcome === 'noted').length + 1, 'both');
    equal((await hits(page))[0], 'Alene', 'by date, whatever the series');
    await page.click('#hits a');
    await page.waitForURL(/bestyrelse\/.*\/pack\.html/);
    await page.close();
}

async function testMissingFile(browser) {
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'referat-index-'));
    for (const name of ['index.html', 'index-1986.js', 'index-1988.js', 'index-1989.js'])
        fs.copyFileSync(path.join(folder, 'udvalg', name), path.join(copy, name));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(copy, 'index.html')).href);
    await page.fill('#q', 'a');
    await page.waitForFunction(() => /1 af indeksets filer/.test(document.getElementById('count').textContent));
    equal((await page.textContent('#count')).includes(`: ${expected((item, year) => year !== 1987).length} `), true, 'the rest is found');
    await page.close();
    fs.rmSync(copy, { recursive: true });
}

async function testAccess(browser) {
    const views = [{ width: 360, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark' }];
    const year = urlOf('udvalg/index-1987.html'); // a long page
    const states = [[LONG, ''], [LONG, '#q=badebro&year=1987'], [SHORT, ''], [SHORT, '#q=a'], [FRONT, ''], [FRONT, '#q=a'],
        [year, '']];
    for (const [url, hash] of states) {
        for (const { width, colorScheme } of views) {
            const page = await open(browser, url + hash, { viewport: { width, height: 800 }, colorScheme });
            if (hash) await page.waitForSelector('#hits > li');
            const found = [...await violations(page), ...await page.evaluate(overflow)];
            checks++;
            problems.push(...found.map((problem) => `${url}${hash} (${width} px, ${colorScheme}): ${problem}`));
            await page.close();
        }
    }
}

async function main() {
    const browser = await launch();
    for (const test of [testTyping, testFilters, testAddress, testKeyboard, testWithoutScripts, testHostile, testPolicy,
        testFolder, testMissingFile, testAccess]) {
        await test(browser).catch((error) => problems.push(`${test.name}: ${error.stack}`));
    }
    await browser.close();
    console.log(`${checks} checks`);
    finish(problems, checks, 'problems');
}

main();
