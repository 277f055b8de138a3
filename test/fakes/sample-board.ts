/** A board to look at: who is on duty, a fall of Ingrid Solberg, and the proof that everything works. */
import type { AlarmCard, Board, CalmProof } from '../../shared/api/board.ts'

export const PEOPLE = [
  { id: 'kari', name: 'Kari Nordmann', role: 'caregiver' },
  { id: 'ola', name: 'Ola Hansen', role: 'caregiver' },
  { id: 'tuva', name: 'Tuva Teknes', role: 'technician' },
]

export const INGRID = {
  id: 'r-204',
  name: 'Ingrid Solberg',
  birthYear: 1942,
  address: 'Solbakken 3',
  unit: '204',
  floor: '2',
}

/** As they stand on an alarm. */
export const KARI = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
export const OLA = { id: 'ola', name: 'Ola Hansen', hasLeft: false }

/** A fresh, unanswered fall of Ingrid Solberg; `change` makes it another alarm. */
export function fallCard(change: Partial<AlarmCard> = {}): AlarmCard {
  const openedAt = change.openedAt ?? 1_000_000
  return {
    alarmId: 'a-1',
    incidentId: `incident of ${change.alarmId ?? 'a-1'}`,
    revision: 1,
    cause: 'fall',
    category: 'care',
    priority: 'critical',
    state: 'raised',
    count: 1,
    ringing: true,
    ringRevision: 1,
    openedAt,
    lastRangAt: openedAt,
    restoredAt: null,
    resident: INGRID,
    deviceId: 'radar-204-bath',
    placement: 'bathroom',
    owner: null,
    outcome: null,
    delivery: { state: 'delivered', waitingSince: null },
    ...change,
  }
}

export function calmProof(now: number, change: Partial<CalmProof> = {}): CalmProof {
  return {
    devices: { expected: 2, heard: 2, silent: [] },
    lastHeard: {
      at: now - 3_000,
      deviceId: 'radar-118-hall',
      kind: 'heartbeat',
      placement: 'hall',
      unit: '118',
    },
    centre: { link: 'ok', lastContactAt: now - 4_000, waiting: 0, oldestWaitingAt: null },
    ports: [
      {
        path: '/dev/ttyUSB0',
        protocol: 'mr60fda',
        state: 'open',
        since: now - 3_600_000,
        hint: null,
        framesGood: 1204,
        bytesGood: 15_652,
        bytesDiscarded: 12,
        discardReasons: { noise: 12 },
        reconnects: 1,
      },
    ],
    database: 'ok',
    ...change,
  }
}

export function sampleBoard(now: number, alarms: readonly AlarmCard[], change: Partial<Board> = {}): Board {
  return {
    station: { id: 's-1', name: 'Solbakken', locale: 'nb-NO', training: false },
    people: PEOPLE,
    alarms: [...alarms],
    proof: calmProof(now),
    ...change,
  }
}
