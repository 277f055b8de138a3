/** The technician's side of a station in memory: one of everything that can hang on it, and answers by hand. */
import type {
  DeviceLine,
  Discovery,
  Receiver,
  TechnicianMessage,
  TestRun,
} from '../../shared/api/technician.ts'
import { StationCallError, type CallErrorCode, type FeedListener } from '../../renderer/station-client.ts'
import type {
  DeviceSetting,
  FramesMessage,
  PairWish,
  TechnicianCall,
  TechnicianClient,
} from '../../renderer/technician/technician-client.ts'
import { sampleDevices, sampleDiscoveries, samplePage, sampleReceivers } from './sample-devices.ts'

const RESIDENTS = [
  { id: 'r-204', name: 'Ingrid Solberg', unit: '204' },
  { id: 'r-112', name: 'Olav Berg', unit: '112' },
]

export class FakeTechnicianClient implements TechnicianClient {
  readonly calls: TechnicianCall[] = []
  readonly pairs: PairWish[] = []
  refuseNext: CallErrorCode | null = null
  receivers: readonly Receiver[]
  discoveries: readonly Discovery[]
  devices: readonly DeviceLine[]
  settings: readonly DeviceSetting[]
  #listener: FeedListener<TechnicianMessage> | null = null
  #test: { readonly listener: FeedListener<TestRun>; run: TestRun } | null = null
  #run: TestRun | null = null
  #frames: FeedListener<FramesMessage> | null = null
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
    this.receivers = sampleReceivers(now())
    this.discoveries = sampleDiscoveries(now())
    this.devices = sampleDevices(now())
    this.settings = samplePage(now(), this.#device('radar-204-bath')).settings
  }

  watch(listener: FeedListener<TechnicianMessage>): () => void {
    this.#listener = listener
    queueMicrotask(() => {
      this.tell()
    })
    return () => {
      this.#listener = null
    }
  }

  watchTest(testId: string, listener: FeedListener<TestRun>): () => void {
    const run = this.#run
    if (run === null || run.testId !== testId) throw new Error(`no test ${testId} runs`)
    this.#test = { listener, run }
    return () => {
      this.#test = null
    }
  }

  watchFrames(_receiver: string, listener: FeedListener<FramesMessage>): () => void {
    this.#frames = listener
    return () => {
      this.#frames = null
    }
  }

  residents() {
    return Promise.resolve(RESIDENTS)
  }

  serialPorts() {
    return Promise.resolve({
      ports: [
        { path: '/dev/ttyUSB0', usedBy: 'mr60fda', identity: null },
        { path: '/dev/ttyUSB7', usedBy: null, identity: null },
      ],
      protocols: [
        {
          id: 'mr60fda',
          carrier: 'serial' as const,
          variants: ['r60-fda1', 'tf-fda2'],
          defaultBaudRate: 115_200,
        },
        { id: 'espa-444', carrier: 'serial' as const, variants: [], defaultBaudRate: 9_600 },
      ],
    })
  }

  page(deviceId: string) {
    const page = samplePage(this.#now(), this.#device(deviceId))
    return Promise.resolve({ ...page, settings: page.settings.length === 0 ? [] : [...this.settings] })
  }

  events() {
    return Promise.resolve({ events: [], nextEvents: null })
  }

  decode() {
    return this.#answer({
      result: { messages: [{ kind: 'fall', fallen: true }], discardedBytes: 0 },
      fields: [
        { name: 'kind', value: 'fall' },
        { name: 'fallen', value: 'true' },
      ],
    })
  }

  take(call: TechnicianCall): Promise<void> {
    this.calls.push(call)
    return this.#answer(undefined).then(() => {
      this.#apply(call)
    })
  }

  pair(input: PairWish): Promise<DeviceLine> {
    this.pairs.push(input)
    const resident = RESIDENTS.find(({ id }) => id === input.residentId) ?? null
    const made: DeviceLine = {
      ...this.#device('radar-204-bath'),
      deviceId: 'new-1',
      protocol: input.protocol,
      receiver: input.receiver,
      address: input.address,
      eep: input.eep,
      placement: input.placement,
      resident,
      lifecycle: 'paired',
      supervisionSeconds: input.supervisionSeconds,
      lastTestAt: null,
      battery: null,
    }
    return this.#answer(made).then((device) => {
      this.devices = [...this.devices, device]
      this.discoveries = this.discoveries.filter(({ address }) => address !== input.address)
      this.tell()
      return device
    })
  }

  startTest({ deviceId }: { readonly deviceId: string }): Promise<TestRun> {
    const run: TestRun = {
      testId: 't-1',
      deviceId,
      startedAt: this.#now(),
      endsAt: this.#now() + 600_000,
      heardAt: null,
      eventKind: null,
      alarmId: null,
      onBoardAt: null,
      centre: 'waiting',
      centreAt: null,
      state: 'running',
    }
    this.#run = run
    return this.#answer(run)
  }

  readSettings() {
    return this.#answer(this.settings)
  }

  writeSetting({ name, value }: { readonly name: string; readonly value: string | number | boolean }) {
    this.settings = this.settings.map((it) => (it.name === name ? { ...it, value, readAt: this.#now() } : it))
    return this.#answer(this.settings)
  }

  /** The station tells everything anew. */
  tell(pairingUntil: number | null = null): void {
    const { receivers, discoveries, devices } = this
    this.#listener?.onMessage({
      at: this.#now(),
      receivers: [...receivers],
      discoveries: [...discoveries],
      devices: [...devices],
      pairingUntil,
    })
  }

  /** The test goes on, as far as `change` says. */
  testGoesOn(change: Partial<TestRun>): void {
    if (this.#test === null) throw new Error('nobody watches a test')
    this.#test.run = { ...this.#test.run, ...change }
    this.#test.listener.onMessage(this.#test.run)
  }

  frames(message: FramesMessage): void {
    this.#frames?.onMessage(message)
  }

  #device(deviceId: string): DeviceLine {
    const device = this.devices.find((it) => it.deviceId === deviceId)
    if (device === undefined) throw new Error(`no device ${deviceId}`)
    return device
  }

  #answer<Answer>(answer: Answer): Promise<Answer> {
    const refused = this.refuseNext
    this.refuseNext = null
    return refused === null ? Promise.resolve(answer) : Promise.reject(new StationCallError(refused, null))
  }

  #apply(call: TechnicianCall): void {
    const change = (deviceId: string, part: Partial<DeviceLine>) => {
      this.devices = this.devices.map((it) => (it.deviceId === deviceId ? { ...it, ...part } : it))
    }
    if (call.act === 'commission') change(call.input.deviceId, { lifecycle: 'commissioned' })
    if (call.act === 'resume')
      change(call.input.deviceId, { lifecycle: 'commissioned', suspendedUntil: null })
    if (call.act === 'retire') change(call.input.deviceId, { lifecycle: 'retired' })
    if (call.act === 'suspend') {
      const suspendedUntil = this.#now() + call.input.minutes * 60_000
      change(call.input.deviceId, { lifecycle: 'suspended', suspendedUntil })
    }
    const isOpening = call.act === 'pairing' && call.input.open
    this.tell(isOpening ? this.#now() + 120_000 : null)
  }
}
