import type { Seconds } from './time.ts';

/** Every "no" that the bot knows, with its figures. Texts stand under `refusal.<name>` in locales. */
export type Refusal =
  // the message
  | { no: 'off' }
  | { no: 'edited' }
  | { no: 'forwarded' }
  | { no: 'via_bot' }
  | { no: 'excepted'; phrase: string }
  | { no: 'quoted_word' }
  | { no: 'both_signs'; plus: string; minus: string }
  | { no: 'reason_missing' }
  // the giver
  | { no: 'giver_bot' }
  | { no: 'giver_channel' }
  | { no: 'giver_anonymous' }
  | { no: 'only_admins_give' }
  | { no: 'least_days'; have: number; need: number }
  | { no: 'least_messages'; have: number; need: number }
  // the receiver
  | { no: 'no_receiver' }
  | { no: 'topic_root' }
  | { no: 'other_chat' }
  | { no: 'service_message' }
  | { no: 'self' }
  | { no: 'receiver_bot' }
  | { no: 'receiver_anonymous' }
  | { no: 'receiver_channel' }
  | { no: 'linked_post' }
  | { no: 'unknown_message' }
  | { no: 'unknown_name'; name: string }
  | { no: 'too_many'; most: number }
  | { no: 'at_floor'; floor: number }
  | { no: 'at_ceiling'; ceiling: number }
  // intervals: seconds still to wait; budgets: what the day allows
  | { no: 'chat_interval'; wait: Seconds }
  | { no: 'giver_interval'; wait: Seconds }
  | { no: 'receiver_interval'; wait: Seconds }
  | { no: 'pair_interval'; wait: Seconds }
  | { no: 'given_per_day'; limit: number }
  | { no: 'received_per_day'; limit: number }
  // special triggers
  | { no: 'trigger_interval'; wait: Seconds }
  | { no: 'trigger_from_admins' }
  | { no: 'trigger_from_users' }
  | { no: 'trigger_to_admins' }
  | { no: 'trigger_to_users' }
  // the question whom a thank-you into the air was for
  | { no: 'offer_over'; minutes: number }
  | { no: 'offer_answered' }
  | { no: 'offer_not_yours' }
  // commands
  | { no: 'not_admin' }
  | { no: 'not_in_private' }
  | { no: 'no_target' }
  | { no: 'not_seen' }
  | { no: 'amount'; min: number; max: number }
  | { no: 'nothing_to_change' }
  | { no: 'undo_off' }
  | { no: 'undo_late'; within: Seconds }
  | { no: 'undo_nothing' }
  | { no: 'undo_not_yours' }
  | { no: 'undo_done' }
  | { no: 'undo_of_undo' }
  | { no: 'no_entry'; id: string }
  | { no: 'cannot_delete' }
  | { no: 'removed_already' }
  | { no: 'too_old_to_remove'; hours: number }
  | { no: 'no_vote' }
  | { no: 'vote_twice'; have: number; need: number }
  | { no: 'vote_own' }
  | { no: 'vote_admin' }
  | { no: 'vote_bot' }
  | { no: 'as_yourself' }
  | { no: 'job_running'; done: number; total: number }
  | { no: 'question_over' }
  | { no: 'question_replaced' }
  /** Who has helped is asked of one person, for a day, and once. */
  | { no: 'poll_over' }
  | { no: 'poll_answered' }
  | { no: 'panel_over'; minutes: number }
  | { no: 'panel_not_yours' }
  | { no: 'panel_words_only' }
  | { no: 'not_admin_there' }
  | { no: 'unknown_setting'; key: string; near: string | null }
  | { no: 'bad_value'; key: string; allowed: Allowed }
  | { no: 'word_on_both_lists'; word: string }
  | { no: 'no_version'; version: string }
  // a file of settings
  | { no: 'file_too_large'; most: number }
  | { no: 'file_unreachable' }
  | { no: 'file_not_json' }
  | { no: 'file_not_ours' }
  | { no: 'file_version'; version: string; known: string }
  | { no: 'file_wrong_type'; key: string }
  | { no: 'file_trigger'; written: string }
  | { no: 'file_title'; written: string }
  | { no: 'file_reward'; written: string }
  | { no: 'trigger_option'; option: string; known: readonly string[] }
  | { no: 'trigger_duplicate'; phrase: string; id: number }
  | { no: 'trigger_does_nothing' }
  | { no: 'trigger_command'; command: string }
  | { no: 'trigger_unknown'; asked: string }
  | { no: 'trigger_several'; phrase: string; ids: readonly string[] }
  | { no: 'triggers_full'; most: number }
  | { no: 'not_shared' }
  | { no: 'no_voice' }
  /** They want to stand in no rating, and nobody else is told of their points. */
  | { no: 'hidden' }
  | { no: 'no_topics' }
  // timed boosts
  | { no: 'boost_time'; written: string }
  | { no: 'boost_over' }
  /** Percent of less than ten, or words that look like a factor. */
  | { no: 'boost_small'; written: string }
  | { no: 'boost_zero' }
  | { no: 'boost_overlaps'; number: number; percent: number }
  | { no: 'boosts_full'; most: number }
  | { no: 'boost_unknown'; asked: string }
  // cards
  | { no: 'card_interval'; wait: Seconds }
  | { no: 'colour_unknown'; written: string; names: readonly string[] }
  // the ladder
  | { no: 'title_unknown'; asked: string }
  | { no: 'title_twice'; name: string }
  | { no: 'title_threshold'; name: string }
  | { no: 'title_same'; other: string; what: 'experience' | 'reputation'; points: number }
  | { no: 'title_crosses'; name: string; other: string }
  | { no: 'title_name'; longest: number }
  | { no: 'title_option'; option: string }
  | { no: 'titles_full'; most: number }
  // rewards
  | { no: 'reward_tier' }
  | { no: 'reward_nothing' }
  | { no: 'reward_tag'; longest: number }
  | { no: 'reward_short'; tag: string; longest: number }
  | { no: 'reward_option'; option: string; known: readonly string[] }
  | { no: 'reward_unknown'; asked: string }
  | { no: 'reward_twice'; id: number }
  | { no: 'rewards_full'; most: number }
  | { no: 'reward_link'; asked: string }
  | { no: 'reward_link_here' }
  | { no: 'reward_link_bot'; title: string }
  | { no: 'boost_none' }
  | { no: 'boost_spent' }
  | { no: 'boost_self' }
  | { no: 'boost_running'; wait: Seconds };

/** What a setting takes; said whenever a value is refused. */
export type Allowed =
  | { type: 'switch' }
  | { type: 'number'; min: number; max: number }
  | { type: 'decimal'; min: number; max: number; places: number }
  | { type: 'range'; max: number }
  | { type: 'curve' }
  | { type: 'slug' }
  | { type: 'colour'; names: readonly string[] }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'list'; most: number; longest: number }
  | { type: 'reactions'; most: number }
  | { type: 'ids'; most: number }
  | { type: 'boosts'; most: number }
  | { type: 'texts'; most: number; longest: number }
  /** What a trigger listens for, and what it says. */
  | { type: 'phrase'; longest: number }
  | { type: 'text'; longest: number }
  | { type: 'language'; choices: readonly string[] }
  | { type: 'zone' }
  | { type: 'place' }
  /** Telegram would refuse the text: where, and what it stumbles over. */
  | { type: 'html'; problem: string }
  | { type: 'placeholder'; name: string; known: readonly string[] }
  /** Placeholders of GiselleBot's for what Telegram does not have. */
  | { type: 'discord'; names: readonly string[] };

export type RefusalName = Refusal['no'];
