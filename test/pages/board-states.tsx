/** Any state of the board by address: `?state=critical&theme=dark&lang=nb`. For looking at it, and for axe. */
import '../../renderer/zod-without-eval.ts'
import '../../renderer/press-without-inline-style.ts'
import '../../renderer/styles.ts'
import { createRoot } from 'react-dom/client'
import { AlarmBoard } from '../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../renderer/i18n/setup.ts'
import type { Settings } from '../../renderer/settings.ts'
import { Failed, NoKey, Welcome } from '../../renderer/start/start-pages.tsx'
import { API_VERSION } from '../../shared/api/version.ts'
import { FakePeopleClient, GUARDED, guardedBoard } from '../fakes/fake-people-client.ts'
import { FakeStationClient } from '../fakes/fake-station-client.ts'
import { fallCard } from '../fakes/sample-board.ts'
import { fallOfOlav } from './sample-alarms.ts'
import { BOARDS } from './sample-boards.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

const wish = new URLSearchParams(location.search)
const state = wish.get('state') ?? 'calm'
const theme = wish.get('theme') === 'light' ? 'light' : 'dark'
const language = wish.get('lang') === 'en' ? 'en' : 'nb'
document.documentElement.dataset['theme'] = theme
document.documentElement.lang = language
setUpLanguages(language)

const settings: Settings = { personId: wish.get('person') ?? 'kari', language, theme }
const never = () => Promise.resolve()
type BoardName = keyof typeof BOARDS
const isBoard = (name: string): name is BoardName => name in BOARDS

// What a machine without any sound has.
if (state === 'sound-missing') Reflect.deleteProperty(globalThis, 'AudioContext')

const react = createRoot(root)
if (state === 'welcome') {
  react.render(
    <Welcome
      configurationPath="/home/vakt/.config/tryggvakt/station.jsonc"
      onTraining={never}
      onStation={never}
    />,
  )
} else if (state === 'failed') {
  react.render(<Failed words="station.jsonc:12: devices[0].port: unknown" onRetry={never} />)
} else if (state === 'no-key') {
  react.render(<NoKey />)
} else {
  const board = BOARDS[isBoard(state) ? state : 'calm']
  const guard = wish.get('guard')
  const signedIn = guard === 'nobody' ? null : guard
  const client =
    guard === null
      ? new FakeStationClient(board)
      : new FakeStationClient(
          guardedBoard(board, signedIn !== null),
          Date.now,
          new FakePeopleClient(Date.now, GUARDED, signedIn),
        )
  if (state === 'nobody-yet') client.people.tell({ needsAdministrator: true })
  client.night.past = [
    ...board.alarms,
    fallCard({ ...fallOfOlav, state: 'resolved', outcome: 'helped-unhurt' }),
  ]
  // A lost station is one that was heard and then is not.
  if (state === 'key-refused')
    setTimeout(() => {
      client.refuseKey()
    }, 500)
  if (state !== 'lost' && state !== 'planned' && state !== 'key-refused')
    setInterval(() => {
      if (state === 'other-version') client.speakVersion(API_VERSION + 1)
      else client.tick()
    }, 500)
  Object.assign(window, { station: client })
  react.render(
    <AlarmBoard
      client={client}
      settings={settings}
      onSettings={() => undefined}
      shell={null}
      view={wish.get('view') === 'phone' ? 'phone' : 'board'}
      toBoard={() => undefined}
    />,
  )
}
