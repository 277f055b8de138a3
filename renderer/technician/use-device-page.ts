import { useEffect, useEffectEvent, useState } from 'react'
import type { DeviceLine, DevicePage } from '../../shared/api/technician.ts'
import type { CallErrorCode } from '../station-client.ts'
import { useDesk } from './desk.ts'
import { codeOf, technicianErrorWords } from './technician-words.ts'

/** A device that talks all the time has its page asked for once in this time. */
const ASK_GAP_MS = 5_000

/** The page of one device, asked for again when the device was heard or changed. */
export function useDevicePage(device: DeviceLine) {
  const { client, show } = useDesk()
  const [page, setPage] = useState<DevicePage | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const { deviceId } = device

  const ask = useEffectEvent((isCurrent: () => boolean) => {
    client.page(deviceId).then(
      (found) => {
        if (!isCurrent()) return
        setProblem(null)
        setPage((before) => (before === null ? found : withOlder(before, found)))
      },
      (error: unknown) => {
        if (isCurrent()) setProblem(codeOf(error))
      },
    )
  })
  const [asked, setAsked] = useState(0)
  const heard = Math.floor((device.lastHeardAt ?? 0) / ASK_GAP_MS)
  useEffect(() => {
    let isCurrent = true
    ask(() => isCurrent)
    return () => {
      isCurrent = false
    }
  }, [asked, heard, device.lifecycle, device.resident?.id, device.placement, device.address])

  return {
    page,
    problem,
    refresh: () => {
      setAsked((before) => before + 1)
    },
    /** Adds the next page of events. */
    older: () => {
      const before = page?.nextEvents ?? null
      if (before === null) return
      client.events(deviceId, before).then(
        ({ events, nextEvents }) => {
          setPage((now) => now && { ...now, events: [...now.events, ...events], nextEvents })
        },
        (error: unknown) => {
          const code = codeOf(error)
          show((t) => technicianErrorWords(code, t))
        },
      )
    },
  }
}

/** Older events that were fetched stay under the newest ones. */
function withOlder(before: DevicePage, after: DevicePage): DevicePage {
  const fresh = new Set(after.events.map(({ id }) => id))
  const overlaps = before.events.some(({ id }) => fresh.has(id))
  const older = before.events.filter(({ id }) => !fresh.has(id))
  if (!overlaps || older.length === 0) return after
  return { ...after, events: [...after.events, ...older], nextEvents: before.nextEvents }
}
