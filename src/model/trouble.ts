/** What a chat does not take, as refused calls show. */
export type TroubleName =
  | 'cannot_write'
  | 'topic_closed'
  | 'reaction_refused'
  | 'rewards_cannot_tag'
  | 'rewards_tag_refused'
  | 'rewards_cannot_invite'
  | 'rewards_cannot_restrict';

/**
 * What a delivery teaches of a chat's health. `detail`: the closed topic (null: the General one), the reaction or the tag
 * that was refused (or, when it is over, that was taken), or the group to which the bot cannot invite.
 */
export type Lesson = { is: 'out' } | { is: 'trouble' | 'over'; name: TroubleName; detail: string | null };
