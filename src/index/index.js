/* The search of an index page. Its data stands in the page or in files beside it, which are loaded when they are first
   asked for; what is asked stands in the address, behind '#'. Nothing is sent anywhere. */
(function () {
    'use strict';
    const STEP = 50;      // hits shown at a time
    const AT_ONCE = 6;    // files loaded at a time
    const SUGGESTED = 500;
    const READING_PAUSE = 150, TYPING_PAUSE = 40; // milliseconds before the hits are shown anew
    const byId = (id) => document.getElementById(id);
    const words = JSON.parse(byId('words').textContent);
    const fields = ['q', 'year', 'outcome', 'owner', 'case'].map(byId);
    const parts = [];     // {place, name, year, entries}, newest first within a series
    let loading = 0, failed = 0, shown = STEP, hits = [], timer = 0, typing = 0;

    /* As a reader compares: in either case, composed, a with a ring as aa. */
    const fold = (s) => s.normalize('NFC').toLowerCase().replaceAll('\u00e5', 'aa');

    /* ---- The data ---- */

    /* One entry an item; the arrays' order is that of index_data.c. */
    function entryOf(meeting, item, place) {
        const [iso, when, title, folder, hasPack] = meeting;
        const [number, name, anchor, outcome, said, matter, points, tasks, isClosed] = item;
        const taskWords = tasks.flatMap(([task, owner, due, state]) => [task, owner, due, words.states[state]]);
        const text = [name, number && words.item + ' ' + number, words.outcomes[outcome], said, matter,
            ...points.flatMap(([, asked, answer]) => [asked, words.outcomes[answer]]), ...taskWords,
            isClosed ? words.closed : '', title, when, iso, words.places[place][1]];
        return {
            iso, when, title, number, name, said, matter, points, tasks, place, outcome, isClosed,
            year: iso.slice(0, 4) || words.undated,
            href: hasPack ? words.places[place][0] + folder + 'pack.html' + (anchor && '#' + anchor) : '',
            text: fold(text.join('\n')),
            owners: fold(tasks.map((task) => task[1]).join('\n')),
            foldedMatter: fold(matter),
        };
    }

    function entriesOf(meetings, place) {
        const nothing = ['', '', '', 0, '', '', [], [], 0];
        return meetings.flatMap((meeting) => {
            const items = meeting[5];
            return (items.length ? items : [nothing]).map((item) => entryOf(meeting, item, place));
        });
    }

    /* What the files call: one lists a series' files, the others hold meetings. */
    window.referatParts = (list) => addParts(document.currentScript.referat.place, list);
    window.referatPart = (meetings) => {
        const part = document.currentScript.referat;
        part.entries = entriesOf(meetings, part.place);
    };

    function addParts(place, list) {
        for (const [year, name] of list) parts.push({ place, year, name, entries: null, isAsked: false });
    }

    function load(part) {
        const script = document.createElement('script');
        const done = (isGood) => {
            loading--;
            if (!isGood) failed++;
            script.remove();
            loadMore();
            if (!loading) suggest();
            showSoon(READING_PAUSE);
        };
        part.isAsked = true;
        loading++;
        script.referat = part;
        script.onload = () => done(true);
        script.onerror = () => done(false);
        script.src = words.places[part.place][0] + part.name;
        document.head.append(script);
    }

    /* Starts what the search at hand still lacks. A list of parts has no year: it is always wanted. */
    function loadMore() {
        const year = byId('year').value;
        for (const part of parts) {
            if (loading >= AT_ONCE) return;
            if (!part.isAsked && (!year || !part.year || part.year === year)) load(part);
        }
    }

    /* ---- The search ---- */

    function asked() {
        const [q, year, outcome, owner, matter] = fields.map((field) => field.value.trim());
        return {
            words: fold(q).split(/\s+/).filter(Boolean), year, owner: fold(owner), matter: fold(matter),
            outcome: outcome && words.terms.indexOf(outcome),
            isEmpty: !(q || year || outcome || owner || matter),
        };
    }

    const fits = (entry, ask) =>
        (!ask.year || entry.year === ask.year) &&
        (ask.outcome === '' || entry.outcome === ask.outcome ||
            entry.points.some((point) => point[2] === ask.outcome)) &&
        entry.owners.includes(ask.owner) && entry.foldedMatter.includes(ask.matter) &&
        ask.words.every((word) => entry.text.includes(word));

    function find(ask) {
        const found = [];
        for (const part of parts)
            for (const entry of part.entries || []) if (fits(entry, ask)) found.push(entry);
        if (words.places.length > 1) found.sort((a, b) => (a.iso < b.iso) - (a.iso > b.iso));
        return found;
    }

    /* ---- What is shown ---- */

    function make(name, className, ...content) {
        const element = document.createElement(name);
        if (className) element.className = className;
        element.append(...content);
        return element;
    }

    /* The text with the words that were asked for marked. A folded character may be longer than it was. */
    function marked(text, ask) {
        const at = [];
        let folded = '';
        const characters = [...text.normalize('NFC')];
        characters.forEach((character, i) => {
            const f = fold(character);
            folded += f;
            for (let k = 0; k < f.length; k++) at.push(i);
        });
        const isMarked = new Array(characters.length).fill(false);
        for (const word of ask.words)
            for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length))
                isMarked.fill(true, at[i], at[i + word.length - 1] + 1);
        const out = [];
        for (let i = 0, from = 0; i < characters.length; i++) {
            if (i + 1 < characters.length && isMarked[i] === isMarked[i + 1]) continue;
            const piece = characters.slice(from, i + 1).join('');
            out.push(isMarked[i] ? make('mark', '', piece) : piece);
            from = i + 1;
        }
        return out;
    }

    const markOf = (tone, word) => word ? [' ', make('span', 'outcome ' + tone, word)] : [];
    const outcomeOf = (outcome) => markOf(words.tones[outcome], words.outcomes[outcome]);

    function taskOf([task, owner, due, state], ask) {
        const facts = [owner, due && words.deadline + ' ' + due, words.states[state]].filter(Boolean).join(' \u00b7 ');
        return make('li', state ? 'closed' : '', ...marked(task, ask), ' ', make('span', 'meta', ...marked(facts, ask)));
    }

    function hitOf(entry, ask) {
        const where = [words.places.length > 1 && words.places[entry.place][1],
            !entry.title.includes(entry.when) && entry.when, entry.name && entry.title]
            .filter(Boolean).join(' \u00b7 ');
        const name = entry.name || entry.title;
        const link = entry.href ? make('a', '', ...marked(name, ask)) : make('span', '', ...marked(name, ask));
        if (entry.href) link.href = entry.href;
        else link.tabIndex = -1; // 'show more' leads to it
        const hit = make('li', '', make('p', 'meta', ...marked(where, ask)),
            make('p', 'what', entry.number && words.item + ' ' + entry.number + ' ', link, ...outcomeOf(entry.outcome),
                ...markOf('open', entry.isClosed && words.closed)));
        if (entry.said) hit.append(make('p', 'said', ...marked(entry.said, ask)));
        if (entry.matter) hit.append(make('p', 'meta', words.case + ' ', ...marked(entry.matter, ask)));
        if (entry.points.length) hit.append(make('ul', 'points', ...entry.points.map(([number, text, outcome]) =>
            make('li', '', number + '. ', ...marked(text, ask), ...outcomeOf(outcome)))));
        if (entry.tasks.length) hit.append(make('ul', 'tasks', ...entry.tasks.map((task) => taskOf(task, ask))));
        return hit;
    }

    function status(ask) {
        const texts = ask.isEmpty ? [] : [words.found + ': ' + hits.length];
        if (loading) texts.push(words.reading);
        if (failed) texts.push(words.failed.replace('{n}', failed));
        return texts.join(' \u00b7 ');
    }

    /* Owners and cases to choose from: those that were read. */
    function suggest() {
        const lists = [['owners', (entry) => entry.tasks.map((task) => task[1])], ['cases', (entry) => [entry.matter]]];
        for (const [id, of] of lists) {
            const values = new Set(parts.flatMap((part) => (part.entries || []).flatMap(of)).filter(Boolean));
            const sorted = [...values].sort(new Intl.Collator(document.documentElement.lang).compare);
            byId(id).replaceChildren(...sorted.slice(0, SUGGESTED).map((value) => {
                const option = document.createElement('option');
                option.value = value;
                return option;
            }));
        }
    }

    function show() {
        const ask = asked();
        hits = ask.isEmpty ? [] : find(ask);
        byId('hits').replaceChildren(...hits.slice(0, shown).map((entry) => hitOf(entry, ask)));
        byId('found').hidden = ask.isEmpty;
        byId('list').hidden = !ask.isEmpty;
        byId('clear').hidden = ask.isEmpty;
        byId('more').hidden = hits.length <= shown;
        byId('count').textContent = status(ask);
    }

    /* One showing for whatever comes within the pause. */
    function showSoon(pause) {
        clearTimeout(timer);
        timer = setTimeout(show, loading ? pause : 0);
    }

    /* ---- The address ---- */

    function toAddress() {
        const state = new URLSearchParams(fields.filter((field) => field.value.trim())
            .map((field) => [field.id, field.value.trim()])).toString();
        history.replaceState(null, '', location.href.split('#')[0] + (state && '#' + state));
    }

    /* An address with a place of the page behind '#' asks for nothing. */
    function fromAddress() {
        const hash = location.hash.slice(1);
        const state = new URLSearchParams(hash.includes('=') ? hash : '');
        for (const field of fields) field.value = state.get(field.id) || '';
        search();
    }

    function search() {
        shown = STEP;
        if (!asked().isEmpty) loadMore();
        show();
    }

    function changed() {
        clearTimeout(typing);
        typing = setTimeout(() => { toAddress(); search(); }, TYPING_PAUSE);
    }

    /* ---- The page ---- */

    for (const field of fields) {
        field.addEventListener('input', changed);
        field.addEventListener('focus', loadMore);
    }
    byId('clear').addEventListener('click', () => {
        for (const field of fields) field.value = '';
        toAddress();
        search();
        fields[0].focus();
    });
    byId('more').addEventListener('click', () => {
        const first = shown;
        shown += STEP;
        show();
        byId('hits').children[first].querySelector('[tabindex], a').focus();
    });
    addEventListener('hashchange', fromAddress);

    const data = byId('data');
    if (data) {
        parts.push({ place: 0, entries: entriesOf(JSON.parse(data.textContent), 0), isAsked: true });
        suggest();
    }
    words.parts.forEach(([place, year, name]) => addParts(place, [[year, name]]));
    byId('search').hidden = false;
    fromAddress();
}());
