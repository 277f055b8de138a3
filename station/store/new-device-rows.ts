import { insertRows } from './insert.ts'
import type { Transaction } from './write-queue.ts'

/** A device that a call made known; nobody has paired it. */
export interface NewDevice {
  readonly id: string
  readonly protocol: string
  readonly port: string | null
  readonly address: string | null
}

/** A device that is there already stays as it is: its call may come again after a full disk. */
export async function writeNewDevices(
  transaction: Pick<Transaction, 'run'>,
  devices: readonly NewDevice[],
): Promise<void> {
  if (devices.length === 0) return
  await insertRows(
    transaction,
    'devices',
    ['id', 'protocol', 'port', 'address', 'lifecycle'],
    devices.map(({ id, protocol, port, address }) => [id, protocol, port, address, 'discovered']),
    'ON CONFLICT (id) DO NOTHING',
  )
}
