/** The care centre's SCAIP receiver as it runs, against a party that nobody here wrote: SIPp as device. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { CENTRE_CLI, Program } from '../../support/program.ts'
import {
  floodWithSipp,
  talkNonsenseWithSipp,
  tellAndFallSilent,
  tellWithSipp,
} from '../../support/sipp-device.ts'
import { waitUntil } from '../../support/wait-until.ts'

const cleanUp = new CleanUp()
afterAll(() => cleanUp.run())

const ReadySchema = z.object({ url: z.string(), sip: z.string().regex(/^sip:127\.0\.0\.1:\d+$/) })
const AlarmsSchema = z.object({
  alarms: z.array(
    z.object({
      cause: z.string(),
      state: z.string(),
      resident: z.string(),
      count: z.int(),
      origin: z.string(),
    }),
  ),
})

let centre = { url: '', port: 0 }
/** Has the node read a configuration where the second guarded home has this password. */
let reloadedWith: (password: string) => Promise<void>

beforeAll(async () => {
  const folder = await temporaryFolder(cleanUp)
  const config = join(folder, 'centre.json')
  const homes = {
    id: 'homes',
    token: 'homes-door',
    cids: [
      '4790000001',
      '4790000002',
      '4790000003',
      '4790000004',
      '4790000005',
      '4790000006',
      '4790000007',
      '4790000008',
      '4790000009',
    ],
  }
  const guarded = {
    id: 'guarded',
    token: 'guarded-door',
    cids: ['4790000099'],
    sip: { username: 'homes', password: 'riktig' },
  }
  const moved = { id: 'moved', token: 'moved-door', cids: ['4790000098'] }
  // A device has a fifth of what a station may send: one document a second, and ten at once.
  const limits = { bodiesPerSecond: 5 }
  const write = (password: string): Promise<void> => {
    const stations = [homes, guarded, { ...moved, sip: { username: 'homes', password } }]
    return writeFile(config, JSON.stringify({ municipalities: [{ id: '5001', stations }], limits }))
  }
  await write('of-before')
  const program = new Program(cleanUp, process.execPath, [
    ...[CENTRE_CLI, '--data', join(folder, 'data'), '--config', config, '--sip', '127.0.0.1:0'],
  ])
  await program.ready()
  const { url, sip } = ReadySchema.parse(JSON.parse(program.lines[0] ?? ''))
  centre = { url, port: Number(sip.split(':')[2]) }
  let times = 0
  reloadedWith = async (password) => {
    await write(password)
    process.kill(program.pid, 'SIGHUP')
    times += 1
    const said = () => program.words.split('the configuration was read anew').length > times
    await waitUntil(said, () => `it was not read anew: ${program.words}`)
  }
})

async function alarmsOf(cid: string, token = 'homes-door') {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${centre.url}/v1/alarms?state=all`, { headers })
  return AlarmsSchema.parse(await answer.json()).alarms.filter(({ resident }) => resident === cid)
}

test.each(['udp', 'tcp'] as const)(
  'a fall over %s, told twice, is one alarm and two equal answers',
  async (kind) => {
    const cid = kind === 'udp' ? '4790000001' : '4790000002'
    const document = `<mrq><ref>R1</ref><mty>ME</mty><cid>${cid}</cid><dty>0005</dty><did>F1000042</did><stc>0009</stc></mrq>`
    const first = await tellWithSipp(cleanUp, centre.port, { document, user: cid, kind })
    const second = await tellWithSipp(cleanUp, centre.port, { document, user: cid, kind })
    expect(first).toEqual({ statuses: ['200'], answer: { ref: 'R1', snu: 0, mre: 0 } })
    expect(second).toEqual(first)
    expect(await alarmsOf(cid)).toEqual([
      { cause: 'fall', state: 'raised', resident: cid, count: 1, origin: 'scaip' },
    ])
  },
)

test('a device with a password is asked for it and says it', async () => {
  const document = '<mrq><ref>R1</ref><cid>4790000099</cid><dty>3</dty></mrq>'
  const told = await tellWithSipp(cleanUp, centre.port, { document, user: '4790000099', scenario: 'digest' })
  expect(told).toMatchObject({ statuses: ['401', '200'], answer: { snu: 0 } })
  expect(await alarmsOf('4790000099', 'guarded-door')).toHaveLength(1)
})

test('a device whose password was changed while the centre runs is let in with the one of now alone', async () => {
  const device = { user: '4790000098', scenario: 'digest' } as const
  const document = (ref: string) => `<mrq><ref>${ref}</ref><cid>4790000098</cid><dty>3</dty></mrq>`
  await expect(tellWithSipp(cleanUp, centre.port, { ...device, document: document('D1') })).rejects.toThrow(
    'the device heard 401',
  )
  expect(await alarmsOf('4790000098', 'moved-door')).toEqual([])
  await reloadedWith('riktig')
  const told = await tellWithSipp(cleanUp, centre.port, { ...device, document: document('D2') })
  expect(told).toMatchObject({ statuses: ['401', '200'], answer: { ref: 'D2', snu: 0 } })
  expect(await alarmsOf('4790000098', 'moved-door')).toHaveLength(1)
  await reloadedWith('of-later')
  await expect(tellWithSipp(cleanUp, centre.port, { ...device, document: document('D3') })).rejects.toThrow(
    'the device heard 401',
  )
})

test('three makers write it in three ways (scaip.md §12)', async () => {
  const makers = [
    {
      user: '4790000003',
      document:
        '<mrq><mty>ME</mty><ref>A00001</ref><cid> 4790000003</cid><dty>003</dty><stc>010</stc><crd>gsm:+</crd></mrq>',
    },
    {
      user: '4790000004',
      media: 'application/xml',
      document:
        '<?xml version="1.0"?><scaip><ref>B1</ref><cid>4790000004</cid><dty>4</dty><did>0080E12A3B4C</did><cha>0</cha><crd>sip:</crd><crd>gsm:</crd></scaip>',
    },
    {
      user: '+4790000005',
      document:
        '<mrq><ref>C1</ref><cid>+4790000005</cid><dty>0003</dty><vendor><x>1</x></vendor><stc>9998</stc></mrq>',
    },
  ]
  for (const maker of makers) {
    const { answer } = await tellWithSipp(cleanUp, centre.port, maker)
    expect(answer).toMatchObject({ snu: 0 })
    expect(await alarmsOf(maker.user.replace('+', ''))).toMatchObject([{ cause: 'help-call' }])
  }
})

test('what is no SIP is dropped, and the next one who calls is heard', async () => {
  await talkNonsenseWithSipp(cleanUp, centre.port, 20)
  const document = '<mrq><ref>P1</ref><mty>PI</mty><cid>4790000001</cid><dty>2</dty><stc>0009</stc></mrq>'
  const told = await tellWithSipp(cleanUp, centre.port, { document, user: '4790000001' })
  expect(told.answer).toEqual({ ref: 'P1', snu: 0, mre: 0 })
  expect(await alarmsOf('4790000001')).toHaveLength(1)
})

const helpCall = (cid: string) =>
  `<mrq><ref>H1</ref><mty>ME</mty><cid>${cid}</cid><dty>0003</dty><did>F1000042</did><stc>0010</stc></mrq>`

test('a device that falls silent before it hears the answer is told it when it asks again; one alarm', async () => {
  const told = { document: helpCall('4790000006'), user: '4790000006' }
  await tellAndFallSilent(cleanUp, centre.port, told)
  await waitUntil(async () => (await alarmsOf('4790000006')).length === 1, 'the alarm was not stored')
  const { answer } = await tellWithSipp(cleanUp, centre.port, told)
  expect(answer).toEqual({ ref: 'H1', snu: 0, mre: 0 })
  expect(await alarmsOf('4790000006')).toMatchObject([{ cause: 'help-call', count: 1 }])
})

test('a device that answers the answer with 486 loses nothing by it', async () => {
  const told = { document: helpCall('4790000007'), user: '4790000007', answering: 'answer-busy' } as const
  const { answer } = await tellWithSipp(cleanUp, centre.port, told)
  expect(answer).toEqual({ ref: 'H1', snu: 0, mre: 0 })
  expect(await alarmsOf('4790000007')).toMatchObject([{ cause: 'help-call', state: 'raised', count: 1 }])
})

test('a device that runs wild is answered 503 with a time, and taken again after it; others meanwhile', async () => {
  const told = { document: helpCall('4790000008'), user: '4790000008' }
  const statuses = await floodWithSipp(cleanUp, centre.port, told, 40)
  expect(statuses.filter((status) => status === '200').length).toBeGreaterThanOrEqual(10)
  expect(statuses.filter((status) => /^503 [1-9]\d*$/.test(status)).length).toBeGreaterThan(0)
  const other = { document: helpCall('4790000009'), user: '4790000009' }
  expect((await tellWithSipp(cleanUp, centre.port, other)).answer).toMatchObject({ ref: 'H1', snu: 0 })
  await waitUntil(
    async () => (await floodWithSipp(cleanUp, centre.port, told, 1)).includes('200'),
    'it was not taken again',
  )
  expect(await alarmsOf('4790000008')).toMatchObject([{ cause: 'help-call', count: 1 }])
})
