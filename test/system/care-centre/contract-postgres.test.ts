/** What the contract promises of the care centre, test by test as on SQLite, on a real PostgreSQL. */
import { afterAll, beforeAll } from 'vitest'
import { openPostgres } from '../../../care-centre/store/postgres/open-postgres.ts'
import { useDatabases } from '../../integration/care-centre/centre-harness.ts'
import '../../integration/care-centre/alarms.test.ts'
import '../../integration/care-centre/messages.test.ts'
import '../../integration/care-centre/operators.test.ts'
import '../../integration/care-centre/scaip-receiver.test.ts'
import '../../integration/care-centre/sign-in.test.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'

const cleanUp = new CleanUp()

beforeAll(async () => {
  const server = await Postgres.started(cleanUp)
  const migrated = await server.newDatabase()
  const store = await openPostgres(server.url(migrated), () => undefined)
  await store.close()
  useDatabases(async () => ({ url: server.url(await server.newDatabase(migrated)) }))
})

afterAll(() => cleanUp.run())
