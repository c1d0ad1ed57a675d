import type { ChatMember, MemberStatus, User } from '../types.ts';

export const ADMIN_RIGHTS = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_pin_messages',
  'can_manage_topics',
  'can_manage_tags',
  'can_send_welcome_messages',
] as const;

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

export type Permission = (typeof PERMISSIONS)[number];

/** Someone's place in a chat. Those who left or were banned are kept, as Telegram keeps them. */
export interface Member {
  user: User;
  status: MemberStatus;
  rights: Record<string, boolean>;
  permissions: Record<string, boolean>;
  isMember: boolean;
  anonymous: boolean;
  until: number;
  customTitle?: string;
  tag?: string;
  promotedBy?: number;
}

const PLAIN_RIGHTS: Record<string, boolean> = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_change_info: true,
  can_invite_users: true,
  can_pin_messages: true,
  can_manage_tags: true,
};

/** The usual rights of a new admin, changed by `given`. */
export function adminRights(given: Record<string, boolean> = {}): Record<string, boolean> {
  return { ...PLAIN_RIGHTS, ...given, can_manage_chat: true };
}

export function newMember(user: User, status: MemberStatus = 'member'): Member {
  const rights = status === 'administrator' ? adminRights() : {};
  return { user, status, rights, permissions: {}, isMember: true, anonymous: false, until: 0 };
}

export const isPresent = (member: Member | undefined): boolean =>
  member !== undefined &&
  (member.status === 'restricted' ? member.isMember : member.status !== 'left' && member.status !== 'kicked');

export const isAdmin = (member: Member | undefined): boolean =>
  member?.status === 'creator' || member?.status === 'administrator';

export const hasRight = (member: Member | undefined, right: string): boolean =>
  member?.status === 'creator' || (member?.status === 'administrator' && member.rights[right] === true);

/** Whether a member may do something: the chat's defaults AND their own restrictions; admins always. */
export function may(
  member: Member | undefined,
  defaults: Record<string, boolean>,
  what: Permission,
): boolean {
  if (!member || !isPresent(member)) return false;
  if (isAdmin(member)) return true;
  if (defaults[what] === false) return false;
  return member.status !== 'restricted' || member.permissions[what] === true;
}

/** The member as getChatMember and chat_member show them, by status. */
export function toChatMember(member: Member, botId: number): ChatMember {
  const { user, status } = member;
  const title = member.customTitle === undefined ? {} : { custom_title: member.customTitle };
  const tag = member.tag === undefined ? {} : { tag: member.tag };
  const until = member.until === 0 ? {} : { until_date: member.until };
  switch (status) {
    case 'creator':
      return { user, status, is_anonymous: member.anonymous, ...title };
    case 'administrator': {
      const rights = Object.fromEntries(ADMIN_RIGHTS.map((right) => [right, member.rights[right] === true]));
      const can_be_edited = member.promotedBy === botId;
      return { user, status, can_be_edited, is_anonymous: member.anonymous, ...rights, ...title };
    }
    case 'restricted': {
      const may = Object.fromEntries(PERMISSIONS.map((what) => [what, member.permissions[what] === true]));
      return { user, status, is_member: member.isMember, until_date: member.until, ...may, ...tag };
    }
    case 'kicked':
      return { user, status, until_date: member.until };
    case 'left':
      return { user, status };
    default:
      return { user, status, ...until, ...tag };
  }
}
