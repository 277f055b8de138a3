import { expect, it, vi } from 'vitest'
import { OutputKeeper, type MediaListing, type OutputView } from '../../../../renderer/sound/output-keeper.ts'
import { selectOutputs, toldSound, type OutputDevice } from '../../../../renderer/sound/output-rules.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'

const DESK: OutputDevice = { id: 'desk', name: 'Høyttaler på pulten' }
const HEADSET: OutputDevice = { id: 'headset', name: 'Hodetelefoner' }

function device(kind: MediaDeviceInfo['kind'], deviceId: string, label: string): MediaDeviceInfo {
  return { kind, deviceId, label, groupId: '', toJSON: () => ({}) }
}

/** A machine whose outputs come and go, and where the sound goes. */
function machine(outputs: readonly OutputDevice[], mayLook = true) {
  let listed = [...outputs]
  const changes = new EventTarget()
  const broken = new Set<string>()
  const went: (string | null)[] = []
  const views: OutputView[] = []
  const listing: MediaListing = {
    enumerateDevices: () =>
      Promise.resolve([
        device('audioinput', 'mic', 'Mikrofon'),
        ...(listed.length === 0 ? [] : [device('audiooutput', 'default', 'Standard')]),
        ...listed.map(({ id, name }) => device('audiooutput', id, name)),
      ]),
    addEventListener: changes.addEventListener.bind(changes),
    removeEventListener: changes.removeEventListener.bind(changes),
  }
  const sound = {
    route: (outputId: string | null) => {
      if (outputId !== null && broken.has(outputId)) return Promise.reject(new Error('busy'))
      went.push(outputId)
      return Promise.resolve()
    },
  }
  return {
    went,
    views,
    broken,
    keeper: (wanted: OutputDevice | null) =>
      new OutputKeeper({ sound, media: listing, mayLook, onView: (view) => views.push(view) }, wanted),
    change: (next: readonly OutputDevice[]) => {
      listed = [...next]
      changes.dispatchEvent(new Event('devicechange'))
    },
    seen: (kind: OutputView['choice']['kind']) =>
      vi.waitFor(() => {
        expect(views.at(-1)?.choice.kind).toBe(kind)
      }, PATIENTLY),
  }
}

it('the alarms go to the chosen output, to the default one when it vanishes, and back when it returns', async () => {
  const room = machine([DESK, HEADSET])
  const end = room.keeper(DESK).start()
  await room.seen('chosen')
  room.change([HEADSET])
  await room.seen('vanished')
  expect(room.went).toEqual(['desk', null])
  room.change([DESK, HEADSET])
  await room.seen('chosen')
  expect(room.went).toEqual(['desk', null, 'desk'])
  end()
})

it('an output that got a new id is known by its name', async () => {
  const room = machine([{ id: 'desk-2', name: DESK.name }])
  room.keeper(DESK).start()
  await room.seen('chosen')
  expect(room.went).toEqual(['desk-2'])
})

it('an output that is there and cannot be opened is as good as gone', async () => {
  const room = machine([DESK])
  room.broken.add('desk')
  room.keeper(DESK).start()
  await room.seen('vanished')
  expect(room.views.at(-1)?.choice).toEqual({ kind: 'vanished', wanted: DESK })
})

it('another choice counts at once, also the machine’s own', async () => {
  const room = machine([DESK, HEADSET])
  const keeper = room.keeper(DESK)
  keeper.start()
  await room.seen('chosen')
  keeper.want(HEADSET)
  keeper.want(null)
  await room.seen('default')
  expect(room.went.at(-1)).toBeNull()
})

it('nothing is told after the end', async () => {
  const room = machine([DESK])
  const end = room.keeper(DESK).start()
  end()
  room.change([])
  await Promise.resolve()
  expect(room.views).toEqual([])
})

it('only stand-ins and nameless outputs are no choice, and only who may look knows that there is none', () => {
  const nameless = [device('audiooutput', '', '')]
  expect(selectOutputs(nameless, true)).toEqual({ choosable: [], isNone: false })
  const standIns = [device('audiooutput', 'default', 'a'), device('audiooutput', 'communications', 'b')]
  expect(selectOutputs(standIns, true)).toEqual({ choosable: [], isNone: false })
  expect(selectOutputs([device('audioinput', 'mic', 'Mikrofon')], true).isNone).toBe(true)
  expect(selectOutputs([], false).isNone).toBe(false)
})

it('a sound that somebody did not hear is told as missing, whatever the machine thinks', () => {
  const usual = { kind: 'default' } as const
  const gone = { kind: 'vanished', wanted: DESK } as const
  expect(toldSound('ready', usual, true)).toBe('missing')
  expect(toldSound('ready', usual, false)).toBe('ready')
  expect(toldSound('ready', gone, false)).toBe('fallback')
  expect(toldSound('blocked', gone, true)).toBe('blocked')
})
