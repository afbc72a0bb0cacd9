import type { Line } from '../effects.js';
import type { Result } from '../events.js';
import type { Env, FlowEvent, Input, Understood, View } from '../machine.js';
import { languageNames } from '../questions/language.js';
import { questions, type QuestionId } from '../questions/registry.js';
import { placeName, zonesShowing } from '../questions/zone.js';
import { plainDigits } from '../scoring/words.js';
import type { Hears } from '../speech/hears.js';
import { says } from '../words.js';
import type { AskingContext } from './asking-context.js';
import { misheardPrefix } from './asking-messages.js';

/** What an answer means wherever one of the questions is open. */
export function understandQuestion(view: View, input: Input, env: Env): Understood {
  const context = view.context as AskingContext;
  if ('option' in input && input.option === 'skip') return { event: { type: 'SKIP', env }, certain: true };
  const unsaid = takesBack(input, env);
  if (unsaid) return unsaid;
  if (view.state === 'zonePick') return understandPick(context, input, env);
  if (declines(view.state as QuestionId, input, env)) return { event: { type: 'SKIP', env }, certain: false };
  const id = (view.state === 'locating' ? 'zone' : view.state) as QuestionId;
  const meaning = questions[id].understand(withPlainDigits(id, input), env);
  switch (meaning.kind) {
    case 'value': {
      if (id === 'zone' && meaning.value === 'other') {
        // "No" to the question that came after a "no" is no answer to it.
        if (context.elsewhere && context.question === 'zone')
          return unclear(env, { say: 'zone.unclear', variant: env.slips, args: { time: '14:05' } });
        return { event: { type: 'ELSEWHERE', env }, certain: true };
      }
      const clock = /^clock:(\d+)$/.exec(meaning.value)?.[1];
      if (clock === undefined)
        return {
          event: {
            type: 'ANSWER',
            env,
            question: id,
            value: meaning.value,
            ...(input.heard && { aloud: true }),
          },
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

/**
 * What is listened for where a question about the learner is answered aloud: words of their own language; the answers it
 * offers, which our own model knows where they are English. Age and consent decide who may listen at all, so that
 * these are typed or tapped; what language it is to be, and to begin, never asks for them.
 */
export function hearsQuestion(view: View, env: Env): Hears | undefined {
  const { question } = view.context as AskingContext;
  if (question === 'age' || question === 'consent') return undefined;
  const { facts, profile } = env;
  const { language } = profile;
  const options = language === facts.course.language ? labelsAt(question, env) : [];
  if (question !== 'language' && question !== 'ready') return { language, options, surely: true };
  const known = question === 'language' ? languageNames(env) : options;
  return facts.pronounces && known.length > 0
    ? { options: known, transcribe: 'no', surely: true }
    : undefined;
}

function labelsAt(question: string, env: Env): string[] {
  if (question === 'ready') return [env.phrase({ say: 'action.begin' })];
  if (!isQuestion(question)) return [];
  const { choices = [], skippable } = questions[question].ask(env);
  const skip = skippable === false || choices.length === 0 ? [] : [env.phrase({ say: 'action.skip' })];
  return [...choices.map(({ label }) => env.phrase(label)), ...skip];
}

function isQuestion(question: string): question is QuestionId {
  return Object.hasOwn(questions, question);
}

/** The button that goes back to a question, because its answer was heard as another one. */
export function takesBack(input: Input, env: Env): Understood | undefined {
  const option = 'option' in input ? input.option : '';
  const question = option.startsWith(misheardPrefix) ? option.slice(misheardPrefix.length) : '';
  return isQuestion(question) ? { event: { type: 'MISHEARD', env, question }, certain: true } : undefined;
}

/** What people are called and like is kept as they write it; elsewhere a number is a number in any script. */
const asWritten: readonly QuestionId[] = ['name', 'goal', 'interests'];

/** Where anything could be the answer "no" is hardly one; a letter may be. */
function declines(id: QuestionId, input: Input, env: Env): boolean {
  if (!asWritten.includes(id) || !('text' in input)) return false;
  return [...input.text].length > 1 && says(env, 'words.no', input.text);
}

function withPlainDigits(id: QuestionId, input: Input): Input {
  if (!('text' in input)) return input;
  // A transcriber ends whatever it heard as a sentence.
  const text = input.heard ? input.text.replace(/[\s.!?…。،؟]+$/u, '') : input.text;
  return { text: asWritten.includes(id) ? text : plainDigits(text) };
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

/** How often it is told that a place is on no map: that comes in three wordings. */
const tellings = 3;

/**
 * A look-up that failed found nothing: the learner can still say what time it is there. When every wording of that was
 * said, one place after the other, the question is left.
 */
export function located(view: View, result: Result, env: Env, request: string): FlowEvent {
  const places = result.kind === 'located' ? result.zones : [];
  const { nowhere = 0 } = view.context as AskingContext;
  if (places.length === 0 && nowhere >= tellings) return { type: 'SKIP', env };
  return { type: 'LOCATED', env, request, places };
}
