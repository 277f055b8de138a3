/** What is asked of a pendant each time it is connected; the press comes before everything else. */
import { longUuid } from '../bluetooth/advertisement.ts'
import type { GattCharacteristic } from '../bluetooth/gatt.ts'
import type { PressProfile } from './pendant-settings.ts'
import { CONTROL_POINT, offers, pressCharacteristic } from './press-reader.ts'
import type { Step } from './request-queue.ts'
import { START_LIVE, WARN_ON_LINK_LOSS } from './writes.ts'

/** What an answer is for. */
export type Purpose =
  | 'press'
  | 'press-state'
  | 'control-point'
  | 'start-live'
  | 'link-loss'
  | 'battery'
  | 'battery-watch'
  | 'life'
  | 'tx-power'
  | InformationName
  | 'locate'
  | 'help-is-coming'
  | 'stop-alert'
  | 'leave'

export type PendantStep = Step<Purpose>

export const BATTERY: GattCharacteristic = { service: longUuid('180f'), characteristic: longUuid('2a19') }
const TX_POWER: GattCharacteristic = { service: longUuid('1804'), characteristic: longUuid('2a07') }

/** Device Information that the station keeps and shows. */
export const INFORMATION = {
  manufacturer: '2a29',
  model: '2a24',
  serial: '2a25',
  firmware: '2a26',
} as const
export type InformationName = keyof typeof INFORMATION

/** Only what the pendant offers is asked for. */
export function setUpSteps(
  offered: readonly GattCharacteristic[],
  profile: PressProfile | undefined,
): readonly PendantStep[] {
  return [
    ...(profile === undefined ? [] : pressSteps(profile)),
    { ask: { type: 'write', ...WARN_ON_LINK_LOSS }, purpose: 'link-loss' } as const,
    { ask: { type: 'read', of: BATTERY }, purpose: 'battery' } as const,
    { ask: { type: 'subscribe', of: BATTERY }, purpose: 'battery-watch' } as const,
    ...informationSteps(),
    { ask: { type: 'read', of: TX_POWER }, purpose: 'tx-power' } as const,
  ].filter(({ ask }) => ask.type !== 'disconnect' && offers(offered, ask.of))
}

export function informationSteps(): readonly PendantStep[] {
  return Object.entries(INFORMATION).map(([name, uuid]) => ({
    ask: { type: 'read', of: { service: longUuid('180a'), characteristic: longUuid(uuid) } },
    purpose: name as InformationName,
  }))
}

function pressSteps(profile: PressProfile): readonly PendantStep[] {
  const press: PendantStep = {
    ask: { type: 'subscribe', of: pressCharacteristic(profile) },
    purpose: 'press',
  }
  switch (profile) {
    case 'ghs':
      // Its control point answers by indication.
      return [
        press,
        { ask: { type: 'subscribe', of: CONTROL_POINT }, purpose: 'control-point' },
        { ask: { type: 'write', ...START_LIVE }, purpose: 'start-live' },
      ]
    case 'automation-io':
      // Pressed while it was out of reach, it is still active.
      return [press, { ask: { type: 'read', of: pressCharacteristic(profile) }, purpose: 'press-state' }]
    default:
      return [press]
  }
}
