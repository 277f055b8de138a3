/** Switches rules over time on and off for a resident: one transaction with its audit entry, then followed anew. */
import type { ProfileChoice, ResidentRules } from '../../../shared/api/rules.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Clock } from '../../clock.ts'
import type { Registry } from '../../devices/registry.ts'
import {
  removeResidentRule,
  writeHours,
  writeResidentRule,
  type ResidentRule,
} from '../../store/rule-rows.ts'
import type { RowSource } from '../../store/row-source.ts'
import type { Transaction, WriteQueue } from '../../store/write-queue.ts'
import { heardByResident } from './heard-kinds.ts'
import { USUAL_HOURS, type NightHours } from './hours.ts'
import { refuseHours, refuseRule, type RuleRefusal } from './refuse-rule.ts'
import { hoursFacts, ruleFacts } from './rule-facts.ts'
import { hasSource } from './rule-sources.ts'
import { profilesOf, TIME_RULES, withChoices, type TimeRule } from './rule-set.ts'

export interface RuleDeskParts {
  readonly writeQueue: WriteQueue
  readonly audit: AuditLog
  readonly clock: Clock
  readonly registry: Registry
  /** As they are stored now. */
  readonly switchedOn: () => readonly ResidentRule[]
  readonly hoursOf: (residentId: string) => NightHours | undefined
  readonly reader: RowSource
  /** Reads what was committed and follows it. */
  readonly refresh: () => Promise<void>
}

export type RuleResult =
  | { readonly ok: true; readonly rules: ResidentRules }
  | {
      readonly ok: false
      readonly code: RuleRefusal | 'hours-contradict' | 'unknown-resident' | 'unknown-rule'
    }

export interface SwitchWish {
  readonly residentId: string
  readonly ruleId: string
  readonly isOn: boolean
  readonly profiles: readonly ProfileChoice[]
}

export class RuleDesk {
  constructor(private readonly parts: RuleDeskParts) {}

  async of(residentId: string): Promise<RuleResult> {
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    const heard = (await heardByResident(this.parts.reader, this.parts.registry)).get(residentId) ?? []
    const rules = TIME_RULES.map((rule) => {
      const on = this.#onFor(residentId, rule)
      const chosen = withChoices(rule, on?.choices ?? {})
      const profiles = profilesOf(chosen).map(([profile, choice]) => ({ profile, ...choice }))
      return { ruleId: rule.id, isOn: on !== undefined, hasSource: hasSource(rule.id, heard), profiles }
    })
    return { ok: true, rules: { hours: this.#hoursOf(residentId), rules } }
  }

  /** Ids of those for whom a rule is on that nothing in their home can tell what it waits for. */
  async unfed(): Promise<ReadonlySet<string>> {
    const heard = await heardByResident(this.parts.reader, this.parts.registry)
    const unfed = this.parts
      .switchedOn()
      .filter(({ residentId, ruleId }) =>
        TIME_RULES.some(({ id }) => id === ruleId && !hasSource(id, heard.get(residentId) ?? [])),
      )
    return new Set(unfed.map(({ residentId }) => residentId))
  }

  /** What is changed on a rule that is on counts from now; the rule is on since it was switched on. */
  async switch(by: string, { residentId, ruleId, isOn, profiles }: SwitchWish): Promise<RuleResult> {
    const rule = TIME_RULES.find(({ id }) => id === ruleId)
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    if (rule === undefined) return { ok: false, code: 'unknown-rule' }
    const choices = Object.fromEntries(
      profiles.map(({ profile, isWatched, limits }) => [profile, { isWatched, limits }]),
    )
    const refusal = isOn ? refuseRule(rule, choices, this.#hoursOf(residentId)) : undefined
    if (refusal !== undefined) return { ok: false, code: refusal }
    const before = this.#onFor(residentId, rule)
    const now = this.parts.clock.wall()
    const after = { residentId, ruleId: rule.id, choices, from: before?.from ?? now, changedAt: now }
    const action = isOn ? (before === undefined ? 'rule.on' : 'rule.changed') : 'rule.off'
    const facts = ruleFacts(rule, before?.choices, isOn ? choices : undefined)
    await this.#commit(by, residentId, action, facts, (transaction) =>
      isOn ? writeResidentRule(transaction, after, by) : removeResidentRule(transaction, residentId, rule.id),
    )
    return this.of(residentId)
  }

  async setHours(by: string, residentId: string, hours: NightHours): Promise<RuleResult> {
    if (!this.#isHere(residentId)) return { ok: false, code: 'unknown-resident' }
    const on = TIME_RULES.flatMap((rule) => {
      const choices = this.#onFor(residentId, rule)?.choices
      return choices === undefined ? [] : [withChoices(rule, choices)]
    })
    const refusal = refuseHours(hours, on)
    if (refusal !== undefined) return { ok: false, code: refusal }
    const facts = hoursFacts(this.#hoursOf(residentId), hours)
    const changedAt = this.parts.clock.wall()
    await this.#commit(by, residentId, 'rule.hours', facts, (transaction) =>
      writeHours(transaction, residentId, { hours, changedAt }),
    )
    return this.of(residentId)
  }

  async #commit(
    by: string,
    residentId: string,
    action: string,
    data: Record<string, string>,
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

  #onFor(residentId: string, { id }: TimeRule): ResidentRule | undefined {
    return this.parts.switchedOn().find((on) => on.residentId === residentId && on.ruleId === id)
  }

  #hoursOf(residentId: string): NightHours {
    return this.parts.hoursOf(residentId) ?? USUAL_HOURS
  }

  #isHere(residentId: string): boolean {
    return this.parts.registry.resident(residentId)?.left_at === null
  }
}
