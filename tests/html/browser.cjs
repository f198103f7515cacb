// Opens every page below the folders given in Chromium and looks at it, narrow and wide, light and dark: it must fit the
// width of a telephone, ask for nothing but itself, and run no script; an index has one of its own. axe, which takes the
// time, is asked about every page that has an element in a place where none of the pages before it had one.
'use strict';

const { pathToFileURL } = require('node:url');
const { launch, overflow, violations } = require('./chromium.cjs');
const { finish, pagesBelow } = require('./tools.cjs');

// What depends on the width does not depend on the colours.
const views = [{ width: 360, colorScheme: 'light' }, { width: 1400, colorScheme: 'dark' }];

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

/** Runs in the page: each kind of place in it, as "h3.title > a.link[lang]:true", with a text. */
function places() {
    const nameOf = (element) => [element.localName, ...element.classList].join('.') + [...element.attributes]
        .map((attribute) => attribute.name)
        .filter((name) => !['class', 'href', 'id', 'style'].includes(name)).sort().map((name) => `[${name}]`).join('');
    const found = new Set();
    for (const element of document.querySelectorAll('*')) {
        const above = element.parentElement;
        found.add(`${above ? nameOf(above) : ''} > ${nameOf(element)}:${Boolean(element.textContent.trim())}`);
    }
    return [...found];
}

const seen = new Set();

/** True where the page that is open has a kind of place, in this view, that none before it had. */
async function isNew(page, view) {
    const found = (await page.evaluate(places)).map((place) => `${view.width} ${place}`).filter((place) => !seen.has(place));
    found.forEach((place) => seen.add(place));
    return found.length > 0;
}

let asked = 0;

async function look(page, url, view, mustAsk) {
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
        ...requests.map((request) => `asks for ${request}`),
    ];
    page.off('request', remember);
    if (await isNew(page, view) || mustAsk) {
        asked++;
        found.push(...await violations(page));
    }
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
        const isExample = file.includes('/examples/');
        for (const view of isExample ? views : views.slice(0, 1)) {
            problems.push(...await look(page, pathToFileURL(file).href, view, isExample));
        }
    }
    await browser.close();
    console.log(`axe was asked ${asked} times`);
    finish(problems, pages.length, 'problems');
}

main();
