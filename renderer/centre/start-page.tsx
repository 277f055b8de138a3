import { useWords } from '../i18n/use-words.ts'

/** Before the centre has said who is signed in; `isLate`: it does not answer. */
export function StartPage({ isLate }: { readonly isLate: boolean }) {
  const { t } = useWords()
  return (
    <main className="page" aria-live="polite">
      <h1>{isLate ? t('centre.lost.title') : t('centre.connecting')}</h1>
      {isLate && (
        <>
          <p>{t('centre.lost.help')}</p>
          <p>{t('centre.lost.other')}</p>
        </>
      )}
    </main>
  )
}
