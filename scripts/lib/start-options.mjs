import { parseArgs } from 'node:util'
import { Refusal } from './say.mjs'

export const START_USAGE = 'npm start -- [--training] [--data DIR] [--config FILE] [--no-window]'

/**
 * @param {readonly string[]} args
 */
export function parseStartOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        training: { type: 'boolean', default: false },
        data: { type: 'string' },
        config: { type: 'string' },
        'no-window': { type: 'boolean', default: false },
      },
    })
    if (values.training && values.config !== undefined) {
      throw new Refusal(
        `The training home brings its own configuration; leave out --config.\n${START_USAGE}`,
        2,
      )
    }
    return {
      training: values.training,
      data: values.data,
      config: values.config,
      window: !values['no-window'],
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${START_USAGE}`, 2)
  }
}
