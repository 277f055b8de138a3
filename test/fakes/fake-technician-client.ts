/** The technician's side of a station in memory: one of everything that can hang on it, and answers by hand. */
import type {
  DeviceLine,
  Discovery,
  Receiver,
  TechnicianMessage,
  TestRun,
} from '../../shared/api/technician.ts'
import { StationCallError, type CallErrorCode, type FeedListener } from '../../renderer/station-client.ts'
import type { ScreenLine } from '../../shared/api/screens.ts'
import type { Check, ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import type {
  ChangedDevice,
  DeviceSetting,
  FramesMessage,
  PairWarning,
  PairWish,
  TechnicianCall,
  TechnicianClient,
} from '../../renderer/technician/technician-client.ts'
import { SAMPLE_PROTOCOLS } from './sample-protocols.ts'
import { receiver, sampleDevices, sampleDiscoveries, samplePage, sampleReceivers } from './sample-devices.ts'

const RESIDENTS = [
  { id: 'r-204', name: 'Ingrid Solberg', unit: '204' },
  { id: 'r-112', name: 'Olav Berg', unit: '112' },
]

const [DESK, TABLET, GONE] = ['1', '2', '3'].map((end) => `0199c0de-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
  string,
]

export class FakeTechnicianClient implements TechnicianClient {
  readonly calls: TechnicianCall[] = []
  readonly pairs: PairWish[] = []
  refuseNext: CallErrorCode | null = null
  /** What the station would say of a port or a pairing. */
  check: Check = { refused: null, warnings: [] }
  /** What a pairing or a replacement is answered with. */
  warnings: readonly PairWarning[] = []
  receivers: readonly Receiver[]
  discoveries: readonly Discovery[]
  devices: readonly DeviceLine[]
  settings: readonly DeviceSetting[]
  screensHere: readonly ScreenLine[] = [
    { screenId: DESK, name: 'Vaktrom 2', kind: 'desk', address: '127.0.0.1', isThis: true },
    { screenId: TABLET, name: null, kind: 'browser', address: '192.0.2.14', isThis: false },
    { screenId: GONE, name: 'Nettbrett nattevakt', kind: null, address: null, isThis: false },
  ]
  /** What is set of the receivers of each protocol. */
  settingsOf: Readonly<Record<string, ReceiverSetup['entries'][number]['settings']>> = {
    'espa-444': { role: 'slave', senders: [{ text: '*STUE 2*', device: '204' }] },
  }
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
      protocols: SAMPLE_PROTOCOLS,
    })
  }

  adapters() {
    const used = this.receivers.filter(({ kind }) => kind === 'adapter')
    return Promise.resolve([
      ...used.map(({ name, protocols }) => ({ name, protocols })),
      { name: 'hci1', protocols: [] },
    ])
  }

  screens(): Promise<readonly ScreenLine[]> {
    return Promise.resolve(this.screensHere)
  }

  receiverSetup(name: string): Promise<ReceiverSetup> {
    const found = this.receivers.find((it) => it.name === name)
    const entries = (found?.protocols ?? []).map((protocol) => ({
      protocol,
      variant: found?.variant ?? null,
      line: null,
      settings: this.settingsOf[protocol] ?? {},
    }))
    const isOn = ({ receiver: port, protocol }: DeviceLine) =>
      port === name && found?.protocols.includes(protocol) === true
    const onlyHere = this.devices.filter(isOn).map(({ deviceId }) => deviceId)
    return Promise.resolve({ entries, onlyHere })
  }

  checkSettings() {
    return Promise.resolve(this.check)
  }

  checkPort() {
    return Promise.resolve(this.check)
  }

  checkPairing() {
    return Promise.resolve(this.check)
  }

  page(deviceId: string) {
    const page = samplePage(this.#now(), this.#device(deviceId))
    return Promise.resolve({ ...page, settings: page.settings.length === 0 ? [] : [...this.settings] })
  }

  formerDevice(words: string) {
    const former = { deviceId: 'lost-cord', protocol: 'enocean-esp3', placement: 'bathroom', until: 0 }
    return Promise.resolve([former.deviceId, '00aabbcc'].includes(words) ? former : null)
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

  take(call: TechnicianCall): Promise<readonly PairWarning[]> {
    this.calls.push(call)
    return this.#answer(undefined).then(() => {
      this.#apply(call)
      return call.act === 'replace' || call.act === 'set-supervision' ? this.warnings : []
    })
  }

  pair(input: PairWish): Promise<ChangedDevice> {
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
      return { device, warnings: this.warnings }
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

  #changeReceiver(name: string, change: (receiver: Receiver) => Partial<Receiver>): void {
    this.receivers = this.receivers.map((it) => (it.name === name ? { ...it, ...change(it) } : it))
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
    if (call.act === 'set-adapter') {
      const { adapter: name, protocols } = call.input
      const others = this.receivers.filter((it) => it.name !== name)
      const changed = receiver(this.#now(), { kind: 'adapter', name, protocols, line: null, identity: null })
      this.receivers = [...others, changed]
    }
    if (call.act === 'change-port') {
      const { path, variant, baudRate, line: form } = call.input
      this.#changeReceiver(path, (it) => {
        const before = it.line ?? null
        const rate = baudRate === null ? {} : { baudRate }
        return { variant, line: before === null ? null : { ...before, ...form, ...rate }, faults: [] }
      })
    }
    if (call.act === 'name-screen') {
      const { screenId, name } = call.input
      this.screensHere = this.screensHere.map((it) => (it.screenId === screenId ? { ...it, name } : it))
    }
    if (call.act === 'move-port') {
      const { path, to } = call.input
      this.#changeReceiver(path, () => ({ name: to }))
      this.devices = this.devices.map((it) => (it.receiver === path ? { ...it, receiver: to } : it))
    }
    if (call.act === 'remove-port') {
      const { path, retires = [] } = call.input
      this.receivers = this.receivers.filter(({ name }) => name !== path)
      this.devices = this.devices.filter(({ deviceId }) => !retires.includes(deviceId))
    }
    if (call.act === 'remove-adapter') {
      this.receivers = this.receivers.filter(({ name }) => name !== call.input.adapter)
    }
    const isOpening = call.act === 'pairing' && call.input.open
    this.tell(isOpening ? this.#now() + 120_000 : null)
  }
}
