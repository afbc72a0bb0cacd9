import type { Line } from '../effects.js';
import type { Result } from '../events.js';
import type { Env, FlowEvent, Input, Understood, View } from '../machine.js';
import { questions, type QuestionId } from '../questions/registry.js';
import { placeName, zonesShowing } from '../questions/zone.js';
import { plainDigits } from '../scoring/words.js';
import type { AskingContext } from './asking-context.js';

/** What an answer means wherever one of the questions is open. */
export function understandQuestion(view: View, input: Input, env: Env): Understood {
  const context = view.context as AskingContext;
  if ('option' in input && input.option === 'skip') return { event: { type: 'SKIP', env }, certain: true };
  if (view.state === 'zonePick') return understandPick(context, input, env);
  const id = (view.state === 'locating' ? 'zone' : view.state) as QuestionId;
  const meaning = questions[id].understand(withPlainDigits(id, input), env);
  switch (meaning.kind) {
    case 'value': {
      if (id === 'zone' && meaning.value === 'other')
        return { event: { type: 'ELSEWHERE', env }, certain: true };
      const clock = /^clock:(\d+)$/.exec(meaning.value)?.[1];
      if (clock === undefined)
        return {
          event: { type: 'ANSWER', env, question: id, value: meaning.value },
          certain: meaning.certain,
        };
      const zones = zonesShowing(Number(clock), env.at);
      if (zones.length === 0) return unclear(env, { say: 'zone.noClock', variant: env.slips });
      const found = zones.map((zone) => ({ name: placeName(zone), zone }));
      return { event: { type: 'CLOCK', env, places: found }, certain: true };
    }
    case 'place':
      return { event: { type: 'PLACE', env, place: meaning.place }, certain: false };
    case 'unclear':
      return unclear(env, meaning.line);
  }
}

/** What people are called and like is kept as they write it; elsewhere a number is a number in any script. */
const asWritten: readonly QuestionId[] = ['name', 'goal', 'interests'];

function withPlainDigits(id: QuestionId, input: Input): Input {
  return 'text' in input && !asWritten.includes(id) ? { text: plainDigits(input.text) } : input;
}

function understandPick(context: AskingContext, input: Input, env: Env): Understood {
  if ('option' in input) {
    const place = context.places[Number(input.option)];
    if (place) return { event: { type: 'ANSWER', env, question: 'zone', value: place.zone }, certain: true };
    if (input.option === 'none') return { event: { type: 'AGAIN', env }, certain: true };
    return unclear(env, { say: 'zone.which' });
  }
  return understandQuestion({ state: 'zone', context }, input, env);
}

function unclear(env: Env, line: Line): Understood {
  return { event: { type: 'UNCLEAR', env, line }, certain: false };
}

/** A look-up that failed found nothing: the learner can still say what time it is there. */
export function located(_: View, result: Result, env: Env, request: string): FlowEvent {
  return { type: 'LOCATED', env, request, places: result.kind === 'located' ? result.zones : [] };
}
