/** A whole timeline out of its three sources: what the station said, what was wanted of it, who took it. Pure. */
import type { z } from 'zod'
import type {
  AlarmStory,
  CommandView,
  TakeViewSchema,
  TimelineEntry,
} from '../../shared/api/centre/alarms.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** `by`: the name of an operator who had the alarm or wanted something done, else the id as it was said; null: nobody's. */
export type StoryLine =
  | {
      readonly kind: 'message'
      readonly key: string
      readonly at: Instant
      readonly by: string | null
      readonly entry: TimelineEntry
    }
  | {
      readonly kind: 'command'
      readonly key: string
      readonly at: Instant
      readonly by: string
      readonly command: CommandView
    }
  | {
      readonly kind: 'take'
      readonly key: string
      readonly at: Instant
      readonly take: z.infer<typeof TakeViewSchema>
    }

/** Oldest first, each at the time when the centre knew of it: what came late stands where it came. */
export function storyLines({ timeline, commands, takes }: AlarmStory): readonly StoryLine[] {
  const names = new Map([
    ...takes.map(({ by }) => [by.id, by.name] as const),
    ...commands.map(({ by, byName }) => [by, byName] as const),
  ])
  const nameOf = (id: string): string => names.get(id) ?? id
  const lines: StoryLine[] = [
    ...timeline.map((entry) => ({
      kind: 'message' as const,
      key: entry.id,
      at: Date.parse(entry.receivedAt),
      by: typeof entry.data['by'] === 'string' && entry.data['by'] !== '' ? nameOf(entry.data['by']) : null,
      entry,
    })),
    ...commands.map((command) => ({
      kind: 'command' as const,
      key: command.id,
      at: Date.parse(command.at),
      by: nameOf(command.by),
      command,
    })),
    ...takes.map((take) => ({
      kind: 'take' as const,
      key: `${take.type} ${take.at}`,
      at: Date.parse(take.at),
      take,
    })),
  ]
  return lines.sort((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at - b.at))
}

/** Of what has the same millisecond: the alarm, who took it, what was wanted; messages by their sequence. */
function rank(line: StoryLine): number {
  return line.kind === 'message' ? line.entry.sequence / 1e9 : line.kind === 'take' ? 2 : 3
}

/** How much later than it happened the centre heard of it, where that is worth a word; null else. */
export function heardLaterMs({ occurredAt, receivedAt }: TimelineEntry): number | null {
  const later = Date.parse(receivedAt) - Date.parse(occurredAt)
  return later > WORTH_A_WORD_MS ? later : null
}

/** From here on the station's card says "not delivered" too. */
const WORTH_A_WORD_MS = 15_000
