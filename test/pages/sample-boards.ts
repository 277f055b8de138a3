/** The boards that the page of states can show, by name. */
import { calmProof, fallCard, sampleBoard } from '../fakes/sample-board.ts'
import {
  askedByCentre,
  batteryLow,
  carersCall,
  chattering,
  equipment,
  escalated,
  fall,
  fallOfOlav,
  incident,
  kari,
  laterCause,
  lockedCall,
  many,
  mixed,
  now,
  ofSomebodyAway,
  olav,
  outOfBed,
  setAside,
  silentRadar,
} from './sample-alarms.ts'

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
  'key-refused': sampleBoard(now, mixed),
  planned: sampleBoard(now, mixed, { proof: calmProof(now, { stoppingAt: now - 1_000 }) }),
  high: sampleBoard(now, [outOfBed]),
  medium: sampleBoard(now, [silentRadar]),
  'on-the-way': sampleBoard(now, [fallCard({ ...fallOfOlav, state: 'on-the-way' })]),
  help: sampleBoard(now, [carersCall, fallOfOlav]),
  'help-locked': sampleBoard(now, [lockedCall, fallOfOlav]),
  incident: sampleBoard(now, incident),
  'later-cause': sampleBoard(now, laterCause),
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
