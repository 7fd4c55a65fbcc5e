-- 催报 that went out by mail or to a group: what, to whom, and what became of it. The same words go to one target once a day.
CREATE TABLE reminder_post (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'robot')),
  target TEXT NOT NULL,
  target_name TEXT NOT NULL,
  reporters TEXT NOT NULL CHECK (json_valid(reporters)),
  subject TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed', 'unsure')),
  error TEXT NOT NULL DEFAULT '',
  sent_by INTEGER NOT NULL REFERENCES user (id),
  sent_at TEXT NOT NULL,
  done_at TEXT
) STRICT;
CREATE UNIQUE INDEX reminder_post_once ON reminder_post (channel, target, text, day) WHERE state <> 'failed';
CREATE INDEX reminder_post_period ON reminder_post (period);
CREATE TRIGGER reminder_post_done BEFORE UPDATE ON reminder_post WHEN old.state <> 'sending' BEGIN SELECT RAISE(ABORT, 'what became of a reminder stays'); END;
CREATE TRIGGER reminder_post_words BEFORE UPDATE OF period, channel, target, target_name, reporters, subject, text, day, sent_by, sent_at ON reminder_post BEGIN SELECT RAISE(ABORT, 'a reminder keeps its words'); END;
CREATE TRIGGER reminder_post_no_delete BEFORE DELETE ON reminder_post BEGIN SELECT RAISE(ABORT, 'reminders are append-only'); END;
