// Opens every page below the folders given in Chromium, narrow and wide, light and dark, and asks axe about it. A page
// must also fit the width of a telephone, ask for nothing but itself, and run no script; an index has one of its own.
'use strict';

const { pathToFileURL } = require('node:url');
const { launch, overflow, violations } = require('./chromium.cjs');
const { finish, pagesBelow } = require('./tools.cjs');

const views = [360, 1400].flatMap((width) =>
    ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

/** What may not stand in a page: script of any kind, ids that are used twice, links to places that do not exist. */
function structure(mayHaveScript) {
    const problems = [];
    for (const element of document.querySelectorAll('script, iframe, object, embed, link[rel=stylesheet]'))
        if (element.localName !== 'script' || !mayHaveScript || element.src)
            problems.push(`<${element.localName}> in the page`);
    if (document.querySelectorAll('script:not([type="application/json"])').length > 1)
        problems.push('more than one script');
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
        ...await page.evaluate(structure, url.endsWith('/index.html')),
        ...await page.evaluate(overflow),
        ...await violations(page),
        ...requests.map((request) => `asks for ${request}`),
    ];
    page.off('request', remember);
    return found.map((problem) => `${url} (${view.width} px, ${view.colorScheme}): ${problem}`);
}

async function main() {
    // Of the many small error cases the pack holds what the other pages hold.
    const pages = process.argv.slice(2).flatMap(pagesBelow)
        .filter((file) => file.includes('/examples/') || file.endsWith('/pack.html'));
    const browser = await launch();
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
