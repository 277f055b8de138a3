/** The technician's room on a station in memory: `?theme=dark&lang=nb&alarm=1`. For looking at it, and for axe. */
import '../../renderer/zod-without-eval.ts'
import '../../renderer/press-without-inline-style.ts'
import '../../renderer/styles.ts'
import { createRoot } from 'react-dom/client'
import { AlarmBoard } from '../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../renderer/i18n/setup.ts'
import type { Settings } from '../../renderer/settings.ts'
import { FakeStationClient } from '../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../fakes/sample-board.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

const wish = new URLSearchParams(location.search)
const theme = wish.get('theme') === 'light' ? 'light' : 'dark'
const language = wish.get('lang') === 'en' ? 'en' : 'nb'
document.documentElement.dataset['theme'] = theme
document.documentElement.lang = language
setUpLanguages(language)

const settings: Settings = { personId: wish.get('person') ?? 'tuva', language, theme }
const now = Date.now()
const alarms = wish.get('alarm') === null ? [] : [fallCard({ openedAt: now - 42_000 })]
const client = new FakeStationClient(sampleBoard(now, alarms))
setInterval(() => {
  client.tick()
}, 500)
// The test plays the station by hand.
Object.assign(window, { station: client })
createRoot(root).render(
  <AlarmBoard client={client} settings={settings} onSettings={() => undefined} shell={null} />,
)
