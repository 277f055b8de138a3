/** A real care centre whose configuration becomes another one while it runs, as SIGHUP has it. */
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { TokenEntry } from '../../../care-centre/api/tokens.ts'
import { startCareCentre } from '../../../care-centre/centre.ts'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { ConfigurationSchema, type CentreConfiguration } from '../../../care-centre/configuration-schema.ts'
import type { Clock } from '../../../care-centre/intake/station-watch.ts'
import { Reloading } from '../../../care-centre/reloading.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { temporaryFolder } from './centre-harness.ts'

/** Of the code 482915. */
const PIN_HASH = 'scrypt$2$1$1$c2FsdHNhbHRzYWx0c2FsdA$HAKdSkePnZ2_G_5kX6K3y6ASBJhkmtQCaBYyX2uQ6sI'

/** The station `solbakken` with this token, and operators by id. */
export function configured(
  token: string,
  operators: readonly string[],
  more: object = {},
): CentreConfiguration {
  return ConfigurationSchema.parse({
    municipalities: [
      {
        id: '5001',
        stations: [{ id: 'solbakken', token, cids: ['4790000204'] }],
        operators: operators.map((id) => ({ id, name: id, role: 'operator', pin: PIN_HASH })),
      },
    ],
    ...more,
  })
}

export async function startReloadable(
  before: CentreConfiguration,
  sip: readonly string[] = [],
  clock?: Clock,
  named: readonly TokenEntry[] = [],
) {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const listen = sip.map(parseSipListen).filter((one) => typeof one !== 'string')
  const centre = await startCareCentre({
    database: { data: await temporaryFolder() },
    configuration: before,
    tokens: [...tokensOf(before), ...named],
    sip: listen,
    log,
    ...(clock === undefined ? {} : { clock }),
  })
  let ending: Promise<void> | undefined
  const close = () => (ending ??= centre.close())
  onTestFinished(close)
  let file: CentreConfiguration | string = before
  const reloading = new Reloading({
    centre,
    log,
    configuration: before,
    tokens: named,
    read: () => Promise.resolve(file),
  })
  const become = async (now: CentreConfiguration | string): Promise<void> => {
    file = now
    await reloading.reload()
  }
  const knock = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    const where = `${centre.url}/v1/stations/solbakken/messages`
    return (await fetch(where, { method: 'POST', headers, body: '{"messages":[]}' })).status
  }
  return { centre, close, lines, become, knock }
}
