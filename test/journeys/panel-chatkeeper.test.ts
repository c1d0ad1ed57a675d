import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { openPrivately, type Panel } from '../support/panels.ts';
import { advance, gifts, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** ChatKeeper's description of reputation, "Basic settings" and "Advanced settings", step by step by buttons. */
describeJourney('ChatKeeper’s settings, by the panel', (begin) => {
  async function opened(world: TestWorld): Promise<Panel> {
    await world.hears(world.anna, '/get');
    return openPrivately(world);
  }

  async function write(world: TestWorld, text: string): Promise<void> {
    world.telegram.world.say(world.anna, world.telegram.world.privateChat(world.anna), text);
    await world.settled();
  }

  /** The page of a setting, wherever it stands in its group. */
  async function go(panel: Panel, group: string, setting: string): Promise<void> {
    while (panel.buttons().includes('‹ Back')) await panel.press('‹ Back');
    if (panel.buttons().includes('‹ Settings')) await panel.press('‹ Settings');
    await panel.press(panel.buttons().includes(`✎ ${group}`) ? `✎ ${group}` : group);
    while (!panel.buttons().some((words) => words.replace('✎ ', '').startsWith(setting)))
      await panel.press('›');
    await panel.press(
      panel.buttons().find((words) => words.replace('✎ ', '').startsWith(setting)) ?? setting,
    );
  }

  it('“Basic settings”', async () => {
    const world = await begin();
    const panel = await opened(world);
    // The "Use reputation" toggle switch is on; it can be turned off.
    await panel.press('Reputation');
    expect(panel.buttons()).to.include('✅ Reputation');
    await panel.press('✅ Reputation');
    await panel.press('Save');
    const tip = world.say(world.boris, 'Water them in the morning.');
    thank(world, world.chiara, tip);
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    await go(panel, 'Reputation', '◻️ Reputation');

    // Minimum reputation interval, in seconds: the same user cannot be raised again before.
    await go(panel, 'Reputation', 'Pause for who receives');
    await write(world, '90');
    // One user will not be able to raise in a row, others will; and in the entire chat.
    await go(panel, 'Reputation', 'Pause for who gives thanks');
    await write(world, '2');
    await go(panel, 'Reputation', 'Pause for the chat after');
    await panel.press('+ 1');
    await go(panel, 'Reputation', 'Pause between two people');
    await panel.press('off');
    // Words for obtaining reputation, separated by commas.
    await go(panel, 'Reputation', 'Thank words');
    await write(world, 'thank you, cheers');
    // The message: variables, different messages to avoid monotony.
    await go(panel, 'Reputation', 'Texts for a thank-you');
    await write(world, '{receiver} has {reputation}\n---\n{receiver}: {reputation}');
    await panel.press('Save (7)');
    expect(panel.text()).to.include('reputation.enabled: off → on');

    thank(world, world.chiara, tip, { text: 'HeLlO, tHaNk you vEry mUch!' });
    await world.settled();
    expect(world.sent().at(-1)).to.match(/^Boris(:| has) 1$/);
    advance(world, 60);
    thank(world, world.dmitri, tip, { text: 'cheers' });
    await world.settled();
    expect(await gifts(world), 'the receiver’s 90 seconds').to.deep.equal(['Chiara → Boris +1']);
    advance(world, 30);
    thank(world, world.chiara, world.say(world.dmitri, 'Me too.'), { text: 'cheers' });
    await world.settled();
    expect(await gifts(world), 'the giver’s two minutes').to.have.lengthOf(1);
    thank(world, world.dmitri, tip, { text: 'cheers' });
    await world.settled();
    thank(world, world.anna, world.say(world.chiara, 'Me too.'), { text: 'cheers' });
    await world.settled();
    expect(await gifts(world), 'the chat’s minute').to.deep.equal([
      'Chiara → Boris +1',
      'Дмитрий → Boris +1',
    ]);

    // Use negative reputation: the settings are identical to increasing reputation.
    await go(panel, 'Negative reputation', '◻️ Negative reputation');
    await go(panel, 'Negative reputation', 'Minus words');
    await write(world, 'boo');
    await go(panel, 'Negative reputation', 'Who may give a minus');
    await panel.press('everyone');
    await go(panel, 'Negative reputation', '✅ Minus only with a reason');
    await panel.press('Save (4)');
    world.say(world.chiara, 'Boo', { replyTo: tip });
    await world.settled();
    expect((await gifts(world)).at(-1)).to.equal('Chiara → Boris −1 minus');
  });

  it('“Advanced settings”', async () => {
    const world = await begin();
    world.say(world.dmitri, 'Good morning.');
    const panel = await opened(world);
    const tip = world.say(world.boris, 'Water them in the morning.');
    const save = async () => {
      await panel.press('Save');
      expect(panel.text()).to.include('Changed:');
    };
    await go(panel, 'Reputation', 'Pause between two people');
    await panel.press('off');
    // From admins: only admins can increase the reputation of users.
    await go(panel, 'Reputation', 'Who may give thanks');
    expect(panel.buttons()).to.include.members(['✅ everyone', 'admins', 'everyone, admins apart']);
    await panel.press('admins');
    await save();
    thank(world, world.chiara, tip);
    thank(world, world.anna, tip);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Anna → Boris +1']);
    // Shared: what comes from the administration and from others is considered separately.
    await go(panel, 'Reputation', 'Who may give thanks');
    await panel.press('everyone, admins apart');
    await save();
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await world.hears(world.anna, '/top')).join()).to.include('(admins 1, members 1)');
    // Normal, complex, random: 1, or from 1 to 10.
    await go(panel, 'Reputation', 'Points for a thank-you');
    expect(panel.buttons()).to.include.members([
      '✅ always the same',
      'more from those with more',
      'at random',
    ]);
    await panel.press('at random');
    await go(panel, 'Reputation', 'Smallest number of points');
    await write(world, '4');
    await go(panel, 'Reputation', 'Largest number of points');
    for (const step of ['− 9', '− 8', '− 7', '− 6', '− 5', '− 4']) await panel.press(step);
    await save();
    thank(world, world.chiara, tip);
    await world.settled();
    expect((await gifts(world)).at(-1)).to.equal('Chiara → Boris +4');
    // If you mention a user, for example by @username, the user will be credited.
    await go(panel, 'Reputation', 'Thanks by mention');
    await panel.press('always');
    await save();
    world.say(world.chiara, 'as @boris has said');
    await world.settled();
    expect((await gifts(world)).at(-1)).to.equal('Chiara → Boris +4 mention');
    // Overtaking: at most 12 different messages, in random order.
    await go(panel, 'Reputation', 'Texts for overtaking');
    await write(world, Array.from({ length: 13 }, (_, n) => `${n}: {receiver} > {passed}`).join('\n---\n'));
    expect(panel.text()).to.include(
      '⚠️ reputation.overtake_texts does not take this. It takes up to 12 texts',
    );
    await write(world, '{receiver} overtakes {passed}\n---\n{receiver} is ahead of {passed}');
    await save();
    await world.hears(world.anna, '/addrep @dmitri 13');
    // After three texts in ten minutes the reaction takes over.
    advance(world, 601);
    const said = await world.hears(world.chiara, { text: 'thanks', replyTo: tip });
    expect(said.join()).to.match(/Boris (overtakes|is ahead of) Дмитрий/);
  });
});
