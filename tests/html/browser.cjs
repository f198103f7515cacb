// Opens every page below the folders given in Chromium, narrow and wide, light and dark, and asks axe about it. A page
// must also fit the width of a telephone, ask for nothing but itself, and run no script.
'use strict';

const fs = require('node:fs');
const { pathToFileURL } = require('node:url');
const { fetched, finish, pagesBelow } = require('./tools.cjs');

const { chromium } = fetched('playwright-core');
const axe = fs.readFileSync(fetched.resolve('axe-core/axe.min.js'), 'utf8');

const views = [360, 1400].flatMap((width) =>
    ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

/** axe's verdict on the page that is open: one line for every element that violates a rule. */
async function violations(page) {
    // Playwright's evaluate works past the page's own content security policy, which forbids all script.
    await page.evaluate(`${axe}; null`);
    const result = await page.evaluate((values) =>
        window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
    return result.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/** What sticks out to the right of the window, innermost first. */
function overflow() {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const wide = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > limit + 0.5);
    return [`scrolls sideways: ${document.documentElement.scrollWidth} px in ${limit}: ` +
        wide.slice(-3).map((element) => `<${element.localName} class="${element.className}">`).join(' ')];
}

/** What may not stand in a page: script of any kind, ids that are used twice, links to places that do not exist. */
function structure() {
    const problems = [];
    for (const element of document.querySelectorAll('script, iframe, object, embed, link[rel=stylesheet]'))
        problems.push(`<${element.localName}> in the page`);
    for (const element of document.querySelectorAll('*')) {
        for (const attribute of element.attributes)
            if (/^on/i.test(attribute.name)) problems.push(`attribute ${attribute.name}`);
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) problems.push(`id twice: ${id}`);
    for (const link of document.querySelectorAll('a[href^="#"]')) {
        const target = decodeURIComponent(link.getAttribute('href').slice(1));
        if (target && !ids.includes(target)) problems.push(`no such place: #${target}`);
    }
    return problems;
}

async function look(page, url, view) {
    const requests = [];
    const remember = (request) => {
        if (request.url() !== url && !request.url().startsWith('data:')) requests.push(request.url());
    };
    page.on('request', remember);
    await page.setViewportSize({ width: view.width, height: 800 });
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await page.goto(url);
    const found = [
        ...await page.evaluate(structure),
        ...await page.evaluate(overflow),
        ...await violations(page),
        ...requests.map((request) => `asks for ${request}`),
    ];
    page.off('request', remember);
    return found.map((problem) => `${url} (${view.width} px, ${view.colorScheme}): ${problem}`);
}

async function main() {
    const pages = process.argv.slice(2).flatMap(pagesBelow);
    const asRoot = process.getuid() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({
        executablePath: '/usr/bin/chromium', args: [...flags, ...asRoot],
    });
    const page = await browser.newPage();
    const problems = [];
    for (const file of pages) {
        // The examples hold every kind of page; of the many small error cases the narrow view says most.
        const wanted = file.includes('/examples/') ? views : views.slice(0, 1);
        for (const view of wanted) problems.push(...await look(page, pathToFileURL(file).href, view));
    }
    await browser.close();
    finish(problems, pages.length, 'problems');
}

main();
