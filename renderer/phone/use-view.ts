import type { ScreenKind } from '../../shared/domain/locked-call.ts'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'

/** The board with list and detail, or one alarm at a time for a hand. */
export type View = 'board' | 'phone'

/** Too narrow for list and detail, or a telephone that lies on its side. */
const SMALL = '(max-width: 599px), (pointer: coarse) and (max-height: 499px)'
const PHONE_PATH = '/phone'

/** What this page tells the station that it is when it comes. */
export function screenKind(isDesktop: boolean): ScreenKind {
  if (isDesktop) return 'desk'
  return location.pathname === PHONE_PATH || isSmallNow() ? 'phone' : 'browser'
}

/**
 * Which of the two this page shows: the phone's at its own path and on a small screen, the board in the desktop
 * client. `toBoard` leaves the phone's page for this visit; null where it has an address of its own.
 */
export function useView(isDesktop: boolean): { readonly view: View; readonly toBoard: (() => void) | null } {
  const [wantsBoard, setWantsBoard] = useState(false)
  const isSmall = useSyncExternalStore(followSize, isSmallNow)
  const hasOwnPath = location.pathname === PHONE_PATH
  const isPhone = !isDesktop && (hasOwnPath || (isSmall && !wantsBoard))
  const toBoard = useCallback(() => {
    setWantsBoard(true)
  }, [])
  return { view: isPhone ? 'phone' : 'board', toBoard: hasOwnPath ? null : toBoard }
}

/** Tells the style sheets which view stands, for windows and notices outside it as well. */
export function useViewOnDocument(view: View): void {
  useEffect(() => {
    document.documentElement.dataset['view'] = view
    return () => {
      delete document.documentElement.dataset['view']
    }
  }, [view])
}

function followSize(listener: () => void): () => void {
  const query = matchMedia(SMALL)
  query.addEventListener('change', listener)
  return () => {
    query.removeEventListener('change', listener)
  }
}

function isSmallNow(): boolean {
  return matchMedia(SMALL).matches
}
