/** From what stands in the fields of a driver's settings to what is sent. Pure. */
import { z } from 'zod'
import { ReceiverSettings, type SetupField } from '../../shared/api/receiver-setup.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'

/** What stands in the fields, by name; a field that nobody touched is not there. */
export type Written = Readonly<Record<string, string>>
/** A line of a table, by column; what is empty is not there. */
export type TableLine = Record<string, string>
export type SetupValue = string | number | boolean | null | string[] | TableLine[]

const LinesSchema = z.array(z.record(z.string(), z.string()))

/** The lines of a table as they stand in its field; none where it holds no table. */
export function tableLines(text: string): TableLine[] {
  try {
    return LinesSchema.safeParse(JSON.parse(text)).data ?? []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

/** What is set, as it stands in the fields; what is not set is as usual and stays empty. */
export function writtenOf(
  fields: readonly SetupField[],
  settings: Readonly<Record<string, unknown>>,
): Written {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const text = fieldText(kind, settings[name])
      return text === undefined ? [] : [[name, text] as const]
    }),
  )
}

function fieldText(kind: SetupField['kind'], value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (kind === 'table') return JSON.stringify(value)
  if (kind === 'list') return Array.isArray(value) ? value.join(', ') : undefined
  // A number that may be "never".
  if (value === null) return '0'
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isPlain ? String(value) : undefined
}

/** What a field shows: what was written, else what is usual for a choice; numbers and texts stay empty. */
export function shownValue({ name, kind, usual }: SetupField, written: Written): string {
  const isChosen = kind === 'choice' || kind === 'switch'
  return written[name] ?? (isChosen && usual !== null ? String(usual) : '')
}

/** The fields that are a question now: some belong to one answer of another. */
export function askedFields(fields: readonly SetupField[], written: Written): readonly SetupField[] {
  return fields.filter(({ when }) =>
    Object.entries(when).every(([name, values]) => {
      const other = fields.find((field) => field.name === name)
      return other === undefined || values.includes(shownValue(other, written))
    }),
  )
}

export interface SetupAnswer<Value> {
  readonly settings: Readonly<Record<string, Value>>
  /** Names of the fields that hold no value of theirs. */
  readonly wrong: readonly string[]
}

/** What is empty is left out: then the usual counts. */
export function setupAnswer(fields: readonly SetupField[], written: Written): SetupAnswer<SetupValue> {
  const answers = askedFields(fields, written)
    .map((field) => ({ field, text: shownValue(field, written).trim() }))
    .filter(({ text }) => text !== '')
    .map(({ field, text }) => ({ name: field.name, value: valueOf(field, text) }))
  return {
    settings: Object.fromEntries(
      answers.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
    ),
    wrong: answers.filter(({ value }) => value === undefined).map(({ name }) => name),
  }
}

/**
 * The answer of a form over settings that stand: what it does not ask, or what nobody touched in it, stays as it is set
 * even where no field can show it. A question that another answer took away goes.
 */
export function changedSettings(
  fields: readonly SetupField[],
  before: Readonly<Record<string, unknown>>,
  written: Written,
): SetupAnswer<SetupValue> {
  const { settings, wrong } = setupAnswer(fields, written)
  const shown = writtenOf(fields, before)
  const asked = askedFields(fields, written)
  const stays = (name: string): boolean =>
    fields.every((field) => field.name !== name) ||
    (written[name] === shown[name] && asked.some((field) => field.name === name))
  const kept = Object.entries(before)
    .filter(([name]) => stays(name))
    .flatMap(([name, value]) => Object.entries(ReceiverSettings.safeParse({ [name]: value }).data ?? {}))
  return { settings: { ...settings, ...Object.fromEntries(kept) }, wrong }
}

/** Undefined where it is no value of this field. Numbers may be written with a comma. */
function valueOf(field: SetupField, text: string): SetupValue | undefined {
  switch (field.kind) {
    case 'choice':
      return field.choices.includes(text) ? text : undefined
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'text':
      return text
    case 'list':
      return text.split(/[\s,;]+/).filter((part) => part !== '')
    case 'table':
      return tableLines(text)
        .map((line) => filledOf(line, field.columns))
        .filter((line) => Object.keys(line).length > 0)
    case 'number':
      return numberOf(field, text)
    default:
      return assertNever(field.kind)
  }
}

function filledOf(line: TableLine, columns: readonly string[]): TableLine {
  return Object.fromEntries(
    columns.map((column) => [column, line[column]?.trim() ?? ''] as const).filter(([, text]) => text !== ''),
  )
}

function numberOf({ min, max, isWhole, canBeNever }: SetupField, text: string): SetupValue | undefined {
  const value = Number(text.replace(',', '.'))
  if (canBeNever && value === 0) return null
  const isWithin = value >= (min ?? -Infinity) && value <= (max ?? Infinity)
  return Number.isFinite(value) && isWithin && (!isWhole || Number.isInteger(value)) ? value : undefined
}

/** Of a device: no lists and no "never". */
export function deviceSettings(
  settings: Readonly<Record<string, SetupValue>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === null || typeof value === 'object' ? [] : [[name, value] as const],
    ),
  )
}
