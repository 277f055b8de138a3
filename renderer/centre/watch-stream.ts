import type { z } from 'zod'
import {
  AlarmChangeSchema,
  BeatSchema,
  CommandChangeSchema,
  StationChangeSchema,
  StreamEndSchema,
} from '../../shared/api/centre/stream.ts'
import type { CentreListener } from './centre-client.ts'

/** The stream of changes as server-sent events; an event that is none of ours breaks it. Returns what ends it. */
export function watchStream(listener: CentreListener): () => void {
  const stream = new EventSource('/v1/stream')
  const end = () => {
    stream.close()
  }
  const broken = () => {
    end()
    listener.onBroken()
  }
  const on = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    take: (it: z.infer<Schema>) => void,
  ) => {
    stream.addEventListener(name, ({ data }: MessageEvent<unknown>) => {
      const read = schema.safeParse(jsonOf(data))
      if (read.success) take(read.data)
      else broken()
    })
  }
  stream.addEventListener('open', listener.onOpen)
  // Also where the browser would begin again by itself: whoever listens decides when.
  stream.addEventListener('error', broken)
  on('beat', BeatSchema, ({ at }) => {
    listener.onBeat(Date.parse(at))
  })
  on('alarm', AlarmChangeSchema, listener.onAlarm)
  on('station', StationChangeSchema, listener.onStation)
  on('command', CommandChangeSchema, listener.onCommand)
  on('ended', StreamEndSchema, ({ reason }) => {
    end()
    listener.onEnded(reason)
  })
  return end
}

function jsonOf(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined
  } catch {
    return undefined
  }
}
