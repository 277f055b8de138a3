/** What becomes of the devices behind a port that is another one now, statement by statement, in the caller's transaction. */
import { forgetMemory, updateDevice } from './device-changes.ts'
import type { AssignedDevice } from './registry-rows.ts'
import { forgetProofs } from './test-rows.ts'
import type { Transaction } from './write-queue.ts'

type Writer = Pick<Transaction, 'run'>

/**
 * Retired ones keep the port that they were on: that is their history. What was only heard at the new path, when a port
 * stood there before, is the same device where it has the same address as one that comes along.
 */
export async function moveDevices(transaction: Writer, from: string, to: string): Promise<void> {
  await transaction.run(
    "UPDATE devices SET lifecycle = 'retired' WHERE port = ? AND lifecycle = 'discovered'",
    [to],
  )
  await transaction.run("UPDATE devices SET port = ? WHERE port = ? AND lifecycle <> 'retired'", [to, from])
}

/** Nothing has shown yet that what stands on this wire is this device: its guided test counts no more. */
export async function testAnew(transaction: Writer, device: AssignedDevice): Promise<void> {
  const { id, lifecycle, resumes_as: resumesAs } = device
  await updateDevice(transaction, id, {
    lifecycle: lifecycle === 'commissioned' ? 'paired' : lifecycle,
    resumes_as: resumesAs === 'commissioned' ? 'paired' : resumesAs,
  })
  await forgetProofs(transaction, id)
}

/** The device is another model than it was read as: what its driver remembers and read back is not its own. */
export async function readDeviceAs(
  transaction: Writer,
  device: AssignedDevice,
  variant: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await updateDevice(transaction, device.id, { variant, settings: JSON.stringify(settings) })
  await forgetMemory(transaction, device.id)
  await testAnew(transaction, device)
}
