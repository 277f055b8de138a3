import { readdir } from 'node:fs/promises'

const SYSTEM = '/sys/class/bluetooth'
const ADAPTER = /^hci[0-9]+$/

/** Names of the Bluetooth adapters the kernel knows (`hci0`), without asking BlueZ; empty where there are none. */
export async function listAdapters(folder: string = SYSTEM): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => ADAPTER.test(name)).sort()
  } catch (error) {
    // No such folder: a kernel without Bluetooth, or another system.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
