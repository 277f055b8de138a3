/** Who sends documents and does not take the answers slows itself, and nobody of another municipality. */
import { expect, onTestFinished, test } from 'vitest'
import { ConfigurationSchema } from '../../../care-centre/configuration-schema.ts'
import { tokensOf } from '../../../care-centre/configuration.ts'
import { parseSipListen } from '../../../care-centre/scaip/listen-address.ts'
import { DeafDevice } from '../../support/deaf-device.ts'
import { ScaipDevice } from '../../support/scaip-device.ts'
import { startCentre } from './centre-harness.ts'

const CALM = '4790000900'
const DEAF = Array.from({ length: 21 }, (_, at) => String(4790000100 + at))

const house = (id: string, cids: readonly string[]) => ({
  id: `municipality-of-${id}`,
  stations: [{ id, token: `${id}-door`, cids }],
})
const configuration = ConfigurationSchema.parse({
  municipalities: [house('deaf', DEAF), house('calm', [CALM])],
})

async function start(limits?: { readonly bodiesPerSecond: number; readonly messagesPerSecond: number }) {
  const listen = parseSipListen('127.0.0.1:0')
  if (typeof listen === 'string') throw new Error(listen)
  const centre = await startCentre({
    configuration: limits === undefined ? configuration : { ...configuration, limits },
    tokens: tokensOf(configuration),
    sip: [listen],
  })
  const deaf = await DeafDevice.open(centre.sip)
  onTestFinished(() => deaf.close())
  const calm = await ScaipDevice.open({ centre: centre.sip, cid: CALM })
  onTestFinished(() => calm.close())
  const fall = (ref: string) =>
    calm.report(`<mrq><ref>${ref}</ref><cid>${CALM}</cid><dty>0005</dty><stc>0009</stc></mrq>`)
  const metrics = async (): Promise<string> => await (await fetch(`${centre.url}/metrics`)).text()
  return { deaf, fall, metrics }
}

/** Without `dty`: each is refused at once, by an answer of its own. */
function withoutType(cid: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `<mrq><ref>A${at}</ref><cid>${cid}</cid></mrq>`)
}

function beats(cid: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `<mrq><ref>H${at}</ref><mty>PI</mty><cid>${cid}</cid><dty>0002</dty></mrq>`,
  )
}

test('answers that nobody takes: a fall of another municipality has its own, every time, and what made room is counted', async () => {
  const { deaf, fall, metrics } = await start()
  const [loud = '', ...others] = DEAF
  for (const cid of others) await deaf.send(cid, [...withoutType(cid, 105), ...beats(cid, 3)])
  // More than one controller may have waiting.
  await deaf.send(loud, withoutType(loud, 300))
  for (const ref of ['F1', 'F2', 'F3']) expect(await fall(ref)).toMatchObject({ ref, snu: 0 })
  expect(await metrics()).toMatch(/sip_total\{what="overload"\} [1-9]/)
  expect(await metrics()).toMatch(/scaip_answers_total\{fate="too-many"\} [1-9]/)
})

test('what is refused and what nobody asked for are counted against who says it, and told to come later', async () => {
  // A device has a fifth of it: one a second, and ten seconds of that at once.
  const { deaf, fall } = await start({ bodiesPerSecond: 5, messagesPerSecond: 5 })
  const [refuses = '', strays = ''] = DEAF
  await deaf.send(refuses, withoutType(refuses, 40))
  expect(deaf.statuses.get(503)).toBeGreaterThan(10)
  deaf.statuses.clear()
  await deaf.send(
    strays,
    Array.from({ length: 40 }, () => '<mrs><ref>R1</ref><snu>0</snu></mrs>'),
  )
  expect(deaf.statuses.get(503)).toBeGreaterThan(10)
  expect(await fall('F1')).toMatchObject({ snu: 0 })
})
