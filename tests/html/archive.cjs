// Writes the sources of an archive below a folder: a long series, whose index is split by year, and a short one with titles
// that could break a page.
//   archive.cjs FOLDER
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const YEARS = [1986, 1987, 1988, 1989];
const MEETINGS_A_YEAR = 150;
const TOPICS = ['Cykelsti', 'Skolegård', 'Badebro', 'Bibliotek', 'Legeplads', 'Spildevand'];
const OWNERS = ['Teknik og Havn', 'Børn og Unge', 'Kultur'];
const OUTCOMES = ['adopted', 'rejected', 'postponed', 'noted'];

const HOSTILE = [
    '</script><script>document.title = "x"</script>', '<img src=x onerror="document.title = 1">',
    'Både "gåseøjne", \'enkelte\' og \\u0041 \\', 'linje\u2028skift og \u2029 slut', 'שלום עולם (1) abc',
    '<!-- <script>', '*ikke* `kode`', '&lt;b&gt; &amp; {n} %41 #x ?y',
];

const TASK = 'skriver \\</script> \u2028 "nu" & her'; // as Markdown has it
const STRANGE = 'a #1 50% "x" & \'y\'?';

function write(folder, name, text) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
}

/** A day of the year for each meeting, every second one. */
function dayOf(year, i) {
    return new Date(Date.UTC(year, 0, 2 + 2 * i)).toISOString().slice(0, 10);
}

/** A string that means itself in YAML. */
const quoted = (s) => JSON.stringify(s).replaceAll('\u2028', '\\L').replaceAll('\u2029', '\\P');

function writeMeeting(folder, day, items) {
    const agenda = ['---', 'kind: agenda', `date: ${day}`, 'items:'];
    const minutes = ['---', 'kind: minutes', `meeting: ${day}`, 'decisions:'];
    const texts = [];
    items.forEach(({ title, matter, outcome, task, owner, due, isDone }, i) => {
        agenda.push(`  - title: ${quoted(title)}`);
        if (matter) agenda.push(`    case: ${quoted(matter)}`);
        minutes.push(`  ${i + 1}: ${outcome}`);
        texts.push(`## ${i + 1}`, '', 'Sagen blev drøftet.', '');
        if (task) texts.push(`- [${isDone ? 'x' : ' '}] @"${owner}" ${task} due:${due}`, '');
    });
    write(path.join(folder, day), 'agenda.md', [...agenda, '---', ''].join('\n'));
    write(path.join(folder, day), 'minutes.md', [...minutes, '---', ...texts].join('\n'));
}

/** Item i of the n-th meeting: everything follows from the two numbers. */
function itemOf(year, n, i) {
    const k = 7 * n + 3 * i;
    const topic = TOPICS[k % TOPICS.length];
    return {
        title: `${topic} nr. ${n + 1}.${i + 1} ved ${topic === 'Badebro' ? 'Århus Å' : 'Søtorvet'}`,
        matter: `${year}-${1000 + n}`,
        outcome: OUTCOMES[(n + i) % OUTCOMES.length],
        task: i % 2 ? `indhenter tilbud på ${topic.toLowerCase()} hos tre leverandører` : '',
        owner: OWNERS[n % OWNERS.length],
        due: `${year}-12-01`,
        isDone: n % 2 === 0,
    };
}

function writeLong(folder) {
    write(folder, 'referat.yaml', 'series: Udvalgsmøder\nbody: Havneudvalget\norganisation: Søby Kommune\n');
    for (const year of YEARS)
        for (let n = 0; n < MEETINGS_A_YEAR; n++)
            writeMeeting(folder, dayOf(year, n), [0, 1, 2].map((i) => itemOf(year, n, i)));
}

function writeShort(folder) {
    write(folder, 'referat.yaml',
        `series: ${quoted('Møder </script> & "andet"')}\nbody: Bestyrelsen\norganisation: Søby Kommune\nlanguage: en\n`);
    writeMeeting(folder, '2025-05-06', HOSTILE.map((title) => ({
        title, matter: '"><b>', outcome: 'adopted', task: TASK, owner: 'A & B', due: '2025-06-01',
    })));
    writeMeeting(path.join(folder, STRANGE), '2024-05-06', [{ title: 'Alene', outcome: 'noted' }]);
}

module.exports = { HOSTILE, STRANGE, MEETINGS_A_YEAR, TOPICS, YEARS, itemOf };

if (require.main === module) {
    const folder = process.argv[2];
    fs.rmSync(folder, { recursive: true, force: true });
    writeLong(path.join(folder, 'udvalg'));
    writeShort(path.join(folder, 'bestyrelse'));
}
