import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { Instant } from '../../shared/domain/time.ts'

const NowContext = createContext<Instant>(0)

interface NowProps {
  /** The station's clock minus this machine's. */
  readonly clockOffsetMs: number
  readonly children: ReactNode
}

/** The one clock of the screen: the station's time, once a second; every age on the board reads it. */
export function NowProvider({ clockOffsetMs, children }: NowProps) {
  const [machineNow, setMachineNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = setInterval(() => {
      setMachineNow(Date.now())
    }, 1000)
    return () => {
      clearInterval(tick)
    }
  }, [])
  return <NowContext value={machineNow + clockOffsetMs}>{children}</NowContext>
}

/** The station's time, to the second. */
export function useNow(): Instant {
  return useContext(NowContext)
}
