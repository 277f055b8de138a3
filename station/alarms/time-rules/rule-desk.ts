/** Switches rules over time on and off for a resident: one transaction with its audit entry, then followed anew. */
import type { ResidentRules } from '../../../shared/api/rules.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Clock } from '../../clock.ts'
import type { Registry } from '../../devices/registry.ts'
import {
  removeResidentRule,
  writeHours,
  writeResidentRule,
  type ResidentRule,
} from '../../store/rule-rows.ts'
import type { Transaction, WriteQueue } from '../../store/write-queue.ts'
import { USUAL_HOURS, type Profile } from './hours.ts'
import { refuseLimits, TIME_RULES, withLimits, type Limits, type LimitsRefusal } from './rule-set.ts'

export interface RuleDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly clock: Clock
  readonly registry: Registry
  /** As they are stored now. */
  readonly switchedOn: () => readonly ResidentRule[]
  readonly hoursOf: (residentId: string) => Profile | undefined
  /** Reads what was committed and follows it. */
  readonly refresh: () => Promise<void>
}

export type RuleResult =
  | { readonly ok: true; readonly rules: ResidentRules }
  | { readonly ok: false; readonly code: LimitsRefusal | 'unknown-resident' | 'unknown-rule' }

export class RuleDesk {
  constructor(private readonly parts: RuleDeskParts) {}

  of(residentId: string): RuleResult {
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    const on = new Map(
      this.parts
        .switchedOn()
        .flatMap((rule) => (rule.residentId === residentId ? [[rule.ruleId, rule]] : [])),
    )
    const rules = TIME_RULES.map((rule) => ({
      ruleId: rule.id,
      isOn: on.has(rule.id),
      limits: withLimits(rule, on.get(rule.id)?.limits ?? {}).limits,
      watches: rule.watches,
    }))
    return { ok: true, rules: { hours: this.parts.hoursOf(residentId) ?? USUAL_HOURS, rules } }
  }

  async switch(
    by: string,
    {
      residentId,
      ruleId,
      isOn,
      limits,
    }: { residentId: string; ruleId: string; isOn: boolean; limits: Limits },
  ): Promise<RuleResult> {
    const rule = TIME_RULES.find(({ id }) => id === ruleId)
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    if (rule === undefined) return { ok: false, code: 'unknown-rule' }
    const refusal = refuseLimits(rule, limits)
    if (refusal !== undefined) return { ok: false, code: refusal }
    const { id } = rule
    await this.#commit(
      by,
      residentId,
      isOn ? 'rule.on' : 'rule.off',
      { ruleId: id, ...limits },
      (transaction) =>
        isOn
          ? writeResidentRule(
              transaction,
              { residentId, ruleId: id, limits, from: this.parts.clock.wall() },
              by,
            )
          : removeResidentRule(transaction, residentId, id),
    )
    return this.of(residentId)
  }

  async setHours(by: string, residentId: string, hours: Profile): Promise<RuleResult> {
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    const { night, holidayNight } = hours
    if (night.from === night.to || holidayNight.from === holidayNight.to) {
      return { ok: false, code: 'contradicts-itself' }
    }
    const words = ({ from, to }: Profile['night']): string => `${String(from)}-${String(to)}`
    const facts = { night: words(night), holidayNight: words(holidayNight) }
    await this.#commit(by, residentId, 'rule.hours', facts, (transaction) =>
      writeHours(transaction, residentId, hours),
    )
    return this.of(residentId)
  }

  async #commit(
    by: string,
    residentId: string,
    action: string,
    data: Record<string, string | number>,
    write: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    const { writeQueue, audit, clock, refresh } = this.parts
    await writeQueue.run('routine', async (transaction) => {
      await write(transaction)
      const actor = { kind: 'person', id: by } as const
      await audit.append(transaction, [{ at: clock.wall(), actor, action, subject: residentId, data }])
    })
    await refresh()
  }

  #isHere(residentId: string): boolean {
    return this.parts.registry.resident(residentId)?.left_at === null
  }
}
