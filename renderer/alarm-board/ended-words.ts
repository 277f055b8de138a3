/** Who ended an alarm, how and why, in words for whoever had it. Pure but for the words it is given. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { dotted } from '../i18n/dotted.ts'
import type { Words } from '../i18n/use-words.ts'
import { causesWords, personWords, whereUnderWho, whoWords } from './card-words.ts'
import type { Ended } from './ended-rules.ts'

export function endedWords({ cards }: Ended, t: Words): string {
  const [card] = cards
  if (card === undefined) return ''
  const causes = causesWords(cards, t)
  const told = dotted([whoWords(card, t), causes, whereUnderWho(card, t)])
  const alarm =
    card.outcome === null ? told : t('ended.how', { alarm: told, outcome: howWords(card.outcome, t) })
  const { closing } = card
  if (closing === undefined) return t('ended.unknown', { alarm })
  if (closing.by !== null) {
    const name = personWords(closing.by, t)
    return card.state === 'cancelled'
      ? t('ended.cancelledBy', { name, alarm })
      : t('ended.closedBy', { name, alarm })
  }
  if (closing.reason === 'resident-cancelled') {
    // Where nobody lives the cord that was pulled is not who called.
    return card.resident === null
      ? t('ended.cancelled', { alarm })
      : t('ended.cancelledBy', { name: whoWords(card, t), alarm: dotted([causes, whereUnderWho(card, t)]) })
  }
  return t('ended.byItself', { alarm })
}

/** In the middle of a line. */
function howWords(outcome: NonNullable<AlarmCard['outcome']>, t: Words): string {
  const words = t(`outcome.${outcome}`)
  return words.charAt(0).toLocaleLowerCase() + words.slice(1)
}
