import { appendOnly, migration } from './migration.ts'

/**
 * Codes that operators chose (`given`: a hash of the configured one that they took the place of), sessions, wrong
 * codes, and the audit log: for each municipality a chain of its own, whose head says how long it is.
 */
export const Operators = migration(40, 'Operators', [
  `CREATE TABLE operator_pin (
    municipality TEXT NOT NULL,
    operator TEXT NOT NULL,
    given TEXT NOT NULL,
    pin TEXT NOT NULL,
    "changedAt" INTEGER NOT NULL,
    PRIMARY KEY (municipality, operator)
  ) STRICT`,
  `CREATE TABLE operator_session (
    id TEXT PRIMARY KEY,
    "tokenHash" TEXT NOT NULL UNIQUE,
    municipality TEXT NOT NULL,
    operator TEXT NOT NULL,
    "startedAt" INTEGER NOT NULL,
    "seenAt" INTEGER NOT NULL,
    "endsAt" INTEGER NOT NULL,
    "mustChange" INTEGER NOT NULL CHECK ("mustChange" IN (0, 1))
  ) STRICT`,
  'CREATE INDEX operator_session_of ON operator_session (municipality, operator, "startedAt")',
  `CREATE TABLE sign_in_failure (
    municipality TEXT NOT NULL,
    operator TEXT NOT NULL,
    failures INTEGER NOT NULL,
    "lockedUntil" INTEGER,
    PRIMARY KEY (municipality, operator)
  ) STRICT`,
  `CREATE TABLE audit_entry (
    municipality TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    at INTEGER NOT NULL,
    "actorKind" TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (municipality, position)
  ) STRICT`,
  appendOnly('audit_entry'),
  `CREATE TABLE audit_head (
    municipality TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
])
