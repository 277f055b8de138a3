/** What the technician's room asks of a station; a part of `StationClient`. */
import type { z } from 'zod'
import type {
  CommissionInput,
  DecodeInput,
  DecodeOutput,
  DeviceEventsOutput,
  DeviceLine,
  DevicePage,
  DeviceSettingSchema,
  FindInput,
  FormerDevice,
  FramesMessageSchema,
  MoveInput,
  PAIR_WARNINGS,
  PairingWindowInput,
  PairInput,
  ReadSettingsInput,
  ReplaceInput,
  ResumeInput,
  RetireInput,
  SetDidInput,
  SetSupervisionInput,
  StartTestInput,
  StopTestInput,
  SuspendInput,
  TechnicianMessage,
  TechnicianResidentsOutput,
  TestRun,
  WriteSettingInput,
} from '../../shared/api/technician.ts'
import type {
  AdaptersOutput,
  AddPortInput,
  Check,
  ChangePortInput,
  CheckPairingInput,
  CheckPortInput,
  CheckSettingsInput,
  ChoosePortInput,
  MovePortInput,
  ReceiverSetup,
  RemoveAdapterInput,
  RemovePortInput,
  SerialPortsOutput,
  SetAdapterInput,
} from '../../shared/api/receiver-setup.ts'
import type { NameScreenInput, ScreenLine } from '../../shared/api/screens.ts'
import type { FeedListener } from '../station-client.ts'

export type Resident = z.infer<typeof TechnicianResidentsOutput>['residents'][number]
export type SerialPorts = z.infer<typeof SerialPortsOutput>
export type Adapters = z.infer<typeof AdaptersOutput>['adapters']
export type PairWarning = (typeof PAIR_WARNINGS)[number]
/** A device as it is after a step, and what the technician should know of it. */
export interface ChangedDevice {
  readonly device: DeviceLine
  readonly warnings: readonly PairWarning[]
}
export type DeviceSetting = z.infer<typeof DeviceSettingSchema>
export type SettingValue = z.infer<typeof WriteSettingInput>['value']
export type DeviceEvents = z.infer<typeof DeviceEventsOutput>
export type DeviceEventLine = DeviceEvents['events'][number]
export type FramesMessage = z.infer<typeof FramesMessageSchema>
export type LiveFrame = FramesMessage['frames'][number]
export type Decoded = z.infer<typeof DecodeOutput>
export type PairWish = z.infer<typeof PairInput>

/** What a technician does where the answer is no more than yes or no; the feed shows what came of it. */
export type TechnicianCall =
  | { readonly act: 'add-port'; readonly input: z.infer<typeof AddPortInput> }
  | { readonly act: 'remove-port'; readonly input: z.infer<typeof RemovePortInput> }
  | { readonly act: 'change-port'; readonly input: z.infer<typeof ChangePortInput> }
  | { readonly act: 'move-port'; readonly input: z.infer<typeof MovePortInput> }
  | { readonly act: 'name-screen'; readonly input: z.infer<typeof NameScreenInput> }
  | { readonly act: 'choose-port'; readonly input: z.infer<typeof ChoosePortInput> }
  | { readonly act: 'set-adapter'; readonly input: z.infer<typeof SetAdapterInput> }
  | { readonly act: 'remove-adapter'; readonly input: z.infer<typeof RemoveAdapterInput> }
  | { readonly act: 'pairing'; readonly input: z.infer<typeof PairingWindowInput> }
  | { readonly act: 'move'; readonly input: z.infer<typeof MoveInput> }
  | { readonly act: 'suspend'; readonly input: z.infer<typeof SuspendInput> }
  | { readonly act: 'resume'; readonly input: z.infer<typeof ResumeInput> }
  | { readonly act: 'retire'; readonly input: z.infer<typeof RetireInput> }
  | { readonly act: 'replace'; readonly input: z.infer<typeof ReplaceInput> }
  | { readonly act: 'set-supervision'; readonly input: z.infer<typeof SetSupervisionInput> }
  | { readonly act: 'set-did'; readonly input: z.infer<typeof SetDidInput> }
  | { readonly act: 'find'; readonly input: z.infer<typeof FindInput> }
  | { readonly act: 'stop-test'; readonly input: z.infer<typeof StopTestInput> }
  | { readonly act: 'commission'; readonly input: z.infer<typeof CommissionInput> }

export interface TechnicianClient {
  /** Receivers, discoveries and devices as they change. Each `watch…` returns the function that ends it. */
  watch(listener: FeedListener<TechnicianMessage>): () => void
  watchTest(testId: string, listener: FeedListener<TestRun>): () => void
  watchFrames(receiver: string, listener: FeedListener<FramesMessage>): () => void
  residents(): Promise<readonly Resident[]>
  serialPorts(): Promise<SerialPorts>
  adapters(): Promise<Adapters>
  /** Screens that are connected or have a name. */
  screens(): Promise<readonly ScreenLine[]>
  /** A port or an adapter as it is set up. */
  receiverSetup(name: string): Promise<ReceiverSetup>
  /** What would come of it, before anybody does it. */
  checkPort(input: z.infer<typeof CheckPortInput>): Promise<Check>
  checkSettings(input: z.infer<typeof CheckSettingsInput>): Promise<Check>
  checkPairing(input: z.infer<typeof CheckPairingInput>): Promise<Check>
  page(deviceId: string): Promise<DevicePage>
  /** What became of a device that is not here, by its id or address. */
  formerDevice(words: string): Promise<FormerDevice | null>
  events(deviceId: string, before: string): Promise<DeviceEvents>
  decode(input: z.infer<typeof DecodeInput>): Promise<Decoded>
  /** Warnings of a replacement and of a changed supervision; none of the others. */
  take(call: TechnicianCall): Promise<readonly PairWarning[]>
  pair(input: PairWish): Promise<ChangedDevice>
  startTest(input: z.infer<typeof StartTestInput>): Promise<TestRun>
  readSettings(input: z.infer<typeof ReadSettingsInput>): Promise<readonly DeviceSetting[]>
  writeSetting(input: z.infer<typeof WriteSettingInput>): Promise<readonly DeviceSetting[]>
}
