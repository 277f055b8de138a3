import type { PortStatus } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { durationWords } from '../i18n/duration-words.ts'
import type { Words } from '../i18n/use-words.ts'
import type { UncalmReason } from './calm.ts'

/** Why the board is not calm, and what to do about it. */
export function uncalmWords(reason: UncalmReason, now: Instant, t: Words): string {
  switch (reason.kind) {
    case 'alarms-open':
    case 'alarms-shelved':
      return t(`uncalm.${reason.kind}`, { count: reason.count })
    case 'devices-silent':
      if (reason.devices.length === 0) return t('uncalm.devices-unheard', { count: reason.count })
      return t('uncalm.devices-silent', { count: reason.count, names: reason.devices.join(', ') })
    case 'port':
      return portWords(reason.port, t)
    case 'not-delivered':
      return t('uncalm.not-delivered', { count: reason.count, age: durationWords(now - reason.since, t) })
    case 'centre-none':
      if (reason.waiting === 0) return t('uncalm.centre-none')
      return `${t('uncalm.centre-none')} ${t('uncalm.waitingForCentre', { count: reason.waiting })}`
    case 'no-devices':
    case 'nothing-heard':
    case 'centre-never':
    case 'centre-lost':
    case 'database-full':
    case 'database-failing':
      return t(`uncalm.${reason.kind}`)
    default:
      return assertNever(reason)
  }
}

/** The state of a port or adapter in words, with the command to run where one helps. */
export function portWords(port: PortStatus, t: Words): string {
  const state = stateWords(port, t)
  return port.hint === null ? state : `${state} ${t('port.hint', { hint: port.hint })}`
}

function stateWords({ carrier, state, path }: PortStatus, t: Words): string {
  switch (state) {
    case 'off':
    case 'no-bus':
    case 'no-service':
    case 'unsupported':
      return t(`adapter.${state}`, { path })
    case 'which-port':
      return t(`port.${state}`, { path })
    default:
      return t(`${carrier === 'bluetooth' ? 'adapter' : 'port'}.${state}`, { path })
  }
}
