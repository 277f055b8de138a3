/** The silence of stations on PostgreSQL: what a look reads beside many open alarms. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SilenceDesk } from '../../../care-centre/desk/silence-desk.ts'
import { judgeBody } from '../../../care-centre/intake/judge-message.ts'
import { StationWatch } from '../../../care-centre/intake/station-watch.ts'
import { storeBodies } from '../../../care-centre/intake/store-bodies.ts'
import { openPostgres } from '../../../care-centre/store/postgres/open-postgres.ts'
import { message } from '../../integration/care-centre/centre-harness.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { Postgres } from '../../support/postgres.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
let server: Postgres

beforeAll(async () => {
  server = await Postgres.started(cleanUp)
})
afterAll(() => cleanUp.run())

const OPEN_ALARMS = 400

test.each([
  ['while the tables are new', false],
  ['when they have been counted', true],
])(
  'an alarm for a silent station is raised, found and ended without reading those of stations, %s',
  async (_, isCounted) => {
    const database = await server.newDatabase()
    const store = await openPostgres(server.url(database), () => undefined)
    const messages = Array.from({ length: OPEN_ALARMS }, (_, at) => message(`a-${String(at)}`, 1, 'raised'))
    const body = judgeBody({ messages })
    if (body === undefined) throw new Error('a body has messages')
    await store.writes.run((transaction) => storeBodies(transaction, [{ station: 'st-1', body }], [], 1))
    if (isCounted) await server.sql('VACUUM ANALYZE alarm', database)

    const time = { passed: 0 }
    const clock = { now: () => time.passed, monotonic: () => time.passed }
    const watch = new StationWatch(clock, ['st-1'])
    const desk = new SilenceDesk({ store, watch, clock, knows: () => true })
    watch.hear('st-1')
    time.passed += 91_000
    // The second one finds what the first has raised.
    for (let looks = 0; looks < 2; looks += 1) await desk.look()
    time.passed += 2_000
    watch.hear('st-1')
    await desk.look()
    await store.close()

    expect(await server.sql(`SELECT open::int, state FROM alarm WHERE origin = 'centre'`, database)).toEqual([
      { open: 0, state: 'cancelled' },
    ])
    // A session adds what it has counted when it ends, which is after it was let go.
    const sessions = `SELECT pid FROM pg_stat_activity WHERE datname = '${database}'`
    await waitUntil(async () => (await server.sql(sessions)).length === 0, 'its sessions do not end')
    const [read] = await server.sql<{ rows: number }>(
      `SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_user_tables WHERE relname = 'alarm'`,
      database,
    )
    // The question above reads the table whole, once.
    expect((read?.rows ?? 0) - OPEN_ALARMS).toBeLessThan(100)
  },
)
