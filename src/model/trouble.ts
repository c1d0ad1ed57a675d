/** What a chat does not take, as refused calls show. */
export type TroubleName = 'cannot_write' | 'topic_closed' | 'reaction_refused';

/**
 * What a delivery teaches of a chat's health. `detail`: the closed topic (null: the General one), or the reaction that
 * was refused.
 */
export type Lesson = { is: 'out' } | { is: 'trouble' | 'over'; name: TroubleName; detail: string | null };
