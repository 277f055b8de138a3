/** docs/mqtt.md: its examples, its broker with TLS, passwords and access list, and a real station's transport there. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConfiguration } from '../../../care-centre/configuration.ts'
import { SERIAL_PROTOCOLS } from '../../../device-drivers/protocols.ts'
import type { StationMessage } from '../../../shared/wire/centre-messages.ts'
import { loadConfiguration } from '../../../station/config/load-configuration.ts'
import { MqttTransport } from '../../../station/sync/transports/mqtt-transport.ts'
import { message, startCentre } from '../../integration/care-centre/centre-harness.ts'
import { Authority } from '../../support/certificates.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { Mosquitto } from '../../support/mosquitto.ts'
import { ROOT } from '../../support/program.ts'

let cleanUp: CleanUp
let page: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  page = await readFile(join(ROOT, 'docs', 'mqtt.md'), 'utf8')
})
afterEach(() => cleanUp.run())

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  )
}

test('the two configurations are without mistakes', () => {
  const [station = '', centre = ''] = blocks('json')
  const loaded = loadConfiguration(station, SERIAL_PROTOCOLS)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
  expect(loaded.warnings).toEqual([])
  expect(parseConfiguration(centre)).toMatchObject({
    ok: true,
    configuration: { mqtt: { group: 'care-centre' } },
  })
})

test('with the access list of the page a fall goes through, and no station speaks for another', async () => {
  const folder = await temporaryFolder(cleanUp)
  const authority = await Authority.made(folder)
  const tls = { ca: authority.cert, ...(await authority.sign('broker')) }
  const users = ['st-1', 'st-2', 'centre'].map((name) => ({ name, password: `door of ${name}` }))
  const [access = ''] = blocks('acl')
  const broker = await Mosquitto.started(cleanUp, join(folder, 'broker'), { tls, users, access })
  const configuration = { municipalities: [], mqtt: { ca: authority.cert } }
  const centre = await startCentre({
    configuration,
    mqtt: { url: broker.url, username: 'centre', password: 'door of centre' },
  })
  const ca = await readFile(authority.cert, 'utf8')
  const tells = async (station: string, user: string) => {
    const door = {
      username: user,
      password: `door of ${user}`,
      ca,
      clientCert: undefined,
      clientKey: undefined,
    }
    const transport = new MqttTransport({ url: broker.url, topicPrefix: 'tryggvakt', ...door }, station)
    cleanUp.add(() => transport.close())
    const fall = message(`of-${user}`, 1, 'raised') as StationMessage
    return transport.send({ messages: [fall], handled: [] }, 60_000)
  }
  expect(await tells('st-1', 'st-1')).toMatchObject({ ok: true, reply: { acknowledged: ['of-st-1-1'] } })
  expect(await tells('st-1', 'st-2')).toMatchObject({ ok: false, code: 'unauthorised' })
  expect((await centre.call('/v1/alarms', 'all')).body).toMatchObject({ alarms: [{ id: 'of-st-1' }] })
})
