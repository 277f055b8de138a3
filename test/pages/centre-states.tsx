/** Any state of the operator page by address: `?state=critical&theme=dark&lang=nb`. For looking at it, and for axe. */
import '../../renderer/zod-without-eval.ts'
import '../../renderer/press-without-inline-style.ts'
import '../../renderer/centre/centre-styles.ts'
import i18next from 'i18next'
import { createRoot } from 'react-dom/client'
import { CentreApp } from '../../renderer/centre/centre-app.tsx'
import { setUpLanguages } from '../../renderer/i18n/setup.ts'
import { writeSettings } from '../../renderer/settings.ts'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import {
  alarmView,
  centreSession,
  FakeCentreClient,
  OPERATORS,
  stationLine,
} from '../fakes/fake-centre-client.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

const wish = new URLSearchParams(location.search)
const state = wish.get('state') ?? 'calm'
const theme = wish.get('theme') === 'light' ? 'light' : 'dark'
const language = wish.get('lang') === 'en' ? 'en' : 'nb'
document.documentElement.dataset['theme'] = theme
writeSettings(localStorage, { personId: null, language, theme })
setUpLanguages(language)

const now = Date.now()
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()
const view = (secondsAgo: number, change: Partial<AlarmView> = {}) =>
  alarmView(now, { receivedAt: ago(secondsAgo), ...change })
const per = { id: 'per', name: 'Per Holm' }
const eva = { id: 'eva', name: 'Eva Lund' }

const solbakken = stationLine(now, { openAlarms: 2 })
const granly = stationLine(now, {
  id: 's-2',
  name: 'Granly bofellesskap',
  state: 'silent',
  phone: null,
  lastHeardAt: ago(260),
  waiting: 2,
  late: { since: ago(5_400), reason: 'certificate-expired', at: ago(300) },
  paths: [
    { kind: 'https', state: 'down' },
    { kind: 'scaip', state: 'up' },
  ],
})
const tunet = stationLine(now, { id: 's-3', name: 'Tunet', state: 'stopped', lastHeardAt: ago(200) })
const nyhus = stationLine(now, {
  id: 's-4',
  name: 'Nyhus (under arbeid)',
  state: 'never',
  lastHeardAt: null,
  waiting: null,
  paths: [],
})
const bergli = stationLine(now, {
  id: 's-5',
  name: 'Bergli',
  rejected: 3,
  slowed: 12,
  clockOffSeconds: 7_260,
})
const allStations = [solbakken, granly, tunet, nyhus, bergli]

/** As many as there are municipalities. */
const manyStations = Array.from({ length: 350 }, (_, index) =>
  stationLine(now, { id: `s-${String(index + 1)}`, name: `Bofellesskap ${String(index + 1)}` }),
)

const fall = view(42)
const mixed = [
  fall,
  view(75, {
    id: 'a-2',
    station: 's-5',
    resident: 'r-12',
    cause: 'help-call',
    device: 'cord-12',
    placement: 'toilet',
    clockOffSeconds: 7_260,
  }),
  view(100, {
    id: 'a-3',
    station: 's-5',
    resident: 'r-31',
    takenBy: per,
    takenAt: ago(60),
    answeredAt: ago(60),
    count: 2,
  }),
  view(130, { id: 'a-4', priority: 'high', cause: 'bed', resident: 'r-112', placement: 'bedroom' }),
  view(20, {
    id: 'a-5',
    station: 's-2',
    priority: 'high',
    cause: 'door',
    code: 'nobody-back',
    resident: 'r-7',
    placement: 'front-door',
    openedAt: ago(5_300),
    lateSeconds: 5_280,
    lateReason: 'certificate-expired',
  }),
  view(260, {
    id: 'a-6',
    station: 's-2',
    priority: 'high',
    category: 'technical',
    cause: 'station-silent',
    resident: null,
    device: null,
    placement: null,
    origin: 'centre',
  }),
]
const taken = view(65, {
  takenBy: eva,
  takenAt: ago(40),
  answeredAt: ago(40),
  state: 'acknowledged',
  holder: 'eva',
})
const states: Readonly<
  Record<string, { readonly alarms: readonly AlarmView[]; readonly stations: typeof allStations }>
> = {
  calm: { alarms: [], stations: [solbakken, bergli] },
  'not-calm': { alarms: [], stations: allStations },
  critical: { alarms: [fall], stations: [solbakken, bergli] },
  over: { alarms: [view(132)], stations: [solbakken] },
  taken: { alarms: [taken], stations: [solbakken] },
  others: { alarms: [{ ...taken, takenBy: per, holder: 'per' }], stations: [solbakken] },
  'at-station': {
    alarms: [{ ...taken, takenBy: null, takenAt: null, state: 'on-the-way', holder: 'kari' }],
    stations: [solbakken],
  },
  scaip: {
    alarms: [
      view(30, {
        origin: 'scaip',
        resident: null,
        device: 'K17',
        placement: null,
        takenBy: eva,
        answeredAt: ago(10),
      }),
    ],
    stations: [stationLine(now, { phone: null })],
  },
  mixed: { alarms: mixed, stations: allStations },
  nowhere: { alarms: [], stations: [] },
  flood: {
    alarms: Array.from({ length: 5_000 }, (_, index) =>
      view(index % 400, {
        id: `f-${String(index)}`,
        station: `s-${String((index % manyStations.length) + 1)}`,
        sequence: 1,
        resident: `r-${String(index)}`,
      }),
    ),
    stations: manyStations,
  },
}

const { alarms, stations } = states[state] ?? { alarms: mixed, stations: allStations }
const administrator = { id: 'anne', name: 'Anne Vik', role: 'administrator' } as const
const guard = wish.get('guard')
const role =
  guard === 'lead' ? (OPERATORS[1] ?? eva) : guard === 'administrator' ? administrator : OPERATORS[0]
const isOut = state.startsWith('sign-in')
const session = centreSession(now, {
  ...(role === undefined || !('role' in role) ? {} : { operator: role }),
  ...(state === 'first-code' ? { mustChangePin: true } : {}),
  ...(state === 'locked' ? { idleEndsAt: ago(5), isLocked: true } : {}),
})
if (!isOut || state === 'sign-in-names') localStorage.setItem('tryggvakt.municipality', '5001')

const client = new FakeCentreClient(alarms, stations, isOut ? null : session)
client.past = [
  ...Array.from({ length: 60 }, (_, index) =>
    view(86_400 + index * 3_600, {
      id: `p-${String(index)}`,
      station: index % 3 === 0 ? 's-5' : 's-1',
      state: 'resolved',
      outcome: index % 4 === 0 ? 'false-alarm' : 'helped-unhurt',
      answeredAt: ago(86_400 + index * 3_600 - 20 - index * 2),
      ...(index === 2 ? { lateSeconds: 22_320, lateReason: 'unreachable' } : {}),
    }),
  ),
]
client.kept = Array.from({ length: 60 }, (_, index) => {
  const ref = `A${String(1_000 - Math.floor(index / 2))}`
  const isAnswer = index % 2 === 0
  const request = `<mrq><ref>${ref}</ref><mty>ME</mty><cid>4790000204</cid><dty>0005</dty><did>F1000042</did><stc>0009</stc><lte>Badet hos Ingrid</lte></mrq>`
  return {
    at: ago(60 * (index + 1)),
    station: 's-5',
    cid: '4790000204',
    direction: isAnswer ? ('out' as const) : ('in' as const),
    peer: 'tls:192.0.2.7:49152',
    fate: index === 0 ? '486' : isAnswer ? 'sent' : 'taken',
    body: isAnswer ? `<mrs><ref>${ref}</ref><snu>0</snu><mre>0</mre></mrs>` : request,
  }
})
const entry = (sequence: number, type: string, seconds: number, data: Record<string, unknown> = {}) => ({
  id: `m-${String(sequence)}`,
  sequence,
  type,
  priority: 'critical' as const,
  occurredAt: ago(seconds),
  sentAt: ago(seconds),
  receivedAt: ago(seconds),
  data,
})
if (state === 'taken') {
  client.told = {
    timeline: [
      entry(1, 'alarm.raised', 65),
      entry(2, 'alarm.acknowledged', 39, { by: 'eva' }),
      entry(3, 'alarm.note', 20, { by: 'kari' }),
    ],
    takes: [{ type: 'taken', by: eva, at: ago(40) }],
    commands: [
      {
        id: 'c-1',
        type: 'acknowledge',
        alarmId: 'a-1',
        by: 'eva',
        byName: eva.name,
        at: ago(40),
        result: 'done',
        code: null,
        handledAt: ago(39),
      },
      {
        id: 'c-2',
        type: 'request',
        alarmId: 'a-1',
        by: 'eva',
        byName: eva.name,
        at: ago(30),
        text: 'Se om hun svarer på døra.',
        result: null,
        code: null,
        handledAt: null,
      },
      {
        id: 'c-3',
        type: 'assign',
        alarmId: 'a-1',
        by: 'eva',
        byName: eva.name,
        at: ago(25),
        to: 'ola',
        result: 'refused',
        code: 'unknown-person',
        handledAt: ago(24),
      },
    ],
  }
}
// A lost centre is one that was heard and then is not.
if (state === 'lost') {
  setTimeout(() => {
    client.session = () => Promise.reject(new Error('the centre is gone'))
  }, 500)
} else {
  setInterval(() => {
    client.beat()
  }, 500)
}
/** The other words on the page as it stands, for axe. */
const speak = async (other: string): Promise<void> => {
  await i18next.changeLanguage(other)
  document.documentElement.lang = other
}
Object.assign(window, { centre: client, speak })
createRoot(root).render(<CentreApp client={client} />)
