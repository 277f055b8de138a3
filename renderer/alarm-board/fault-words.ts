/** What is wrong with the house's own equipment and what to do, of alarms that supervision raised. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { PATH_FAILURES } from '../../shared/api/centre-paths.ts'
import type { Words } from '../i18n/use-words.ts'
import { NO_CENTRE } from '../../shared/domain/alarm.ts'
import { findingOf } from './cause-words.ts'

/** Codes with a sentence of their own; another one is shown as it came, with the cause beside it. */
const CODES = [
  'missing',
  'busy',
  'no-permission',
  'lost',
  'failed',
  'which-port',
  'partner-silent',
  'station-silent',
  'unstable',
  'wrong-line-settings',
  'stick-silent',
  'stick-restarted',
  'transmitter-failure',
  'off',
  'no-bus',
  'no-service',
  'unsupported',
  'full',
  'failing',
  'damaged',
  'low',
  'forecast',
  'jumped',
  'not-synchronised',
  'devices',
  'receiver',
  'nobody',
  'no-client',
  'sound-off',
  'sound-blocked',
  'sound-missing',
  'not-set-up',
] as const
type KnownCode = (typeof CODES)[number]

/** The sentence, and for whom it leaves no alarm; null where the cause says all. */
export function faultWords(
  {
    cause,
    code,
    figure,
    subject,
    muteScreens,
  }: Pick<AlarmCard, 'cause' | 'code' | 'figure' | 'subject' | 'muteScreens'>,
  t: Words,
) {
  if (code === undefined || findingOf(code) !== undefined) return null
  const failure = PATH_FAILURES.find((one) => one === code)
  if (cause === 'centre-lost' && failure !== undefined) {
    const why = t(`path.failure.${failure}`)
    return subject === undefined ? t('fault.centreLost', { why }) : t('fault.pathLost', { why })
  }
  const count = figure ?? 0
  if (cause === 'disk') return t('fault.disk', { count })
  if (cause === 'battery' && code === 'low') {
    return figure === undefined ? t('fault.low') : t('fault.percent', { count })
  }
  const known = CODES.find((one): one is KnownCode => one === code)
  const words =
    known === undefined ? t('fault.other', { code }) : t(`fault.${known}`, { count: Math.abs(count) })
  if (muteScreens !== undefined) return `${words} ${t('card.atScreens', { screens: muteScreens.join(', ') })}`
  const isReceiver = cause === 'port-lost' || cause === 'adapter-lost'
  return isReceiver && count > 0 ? `${words} ${t('fault.without', { count })}` : words
}

/** What stands in the place of a flat and a room where an alarm has none; null where nothing does. */
export function reachWords({ cause, subject, deviceId, figure }: AlarmCard, t: Words): string | null {
  if ((cause === 'port-lost' || cause === 'adapter-lost') && figure !== undefined) {
    return t('card.without', { count: figure })
  }
  return subject !== undefined && deviceId !== null ? t('card.unpaired') : null
}

/** What a station calls the bus that all its adapters need; adapters are called hci0 and on. */
const BUS = 'bluetooth'

/** The part of the house that an alarm is about, where it is no person and no device of one. */
export function subjectWords(
  { cause, subject }: Pick<AlarmCard, 'cause' | 'subject'>,
  t: Words,
): string | null {
  if (subject === undefined || cause === 'clock' || cause === 'no-sound') return null
  if (cause === 'port-lost') return t('card.port', { port: subject })
  if (cause === 'centre-lost' && subject === NO_CENTRE) return null
  if (cause === 'centre-lost') return t('card.path', { path: subject })
  if (cause === 'adapter-lost') {
    return subject === BUS ? t('card.allAdapters') : t('card.adapter', { adapter: subject })
  }
  return t('card.sender', { sender: subject })
}
