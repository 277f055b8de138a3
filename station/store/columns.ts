/** Kinds of columns, as every entity names them. */
export const text = { type: 'text' } as const
export const textOrNull = { type: 'text', nullable: true } as const
export const integer = { type: 'integer' } as const
export const integerOrNull = { type: 'integer', nullable: true } as const
export const id = { type: 'text', primary: true } as const
export const position = { type: 'integer', primary: true } as const
