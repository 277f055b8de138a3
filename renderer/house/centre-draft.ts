/** The way to the centre while it is written. Pure. */
import type { z } from 'zod'
import type { House, SetCentreInput } from '../../shared/api/house.ts'

export interface CentreDraft {
  /** Empty: no path over HTTPS. */
  readonly url: string
  /** Empty: the one that is stored stays. */
  readonly token: string
  readonly caFile: string
  readonly heartbeat: string
}

export type CentreChange = Omit<z.infer<typeof SetCentreInput>, 'by'>

export function draftCentre({ paths, heartbeatSeconds }: House['centre']): CentreDraft {
  const path = paths.find(({ kind }) => kind === 'https')
  return {
    url: path?.address ?? '',
    token: '',
    caFile: path?.caFile ?? '',
    heartbeat: String(heartbeatSeconds),
  }
}

/** Null while the seconds are no whole number from one to a day. */
export function centreChange({ url, token, caFile, heartbeat }: CentreDraft): CentreChange | null {
  const heartbeatSeconds = /^\d{1,5}$/.test(heartbeat.trim()) ? Number(heartbeat) : 0
  if (heartbeatSeconds < 1 || heartbeatSeconds > 86_400) return null
  return {
    url: written(url),
    token: token === '' ? null : token,
    caFile: written(caFile),
    heartbeatSeconds,
  }
}

function written(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
