/** Which output the alarms are heard through. Pure. */
import type { ClientSound } from '../../shared/api/board.ts'
import type { OutputState } from './alarm-sound.ts'

/** One output as the machine names it. The id may change with a new installation, the name seldom does. */
export interface OutputDevice {
  readonly id: string
  readonly name: string
}

export interface Outputs {
  readonly choosable: readonly OutputDevice[]
  /** The machine has no output at all, not even a default one. */
  readonly isNone: boolean
}

export type OutputChoice =
  | { readonly kind: 'default' }
  | { readonly kind: 'chosen'; readonly device: OutputDevice }
  /** The chosen one is not there: the default one sounds until it is back. */
  | { readonly kind: 'vanished'; readonly wanted: OutputDevice }

/** Ids that stand for another output of the list. */
const STAND_INS: readonly string[] = ['default', 'communications']

/** `mayLook`: the list is whole; a page in a browser is told of little, and of nothing by some. */
export function selectOutputs(
  devices: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[],
  mayLook: boolean,
): Outputs {
  const outputs = devices.filter(({ kind }) => kind === 'audiooutput')
  return {
    choosable: outputs
      .filter(({ deviceId }) => deviceId !== '' && !STAND_INS.includes(deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, name: label })),
    isNone: mayLook && outputs.length === 0,
  }
}

export function chooseOutput(wanted: OutputDevice | null, { choosable }: Outputs): OutputChoice {
  if (wanted === null) return { kind: 'default' }
  const device =
    choosable.find(({ id }) => id === wanted.id) ??
    choosable.find(({ name }) => name !== '' && name === wanted.name)
  return device === undefined ? { kind: 'vanished', wanted } : { kind: 'chosen', device }
}

/** What the station is told: a person who did not hear the sound knows better than the machine. */
export function toldSound(output: OutputState, choice: OutputChoice, wasUnheard: boolean): ClientSound {
  if (output !== 'ready') return output
  if (wasUnheard) return 'missing'
  return choice.kind === 'vanished' ? 'fallback' : 'ready'
}
