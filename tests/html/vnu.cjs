// Asks the Nu HTML checker about every page below the folders given: one Java process, no error allowed.
'use strict';

const { spawnSync } = require('node:child_process');
const { fetched, finish, pagesBelow } = require('./tools.cjs');

const pages = process.argv.slice(2).flatMap(pagesBelow);
const java = spawnSync('java',
    ['-Xss4m', '-jar', fetched.resolve('vnu-jar/build/dist/vnu.jar'), '--format', 'json',
        '--exit-zero-always', ...pages],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
if (java.status !== 0) {
    console.error(java.stderr);
    process.exit(1);
}
const problems = JSON.parse(java.stderr).messages
    .filter((message) => message.type !== 'info')
    .map((message) => `${message.url}:${message.lastLine}:${message.firstColumn}: ${message.message}`);
finish(problems, pages.length, 'errors');
