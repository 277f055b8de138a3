/** Alarms of the sample boards: one person's fall, a flood of silent sensors, equipment, a colleague's call. */
import { fallCard } from '../fakes/sample-board.ts'

export const now = Date.now()
export const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
export const olav = {
  ...fallCard().resident,
  id: 'r-112',
  name: 'Olav Berg',
  birthYear: 1938,
  address: null,
  unit: '112',
  floor: '1',
}
export const fall = fallCard({ openedAt: now - 42_000 })
export const mixed = [
  fallCard({ openedAt: now - 42_000, delivery: { state: 'waiting', waitingSince: now - 12_000 } }),
  fallCard({
    alarmId: 'a-2',
    cause: 'bed',
    priority: 'high',
    state: 'on-the-way',
    ringing: false,
    owner: kari,
    openedAt: now - 370_000,
    resident: olav,
    deviceId: 'bed-112',
    placement: 'bedroom',
  }),
  fallCard({
    alarmId: 'a-3',
    cause: 'device-silent',
    category: 'technical',
    priority: 'medium',
    openedAt: now - 842_000,
    resident: olav,
    deviceId: 'radar-112-bath',
    delivery: { state: 'none', waitingSince: null },
  }),
]
export const many = [
  fallCard({ openedAt: now - 95_000, count: 3, delivery: { state: 'waiting', waitingSince: now - 94_000 } }),
  fallCard({
    alarmId: 'a-4',
    cause: 'door',
    priority: 'high',
    openedAt: now - 31_000,
    resident: olav,
    deviceId: 'door-112',
    placement: 'front-door',
  }),
  fallCard({
    alarmId: 'a-5',
    cause: 'battery',
    category: 'technical',
    priority: 'low',
    openedAt: now - 7_200_000,
    resident: olav,
    deviceId: 'bed-112',
    placement: 'bedroom',
  }),
]
/** What supervision raises: nobody's, of nobody's device. */
const ofStation = { category: 'technical', resident: null, deviceId: null, placement: null } as const
export const equipment = [
  fallCard({
    ...ofStation,
    cause: 'port-lost',
    priority: 'high',
    subject: '/dev/ttyUSB0',
    code: 'missing',
    figure: 40,
    openedAt: now - 65_000,
  }),
  fallCard({
    ...ofStation,
    alarmId: 'a-6',
    cause: 'help-call',
    category: 'care',
    deviceId: '0199c0de-0000-7000-8000-0000000000aa',
    subject: '815 · /dev/ttyUSB1',
    openedAt: now - 20_000,
  }),
  fallCard({
    alarmId: 'a-7',
    cause: 'uncovered',
    category: 'technical',
    priority: 'high',
    resident: olav,
    deviceId: null,
    placement: null,
    code: 'devices',
    openedAt: now - 300_000,
  }),
  fallCard({
    ...ofStation,
    alarmId: 'a-8',
    cause: 'centre-lost',
    priority: 'medium',
    code: 'timeout',
    openedAt: now - 90_000,
  }),
]
/** One that counts down, one that has called everybody, one that was taken and left lying. */
export const escalated = [
  fallCard({
    openedAt: now - 155_000,
    revision: 3,
    escalation: {
      level: 2,
      calls: 'everyone',
      calledAt: now - 35_000,
      nextAt: now + 25_000,
      waitsFor: 'answer',
    },
  }),
  fallCard({
    alarmId: 'a-9',
    cause: 'help-call',
    openedAt: now - 42_000,
    resident: olav,
    deviceId: 'cord-112',
    escalation: { level: 0, calls: 'on-duty', calledAt: null, nextAt: now + 18_000, waitsFor: 'answer' },
  }),
  fallCard({
    alarmId: 'a-10',
    state: 'acknowledged',
    ringing: false,
    owner: kari,
    openedAt: now - 200_000,
    resident: olav,
    escalation: { level: 0, calls: 'on-duty', calledAt: null, nextAt: now + 130_000, waitsFor: 'help' },
  }),
]

export const fallOfOlav = fallCard({
  ...fall,
  alarmId: 'a-11',
  state: 'acknowledged',
  ringing: false,
  owner: kari,
  openedAt: now - 130_000,
  resident: olav,
})
export const outOfBed = fallCard({
  alarmId: 'a-12',
  cause: 'bed',
  priority: 'high',
  openedAt: now - 370_000,
  resident: olav,
  deviceId: 'bed-112',
  placement: 'bedroom',
})
export const silentRadar = fallCard({
  alarmId: 'a-13',
  cause: 'device-silent',
  category: 'technical',
  priority: 'medium',
  openedAt: now - 842_000,
  resident: olav,
  deviceId: 'radar-112-bath',
  delivery: { state: 'none', waitingSince: null },
})
/** A colleague at the bed of whoever fell. */
export const lockedCall = fallCard({
  alarmId: 'a-locked',
  incidentId: 'i-locked',
  cause: 'assistance',
  resident: null,
  deviceId: null,
  placement: null,
  openedAt: now - 9_000,
  lastRangAt: now - 9_000,
  lockedCall: {
    from: 'phone',
    address: '10.0.0.7',
    lastPerson: { id: 'kari', name: 'Kari Nordmann', hasLeft: false },
  },
})
export const carersCall = fallCard({
  alarmId: 'a-14',
  cause: 'assistance',
  deviceId: null,
  openedAt: now - 12_000,
  subject: 'ola',
  carer: { id: 'ola', name: 'Ola Hansen', hasLeft: false },
  resident: olav,
  placement: 'bathroom',
})
export const setAside = [
  fallCard({
    ...outOfBed,
    ringing: false,
    shelf: { until: now + 22 * 60_000, by: kari, why: 'somebody-there' },
  }),
  fallCard({
    ...silentRadar,
    ringing: false,
    shelf: { until: now + 11 * 60_000, by: kari, why: 'being-mended' },
  }),
]

/** Two causes of one resident within minutes: one card, one key. */
export const incident = [
  fallCard({ openedAt: now - 50_000, incidentId: 'incident-204' }),
  fallCard({
    alarmId: 'a-15',
    incidentId: 'incident-204',
    cause: 'help-call',
    deviceId: 'pendant-204',
    placement: null,
    openedAt: now - 20_000,
  }),
]
/** Water under a fall that is taken: the card rings again, for the later cause alone. */
export const laterCause = [
  fallCard({
    openedAt: now - 290_000,
    incidentId: 'incident-204',
    state: 'on-the-way',
    ringing: false,
    owner: kari,
    revision: 3,
  }),
  fallCard({
    alarmId: 'a-19',
    incidentId: 'incident-204',
    cause: 'water',
    priority: 'high',
    deviceId: 'leak-204',
    openedAt: now - 14_000,
  }),
]
export const ofSomebodyAway = fallCard({
  alarmId: 'a-16',
  cause: 'door',
  priority: 'high',
  openedAt: now - 75_000,
  resident: { ...olav, away: { until: now + 2 * 24 * 3_600_000, reason: 'hospital' } },
  deviceId: 'door-112',
  placement: 'front-door',
})
export const chattering = fallCard({
  ...outOfBed,
  alarmId: 'a-17',
  cause: 'door',
  chattering: true,
  count: 7,
  revision: 7,
  openedAt: now - 280_000,
  deviceId: 'door-112',
  placement: 'front-door',
})
export const batteryLow = fallCard({
  alarmId: 'a-18',
  cause: 'battery',
  category: 'technical',
  priority: 'low',
  openedAt: now - 7_200_000,
  resident: olav,
  deviceId: 'bed-112',
  placement: 'bedroom',
})
export const askedByCentre = fallCard({
  ...fall,
  state: 'acknowledged',
  ringing: false,
  owner: kari,
  request: {
    at: now - 9_000,
    by: { id: 'op-1', name: null, hasLeft: false },
    words: 'Ring datteren når du er hos henne.',
  },
})
