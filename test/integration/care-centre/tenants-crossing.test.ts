/** What comes by itself, as a stream or a document over SIP, keeps to its municipality as every route does. */
import { expect, onTestFinished, test } from 'vitest'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { requestOf } from '../../../shared/scaip/message-document.ts'
import { writeRequest } from '../../../shared/scaip/write-document.ts'
import { AlarmMessageSchema } from '../../../shared/wire/centre-messages.ts'
import { ScaipDevice } from '../../support/scaip-device.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { message } from './centre-harness.ts'
import { CONFIGURATION, ROLES, startTwoMunicipalities } from './operators-harness.ts'

const SOLBAKKEN = { municipality: '5001', station: 'solbakken', cid: '4790005001' } as const
const FJELLHUS = { municipality: '4601', station: 'fjellhus', cid: '4790004601' } as const
const BOTH = [SOLBAKKEN, FJELLHUS] as const

test('an open stream says nothing of another municipality, to whatever role', async () => {
  const { say, signIn } = await startTwoMunicipalities()
  const listening = await Promise.all(
    BOTH.flatMap((side) =>
      ROLES.map(async (role) => {
        const page = await signIn(`${role}-${side.municipality}`, side.municipality)
        const stream = await page.listen()
        onTestFinished(() => stream.end())
        return { side, stream }
      }),
    ),
  )
  for (const { station } of [...BOTH, ...BOTH].reverse()) {
    const alarm = `${station}-${String(performance.now())}`
    await say(station, [message(alarm, 1, 'raised', { residentRef: `r-${station}` })])
  }
  // The last word of each side is heard after everything that the other one said before it.
  for (const { station } of BOTH) await say(station, [message(`last-${station}`, 1, 'raised')])
  await say('solbakken', [message('end-solbakken', 1, 'raised')])
  for (const { side, stream } of listening) {
    const other = side === SOLBAKKEN ? FJELLHUS : SOLBAKKEN
    await stream.hear(side === SOLBAKKEN ? '"end-solbakken"' : '"last-fjellhus"')
    expect(stream.heard()).toContain(`"r-${side.station}"`)
    expect(stream.heard()).not.toContain(other.station)
  }
})

async function startWithControllers() {
  const municipalities = CONFIGURATION.municipalities.map((municipality) => ({
    ...municipality,
    stations: municipality.stations.map((station) => ({
      ...station,
      cids: BOTH.filter(({ station: id }) => id === station.id).map(({ cid }) => cid),
    })),
  }))
  const listen = parseSipListen('127.0.0.1:0')
  if (typeof listen === 'string') throw new Error(listen)
  const centre = await startTwoMunicipalities({
    configuration: { ...CONFIGURATION, municipalities },
    sip: [listen],
  })
  const controller = async (cid: string) => {
    const device = await ScaipDevice.open({ centre: centre.sip, cid })
    onTestFinished(() => device.close())
    return device
  }
  const alarms = async ({ station }: { readonly station: string }) => {
    const { body } = await centre.call('/v1/alarms?state=all', `token-of-${station}`)
    return (body as { alarms: { station: string; state: string; resident: string | null }[] }).alarms
  }
  return { ...centre, controller, alarms }
}

function document(cid: string, ref: string, mty: string, stc: string): string {
  return `<mrq><ref>${ref}</ref><mty>${mty}</mty><cid>${cid}</cid><dty>0003</dty><did>F1000042</did><stc>${stc}</stc></mrq>`
}

test('a controller reaches the alarms of its own municipality alone, also where everything else is the same', async () => {
  const { controller, alarms, signIn } = await startWithControllers()
  const [ours, theirs] = [await controller(SOLBAKKEN.cid), await controller(FJELLHUS.cid)]
  for (const [device, cid] of [
    [ours, SOLBAKKEN.cid],
    [theirs, FJELLHUS.cid],
  ] as const) {
    expect(await device.report(document(cid, 'R1', 'ME', '0010'))).toMatchObject({ snu: 0 })
  }
  // The same device number says that it is well, and that somebody has resolved it.
  expect(await theirs.report(document(FJELLHUS.cid, 'R2', 'IN', '0111'))).toMatchObject({ snu: 0 })
  expect(await alarms(SOLBAKKEN)).toMatchObject([
    { station: 'solbakken', state: 'raised', resident: SOLBAKKEN.cid },
  ])
  expect(await alarms(FJELLHUS)).toMatchObject([
    { station: 'fjellhus', state: 'resolved', resident: FJELLHUS.cid },
  ])
  for (const own of BOTH) {
    const other = own === SOLBAKKEN ? FJELLHUS : SOLBAKKEN
    const page = await signIn(`administrator-${own.municipality}`, own.municipality)
    const read = async (cid: string) => JSON.stringify(await page.get(`/v1/scaip/documents?cid=${cid}`))
    // They are written down a moment after the answer, and so were those of the other side by then.
    await waitUntil(async () => (await read(own.cid)).includes(`<cid>${own.cid}</cid>`), 'nothing is kept')
    expect(await read(other.cid)).not.toContain('<mrq>')
  }
})

test("a document that names another municipality's alarm as its own changes nothing there", async () => {
  const { controller, alarms, say } = await startWithControllers()
  const raised = AlarmMessageSchema.parse(message('own-solbakken', 1, 'raised', { residentRef: 'r-204' }))
  await say('solbakken', [raised])
  const forged = { ...raised, id: 'forged-2', sequence: 2, type: 'alarm.resolved' }
  const source = { ref: 'F1', cid: FJELLHUS.cid, did: 'F1000042', deviceType: 5 }
  const theirs = await controller(FJELLHUS.cid)
  await theirs.report(writeRequest(requestOf(forged, source)))
  expect(await alarms(SOLBAKKEN)).toMatchObject([
    { station: 'solbakken', state: 'raised', resident: 'r-204' },
  ])
  expect((await alarms(FJELLHUS)).filter(({ resident }) => resident === 'r-204')).toEqual([])
})
