/**
 * A carer's call for help from a screen where nobody is signed in: who it may be and which screen it is, as the subject
 * of its alarm. Pure.
 */

/** The desktop client of the duty room; the same board in a browser; the responder's page. */
export const SCREENS = ['desk', 'browser', 'phone'] as const
export type ScreenKind = (typeof SCREENS)[number]

export interface LockedCall {
  readonly from: ScreenKind
  /** Who was the last one signed in there, where that is known: it need not be who calls. */
  readonly lastPersonId: string | null
  /** Of the screen's end, as the socket tells it: `127.0.0.1`. */
  readonly address: string
  /** The id that the screen keeps for itself; null: it names none. */
  readonly screenId: string | null
}

/** `locked:phone:kari:127.0.0.1`, of a screen with an id `locked:phone@0199…:kari:127.0.0.1`. A colon is in no id (shared/wire/ids.ts): it is never taken for a person's. */
export function lockedSubject({ from, lastPersonId, address, screenId }: LockedCall): string {
  return `locked:${from}${screenId === null ? '' : `@${screenId}`}:${lastPersonId ?? ''}:${address}`
}

/** Null: a subject of another kind. */
export function readLockedSubject(subject: string | undefined): LockedCall | null {
  const [, kind, screenId = '', lastPersonId = '', address = ''] =
    /^locked:(\w+)(?:@([0-9a-f-]+))?:([^:]*):(.*)$/.exec(subject ?? '') ?? []
  const from = SCREENS.find((known) => known === kind)
  if (from === undefined) return null
  const orNull = (word: string): string | null => (word === '' ? null : word)
  return { from, lastPersonId: orNull(lastPersonId), address, screenId: orNull(screenId) }
}
