/** A ladder while it is written: levels added, moved and taken away, and whether it may be saved. Pure. */
import type { LadderPart, LadderRung } from '../../shared/api/house.ts'
import { CALL_GROUPS, type CallGroup } from '../../shared/domain/call-group.ts'
import type { Priority } from '../../shared/domain/priority.ts'
import { readHold, writeHold, type HoldDraft } from './hold-text.ts'

export interface RungDraft {
  /** Tells the lines apart while they are moved. */
  readonly key: number
  readonly calls: CallGroup
  /** Null: nobody is called after it. */
  readonly hold: HoldDraft | null
}

export function draftRungs(rungs: readonly LadderRung[]): readonly RungDraft[] {
  return rungs.map(({ calls, holdsSeconds }, key) => ({
    key,
    calls,
    hold: holdsSeconds === null ? null : writeHold(holdsSeconds),
  }))
}

/** Null while a time is no time. */
export function readRungs(drafts: readonly RungDraft[]): LadderRung[] | null {
  const rungs: LadderRung[] = []
  for (const { calls, hold } of drafts) {
    const holdsSeconds = hold === null ? null : readHold(hold)
    if (hold !== null && holdsSeconds === null) return null
    rungs.push({ calls, holdsSeconds })
  }
  return rungs
}

/** A new last level. What has nobody after it then has somebody: it holds from now on. */
export function withRung(drafts: readonly RungDraft[]): readonly RungDraft[] {
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1
  const held = drafts.map((draft) => ({ ...draft, hold: draft.hold ?? writeHold(8 * 3600) }))
  return [...held, { key, calls: 'everyone', hold: writeHold(5 * 60) }]
}

/** The hand-over list calls nobody: nothing is waited for after it. */
export function withCalls(drafts: readonly RungDraft[], key: number, calls: CallGroup): readonly RungDraft[] {
  return drafts.map((draft) => {
    if (draft.key !== key) return draft
    if (calls === 'handover') return { ...draft, calls, hold: null }
    return { ...draft, calls, hold: draft.hold ?? writeHold(5 * 60) }
  })
}

/** Whom a level of this priority may call; the first level is where the alarm rings first. */
export function choicesOf(priority: Priority, index: number, count: number): readonly CallGroup[] {
  if (index === 0) return ['on-duty']
  return CALL_GROUPS.filter((group) => group !== 'handover' || (priority === 'low' && index === count - 1))
}

export function isSame(a: readonly LadderRung[], b: LadderPart['rungs']): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
