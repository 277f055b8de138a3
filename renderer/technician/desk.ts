import { createContext, useContext } from 'react'
import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'
import type { DeviceLine } from '../../shared/api/technician.ts'
import type { CallErrorCode } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { Resident, TechnicianClient } from './technician-client.ts'

/** What every page of the technician's room works with. */
export interface TechnicianDesk {
  readonly client: TechnicianClient
  readonly station: { readonly id: string; readonly name: string }
  readonly residents: readonly Resident[]
  /** Every device, as the feed tells of them now. */
  readonly devices: readonly DeviceLine[]
  /** What the station knows of each protocol; empty until it has said so. */
  readonly protocols: readonly ProtocolInfo[]
  readonly show: (words: SpokenWords) => void
  /**
   * Runs a call in the name of the technician who stands here, and asks who that is where nobody is. A failure is
   * told by `failed`, or as a toast.
   */
  readonly act: <Answer>(
    call: (by: string) => Promise<Answer>,
    done: (answer: Answer) => void,
    failed?: (code: CallErrorCode) => void,
  ) => void
}

export const DeskContext = createContext<TechnicianDesk | null>(null)

export function useDesk(): TechnicianDesk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('this page stands in the technician’s room only')
  return desk
}
