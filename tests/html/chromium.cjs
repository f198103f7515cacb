// What the tests in a browser share: Debian's Chromium, axe's verdict on a page, whether the page fits its window.
'use strict';

const fs = require('node:fs');
const { fetched } = require('./tools.cjs');

const { chromium } = fetched('playwright-core');
const axe = fs.readFileSync(fetched.resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

/** Starts the browser. */
function launch() {
    const asRoot = process.getuid() === 0 ? ['--no-sandbox'] : [];
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...flags, ...asRoot] });
}

/** axe's verdict on the page that is open: one line for every element that violates a rule. */
async function violations(page) {
    // Playwright's evaluate works past the page's own content security policy, which forbids all script but its own.
    await page.evaluate(`${axe}; null`);
    const result = await page.evaluate((values) =>
        window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
    return result.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/** Runs in the page: what sticks out to the right of the window, innermost first. */
function overflow() {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const wide = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > limit + 0.5);
    return [`scrolls sideways: ${document.documentElement.scrollWidth} px in ${limit}: ` +
        wide.slice(-3).map((element) => `<${element.localName} class="${element.className}">`).join(' ')];
}

module.exports = { launch, overflow, violations };
