import type { ReactNode } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { PATH_FIELDS } from '../../shared/api/centre-paths.ts'
import { useWords } from '../i18n/use-words.ts'
import { LineButtons } from './line-buttons.tsx'
import { fieldText, type PathField, type WrittenPath } from './path-draft.ts'

interface PathLineProps {
  readonly path: WrittenPath
  readonly place: number
  readonly isLast: boolean
  readonly mayChange: boolean
  /** How it fares, of one that stands already. */
  readonly children: ReactNode
  readonly onWrite: (part: 'words' | 'files' | 'secrets', field: PathField, text: string) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

const PARTS = ['words', 'secrets', 'files'] as const

/** One way to the centre: how it fares, its fields, and its place in the ladder. */
export function PathLine(props: PathLineProps) {
  const { path, place, isLast, mayChange, children, onWrite, onMove, onRemove } = props
  const { t } = useWords()
  const words = { place }
  return (
    <div
      className="house-line path-line"
      role="group"
      aria-label={t('path.title', { place, kind: t(`path.kind.${path.kind}`) })}
    >
      <div>
        <p>{t('path.title', { place, kind: t(`path.kind.${path.kind}`) })}</p>
        {children}
      </div>
      {PARTS.flatMap((part) =>
        PATH_FIELDS[path.kind][part].map((field) => (
          <TextField
            key={field}
            className="field"
            value={fieldText(path, field)}
            maxLength={4096}
            isReadOnly={!mayChange}
            {...(part === 'secrets' ? { type: 'password' } : {})}
            onChange={(text) => {
              onWrite(part, field, text)
            }}
          >
            <Label>
              {t(`path.field.${field}`)}
              {path.kept.some((kept) => kept === field) && ` ${t('path.kept')}`}
            </Label>
            <Input className="input" autoComplete="off" spellCheck="false" />
          </TextField>
        )),
      )}
      {mayChange && (
        <LineButtons
          place={place}
          isLast={isLast}
          removeWords={t('path.remove', words)}
          onMove={onMove}
          onRemove={onRemove}
        />
      )}
    </div>
  )
}
