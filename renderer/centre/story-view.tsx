import { useWords } from '../i18n/use-words.ts'
import { CentreTimeline } from './centre-timeline.tsx'
import type { StoryState } from './use-story.ts'

/** The timeline of an alarm under its heading, once it is there. */
export function StoryView({ story }: { readonly story: StoryState }) {
  const { t } = useWords()
  return (
    <>
      <h3>{t('detail.timeline')}</h3>
      {story.kind === 'loading' && <p className="muted">{t('detail.loading')}</p>}
      {story.kind === 'failed' && <p>{t('centre.detail.noStory')}</p>}
      {story.kind === 'shown' && <CentreTimeline story={story.story} />}
    </>
  )
}
