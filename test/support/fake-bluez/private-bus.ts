/** A D-Bus daemon of the test's own, in the system bus's place: its own process, ended by its pid. */
import { spawn, type ChildProcess } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder, type CleanUp } from '../clean-up.ts'

/** Who may talk to BlueZ; `nobody`: the station's policy file is missing; `one`: the bus takes one client in all. */
type Policy = 'everybody' | 'nobody' | 'one'

export class PrivateBus {
  #daemon: ChildProcess | undefined

  private constructor(private readonly folder: string) {}

  /** Started; `address` is for DBUS_SYSTEM_BUS_ADDRESS. */
  static async start(cleanUp: CleanUp, policy: Policy = 'everybody'): Promise<PrivateBus> {
    const bus = new PrivateBus(await temporaryFolder(cleanUp))
    cleanUp.add(() => bus.kill())
    await bus.start(policy)
    return bus
  }

  get address(): string {
    return `unix:path=${join(this.folder, 'bus')}`
  }

  /** Resolves when it takes connections; the same address each time. */
  async start(policy: Policy = 'everybody'): Promise<void> {
    const file = join(this.folder, 'bus.conf')
    await writeFile(file, configuration(this.address, policy))
    const argv = [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1']
    const daemon = spawn('dbus-daemon', argv, { stdio: ['ignore', 'pipe', 'ignore'] })
    this.#daemon = daemon
    await new Promise<void>((resolve, reject) => {
      daemon.once('error', reject)
      daemon.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${String(code)}`)))
      createInterface({ input: daemon.stdout }).once('line', () => resolve())
    })
  }

  /** Ends the daemon and with it every connection. */
  async kill(): Promise<void> {
    const daemon = this.#daemon
    this.#daemon = undefined
    if (daemon === undefined || daemon.exitCode !== null) return
    const ended = new Promise((resolve) => daemon.once('exit', resolve))
    daemon.kill('SIGKILL')
    await ended
    // Killed, it leaves its socket behind; the next daemon wants the place free.
    await rm(join(this.folder, 'bus'), { force: true })
  }
}

function configuration(address: string, policy: Policy): string {
  const rule = policy === 'nobody' ? '<deny send_destination="org.bluez"/>' : ''
  const limit = policy === 'one' ? '<limit name="max_connections_per_user">1</limit>' : ''
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <keep_umask/>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    ${rule}
  </policy>
  ${limit}
</busconfig>
`
}
