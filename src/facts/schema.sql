-- What record.sqlite holds: one series of meetings, in one edition. docs/record.md explains it with examples.
--
-- A text that is absent is NULL, never ''. A day is 'YYYY-MM-DD', a month 'YYYY-MM': they sort as they read. Minutes
-- count from midnight. The words of a list (outcome, type, access, state) are the English terms that documents may use.
-- The rows of a table hold what a meeting says itself; the views below add what later ones say of it.
-- The comment of a column is its line in docs/record.md: a test compares them.

-- ---- Tables ----

CREATE TABLE series (                 -- The series: one row
  title        TEXT NOT NULL,         -- what the series is called
  body         TEXT,                  -- the body that meets
  organisation TEXT,                  -- what the body is part of
  language     TEXT NOT NULL,         -- the language of its documents: 'da'
  approval     TEXT NOT NULL CHECK (approval IN ('next-meeting', 'signatures', 'none')), -- how minutes become final
  edition      TEXT NOT NULL CHECK (edition IN ('full', 'public')) -- what the database was made for: 'public' has nothing that is closed
);

CREATE TABLE outcome (                -- The outcomes that items can have
  term         TEXT PRIMARY KEY,      -- the word that other tables have
  effect       TEXT NOT NULL CHECK (effect IN ('final', 'open', 'moves', 'none')), -- 'open': the matter is to come back
  is_approval  INTEGER NOT NULL CHECK (is_approval IN (0, 1)), -- 1: it approves minutes
  sentence     TEXT                   -- what pages print for it, in the language of the series
) WITHOUT ROWID;

CREATE TABLE meeting (                -- Meetings, by day and start
  id           INTEGER PRIMARY KEY,   -- the place among the meetings, from 1: an earlier meeting has a smaller one
  name         TEXT NOT NULL,         -- by which others refer to it: the last part of its folder
  folder       TEXT NOT NULL,         -- of its documents below the series, and of its pages below the index
  is_unread    INTEGER NOT NULL CHECK (is_unread IN (0, 1)), -- 1: an error may hide something closed, and nothing else is known of it
  is_cancelled INTEGER NOT NULL CHECK (is_cancelled IN (0, 1)), -- 1: it was not held
  is_written   INTEGER NOT NULL CHECK (is_written IN (0, 1)), -- 1: it was decided without a meeting
  title        TEXT,                  -- its own, or that of the body with the day
  place        TEXT,                  -- where it met
  date         TEXT,                  -- the day
  start_min    INTEGER,               -- when it began or is to begin
  end_min      INTEGER,               -- when it ended; 1440 and more is the next day
  access       TEXT CHECK (access IN ('open', 'closed')), -- of the meeting as a whole; NULL: nothing is said
  agenda       TEXT CHECK (agenda IN ('final', 'draft', 'cancelled')), -- the state of the agenda; NULL: there is none
  minutes      TEXT CHECK (minutes IN ('final', 'draft', 'cancelled')), -- the state of the minutes; NULL: there are none
  signers      INTEGER,               -- how many are to sign the minutes
  signed       INTEGER,               -- how many of them have
  signed_on    TEXT,                  -- the day of the last signature, where all have
  sealed       TEXT,                  -- the day of the approval that its seal states; 'sealed': without a day; 'broken': the documents were changed since
  items        INTEGER,               -- how many items it has, without headings
  decisions    INTEGER,               -- how many of them have an outcome
  actions      INTEGER,               -- how many follow-ups were agreed
  annexes      INTEGER                -- how many annexes its pack has
);
CREATE INDEX meeting_by_name ON meeting (name);

CREATE TABLE item (                   -- Items of the agenda, without headings and breaks
  meeting      INTEGER NOT NULL REFERENCES meeting, -- the meeting
  n            INTEGER NOT NULL,      -- the place among its items, from 0: parents before their sub-items
  number       TEXT NOT NULL,         -- what people call it: '3', '6.A'
  name         TEXT,                  -- the id that the agenda gives it
  anchor       TEXT NOT NULL,         -- of its place in the meeting's pages: pack.html#ANCHOR
  title        TEXT,                  -- what it is called
  type         TEXT NOT NULL,         -- 'decision', 'information', 'minutes-approval' and so on
  access       TEXT CHECK (access IN ('open', 'closed')), -- NULL: nothing is said
  responsible  TEXT,                  -- who presents it: names, with ', ' between them
  case_number  TEXT,                  -- of the case that it belongs to
  treated      INTEGER,               -- the place in the order of treatment, from 1; NULL for a sub-item
  start_min    INTEGER,               -- when it is planned to begin
  planned_min  INTEGER,               -- how long it is planned to take
  guests       TEXT,                  -- who comes for it: names, with ', ' between them
  outcome      TEXT REFERENCES outcome, -- the outcome; NULL: the minutes say nothing, or nothing yet
  sentence     TEXT,                  -- the decision as pages print it
  is_split     INTEGER NOT NULL CHECK (is_split IN (0, 1)), -- 1: its points went different ways
  votes        TEXT,                  -- the votes as tables print them; table ballot has the numbers
  dissent      TEXT,                  -- who dissented: names, with ', ' between them
  goes_to      TEXT,                  -- the meeting or body that the matter was left to, as it is written
  goes_to_date TEXT,                  -- the day of that meeting, where it is one
  returns      TEXT,                  -- the day or month for which it was promised to come back
  PRIMARY KEY (meeting, n)
) WITHOUT ROWID;
CREATE INDEX item_by_case ON item (case_number, meeting, n) WHERE case_number IS NOT NULL;

CREATE TABLE link (                   -- What an item says of other meetings
  meeting      INTEGER NOT NULL,      -- the meeting of the item
  item         INTEGER NOT NULL,      -- the item
  kind         TEXT NOT NULL CHECK (kind IN ('approves', 'carried')), -- it is to approve their minutes, or is carried over from them
  n            INTEGER NOT NULL,      -- from 0: an item may approve several minutes
  to_meeting   TEXT NOT NULL,         -- the name of the other meeting; one of another series: its folder, with '../'
  to_item      TEXT,                  -- the name or number of the item that is carried over
  PRIMARY KEY (meeting, item, kind, n),
  FOREIGN KEY (meeting, item) REFERENCES item
) WITHOUT ROWID;

CREATE TABLE point (                  -- What the recommendation of an item proposes, point by point
  meeting      INTEGER NOT NULL,      -- the meeting of the item
  item         INTEGER NOT NULL,      -- the item
  n            INTEGER NOT NULL,      -- the place among its points, from 0
  number       TEXT NOT NULL,         -- the number of the point
  asked        TEXT,                  -- the proposal
  outcome      TEXT REFERENCES outcome, -- the outcome; NULL: it was not answered
  PRIMARY KEY (meeting, item, n),
  FOREIGN KEY (meeting, item) REFERENCES item
) WITHOUT ROWID;

CREATE TABLE ballot (                 -- One side of a vote
  meeting      INTEGER NOT NULL,      -- the meeting of the item
  item         INTEGER NOT NULL,      -- the item
  vote         INTEGER NOT NULL,      -- the place among the votes on the item, from 0
  side         TEXT NOT NULL CHECK (side IN ('for', 'against', 'abstained', 'blank', 'invalid', 'not_voting', 'absent')), -- the side; 'not_voting' and 'absent' cast nothing
  motion       TEXT,                  -- what was voted on, where there were several votes
  votes        INTEGER NOT NULL,      -- how many there were
  names        TEXT,                  -- who voted so: names, with ', ' between them; NULL: not recorded
  PRIMARY KEY (meeting, item, vote, side),
  FOREIGN KEY (meeting, item) REFERENCES item
) WITHOUT ROWID;

CREATE TABLE annex (                  -- Annexes of an item
  meeting      INTEGER NOT NULL,      -- the meeting of the item
  item         INTEGER NOT NULL,      -- the item
  n            INTEGER NOT NULL,      -- the place among its annexes, from 0
  number       INTEGER,               -- what pages call it: 2 in 'Punkt 3, Bilag 2'; NULL: it is not enclosed
  title        TEXT,                  -- what it is called
  path         TEXT,                  -- the file, below the series; NULL: it is not enclosed
  anchor       TEXT,                  -- of its place in the meeting's pack
  bytes        INTEGER,               -- the size of the file
  sha256       TEXT,                  -- the checksum of the file
  access       TEXT CHECK (access IN ('open', 'closed')), -- NULL: nothing is said
  referred_from TEXT,                 -- the documents that link to it, with ', ' between them
  PRIMARY KEY (meeting, item, n),
  FOREIGN KEY (meeting, item) REFERENCES item
) WITHOUT ROWID;

CREATE TABLE action (                 -- Follow-ups, as the minutes that agreed on them have it
  meeting      INTEGER NOT NULL REFERENCES meeting, -- the meeting that agreed on it
  n            INTEGER NOT NULL,      -- the place among its follow-ups, from 0
  item         INTEGER,               -- the item; NULL: the introduction of the minutes has it
  name         TEXT NOT NULL,         -- by which later minutes refer to it: '2026-01-12/2/1', or the name it was given
  task         TEXT,                  -- what is to be done
  owners       TEXT,                  -- who is to do it: as it is written, with ', ' between them
  due          TEXT,                  -- the deadline as a day or month; of a week its last day
  due_written  TEXT,                  -- the deadline as it is written
  state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')), -- what the same minutes say of it
  PRIMARY KEY (meeting, n),
  FOREIGN KEY (meeting, item) REFERENCES item
) WITHOUT ROWID;
CREATE INDEX action_by_name ON action (name);

CREATE TABLE change (                 -- What minutes say of a follow-up of an earlier meeting; NULL: that is as it was
  meeting      INTEGER NOT NULL REFERENCES meeting, -- the meeting that says it
  n            INTEGER NOT NULL,      -- the place among what its minutes say, from 0
  action       TEXT NOT NULL,         -- the name of the follow-up
  state        TEXT CHECK (state IN ('open', 'done', 'cancelled')), -- the new state
  owners       TEXT,                  -- who is to do it from now on
  due          TEXT,                  -- the new deadline as a day or month; of a week its last day
  due_written  TEXT,                  -- the new deadline as it is written
  note         TEXT,                  -- what is noted with it
  PRIMARY KEY (meeting, n)
) WITHOUT ROWID;
CREATE INDEX change_by_action ON change (action);

CREATE TABLE presence (               -- Who was at a meeting and who was not
  meeting      INTEGER NOT NULL REFERENCES meeting, -- the meeting
  n            INTEGER NOT NULL,      -- the place in the order of the minutes, from 0
  name         TEXT NOT NULL,         -- the person
  state        TEXT NOT NULL CHECK (state IN ('present', 'absent', 'substitute')), -- 'absent': from the whole meeting
  reason       TEXT,                  -- of the absence; never in a public edition
  substitute   TEXT,                  -- who came instead
  missed_items TEXT,                  -- of somebody who was there: the items without them, with ', ' between the numbers
  PRIMARY KEY (meeting, n)
) WITHOUT ROWID;

CREATE TABLE finding (                -- What referat found in the documents of the series
  id           INTEGER PRIMARY KEY,   -- the place in the order of the run, from 1
  severity     TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')), -- how grave it is
  name         TEXT NOT NULL,         -- the kind of finding: 'referat explain NAME' says more
  file         TEXT,                  -- where it is, below the series
  line         INTEGER,               -- the line there
  message      TEXT NOT NULL          -- what is wrong
);

-- ---- Views: what later meetings say ----

CREATE VIEW reference AS              -- The meeting that a link leads to: of that name the nearest up to its own, else the next
SELECT l.meeting, l.item, l.kind, l.n, l.to_item,
  COALESCE((SELECT max(t.id) FROM meeting t WHERE t.name = l.to_meeting AND t.id <= l.meeting),
           (SELECT min(t.id) FROM meeting t WHERE t.name = l.to_meeting AND t.id > l.meeting)) AS target
FROM link l;

CREATE VIEW approval AS               -- Items that were to approve the minutes of a meeting
SELECT r.target AS meeting, r.meeting AS by_meeting, r.item AS by_item, COALESCE(o.is_approval, 0) AS is_approval
FROM reference r JOIN meeting b ON b.id = r.meeting JOIN meeting m ON m.id = r.target
JOIN item i ON i.meeting = r.meeting AND i.n = r.item LEFT JOIN outcome o ON o.term = i.outcome
WHERE r.kind = 'approves' AND NOT b.is_cancelled
  AND NOT (m.id > b.id AND m.date IS NOT NULL AND b.date IS NOT NULL);

CREATE VIEW approved AS               -- The first of them that did
SELECT meeting, by_meeting, by_item FROM (
  SELECT meeting, by_meeting, by_item, row_number() OVER (PARTITION BY meeting ORDER BY by_meeting, by_item) AS k
  FROM approval WHERE is_approval)
WHERE k = 1;

CREATE VIEW origin AS                 -- The item that another one is carried over from, by its name before its number
SELECT c.meeting, c.item, c.origin_meeting, c.origin_item FROM (
  SELECT r.meeting, r.item, r.target AS origin_meeting,
    COALESCE((SELECT min(x.n) FROM item x WHERE x.meeting = r.target AND x.name = r.to_item),
             (SELECT min(x.n) FROM item x WHERE x.meeting = r.target AND x.number = r.to_item)) AS origin_item
  FROM reference r WHERE r.kind = 'carried') c
JOIN item i ON i.meeting = c.origin_meeting AND i.n = c.origin_item
WHERE c.origin_meeting <= c.meeting AND (i.access IS NOT 'closed' OR (SELECT edition FROM series) = 'full');

CREATE VIEW way AS                    -- The items that an item takes up: its origin, and what a cancelled meeting was to take up
WITH RECURSIVE way (by_meeting, by_item, meeting, item) AS (
  SELECT meeting, item, origin_meeting, origin_item FROM origin
  UNION
  SELECT w.by_meeting, w.by_item, o.origin_meeting, o.origin_item FROM way w
  JOIN meeting m ON m.id = w.meeting AND m.is_cancelled
  JOIN origin o ON o.meeting = w.meeting AND o.item = w.item AND o.origin_meeting < w.meeting)
SELECT by_meeting, by_item, meeting, item FROM way;

CREATE VIEW waiting AS                -- Items that were promised to come back, or left open
SELECT i.meeting, i.n AS item, i.case_number FROM item i LEFT JOIN outcome o ON o.term = i.outcome
WHERE i.returns IS NOT NULL OR o.effect = 'open';

CREATE VIEW back AS                   -- The item with which a matter came back: carried over from it, or of the same case
SELECT meeting, item, by_meeting, by_item FROM (
  SELECT b.meeting, b.item, b.by_meeting, b.by_item,
    row_number() OVER (PARTITION BY b.meeting, b.item ORDER BY b.ends_wait DESC, b.by_meeting, b.by_item) AS k
  FROM (
    SELECT y.meeting, y.item, y.by_meeting, y.by_item, w.meeting IS NOT NULL AND y.by_meeting > y.meeting AS ends_wait
    FROM way y LEFT JOIN waiting w ON w.meeting = y.meeting AND w.item = y.item
    UNION ALL
    SELECT w.meeting, w.item, i.meeting, i.n, 1 FROM waiting w
    JOIN item i ON i.case_number = w.case_number AND i.meeting > w.meeting) b
  JOIN meeting m ON m.id = b.by_meeting AND NOT m.is_cancelled)
WHERE k = 1;

CREATE VIEW heard AS                  -- What later minutes say of a follow-up; of several with one name the first is meant
SELECT a.meeting, a.n, c.meeting AS by_meeting, c.n AS by_n, c.state, c.owners, c.due, c.due_written, c.note
FROM change c JOIN action a ON a.name = c.action AND a.meeting < c.meeting
WHERE NOT EXISTS (SELECT 1 FROM action f WHERE f.name = a.name AND (f.meeting < a.meeting OR (f.meeting = a.meeting AND f.n < a.n)));

CREATE VIEW last_word AS              -- The last of it, for each thing that is said
SELECT meeting, n,
  max(CASE WHEN k_state = 1 THEN state END) AS state,
  max(CASE WHEN k_state = 1 AND state <> 'open' THEN by_meeting END) AS closed_by,
  max(CASE WHEN k_owners = 1 THEN owners END) AS owners,
  max(CASE WHEN k_due = 1 THEN due END) AS due,
  max(CASE WHEN k_due = 1 THEN due_written END) AS due_written,
  max(CASE WHEN k_note = 1 THEN note END) AS note
FROM (
  SELECT h.*,
    CASE WHEN state IS NOT NULL THEN row_number() OVER (PARTITION BY meeting, n, state IS NULL ORDER BY by_meeting DESC, by_n DESC) END AS k_state,
    CASE WHEN owners IS NOT NULL THEN row_number() OVER (PARTITION BY meeting, n, owners IS NULL ORDER BY by_meeting DESC, by_n DESC) END AS k_owners,
    CASE WHEN due_written IS NOT NULL THEN row_number() OVER (PARTITION BY meeting, n, due_written IS NULL ORDER BY by_meeting DESC, by_n DESC) END AS k_due,
    CASE WHEN note IS NOT NULL THEN row_number() OVER (PARTITION BY meeting, n, note IS NULL ORDER BY by_meeting DESC, by_n DESC) END AS k_note
  FROM heard h)
GROUP BY meeting, n;

CREATE VIEW action_now AS             -- Follow-ups as they stand after the last meeting; last_day: of the deadline of an open one
SELECT a.meeting, a.n, a.item, a.name, a.task, COALESCE(w.owners, a.owners) AS owners,
  CASE WHEN w.due_written IS NOT NULL THEN w.due ELSE a.due END AS due,
  COALESCE(w.due_written, a.due_written) AS due_written,
  COALESCE(w.state, a.state) AS state, w.closed_by, w.note,
  CASE WHEN COALESCE(w.state, a.state) = 'open' THEN
    CASE length(CASE WHEN w.due_written IS NOT NULL THEN w.due ELSE a.due END)
      WHEN 7 THEN date(CASE WHEN w.due_written IS NOT NULL THEN w.due ELSE a.due END || '-01', '+1 month', '-1 day')
      ELSE CASE WHEN w.due_written IS NOT NULL THEN w.due ELSE a.due END END END AS last_day
FROM action a LEFT JOIN last_word w ON w.meeting = a.meeting AND w.n = a.n;

-- ---- Views: the tables of `referat status`, with its columns; clock times are 'HH:MM', 24:00 and more the next day ----

CREATE VIEW meetings AS
SELECT m.name AS meeting, m.date, m.title, CASE WHEN m.start_min IS NOT NULL THEN printf('%02d:%02d', m.start_min / 60, m.start_min % 60) END AS start,
  CASE WHEN m.end_min IS NOT NULL THEN printf('%02d:%02d', m.end_min / 60, m.end_min % 60) END AS "end", m.place,
  CASE WHEN m.is_unread THEN 'unread' END AS state, m.agenda, m.minutes,
  CASE WHEN m.minutes IS NULL OR m.is_cancelled THEN NULL
    WHEN s.approval = 'signatures' AND s.edition = 'public' AND m.access = 'closed' THEN NULL
    WHEN s.approval = 'signatures' AND m.signers > 0 AND m.signed = m.signers THEN m.signed_on
    WHEN s.approval = 'signatures' AND m.signers > 0 THEN 'not-signed'
    WHEN v.by_meeting IS NOT NULL THEN b.name
    WHEN s.approval = 'none' OR m.is_written THEN NULL
    WHEN s.approval = 'signatures' THEN 'not-signed'
    ELSE 'not-approved' END AS approved_at,
  m.sealed, m.items, m.decisions, m.actions, m.annexes
FROM meeting m JOIN series s LEFT JOIN approved v ON v.meeting = m.id LEFT JOIN meeting b ON b.id = v.by_meeting
ORDER BY m.id;

CREATE VIEW items AS
SELECT m.name AS meeting, i.number AS item, i.title, i.type, i.responsible, i.case_number AS "case", i.planned_min AS minutes,
  COALESCE(i.outcome, CASE WHEN m.is_cancelled THEN 'cancelled' END) AS outcome, i.access
FROM item i JOIN meeting m ON m.id = i.meeting ORDER BY i.meeting, i.n;

CREATE VIEW decisions AS
SELECT meeting, item, title, point, asked, outcome, sentence, votes, dissent, "case" FROM (
  SELECT m.name AS meeting, i.number AS item, i.title, NULL AS point, NULL AS asked, i.outcome, i.sentence, i.votes, i.dissent,
    i.case_number AS "case", i.meeting AS at_meeting, i.n AS at_item, -1 AS at_point
  FROM item i JOIN meeting m ON m.id = i.meeting WHERE i.outcome IS NOT NULL OR i.sentence IS NOT NULL
  UNION ALL
  SELECT m.name, i.number, i.title, p.number, p.asked, COALESCE(p.outcome, 'unanswered'), o.sentence, NULL, NULL,
    i.case_number, i.meeting, i.n, p.n
  FROM point p JOIN item i ON i.meeting = p.meeting AND i.n = p.item JOIN meeting m ON m.id = i.meeting
  LEFT JOIN outcome o ON o.term = p.outcome WHERE i.outcome IS NOT NULL OR i.sentence IS NOT NULL)
ORDER BY at_meeting, at_item, at_point;

CREATE VIEW actions AS
SELECT a.name AS id, m.name AS meeting, COALESCE(i.number, '0') AS item, a.task, a.owners AS owner,
  CASE WHEN a.due_written LIKE '%-W%' THEN a.due_written ELSE COALESCE(a.due, a.due_written) END AS due,
  a.state, c.name AS closed_at, a.note
FROM action_now a JOIN meeting m ON m.id = a.meeting LEFT JOIN item i ON i.meeting = a.meeting AND i.n = a.item
LEFT JOIN meeting c ON c.id = a.closed_by ORDER BY a.meeting, a.n;

CREATE VIEW annexes AS
SELECT m.name AS meeting, i.number AS item, x.number AS annex, x.title, x.path AS file, x.bytes AS size, x.sha256, x.access, x.referred_from
FROM annex x JOIN item i ON i.meeting = x.meeting AND i.n = x.item JOIN meeting m ON m.id = x.meeting
ORDER BY x.meeting, x.item, x.n;

CREATE VIEW schedule AS
SELECT m.name AS meeting, m.date, i.treated AS "order", i.number AS item, i.title,
  CASE WHEN i.start_min IS NOT NULL THEN printf('%02d:%02d', i.start_min / 60, i.start_min % 60) END AS start,
  CASE WHEN i.start_min IS NOT NULL THEN
    printf('%02d:%02d', (i.start_min + COALESCE(i.planned_min, 0)) / 60, (i.start_min + COALESCE(i.planned_min, 0)) % 60) END AS "end",
  i.planned_min AS minutes, i.guests
FROM item i JOIN meeting m ON m.id = i.meeting WHERE NOT m.is_cancelled ORDER BY i.meeting, i.n;

CREATE VIEW forward AS
SELECT m.name AS meeting, i.number AS item, i.title,
  CASE WHEN i.returns IS NOT NULL THEN 'promised' WHEN o.effect = 'open' THEN 'postponed' ELSE 'carried' END AS kind,
  i.goes_to AS "to", i.returns, CASE WHEN b.by_meeting IS NULL THEN 'pending' ELSE t.name || '/' || ti.number END AS came_back
FROM item i JOIN meeting m ON m.id = i.meeting LEFT JOIN outcome o ON o.term = i.outcome
LEFT JOIN back b ON b.meeting = i.meeting AND b.item = i.n LEFT JOIN meeting t ON t.id = b.by_meeting
LEFT JOIN item ti ON ti.meeting = b.by_meeting AND ti.n = b.by_item
WHERE i.returns IS NOT NULL OR o.effect = 'open' OR b.by_meeting IS NOT NULL ORDER BY i.meeting, i.n;

CREATE VIEW attendance AS
SELECT m.name AS meeting, m.date, p.name, p.state, p.reason, p.substitute, p.missed_items
FROM presence p JOIN meeting m ON m.id = p.meeting ORDER BY p.meeting, p.n;

CREATE VIEW cases AS
SELECT i.case_number AS "case", m.date, (SELECT body FROM series) AS body, m.name AS meeting, i.number AS item, i.title,
  COALESCE(i.outcome, CASE WHEN m.is_cancelled THEN 'cancelled' END) AS outcome, i.sentence
FROM item i JOIN meeting m ON m.id = i.meeting WHERE i.case_number IS NOT NULL ORDER BY i.case_number, m.date, i.meeting, i.n;

CREATE VIEW checks AS
SELECT severity, name, file, line, message FROM finding ORDER BY id;
