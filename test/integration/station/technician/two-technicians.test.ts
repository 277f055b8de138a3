/** Two technicians at one receiver: one takes it away while the other pairs behind it, at any moment of it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, firstOf, SECOND_RADAR, STICK, TechnicianHouse } from './technician-house.ts'

/** So many turns of the event loop later each time: from before the first check to after the last write. */
const MOMENTS = Array.from({ length: 16 }, (_, moment) => 2 * moment)
const by = 'tuva'
const ELSEWHERE = '/dev/ttyElsewhere'

let house: TechnicianHouse

beforeEach(async () => {
  house = await TechnicianHouse.open()
})
afterEach(() => house.end())

const outcomeOf = async (call: Promise<unknown>): Promise<string> => {
  const isDone = await call.then(
    () => true,
    () => false,
  )
  return isDone ? 'done' : codeOf(call)
}

const told = async () => {
  const message = await firstOf(await house.api.technician.changes())
  if (message === undefined) throw new Error('the station tells nothing')
  const { receivers = [], devices = [] } = message
  // What a port itself is stands on its own wire.
  return { receivers, devices: devices.filter(({ protocol }) => protocol !== 'mr60fda') }
}

/** Paired where no receiver hears them. */
async function deaf(): Promise<readonly string[]> {
  const { receivers, devices } = await told()
  return devices
    .filter(
      ({ protocol, receiver }) =>
        !receivers.some(
          ({ name, protocols }) => protocols.includes(protocol) && (receiver === null || receiver === name),
        ),
    )
    .map(({ deviceId }) => deviceId)
}

interface Case {
  readonly protocol: string
  readonly receiver: string
  readonly eep: string | null
  readonly address: (moment: number) => string
  readonly takeAway: () => Promise<unknown>
  readonly putBack: () => Promise<unknown>
}

const hex = (number: number): string => number.toString(16).padStart(2, '0').toUpperCase()
const add = (path: string, protocol: string) =>
  house.api.technician.addPort({ by, path, protocol, variant: null, baudRate: null })

const CASES: readonly (readonly [string, Case])[] = [
  [
    'a port is removed',
    {
      protocol: 'enocean-esp3',
      receiver: STICK,
      eep: 'F6-02-01',
      address: (moment) => `002a3b${hex(moment)}`.toLowerCase(),
      takeAway: () => house.api.technician.removePort({ by, path: STICK }),
      putBack: () => add(STICK, 'enocean-esp3'),
    },
  ],
  [
    'an adapter is removed',
    {
      protocol: 'bthome-v2',
      receiver: 'hci0',
      eep: null,
      address: (moment) => `B4:35:22:F5:3D:${hex(moment)}`,
      takeAway: () => house.api.technician.removeAdapter({ by, adapter: 'hci0' }),
      putBack: () => house.api.technician.setAdapter({ by, adapter: 'hci0', protocols: ['bthome-v2'] }),
    },
  ],
  [
    'a line is moved',
    {
      protocol: 'espa-444',
      receiver: SECOND_RADAR,
      eep: null,
      address: (moment) => String(300 + moment),
      takeAway: () => house.api.technician.movePort({ by, path: SECOND_RADAR, to: ELSEWHERE }),
      putBack: async () => {
        const isElsewhere = (await told()).receivers.some(({ name }) => name === ELSEWHERE)
        if (isElsewhere) await house.api.technician.removePort({ by, path: ELSEWHERE })
        await add(SECOND_RADAR, 'espa-444')
      },
    },
  ],
]

test.each(CASES)(
  '%s while another technician pairs behind it: nobody is left paired where nothing hears',
  async (_, { protocol, receiver, eep, address, takeAway, putBack }) => {
    for (const moment of MOMENTS) {
      if ((await told()).receivers.every(({ name }) => name !== receiver)) await putBack()
      const taken = outcomeOf(takeAway())
      for (let turn = 0; turn < moment; turn += 1) await nextTurn()
      const wish = { protocol, receiver, eep, address: address(moment), variant: null, key: null }
      const about = { residentId: 'r-204', placement: 'bathroom', supervisionSeconds: null, settings: {} }
      const paired = outcomeOf(house.api.technician.pair({ by: 'ola', ...wish, ...about }))
      const outcomes = `${await taken}, ${await paired}`
      expect(outcomes).toMatch(/^(done, unknown-receiver|devices-behind, done|done, done)$/)
      expect(await deaf(), `${String(moment)} turns later: ${outcomes}`).toEqual([])
      for (const { deviceId } of (await told()).devices) await house.api.technician.retire({ by, deviceId })
    }
  },
)
