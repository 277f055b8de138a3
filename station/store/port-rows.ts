/** Which stick stood behind each configured port. */
import type { PortIdentity } from '../../device-drivers/serial/port-identity.ts'
import { insertRows } from './insert.ts'
import type { RowSource } from './row-source.ts'
import type { Transaction } from './write-queue.ts'

export async function readPortIdentities(reader: RowSource): Promise<ReadonlyMap<string, PortIdentity>> {
  const rows: {
    path: string
    vendor_id: string | null
    product_id: string | null
    serial_number: string | null
    by_id: string | null
    by_path: string | null
  }[] = await reader.query('SELECT * FROM port_identities')
  return new Map(
    rows.map((row) => [
      row.path,
      {
        vendorId: row.vendor_id,
        productId: row.product_id,
        serialNumber: row.serial_number,
        byId: row.by_id,
        byPath: row.by_path,
      },
    ]),
  )
}

export async function writePortIdentity(
  transaction: Pick<Transaction, 'run'>,
  path: string,
  { vendorId, productId, serialNumber, byId, byPath }: PortIdentity,
): Promise<void> {
  await insertRows(
    transaction,
    'port_identities',
    ['path', 'vendor_id', 'product_id', 'serial_number', 'by_id', 'by_path'],
    [[path, vendorId, productId, serialNumber, byId, byPath]],
    `ON CONFLICT (path) DO UPDATE SET vendor_id = excluded.vendor_id, product_id = excluded.product_id,
      serial_number = excluded.serial_number, by_id = excluded.by_id, by_path = excluded.by_path`,
  )
}

/** Nothing is configured at these paths any more, or another stick is meant. */
export async function forgetPortIdentities(
  transaction: Pick<Transaction, 'run'>,
  paths: readonly string[],
): Promise<void> {
  await transaction.run('DELETE FROM port_identities WHERE path IN (SELECT value FROM json_each(?))', [
    JSON.stringify(paths),
  ])
}
