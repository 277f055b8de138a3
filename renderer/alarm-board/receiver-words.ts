import type { Receiver } from '../../shared/api/people.ts'
import type { Words } from '../i18n/use-words.ts'

/** What is known of somebody who may be handed an alarm: what they are where that is no caregiver, and whether they are here. */
export function receiverWords({ role, duty, hasScreen }: Receiver, t: Words): readonly (string | null)[] {
  return [
    role === 'caregiver' ? null : t(`role.${role}`),
    duty === null ? null : t(`handOver.duty.${duty}`),
    hasScreen === null ? null : t(hasScreen ? 'handOver.hasScreen' : 'handOver.hasNoScreen'),
  ]
}
