/**
 * What a centre answers, as far as it can be read: a listed acknowledgement counts whatever stands beside it, and
 * a message that is refused may be named by its place alone (contract: "HTTPS").
 */
import {
  RejectedMessageSchema,
  type MessagesReply,
  type RejectedMessage,
  type StationMessage,
} from '../../shared/wire/centre-messages.ts'

/** `sent`: the messages of the body that was answered. Undefined for what is no answer of a centre. */
export function readReply(answer: unknown, sent: readonly StationMessage[]): MessagesReply | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const fields: {
    readonly acknowledged?: unknown
    readonly rejected?: unknown
    readonly commands?: unknown
  } = answer
  if (!Array.isArray(fields.acknowledged)) return undefined
  return {
    acknowledged: fields.acknowledged.filter((id) => typeof id === 'string'),
    rejected: listOf(fields.rejected).flatMap((entry) => readRejected(entry, sent)),
    commands: [...listOf(fields.commands)],
  }
}

/** Some centres write an empty list as null. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function readRejected(entry: unknown, sent: readonly StationMessage[]): RejectedMessage[] {
  const parsed = RejectedMessageSchema.safeParse(entry)
  if (!parsed.success) return []
  const { id, index } = parsed.data
  return [{ ...parsed.data, id: id ?? sent[index]?.id ?? null }]
}
