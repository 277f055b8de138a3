/** The plan of who is on call, kept as one setting. What comes back is parsed, not believed. */
import { OnCallPlanSchema, type OnCallTurn } from '../../shared/api/house.ts'
import type { RowSource } from './row-source.ts'
import { readSetting, writeSetting } from './setting-rows.ts'
import type { Transaction } from './write-queue.ts'

const KEY = 'on-call-plan'

/** In the order in which they are called; what is no plan is none. */
export async function readOnCallPlan(reader: RowSource): Promise<readonly OnCallTurn[]> {
  const text = await readSetting(reader, KEY)
  const plan = OnCallPlanSchema.safeParse(text === undefined ? [] : parsed(text))
  return plan.success ? plan.data : []
}

export async function writeOnCallPlan(
  writer: Pick<Transaction, 'run'>,
  turns: readonly OnCallTurn[],
): Promise<void> {
  await writeSetting(writer, KEY, JSON.stringify(turns))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
