/** Random nights of the whole engine: what devices say, what people do and what fails, in any order. */
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Actor, Alarm } from '../../shared/domain/alarm.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { DeskInput } from '../../station/services.ts'
import { DATABASE_FILE } from '../../station/store/open-store.ts'
import { memoryFolder } from './memory-folder.ts'
import { RADARS, WholeEngine, type Word } from './whole-engine.ts'

/** An ordinary night, an evening, and the nights that lack an hour and have one twice. */
const BEGINS = [
  '2026-11-21T01:00:00+01:00',
  '2026-11-20T20:00:00+01:00',
  '2026-03-29T00:30:00+01:00',
  '2026-10-25T00:30:00+02:00',
] as const

type Saying = readonly [device: string, kind: EventKind, value: EventValue]
const SAYINGS: readonly Saying[] = ['204', '205'].flatMap((unit): readonly Saying[] => [
  [`radar-${unit}`, 'fall', true],
  [`radar-${unit}`, 'restored', 'fall'],
  [`radar-${unit}`, 'presence', true],
  [`radar-${unit}`, 'presence', false],
  [`radar-${unit}`, 'inactivity', true],
  [`radar-${unit}`, 'smoke', true],
  [`radar-${unit}`, 'gas', true],
  [`radar-${unit}`, 'restored', 'gas'],
  [`radar-${unit}`, 'temperature', 12],
  [`radar-${unit}`, 'temperature', 20],
  [`door-${unit}`, 'door', 'exit'],
  [`radar-${unit}`, 'water', true],
  [`radar-${unit}`, 'fault', 'problem'],
  [`radar-${unit}`, 'restored', 'fault'],
  [`pendant-${unit}`, 'help-call', true],
  [`pendant-${unit}`, 'help-cancelled', true],
  [`bed-${unit}`, 'bed', false],
  [`bed-${unit}`, 'bed', false],
  [`bed-${unit}`, 'bed', true],
  [`bed-${unit}`, 'bed', 'absence-violation'],
  [`bed-${unit}`, 'restored', 'bed'],
  [`door-${unit}`, 'door', 'left-open'],
  [`door-${unit}`, 'door', true],
  [`door-${unit}`, 'door', true],
  [`door-${unit}`, 'door', false],
  [`pir-${unit}`, 'motion', 'active'],
])

const STEPS = [
  'acknowledged',
  'on-the-way',
  'on-site',
  'resolved',
  'released',
  'shelved',
  'reopened',
] as const

type Deed =
  | { readonly kind: 'says'; readonly sayings: readonly Saying[] }
  | { readonly kind: 'delivers-again'; readonly which: number }
  | { readonly kind: 'passes'; readonly seconds: number }
  | {
      readonly kind: 'does'
      readonly step: (typeof STEPS)[number]
      readonly about: Alarm['category']
      readonly which: number
      readonly by: string
    }
  | { readonly kind: 'port'; readonly isLost: boolean }
  | { readonly kind: 'radar'; readonly which: number; readonly isMute: boolean }
  | { readonly kind: 'on-call'; readonly ids: readonly string[]; readonly hasCentre: boolean }
  | { readonly kind: 'restart' }

export interface WholeNight {
  readonly begins: string
  readonly deeds: readonly Deed[]
}

const of = <Kind extends Deed['kind'], Rest extends object>(
  kind: Kind,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => fc.record(rest).map((values) => ({ kind, ...values }))

const person = fc.constantFrom('kari', 'ola')
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: of('says', { sayings: fc.array(fc.constantFrom(...SAYINGS), { minLength: 1, maxLength: 3 }) }),
  },
  {
    weight: 6,
    arbitrary: of('passes', {
      seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 90, max: 2_400 })),
    }),
  },
  {
    weight: 5,
    arbitrary: of('does', {
      step: fc.constantFrom(...STEPS),
      about: fc.constantFrom('care' as const, 'care' as const, 'technical' as const),
      which: fc.nat(20),
      by: person,
    }),
  },
  { weight: 1, arbitrary: of('delivers-again', { which: fc.nat(20) }) },
  { weight: 2, arbitrary: of('port', { isLost: fc.boolean() }) },
  { weight: 1, arbitrary: of('radar', { which: fc.nat(1), isMute: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: of('on-call', { ids: fc.uniqueArray(person, { maxLength: 2 }), hasCentre: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant<Deed>({ kind: 'restart' }) },
)

export const wholeNights: fc.Arbitrary<WholeNight> = fc.record({
  begins: fc.constantFrom(...BEGINS),
  deeds: fc.array(deed, { minLength: 5, maxLength: 24 }),
})

/** A folder with the two homes, made once and copied for each night. */
export async function preparedHomes(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await memoryFolder('homes')
  await WholeEngine.prepare(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** `isFaithful`: each word comes once and nothing restarts. `look` after each deed, `end` after the last. */
export async function liveWholeNight(
  homes: string,
  { begins, deeds }: WholeNight,
  isFaithful: boolean,
  seen: {
    readonly look: (engine: WholeEngine) => Promise<void>
    readonly end: (engine: WholeEngine) => Promise<void>
  },
): Promise<void> {
  const folder = await memoryFolder('night')
  await copyFile(join(homes, DATABASE_FILE), join(folder, DATABASE_FILE))
  let engine = await WholeEngine.open(folder, Date.parse(begins))
  const words: Word[] = []
  try {
    for (const one of deeds) {
      // Two things in one millisecond are the store's to order.
      await engine.pass(1)
      if (one.kind === 'restart') {
        if (!isFaithful) engine = await engine.restart()
      } else if (one.kind !== 'delivers-again' || !isFaithful) await happens(engine, one, words)
      await seen.look(engine)
    }
    await seen.end(engine)
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function happens(
  engine: WholeEngine,
  deed: Exclude<Deed, { kind: 'restart' }>,
  words: Word[],
): Promise<void> {
  switch (deed.kind) {
    case 'says': {
      const said = deed.sayings.map(([deviceId, kind, value], index) => ({
        id: `event-${String(words.length + index)}`,
        deviceId,
        kind,
        value,
      }))
      words.push(...said)
      await engine.hears(said)
      return
    }
    case 'delivers-again':
      await engine.hears(words.slice(deed.which % Math.max(1, words.length)).slice(0, 1))
      return
    case 'passes':
      await engine.pass(deed.seconds * 1000)
      return
    case 'does':
      await does(engine, deed)
      return
    case 'port':
      engine.isPortLost = deed.isLost
      return
    case 'radar': {
      const radar = RADARS[deed.which] ?? RADARS[0]
      if (deed.isMute) engine.mute.add(radar)
      else engine.mute.delete(radar)
      return
    }
    case 'on-call':
      engine.reach = {
        shifts: { inUse: true, onDuty: () => deed.ids, onCall: () => deed.ids },
        hasCentre: deed.hasCentre,
      }
      return
  }
}

/** At one of the alarms that are open, or were closed. What does not apply is refused, as to a person. */
async function does(
  engine: WholeEngine,
  { step, about, which, by }: Extract<Deed, { kind: 'does' }>,
): Promise<void> {
  const { core } = engine
  const among =
    step === 'reopened'
      ? await core.rows<{ id: string; revision: number }>(
          `SELECT id, revision FROM alarms WHERE state = 'resolved' AND category = '${about}' ORDER BY id`,
        )
      : engine.open().filter(({ category }) => category === about)
  const alarm = among[which % Math.max(1, among.length)]
  if (alarm === undefined) return
  const actor: Actor = { kind: 'person', id: by }
  const seenRevision = alarm.revision
  if (step === 'shelved') {
    const until = core.clock.wall() + 20 * 60_000
    await core.desk.shelve(alarm.id, {
      type: step,
      actor,
      seenRevision,
      until,
      why: 'known-cause',
      words: null,
    })
  } else if (step === 'reopened') await core.desk.reopen(alarm.id, { id: by, readsOfResidents: true }, [])
  else await core.desk.take(alarm.id, inputOf(step, actor, seenRevision))
}

function inputOf(
  step: Exclude<(typeof STEPS)[number], 'shelved' | 'reopened'>,
  actor: Actor,
  seenRevision: number,
): DeskInput {
  if (step === 'resolved') {
    return { type: step, actor, seenRevision, outcome: { kind: 'helped-unhurt', words: null } }
  }
  if (step === 'released') return { type: step, actor }
  return { type: step, actor, seenRevision }
}
