/** From a screen that says that it has no sound to the words on the board that name it: a whole station and its API. */
import i18next from 'i18next'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { faultWords } from '../../../renderer/alarm-board/fault-words.ts'
import { LANGUAGES, setUpLanguages } from '../../../renderer/i18n/setup.ts'
import type { ClientSound } from '../../../shared/api/board.ts'
import { SCREEN_PARAM, screenParam, type Screen } from '../../../shared/api/screens.ts'
import { StationFileSchema, type StationFile } from '../../../shared/api/station-file.ts'
import { startApi } from '../../../station/api/start-api.ts'
import { openStore } from '../../../station/store/open-store.ts'
import { apiClient } from '../../fakes/api-client.ts'
import { BoardClient } from '../../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { assembleHouse } from './assembled-house.ts'
import { ManualClock } from './station-core.ts'

const by = 'tuva'
const ROOM: Screen = { id: '0199c0de-0000-7000-8000-000000000001', kind: 'desk' }
const OFFICE: Screen = { id: '0199c0de-0000-7000-8000-000000000002', kind: 'desk' }
/** The duty check is every ten minutes by the station's own clock, which the test moves on. */
const A_WHILE_MS = 30_000

let cleanUp: CleanUp
let clock: ManualClock
let address: StationFile
let board: BoardClient

beforeEach(async () => {
  cleanUp = new CleanUp()
  clock = new ManualClock()
  const folder = await temporaryFolder(cleanUp)
  const store = await openStore(folder)
  cleanUp.add(() => store.close())
  const people = [{ id: by, name: 'Tuva Teknes', role: 'technician' as const }]
  const configuration = { station: { id: 'solbakken', name: 'Solbakken' }, people }
  const station = await assembleHouse({ store, folder, configuration, clock })
  const listen = { host: '127.0.0.1', port: 0 }
  const api = await startApi(station, { dataFolder: folder, configurationFile: null, listen, training: null })
  cleanUp.add(() => api.close())
  await station.start()
  cleanUp.add(() => station.stop())
  address = StationFileSchema.parse(JSON.parse(await readFile(join(folder, 'station.json'), 'utf8')))
  board = await BoardClient.connected(cleanUp, { address: () => Promise.resolve(address) })
})
afterEach(() => cleanUp.run())

/** A desk that is there to be heard; `says` tells the station anew what its sound is. */
function desk(screen: Screen) {
  const { url, token } = address
  const { api, close } = apiClient(url, token, undefined, { [SCREEN_PARAM]: screenParam(screen) })
  cleanUp.add(close)
  let leave: () => void = () => undefined
  const says = async (sound: ClientSound): Promise<void> => {
    leave()
    await new Promise<void>((resolve, reject) => {
      const told = api.client.attend.subscribe({ sound }, { onData: () => resolve(), onError: reject })
      leave = () => told.unsubscribe()
    })
  }
  return { api, says }
}

const mute = () =>
  [...board.cards.values()].find(({ cause, code }) => cause === 'no-sound' && code !== 'no-client')

/** The sentences on the card in both languages. */
function sentences(): string[] {
  setUpLanguages('nb')
  const card = mute()
  if (card === undefined) throw new Error('no card')
  return LANGUAGES.map((language) => faultWords(card, i18next.getFixedT(language)) ?? '')
}

const namesAre = (names: readonly string[] | undefined) =>
  waitUntil(
    () => JSON.stringify(mute()?.muteScreens) === JSON.stringify(names),
    () => `the card says ${JSON.stringify(mute())}`,
  )

test('a desk that goes mute stands by its name on the card that nobody hears the alarms, as long as it is mute', async () => {
  const room = desk(ROOM)
  const office = desk(OFFICE)
  await room.says('ready')
  await office.says('ready')
  const { name } = room.api.screens
  await name.mutate({ by, screenId: ROOM.id, name: 'Vaktrom 2' })

  await room.says('missing')
  await waitUntil(
    () => {
      clock.pass(A_WHILE_MS)
      return mute() !== undefined
    },
    'no alarm of a mute desk',
    { everyMs: 100 },
  )
  await namesAre(['Vaktrom 2'])
  expect(mute()).toMatchObject({ state: 'raised', code: 'sound-missing' })
  for (const sentence of sentences()) expect(sentence).toContain('Vaktrom 2')

  // A mute desk without a name would be walked past.
  await office.says('blocked')
  await namesAre(undefined)
  for (const sentence of sentences()) expect(sentence).not.toContain('Vaktrom 2')
  await name.mutate({ by, screenId: OFFICE.id, name: 'Kontoret' })
  await namesAre(['Vaktrom 2', 'Kontoret'])
  await room.says('ready')
  await namesAre(['Kontoret'])
  await office.says('ready')
  await waitUntil(
    () => {
      clock.pass(A_WHILE_MS)
      return mute()?.state === 'cancelled'
    },
    'the alarm goes on',
    { everyMs: 100 },
  )
  await namesAre(undefined)
})
