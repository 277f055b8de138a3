import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

/** Every key of the board. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const lines: readonly (readonly [readonly string[], string])[] = [
    [['↑', '↓'], t('keys.choose')],
    [['PgUp', 'PgDn'], t('keys.page')],
    [['Home', 'End'], t('keys.ends')],
    [[t('keys.enter'), t('keys.space')], t('keys.next')],
    [['R'], t('keys.resolve')],
    [['N'], t('keys.note')],
    [['H'], t('keys.handOver')],
    [['L'], t('keys.release')],
    [['C'], t('keys.calls')],
    [['/'], t('keys.search')],
    [['P'], t('keys.shelve')],
    [['V'], t('keys.shelved')],
    [['Z'], t('keys.undo')],
    [['A'], t('keys.report')],
    [['S'], t('keys.askForHelp')],
    [['M'], t('keys.mute')],
    [['?'], t('keys.help')],
    [['D'], t('keys.diagnostics')],
    [['U'], t('keys.user')],
    [['T'], t('keys.technician')],
    [[t('keys.esc')], t('keys.escape')],
  ]
  return (
    <Window title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {lines.map(([keys, words]) => (
          <div key={words + keys.join('')}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="window-buttons">
        <Button className="button step" autoFocus onPress={onClose}>
          {t('keys.close')}
        </Button>
      </div>
    </Window>
  )
}
