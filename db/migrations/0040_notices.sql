-- Messages that leave the program by mail or to a group's robot. What they tell of is derived elsewhere.
CREATE TABLE mail_choice (
  user_id INTEGER PRIMARY KEY REFERENCES user (id),
  address TEXT NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  since TEXT NOT NULL
) STRICT;
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'robot')),
  target TEXT NOT NULL,
  message_key TEXT NOT NULL,
  sentence TEXT NOT NULL,
  link TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_at TEXT NOT NULL,
  queued_at TEXT NOT NULL,
  done_at TEXT,
  error TEXT NOT NULL DEFAULT '',
  UNIQUE (channel, target, message_key)
) STRICT;
CREATE INDEX notice_waiting ON notice (state, next_at);
