/** A driver's schema of settings as plain questions for a form: what a technician may fill in, field by field. */
import { z } from 'zod'

/** One question. What the driver accepts is decided by its schema; this is what a form can say beforehand. */
export interface SetupField {
  readonly name: string
  /** `list`: several texts, such as addresses; `table`: lines of several texts each. */
  readonly kind: 'choice' | 'number' | 'switch' | 'text' | 'list' | 'table'
  /** What counts where nothing is filled in; null: nothing is set. */
  readonly usual: string | number | boolean | null
  readonly unit: string | null
  readonly min: number | null
  readonly max: number | null
  readonly isWhole: boolean
  /** True where the number may be "never" (null). */
  readonly canBeNever: boolean
  readonly choices: readonly string[]
  /** Of a table: what each line says. */
  readonly columns: readonly string[]
  /** Asked only where these other fields have one of these values. */
  readonly when: Readonly<Record<string, readonly string[]>>
}

/** What a schema's `meta` may say of one field besides its type. */
const HintsSchema = z.object({
  unit: z.string().optional(),
  when: z.record(z.string(), z.array(z.string())).optional(),
})

const TypeSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z
    .object({
      type: z.string().optional(),
      enum: z.array(z.string()).optional(),
      properties: z.record(z.string(), z.object({ type: z.string() })).optional(),
    })
    .optional(),
})
const PropertySchema = TypeSchema.extend({
  ...HintsSchema.shape,
  default: z.unknown().optional(),
  anyOf: z.array(TypeSchema).optional(),
})
const ObjectSchema = z.object({ properties: z.record(z.string(), z.unknown()) })

/** Fields in the order of the schema; a form asks for tables of texts, not for any that are nested deeper. */
export function setupFields(schema: z.ZodType | undefined): readonly SetupField[] {
  if (schema === undefined) return []
  const { properties } = ObjectSchema.parse(z.toJSONSchema(schema, { io: 'input' }))
  return Object.entries(properties).flatMap(([name, property]) => {
    const known = PropertySchema.safeParse(property)
    return known.success ? (fieldOf(name, known.data) ?? []) : []
  })
}

function fieldOf(name: string, property: z.infer<typeof PropertySchema>): SetupField | undefined {
  const options = property.anyOf ?? []
  const type = options.find((option) => option.type !== 'null') ?? property
  const kind = kindOf(type)
  if (kind === undefined) return undefined
  return {
    name,
    kind,
    usual: usualOf(property.default),
    unit: property.unit ?? null,
    min: type.minimum ?? type.exclusiveMinimum ?? null,
    max: type.maximum ?? null,
    isWhole: type.type === 'integer',
    canBeNever: options.some((option) => option.type === 'null'),
    choices: type.enum ?? [],
    columns: kind === 'table' ? Object.keys(type.items?.properties ?? {}) : [],
    when: property.when ?? {},
  }
}

function kindOf({ type, enum: choices, items }: z.infer<typeof TypeSchema>): SetupField['kind'] | undefined {
  if (choices !== undefined) return 'choice'
  switch (type) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'switch'
    case 'string':
      return 'text'
    case 'array':
      return items === undefined ? undefined : kindOfItems(items)
    default:
      return undefined
  }
}

function kindOfItems({
  type,
  enum: choices,
  properties = {},
}: NonNullable<z.infer<typeof TypeSchema>['items']>): SetupField['kind'] | undefined {
  if (type === 'string') return choices === undefined ? 'list' : undefined
  const columns = Object.values(properties)
  return columns.length > 0 && columns.every((column) => column.type === 'string') ? 'table' : undefined
}

function usualOf(value: unknown): SetupField['usual'] {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Names of the fields that the schema refuses; empty where all fit together. `''`: the fields contradict each other. */
export function refusedFields(
  schema: z.ZodType | undefined,
  settings: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (schema === undefined) return Object.keys(settings)
  const { error } = schema.safeParse(settings)
  const names = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')],
  )
  return [...new Set(names)]
}
