/** A home with encrypted Bluetooth buttons, and what is on the air there. */
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BUTTON_KEY, BUTTON_MAC } from './bthome-frames.ts'
import { homeWith } from './home.ts'

export const BUTTON = 'button-204'

export interface HomeButton {
  readonly device: string
  readonly address: string
  readonly supervisionSeconds?: number
}

export function homeWithButtons(
  buttons: readonly HomeButton[] = [{ device: BUTTON, address: BUTTON_MAC }],
): ConfigurationText {
  return {
    ...homeWith([], null),
    bluetooth: [{ adapter: 'hci0', protocol: 'bthome-v2' }],
    residents: buttons.map(({ device }) => ({
      id: `r-${device}`,
      name: 'Ingrid Solberg',
      home: { unit: '204' },
    })),
    devices: buttons.map(({ device, address, supervisionSeconds }) => ({
      id: device,
      protocol: 'bthome-v2',
      address,
      key: BUTTON_KEY,
      resident: `r-${device}`,
      ...(supervisionSeconds === undefined ? {} : { supervisionSeconds }),
    })),
  }
}
