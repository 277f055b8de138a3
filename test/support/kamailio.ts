/** Debian's kamailio as a proxy in front of alarm receiving centres: TLS towards the station, fail-over behind. */
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Certificate } from './certificates.ts'
import { temporaryFolder, type CleanUp } from './clean-up.ts'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { waitUntil } from './wait-until.ts'

export interface ProxyOptions {
  readonly certificate: Certificate
  /** Ports of centres over TCP on this machine, in the order in which they are tried. */
  readonly centres: readonly [first: number, second: number]
}

export class Kamailio {
  private constructor(
    readonly program: Program,
    readonly uri: string,
  ) {}

  static async started(cleanUp: CleanUp, options: ProxyOptions): Promise<Kamailio> {
    const folder = await temporaryFolder(cleanUp)
    const [tls, tcp] = [await freePort(), await freePort()]
    const file = join(folder, 'kamailio.cfg')
    await writeFile(file, configurationOf(tls, tcp, options))
    const pidFile = join(folder, 'kamailio.pid')
    const memory = ['-m', '32', '-M', '4']
    // Its helpers are of its process group; they end with the main process, by its pid.
    const program = new Program(cleanUp, 'kamailio', [
      '-f',
      file,
      '-DD',
      '-E',
      '-Y',
      folder,
      '-P',
      pidFile,
      ...memory,
    ])
    cleanUp.add(async () => {
      await program.end('SIGTERM')
    })
    await waitUntil(
      () => !program.running || answers(tls),
      () => `kamailio does not listen: ${program.words}`,
    )
    if (!program.running) throw new Error(`kamailio ended: ${program.words}`)
    return new Kamailio(program, `sip:sentral@127.0.0.1:${tls};transport=tls`)
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/**
 * From the station (TLS) to the first centre that answers; from a centre back over the connection on which the
 * station's last document came, as a proxy in front of devices behind address translation does.
 */
function configurationOf(tls: number, tcp: number, { certificate, centres }: ProxyOptions): string {
  const [first, second] = centres
  return `#!KAMAILIO
debug=0
log_stderror=yes
children=1
tcp_children=2
enable_tls=yes
tcp_connect_timeout=2
listen=tls:127.0.0.1:${tls}
listen=tcp:127.0.0.1:${tcp}
loadmodule "tls.so"
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "htable.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${certificate.cert}")
modparam("tls", "private_key", "${certificate.key}")
modparam("tm", "fr_timer", 2000)
modparam("htable", "htable", "lines=>size=8;autoexpire=600;")
request_route {
  if (!is_method("MESSAGE")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  if ($proto == "tls") {
    $sht(lines=>$fU) = $si + ":" + $sp;
    $du = "sip:127.0.0.1:${first};transport=tcp";
    t_on_failure("NEXT");
    # A centre that refuses the connection is known before there is a branch that could fail.
    if (t_relay_to("0x02")) { exit; }
    $du = "sip:127.0.0.1:${second};transport=tcp";
  } else {
    $du = "sip:" + $sht(lines=>$rU) + ";transport=tls";
    set_forward_no_connect();
  }
  if (!t_relay()) { sl_reply_error(); }
}
failure_route[NEXT] {
  if (t_is_canceled()) { exit; }
  if (t_check_status("408|5[0-9][0-9]")) {
    $du = "sip:127.0.0.1:${second};transport=tcp";
    t_relay();
  }
}
`
}
