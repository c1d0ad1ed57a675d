/** What errands need of the Bot API: members, their tags and restrictions, links into groups. */

/** The parts of a member that are looked at. */
export interface SeenMember {
  status: string;
  /** Of a restricted one: whether they are in the chat. */
  is_member?: boolean;
  can_send_messages?: boolean;
  tag?: string;
}

/** All that may be taken from a member; what is left out counts as taken away. */
export const PERMISSIONS = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_react_to_messages',
  'can_edit_tag',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const;

export type Permissions = { readonly [Name in (typeof PERMISSIONS)[number]]: boolean };

export interface ErrandMethods {
  /** Of others it is sure to be told only to an admin. */
  getChatMember: { params: { chat_id: number; user_id: number }; result: SeenMember };
  /** 0–16 characters without emoji; plain members only, needs `can_manage_tags`. */
  setChatMemberTag: { params: { chat_id: number; user_id: number; tag: string }; result: true };
  /** Needs `can_invite_users` there. The name has at most 32 characters and is seen by admins only. */
  createChatInviteLink: {
    params: { chat_id: number; name?: string; expire_date?: number; member_limit?: number };
    result: { invite_link: string };
  };
  /** Supergroups only; needs `can_restrict_members`. Less than 30 s and more than 366 days are for ever. */
  restrictChatMember: {
    params: {
      chat_id: number;
      user_id: number;
      permissions: Permissions;
      use_independent_chat_permissions: true;
      until_date?: number;
    };
    result: true;
  };
}
