import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { gifts, noon, set, thank, WITHOUT_EXPERIENCE } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** The last message with buttons that somebody sees, in the group or in their private chat. */
function lastButtons(world: TestWorld, who: User, chat = world.group): Message {
  const seen = world.telegram.world.visibleTo(chat, who).filter(({ buttons }) => buttons.length > 0);
  const last = seen.at(-1);
  if (!last) throw new Error('no message with buttons');
  return last.raw;
}

const pressed = async (world: TestWorld, who: User, message: Message, button: string | number = 0) => {
  const forged = typeof button === 'string';
  const answer = await world.telegram.world.press(who, message, button, { forged });
  await world.settled();
  return answer?.text ?? null;
};

describeJourney('Taking back by the button under a private answer', (begin) => {
  async function thanked(world: TestWorld): Promise<Message> {
    await set(world, 'reputation.reply private');
    thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    return lastButtons(world, world.chiara);
  }

  it('works once, for its giver', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const answer = await thanked(world);
    const data = answer.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    expect(data).to.match(/^undo:-\d+:0:\d+$/);
    expect(data, 'no person in it').to.not.include(String(world.chiara.id));
    expect(await pressed(world, world.chiara, answer)).to.equal(null);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Chiara → Boris −1 undo']);
    const edited = world.telegram.calls.of('editEphemeralMessageText').at(-1);
    expect(edited?.params.text).to.equal('Taken back:\nBoris: −1 → <b>0</b>');
    expect(await pressed(world, world.chiara, answer, data)).to.equal('It has been taken back already.');
    expect(await gifts(world)).to.have.lengthOf(2);
  });

  it('answers forged and foreign presses with the reason, admins’ too', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const data = (await thanked(world)).reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    await world.hears(world.anna, '/top');
    const other = world.telegram.world.lastSeen(world.group, world.anna)?.raw as Message;
    for (const [who, forged, says] of [
      [world.boris, data, 'Only who gave it'],
      [world.anna, data, 'Only who gave it'],
      [world.chiara, data.replace(/\d+$/, '77777'), 'nothing here to take back'],
      [world.chiara, data.replace('undo:', 'undo:9'), 'out of date'],
      [world.chiara, data.replace(/:0:/, ':1:'), 'nothing here to take back'],
      [world.chiara, `${data}:5`, 'out of date'],
    ] as const) {
      expect(await pressed(world, who, other, forged), forged).to.include(says);
    }
    expect(await gifts(world)).to.have.lengthOf(1);
    await pressed(world, world.chiara, other, data);
    expect(await gifts(world), 'control').to.have.lengthOf(2);
  });

  it('is over after its minutes, and after a week', async () => {
    let now = noon() * 1000;
    const world = await begin({ now: () => now });
    const answer = await thanked(world);
    for (const seconds of [301, 7 * 86_400]) {
      now += seconds * 1000;
      expect(await pressed(world, world.chiara, answer)).to.include('within 5 min only');
    }
    expect(await gifts(world)).to.have.lengthOf(1);
  });

  it('works in a private chat about the group, and nowhere about a group that is not known', async () => {
    const world = await begin({ bot: 'member' });
    const dm = world.telegram.world.privateChat(world.chiara);
    world.telegram.world.say(world.chiara, dm, '/start');
    await set(world, 'reputation.reply private');
    // A bot that is no admin sees what names it, and cannot speak to one person in the group.
    const text = 'thanks @laurel_local_bot';
    thank(world, world.chiara, world.say(world.boris, 'Water them.'), { text });
    await world.settled();
    const answer = lastButtons(world, world.chiara, dm);
    const title = async () =>
      (await world.database.query('select chat_id, title, type from chats order by 1')) as unknown[];
    const chats = await title();
    expect(await pressed(world, world.chiara, answer, 'undo:-1009999:0:5')).to.include('out of date');
    expect(await title(), 'no chat is made of a forged number').to.deep.equal(chats);
    await pressed(world, world.chiara, answer, 0);
    expect(await gifts(world)).to.have.lengthOf(2);
    expect(await title()).to.deep.equal(chats);
    expect(world.telegram.world.message(dm, answer.message_id)?.text).to.equal('Taken back:\nBoris: −1 → 0');
  });

  it('is not there in public, and not where taking back is off', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    await set(world, 'reputation.reply private', 'reputation.undo_minutes off');
    thank(world, world.dmitri, world.say(world.boris, 'Water them.'));
    await world.settled();
    const answers = world.telegram.calls
      .of('sendMessage')
      .filter((call) => /Boris/.test(String(call.params.text)));
    expect(answers).to.have.lengthOf(2);
    expect(answers.every((call) => call.params.reply_markup === undefined)).to.equal(true);
  });
});
