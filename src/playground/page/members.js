import { act, look } from './api.js';
import { byId, element } from './element.js';
import { avatar } from './people.js';
import { complain } from './toast.js';

/** The bot's rights that its features hang on, in short and in full. */
const RIGHTS = [
  ['can_delete_messages', 'Deletes', 'may delete messages'],
  ['can_manage_tags', 'Tags', 'may set tags'],
  ['can_invite_users', 'Invites', 'may invite by link'],
  ['can_restrict_members', 'Restricts', 'may restrict members'],
];
const NAMES = { creator: 'owner', administrator: 'admin', member: 'member', restricted: 'restricted' };

function standing(member) {
  if (!member) return 'not in the group';
  const name = NAMES[member.status] ?? member.status;
  return member.tag ? `${name} · ${member.tag}` : name;
}

/** Who is in the group, and as what; anyone but the owner can be made an admin, go and come. */
export function createMembers() {
  const dialog = byId('members');
  const list = byId('members-list');
  let chatId;
  let print = '';

  async function draw() {
    const { people, bot, chat } = await look({ chat: chatId });
    const inside = new Map(chat.members.map((member) => [member.user.id, member]));
    const owner = chat.members.find(({ status }) => status === 'creator')?.user;
    byId('members-title').textContent = `In ${chat.title}`;
    byId('members-by').textContent = owner
      ? `${owner.first_name} owns the group: it is ${owner.first_name} who makes admins and lets the bot in.`
      : '';
    const seen = JSON.stringify([
      chat.id,
      chat.members.map(({ user, status, rights, tag }) => [user.id, status, rights, tag]),
    ]);
    if (seen === print) return;
    print = seen;
    const focused = document.activeElement?.dataset?.of;
    list.replaceChildren(...[...people, bot].map((one) => row(one, inside.get(one.id), people)));
    if (focused) list.querySelector(`[data-of="${focused}"]`)?.focus();
  }

  function row(person, member, people) {
    const { id, first_name: name } = person;
    const change = (role, more = {}) =>
      act('role', { chat: chatId, user: id, role, ...more }).then(draw, complain);
    const isAdmin = member?.status === 'administrator';
    const isMuted = member?.status === 'restricted';
    /** A switch with its words: what it is, whether it is on, and what turning it does. */
    const turn = (what, words, label, on, onchange) => {
      const aria = { 'data-of': `${what}-${id}`, 'aria-label': `${name} ${label}` };
      const toggle = element('input', { type: 'checkbox', role: 'switch', ...aria, onchange });
      toggle.checked = on;
      return element('label', { class: 'switch' }, toggle, words);
    };
    const has = Object.fromEntries(
      RIGHTS.map(([right]) => [right, member?.rights?.includes(right) === true]),
    );
    const mute = () =>
      turn('mute', 'Muted', 'may not write', isMuted, () => change(isMuted ? 'member' : 'restricted'));
    const ofTheBot =
      person.is_bot &&
      member &&
      (isAdmin
        ? element(
            'div',
            { class: 'rights' },
            ...RIGHTS.map(([right, words, label]) =>
              turn(right, words, label, has[right], () =>
                change('administrator', { rights: { ...has, [right]: !has[right] } }),
              ),
            ),
          )
        : mute());
    const isOwner = member?.status === 'creator';
    const chip = (what, words, role) =>
      element(
        'button',
        {
          ...{ type: 'button', class: 'chip', 'data-of': `${what}-${id}`, 'aria-label': `${name}: ${words}` },
          onclick: () => change(role),
        },
        words,
      );
    /** What the owner may do to people. */
    const ofPeople =
      !person.is_bot &&
      member &&
      !isOwner &&
      element(
        'div',
        { class: 'rights' },
        !isAdmin && mute(),
        chip('kick', 'Throw out', 'kicked'),
        chip('ban', 'Ban', 'banned'),
      );
    const leaves = person.is_bot ? 'Remove' : 'Leave';
    const joins = person.is_bot ? 'Add' : 'Join';
    return element(
      'li',
      { class: member ? 'inside' : 'outside', 'data-colour': String(people.indexOf(person)) },
      avatar(id, name, people),
      element('p', {}, element('b', {}, name), element('span', {}, standing(member))),
      ofTheBot,
      ofPeople,
      member &&
        !isOwner &&
        turn('role', 'Admin', 'is an admin', isAdmin, () => change(isAdmin ? 'member' : 'administrator')),
      !isOwner && chip('place', member ? leaves : joins, member ? 'left' : 'member'),
    );
  }

  byId('members-arrive').addEventListener('click', () => {
    act('arrive', { chat: chatId }).then(draw, complain);
  });

  return {
    open(chat) {
      chatId = chat.id;
      draw().then(() => dialog.showModal(), complain);
    },
    /** Something changed in a chat. */
    changed(chat) {
      if (dialog.open && chat === chatId) draw().catch(complain);
    },
  };
}
