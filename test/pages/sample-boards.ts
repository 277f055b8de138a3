/** The boards that the page of states can show, by name. */
import { calmProof, fallCard, sampleBoard } from '../fakes/fake-station-client.ts'

const now = Date.now()
const kari = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
const olav = {
  ...fallCard().resident,
  id: 'r-112',
  name: 'Olav Berg',
  birthYear: 1938,
  address: null,
  unit: '112',
  floor: '1',
}
const fall = fallCard({ openedAt: now - 42_000 })
const mixed = [
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
const many = [
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
const equipment = [
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
const escalated = [
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
const proof = calmProof(now)
const silent = calmProof(now, {
  devices: { expected: 2, heard: 1, silent: ['radar-112-bath'] },
  centre: { link: 'lost', lastContactAt: now - 240_000, waiting: 2, oldestWaitingAt: now - 200_000 },
  ports: proof.ports.map((port) => ({
    ...port,
    state: 'no-permission',
    hint: 'sudo usermod -aG dialout $USER',
  })),
})

export const fallOfOlav = fallCard({
  ...fall,
  alarmId: 'a-11',
  state: 'acknowledged',
  ringing: false,
  owner: kari,
  openedAt: now - 130_000,
  resident: olav,
})
const outOfBed = fallCard({
  alarmId: 'a-12',
  cause: 'bed',
  priority: 'high',
  openedAt: now - 370_000,
  resident: olav,
  deviceId: 'bed-112',
  placement: 'bedroom',
})
const silentRadar = fallCard({
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
const lockedCall = fallCard({
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
const carersCall = fallCard({
  alarmId: 'a-14',
  cause: 'assistance',
  deviceId: null,
  openedAt: now - 12_000,
  subject: 'ola',
  carer: { id: 'ola', name: 'Ola Hansen', hasLeft: false },
  resident: olav,
  placement: 'bathroom',
})
const setAside = [
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
const incident = [
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
const ofSomebodyAway = fallCard({
  alarmId: 'a-16',
  cause: 'door',
  priority: 'high',
  openedAt: now - 75_000,
  resident: { ...olav, away: { until: now + 2 * 24 * 3_600_000, reason: 'hospital' } },
  deviceId: 'door-112',
  placement: 'front-door',
})
const chattering = fallCard({
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
const batteryLow = fallCard({
  alarmId: 'a-18',
  cause: 'battery',
  category: 'technical',
  priority: 'low',
  openedAt: now - 7_200_000,
  resident: olav,
  deviceId: 'bed-112',
  placement: 'bedroom',
})
const askedByCentre = fallCard({
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

export const BOARDS = {
  calm: sampleBoard(now, []),
  'nobody-yet': sampleBoard(now, [], { people: [] }),
  'not-calm': sampleBoard(now, [], { proof: silent }),
  'no-centre': sampleBoard(now, [], {
    proof: calmProof(now, {
      centre: { link: 'none', lastContactAt: null, waiting: 0, oldestWaitingAt: null },
    }),
  }),
  critical: sampleBoard(now, [fall]),
  'sound-missing': sampleBoard(now, [fall]),
  taken: sampleBoard(now, [
    fallCard({ ...fall, state: 'acknowledged', ringing: false, owner: kari, revision: 2 }),
  ]),
  mixed: sampleBoard(now, mixed),
  equipment: sampleBoard(now, equipment),
  escalated: sampleBoard(now, escalated),
  undelivered: sampleBoard(now, many, { proof: silent }),
  training: sampleBoard(now, [], {
    station: { id: 's-1', name: 'Øvingshjem', locale: 'nb-NO', training: true },
  }),
  lost: sampleBoard(now, mixed),
  planned: sampleBoard(now, mixed, { proof: calmProof(now, { stoppingAt: now - 1_000 }) }),
  high: sampleBoard(now, [outOfBed]),
  medium: sampleBoard(now, [silentRadar]),
  'on-the-way': sampleBoard(now, [fallCard({ ...fallOfOlav, state: 'on-the-way' })]),
  help: sampleBoard(now, [carersCall, fallOfOlav]),
  'help-locked': sampleBoard(now, [lockedCall, fallOfOlav]),
  incident: sampleBoard(now, incident),
  away: sampleBoard(now, [ofSomebodyAway]),
  chattering: sampleBoard(now, [chattering]),
  low: sampleBoard(now, [batteryLow]),
  asked: sampleBoard(now, [askedByCentre]),
  shelved: sampleBoard(now, [fallOfOlav, ...setAside]),
  stuck: sampleBoard(now, [
    fallCard({ openedAt: now - 40_000, lastRangAt: now - 1_000, ringRevision: 40, revision: 40, count: 40 }),
  ]),
  many: sampleBoard(
    now,
    [
      fall,
      ...['101', '102', '105', '108', '110', '111', '112', '201', '202', '204', '207', '210'].map(
        (unit, index) =>
          fallCard({
            ...silentRadar,
            alarmId: `m-${unit}`,
            openedAt: now - 500_000 + index * 1_000,
            resident: { ...olav, id: `r-${unit}`, name: `Beboer ${unit}`, unit, floor: unit.slice(0, 1) },
            deviceId: `radar-${unit}-bath`,
          }),
      ),
    ],
    { proof: calmProof(now, { flood: { since: now - 480_000, newAlarms: 12, cause: 'device-silent' } }) },
  ),
  flood: sampleBoard(
    now,
    // As high as they are: some say more than others.
    Array.from({ length: 5_000 }, (_, index) =>
      fallCard({
        alarmId: `f-${String(index)}`,
        openedAt: now - (5_000 - index) * 1000,
        count: 1 + (index % 3),
        resident: index % 2 === 0 ? olav : fallCard().resident,
        ...(index % 5 === 0 ? { delivery: { state: 'waiting', waitingSince: now - 90_000 } } : {}),
      }),
    ),
  ),
}
