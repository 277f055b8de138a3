/** The command line of the contract: words to exit code. 0 done, 1 the work failed, 2 wrong usage. */
import { Command, CommanderError, Option } from 'commander'
import { StartError } from '../start-error.ts'
import { decode } from './decode.ts'
import { say, type CliIo } from './io.ts'
import { simulate, type SimulateOptions } from './simulate.ts'
import { runStation, runTraining, type StationCommandOptions } from './station-command.ts'
import { listStored, verifyAudit, type StoredList, type StoredOptions } from './stored.ts'

/** In the contract, in no build yet. */
const NOT_BUILT_YET = ['export', 'backup', 'restore']

/** Runs one command; resolves with its exit code, words about failures already said. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode = 0
  const program = commands(io, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof StartError) {
      say(io, error.words)
      return error.exitCode
    }
    say(io, `The work failed: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

function commands(io: CliIo, finish: (exitCode: number) => void): Command {
  const program = new Command('tryggvakt')
    .description('Home-care alarms: station, training home and the tools around them.')
    .addHelpText('after', '\ncare-centre --data DIR is a program of its own beside these: the receiving end.')
    .exitOverride()
    .configureOutput({
      writeOut: (words) => void io.stderr.write(words),
      writeErr: (words) => void io.stderr.write(words),
    })
  const data = (): Option => new Option('--data <dir>', 'data folder of the station').makeOptionMandatory()
  const listen = (): Option =>
    new Option('--listen <host:port>', 'loopback address; port 0 is any free one').default('127.0.0.1:0')

  program
    .command('station')
    .description('runs the station until Ctrl-C or SIGTERM')
    .addOption(data())
    .option('--config <file>', 'configuration, checked whole before anything starts')
    .addOption(listen())
    .action(async (options: StationCommandOptions) => finish(await runStation(options, io)))
  program
    .command('training')
    .description('runs the training home: simulated residents and devices, a local care centre beside it')
    .addOption(data())
    .addOption(listen())
    .option('--quiet', 'nobody falls by themselves')
    .action(async (options: { data: string; listen: string; quiet?: boolean }) =>
      finish(await runTraining(options, io)),
    )
  program
    .command('decode <protocol>')
    .description('frame inspector: one JSON object a line in, one a line out')
    .action(async (protocol: string) => finish(await decode(protocol, io)))
  program
    .command('simulate <device>')
    .description('a simulated device that speaks on a serial port')
    .requiredOption('--port <path>', 'serial port or pseudo-terminal')
    .option('--variant <name>', 'variant of the device')
    .option('--script <script>', 'what it does when, such as "fall@2s,heartbeat/1s"', '')
    .option('--seed <n>', 'of its noise', '1')
    .action(async (device: string, options: SimulateOptions) => finish(await simulate(device, options, io)))

  const list = (name: StoredList, what: string): Command =>
    program
      .command(name)
      .description(what)
      .addOption(data())
      .action(async (options: StoredOptions) => finish(await listStored(name, options, io)))
  list('alarms', 'stored alarms').option('--state <open|all>', 'which alarms', 'open')
  list('events', 'stored events, oldest first').option('--since <instant>', 'received at or after it')
  list('outbox', 'messages to the care centre')
  program
    .command('audit')
    .description('the audit chain')
    .command('verify')
    .description('checks every link')
    .addOption(data())
    .action(async (options: { data: string }) => finish(await verifyAudit(options.data, io)))

  for (const name of NOT_BUILT_YET) {
    program
      .command(name)
      .description('not built yet')
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new StartError('not-built-yet', `${name} is not built yet.`, 2)
      })
  }
  return program
}
