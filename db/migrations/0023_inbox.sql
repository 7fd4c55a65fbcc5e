-- What a person has read of their messages. The messages themselves are derived from what happened, so none can be out of step.
CREATE TABLE message_read (
  user_id INTEGER NOT NULL REFERENCES user (id),
  message_key TEXT NOT NULL CHECK (message_key <> ''),
  read_at TEXT NOT NULL,
  PRIMARY KEY (user_id, message_key)
) STRICT;
