import type { MigrationInterface, QueryRunner } from 'typeorm'

const TABLES = [
  `CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT`,
  // Names and addresses stand here and in action_words alone, so that encrypting or erasing them later
  // touches these two tables and no chain or trigger.
  `CREATE TABLE residents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    birth_year INTEGER,
    address TEXT,
    unit TEXT,
    floor TEXT,
    cid TEXT,
    left_at INTEGER
  ) STRICT`,
  `CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('caregiver', 'technician', 'manager', 'administrator')),
    pin TEXT,
    left_at INTEGER
  ) STRICT`,
  `CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    protocol TEXT NOT NULL,
    variant TEXT,
    port TEXT,
    address TEXT,
    placement TEXT,
    did TEXT UNIQUE,
    supervision_seconds INTEGER,
    lifecycle TEXT NOT NULL
      CHECK (lifecycle IN ('discovered', 'paired', 'commissioned', 'suspended', 'retired')),
    last_heard_at INTEGER
  ) STRICT`,
  // Dated rows: an event keeps the resident that the device had when it came.
  `CREATE TABLE device_assignments (
    position INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES devices (id),
    resident_id TEXT NOT NULL REFERENCES residents (id),
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    CHECK (until_at IS NULL OR until_at >= from_at)
  ) STRICT`,
  `CREATE TABLE alarms (
    id TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL,
    resident_id TEXT REFERENCES residents (id),
    device_id TEXT REFERENCES devices (id),
    placement TEXT,
    cause TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category IN ('care', 'technical', 'test')),
    priority TEXT NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    state TEXT NOT NULL
      CHECK (state IN ('raised', 'acknowledged', 'on-the-way', 'on-site', 'resolved', 'cancelled')),
    count INTEGER NOT NULL,
    owner_id TEXT,
    opened_at INTEGER NOT NULL,
    last_rang_at INTEGER NOT NULL,
    ring_revision INTEGER NOT NULL,
    ringing INTEGER NOT NULL CHECK (ringing IN (0, 1)),
    restored_at INTEGER,
    outcome TEXT,
    revision INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE device_events (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device_id TEXT NOT NULL REFERENCES devices (id),
    resident_id TEXT REFERENCES residents (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    raw TEXT,
    alarm_id TEXT REFERENCES alarms (id)
  ) STRICT`,
  `CREATE TABLE alarm_actions (
    position INTEGER PRIMARY KEY,
    alarm_id TEXT NOT NULL REFERENCES alarms (id),
    sequence INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (alarm_id, sequence)
  ) STRICT`,
  `CREATE TABLE action_words (
    alarm_id TEXT NOT NULL REFERENCES alarms (id),
    sequence INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (alarm_id, sequence)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE outbox_messages (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alarm_id TEXT NOT NULL REFERENCES alarms (id),
    sequence INTEGER NOT NULL,
    type TEXT NOT NULL,
    priority TEXT NOT NULL,
    priority_rank INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    rejected_code TEXT,
    acknowledged_at INTEGER,
    UNIQUE (alarm_id, sequence)
  ) STRICT`,
  // Commands of the centre, each done once; reported_at is set when the centre has the result.
  `CREATE TABLE centre_commands (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    alarm_id TEXT NOT NULL,
    by_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('done', 'refused')),
    code TEXT,
    reported_at INTEGER
  ) STRICT`,
  `CREATE TABLE audit_entries (
    position INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
  ) STRICT`,
  // What came over a wire and became no event; a ring, the oldest rows go (store/evidence.ts).
  `CREATE TABLE wire_evidence (
    position INTEGER PRIMARY KEY,
    port TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL
  ) STRICT`,
]

const INDEXES = [
  `CREATE UNIQUE INDEX device_assignments_current ON device_assignments (device_id) WHERE until_at IS NULL`,
  `CREATE INDEX device_events_device_kind ON device_events (device_id, kind, position)`,
  `CREATE INDEX device_events_alarm ON device_events (alarm_id) WHERE alarm_id IS NOT NULL`,
  `CREATE INDEX device_events_received ON device_events (received_at)`,
  `CREATE INDEX alarms_open ON alarms (opened_at) WHERE state NOT IN ('resolved', 'cancelled')`,
  `CREATE INDEX outbox_messages_waiting ON outbox_messages (priority_rank, position)
    WHERE acknowledged_at IS NULL`,
  `CREATE INDEX outbox_messages_waiting_by_alarm ON outbox_messages (alarm_id, sequence)
    WHERE acknowledged_at IS NULL`,
  `CREATE INDEX centre_commands_unreported ON centre_commands (received_at) WHERE reported_at IS NULL`,
]

const APPEND_ONLY = ['device_events', 'alarm_actions', 'audit_entries']

const TRIGGERS = [
  ...APPEND_ONLY.flatMap((table) => [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ]),
  `CREATE TRIGGER alarms_no_delete BEFORE DELETE ON alarms
    BEGIN SELECT RAISE(ABORT, 'an alarm is never deleted'); END`,
  `CREATE TRIGGER outbox_messages_no_delete BEFORE DELETE ON outbox_messages
    BEGIN SELECT RAISE(ABORT, 'a message to the centre is never deleted'); END`,
  `CREATE TRIGGER outbox_messages_body_fixed
    BEFORE UPDATE OF id, alarm_id, sequence, type, body, created_at ON outbox_messages
    BEGIN SELECT RAISE(ABORT, 'a message to the centre is never changed'); END`,
  `CREATE TRIGGER outbox_messages_stay_acknowledged BEFORE UPDATE OF acknowledged_at ON outbox_messages
    WHEN OLD.acknowledged_at IS NOT NULL AND NEW.acknowledged_at IS NOT OLD.acknowledged_at
    BEGIN SELECT RAISE(ABORT, 'an acknowledgement is never taken back'); END`,
]

/** TypeORM orders migrations by the thirteen digits at the end of the name: our number, padded. */
export class FirstSchema0000000000010 implements MigrationInterface {
  readonly name = 'FirstSchema0000000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...INDEXES, ...TRIGGERS]) await runner.query(statement)
    await runner.query('PRAGMA user_version = 10')
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only; restore the copy made before it'))
  }
}
