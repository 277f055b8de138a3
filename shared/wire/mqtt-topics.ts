/** Topics and payloads on a broker (contract: "MQTT"); explained for its administrator in docs/mqtt.md. */
import { z } from 'zod'
import { IdSchema } from './ids.ts'

export const DEFAULT_TOPIC_PREFIX = 'tryggvakt'

/** No wildcards, no empty levels, and none of the broker's own topics. */
export const TopicPrefixSchema = z
  .string()
  .max(256)
  .regex(/^[^$+#/\u0000][^+#/\u0000]*(?:\/[^+#/\u0000]+)*$/, 'words with / between them, no + and no #')

/** Retained on `state`. `silent` is the last will: said by the broker when the connection breaks. */
export const StationStateSchema = z.object({ state: z.enum(['online', 'silent', 'stopped']) })
export type StationState = z.infer<typeof StationStateSchema>['state']

/** On `replies`, in the place of an answer: why the body was not taken; the words are those of the HTTP API. */
export const RefusalSchema = z.object({ code: z.string(), message: z.string(), retry: z.boolean() })

export type StationTopic = 'messages' | 'replies' | 'state'

export function topicOf(prefix: string, station: string, topic: StationTopic): string {
  return `${prefix}/${station}/${topic}`
}

/** The station that a topic below `prefix` speaks for; undefined for any other topic. */
export function stationOfTopic(prefix: string, topic: string, kind: StationTopic): string | undefined {
  const end = `/${kind}`
  if (!topic.startsWith(`${prefix}/`) || !topic.endsWith(end)) return undefined
  const station = topic.slice(prefix.length + 1, -end.length)
  return IdSchema.safeParse(station).success ? station : undefined
}
