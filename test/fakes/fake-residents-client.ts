/** Residents of a house in memory, for tests of the screens and for looking at them. */
import type {
  Keys,
  Paper,
  ResidentDetails,
  ResidentLine,
  ResidentRecord,
  ResponderCard,
} from '../../shared/api/residents.ts'
import type {
  KeysReason,
  ResidentCall,
  ResidentRules,
  ResidentsClient,
} from '../../renderer/residents/residents-client.ts'
import { StationCallError, type CallErrorCode } from '../../renderer/station-client.ts'

const DAY_MS = 24 * 60 * 60_000

export const INGRIDS_DETAILS: ResidentDetails = {
  name: 'Ingrid Solberg',
  birthYear: 1942,
  address: 'Solbakken 3',
  unit: '204',
  floor: '2',
  phone: '900 00 204',
  cid: null,
  language: 'norsk',
  hearing: 'høreapparat på venstre øre',
  aids: 'rullator',
  dog: true,
  oxygen: true,
  notes: 'Bank hardt på.\nNattbordet står til høyre.',
  contacts: [
    { name: 'Mona Solberg', relation: 'datter', phone: '+47 900 00 001' },
    { name: 'Per Solberg', relation: 'sønn', phone: '90000002' },
  ],
  consent: { to: ['alarm', 'sensors'], by: 'resident', on: '2026-10-01' },
}

export class FakeResidentsClient implements ResidentsClient {
  readonly calls: ResidentCall[] = []
  readonly added: ResidentDetails[] = []
  readonly cardsSeen: string[] = []
  readonly keysSeen: KeysReason[] = []
  refuseNext: CallErrorCode | null = null
  details: ResidentDetails = INGRIDS_DETAILS
  #paper: Paper
  #rules: ResidentRules = {
    hours: { night: { from: 22 * 60, to: 7 * 60 }, holidayNight: { from: 22 * 60, to: 9 * 60 } },
    rules: [
      {
        ruleId: 'no-sign-of-life',
        isOn: true,
        hasSource: true,
        profiles: [
          { profile: 'workday', isWatched: true, limits: { fromMinute: 300, byMinute: 600 } },
          { profile: 'holiday', isWatched: true, limits: { fromMinute: 300, byMinute: 660 } },
        ],
      },
      {
        ruleId: 'out-of-bed',
        isOn: false,
        hasSource: true,
        profiles: [{ profile: 'night', isWatched: true, limits: { lastsMinutes: 30 } }],
      },
      {
        ruleId: 'too-long-in-bathroom',
        isOn: true,
        hasSource: true,
        profiles: [
          { profile: 'night', isWatched: true, limits: { lastsMinutes: 30 } },
          { profile: 'day', isWatched: true, limits: { lastsMinutes: 45 } },
        ],
      },
      {
        ruleId: 'nobody-back',
        isOn: true,
        hasSource: false,
        profiles: [
          { profile: 'night', isWatched: true, limits: { lastsMinutes: 15 } },
          { profile: 'day', isWatched: false, limits: { lastsMinutes: 120 } },
        ],
      },
    ],
  }

  constructor(private readonly now: () => number = Date.now) {
    this.#paper = {
      path: '/var/lib/tryggvakt/residents.html',
      writtenAt: now() - DAY_MS / 4,
      withKeys: false,
      isDecided: true,
    }
  }

  list(): Promise<readonly ResidentLine[]> {
    const { name, unit, floor } = this.details
    const here = { away: null, leftAt: null, leftWhy: null }
    return this.#answer([
      { ...here, id: 'r-204', name, unit, floor, lacks: [] },
      {
        ...here,
        id: 'r-112',
        name: 'Olav Berg',
        unit: '112',
        floor: '1',
        away: {
          reason: 'hospital',
          from: this.now() - DAY_MS,
          until: this.now() + DAY_MS,
          silences: ['bed'],
        },
        lacks: ['contacts', 'consent'],
      },
      { ...here, id: 'r-301', name: 'Astrid Haugen', unit: null, floor: null, lacks: ['devices'] },
      {
        ...here,
        id: 'r-302',
        name: 'Einar Lunde',
        unit: '302',
        floor: '3',
        leftAt: this.now() - 9 * DAY_MS,
        leftWhy: 'moved',
        lacks: [],
      },
    ])
  }

  record({ residentId }: { residentId: string }): Promise<ResidentRecord> {
    return this.#answer({
      residentId,
      revision: 3,
      details: this.details,
      hasDoorCode: true,
      hasKeyBox: true,
      away: null,
      leftAt: null,
      leftWhy: null,
      devices: [{ deviceId: 'radar-204-bath', protocol: 'mr60fda', placement: 'bathroom' }],
    })
  }

  card({ by, alarmId }: { by: string; alarmId: string }): Promise<ResponderCard | null> {
    this.cardsSeen.push(`${by} ${alarmId}`)
    const { cid: _cid, consent: _consent, ...details } = this.details
    return this.#answer({
      residentId: 'r-204',
      details,
      hasDoorCode: true,
      hasKeyBox: true,
      away: null,
      lastMovement: { at: this.now() - 480_000, kind: 'presence', placement: 'bathroom' },
      lastAlarms: [
        { alarmId: 'b-1', cause: 'fall', openedAt: this.now() - 3 * DAY_MS, outcome: 'helped-unhurt' },
        { alarmId: 'b-2', cause: 'bed', openedAt: this.now() - 9 * DAY_MS, outcome: null },
      ],
    })
  }

  keys(input: KeysReason): Promise<Keys> {
    this.keysSeen.push(input)
    return this.#answer({ doorCode: '4711#', keyBox: 'bak blomsterkassen, 0815' })
  }

  add({ details }: { details: ResidentDetails }): Promise<string> {
    this.added.push(details)
    this.details = details
    return this.#answer('r-new')
  }

  take(call: ResidentCall): Promise<void> {
    this.calls.push(call)
    if (call.act === 'change') this.details = call.input.details
    return this.#answer(undefined)
  }

  paper(): Promise<Paper> {
    return this.#answer(this.#paper)
  }

  /** Nobody has said yet whether keys stand on paper. */
  leavePaperOpen(): void {
    this.#paper = { ...this.#paper, isDecided: false }
  }

  setPaperKeys({ withKeys }: { withKeys: boolean }): Promise<Paper> {
    this.#paper = { ...this.#paper, withKeys, isDecided: true }
    return this.#answer(this.#paper)
  }

  rules(): Promise<ResidentRules> {
    return this.#answer(this.#rules)
  }

  switchRule(input: Parameters<ResidentsClient['switchRule']>[0]): Promise<ResidentRules> {
    const { ruleId, isOn, profiles } = input
    this.#rules = {
      ...this.#rules,
      rules: this.#rules.rules.map((rule) => (rule.ruleId === ruleId ? { ...rule, isOn, profiles } : rule)),
    }
    return this.#answer(this.#rules)
  }

  setHours({ hours }: Parameters<ResidentsClient['setHours']>[0]): Promise<ResidentRules> {
    this.#rules = { ...this.#rules, hours }
    return this.#answer(this.#rules)
  }

  #answer<T>(value: T): Promise<T> {
    const code = this.refuseNext
    this.refuseNext = null
    return code === null ? Promise.resolve(value) : Promise.reject(new StationCallError(code, null))
  }
}
