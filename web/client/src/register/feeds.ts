/** Calendar feeds of one kind: listed, made, revoked; the same for the register and the programme. */
import { ref, type Ref } from 'vue'
import { get, post, remove, wordsOf } from '../core/api'
import { t } from '../core/i18n'
import { useLoading } from '../core/loading'
import { askFirst, tell, tellProblem } from '../core/notices'

export interface Feed {
  id: string
  name: string
  language: string
  made_wall: number
  path: string
  as?: 'events' | 'todos'
}

/** Keeps the feeds under the address `at`. */
export function useFeeds(at: string) {
  const { data, error, load } = useLoading(async () => (await get<{ feeds: Feed[] }>(at)).feeds)
  const refused: Ref<string> = ref('')

  async function make(wanted: object): Promise<boolean> {
    refused.value = ''
    try {
      await post(at, wanted)
      await load()
      return true
    } catch (problem) {
      refused.value = wordsOf(problem)
      return false
    }
  }
  async function revoke(feed: Feed): Promise<void> {
    const sure = await askFirst({
      title: t('register.feed_revoke_ask', { name: feed.name }),
      body: t('register.feed_revoke_hint'),
      confirm: t('register.feed_revoke'),
      danger: true,
    })
    if (!sure) return
    await remove(`${at}/${feed.id}`)
      .then(() => tell(t('register.feed_revoked'), 'good'))
      .catch(tellProblem)
    await load()
  }
  return { data, error, load, refused, make, revoke }
}
