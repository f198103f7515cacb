// What the page tests share: the fetched packages, the list of pages, a report that ends the process.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const root = path.resolve(__dirname, '../..');

/** A package from build/tools, where tests/run.sh puts them. */
const fetched = createRequire(path.join(root, 'build/tools/package.json'));

/** Every HTML file below a folder, sorted. */
function pagesBelow(folder) {
    return fs.readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => {
            const name = path.join(folder, entry.name);
            if (entry.isDirectory()) return pagesBelow(name);
            return entry.name.endsWith('.html') ? [name] : [];
        })
        .sort();
}

/** Prints the problems and ends the process: with 1 if there are any, or if nothing was looked at. */
function finish(problems, pageCount, what) {
    for (const problem of problems) console.error(problem);
    console.log(`${pageCount} pages, ${problems.length} ${what}`);
    process.exit(problems.length > 0 || pageCount === 0 ? 1 : 0);
}

module.exports = { fetched, finish, pagesBelow };
