import { abbreviations, reductions } from '../english/short-forms.js';

/** What is one word, or one phrase, in speech although it is written in several ways, beside those of same-sound.ts. */
export const variants: readonly (readonly string[])[] = [
  ...Object.entries(abbreviations).flatMap(([short, ways]) => ways.map((way) => [short, way])),
  ...Object.entries(reductions),
  ...`
mrs, missis
ok, okay
you're, your
clothes, close
base, bass
mum, mom
mums, moms
mummy, mommy
maths, math
got, gotten
learnt, learned
burnt, burned
dreamt, dreamed
spelt, spelled
spilt, spilled
spoilt, spoiled
smelt, smelled
leant, leaned
kneelt, knelt, kneeled
lit, lighted
dived, dove
towards, toward
forwards, forward
backwards, backward
afterwards, afterward
upwards, upward
downwards, downward
amongst, among
whilst, while
pyjamas, pajamas
aluminium, aluminum
aeroplane, airplane
jewellery, jewelry
sceptical, skeptical
dialogue, dialog
yoghurt, yogurt
omelette, omelet
doughnut, donut
doughnuts, donuts
metre, meter, m
metres, meters, m
kilometre, kilometer, km
kilometres, kilometers, km
centimetre, centimeter, cm
centimetres, centimeters, cm
kilogram, kilogramme, kilo, kg
kilograms, kilogrammes, kilos, kg
gram, gramme, g
grams, grammes, g
litre, liter, l
litres, liters, l
degrees, °
plus, +
at, @
half, ½
and, &
cause, because
til, till
em, them
alot, a lot
alright, all right
anymore, any more
goodbye, good bye
anne, ann
mark, marc
john, jon
sara, sarah
catherine, katherine, kathryn
carl, karl
eric, erik
steven, stephen
jeff, geoff
philip, phillip
lewis, louis
alan, allan, allen
nick, nic
lucas, lukas
sofia, sophia
marie, maree
`
    .trim()
    .split('\n')
    .map((line) => line.split(', ')),
];
