import { migration } from './migration.ts'

/** A message that is whole, or that becomes another one, may not be changed. */
const IS_REFUSED = `OLD.fingerprint NOT LIKE 'partial %' OR NEW.fingerprint LIKE 'partial %'
    OR NEW.number <> OLD.number OR NEW.id <> OLD.id OR NEW.station <> OLD.station OR NEW.alarm <> OLD.alarm
    OR NEW.sequence <> OLD.sequence OR NEW.type <> OLD.type OR NEW."receivedAt" <> OLD."receivedAt"`

/**
 * A document over SIP carries part of a message. Where the whole comes by another path, it takes the place of the part,
 * once; the document itself is kept as it came.
 */
export const WholeMessages = migration(100, 'WholeMessages', [
  {
    sqlite: [
      'DROP TRIGGER message_never_updated',
      `CREATE TRIGGER message_never_updated BEFORE UPDATE ON message WHEN ${IS_REFUSED}
        BEGIN SELECT RAISE(ABORT, 'message is append-only'); END`,
    ],
    postgres: [
      'DROP TRIGGER message_never_updated ON message',
      `CREATE TRIGGER message_never_updated BEFORE UPDATE ON message FOR EACH ROW WHEN (${IS_REFUSED})
        EXECUTE FUNCTION refuse_change()`,
    ],
  },
])
