import type { MigrationInterface } from 'typeorm'
import { MessagesAndAlarms } from './0010-messages-and-alarms.ts'
import { Commands } from './0020-commands.ts'

/** In rising order; never edited once released. TypeORM orders them by the thirteen digits of their name. */
export type Migration = new () => MigrationInterface & { readonly name: string }

export const MIGRATIONS: readonly Migration[] = [MessagesAndAlarms, Commands]
