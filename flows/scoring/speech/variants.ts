/** What is one word, or one phrase, in speech although it is written in several ways; each line is a group. */
export const variants: readonly (readonly string[])[] = `
mr, mister
mrs, missus, missis
dr, doctor
prof, professor
st, saint, street
etc, et cetera
vs, versus
ok, okay
tv, television
hi, hey
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
leapt, leaped
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
grey, gray
pyjamas, pajamas
aluminium, aluminum
aeroplane, airplane
jewellery, jewelry
programme, program
programmes, programs
tyre, tire
tyres, tires
kerb, curb
cheque, check
cheques, checks
storey, story
draught, draft
plough, plow
sceptical, skeptical
moustache, mustache
cosy, cozy
licence, license
practise, practice
theatre, theater
dialogue, dialog
yoghurt, yogurt
whisky, whiskey
omelette, omelet
doughnut, donut
doughnuts, donuts
tonnes, tons
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
gonna, going to
wanna, want to
gotta, got to
kinda, kind of
sorta, sort of
lemme, let me
gimme, give me
dunno, don't know
cause, because
til, till, until
em, them
alot, a lot
alright, all right
anymore, any more
goodbye, good bye, bye bye
thank you, thanks
yeah, yes, yep
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
  .map((line) => line.split(', '));
