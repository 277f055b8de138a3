/** A connection as the rest of the station may hold it: to hand it to functions of the store, no more. */
export type { EntityManager as RowSource } from 'typeorm'
