"""English words whose forms no rule of spelling gives, base first (Quirk et al. 1985, A Comprehensive Grammar of the English Language, ch. 3 and 5)."""

VERBS = """
be am is are was were been, have has had, do does did done, go goes went gone, say said, make made, see saw seen, get got gotten, know knew known,
think thought, take took taken, come came, give gave given, find found, tell told, become became, leave left, feel felt, bring brought,
begin began begun, keep kept, hold held, write wrote written, stand stood, hear heard, mean meant, meet met, run ran, pay paid, sit sat,
speak spoke spoken, lie lay lain, lead led, grow grew grown, lose lost, fall fell fallen, send sent, build built, understand understood, draw drew drawn,
break broke broken, spend spent, rise rose risen, drive drove driven, buy bought, wear wore worn, choose chose chosen, fight fought, throw threw thrown,
catch caught, deal dealt, win won, forget forgot forgotten, sell sold, teach taught, eat ate eaten, sing sang sung, strike struck stricken, hang hung,
shake shook shaken, ride rode ridden, feed fed, shoot shot, drink drank drunk, fly flew flown, sleep slept, swim swam swum, slide slid, sink sank sunk,
bend bent, bind bound, bite bit bitten, bleed bled, blow blew blown, breed bred, burn burnt, cling clung, creep crept, dig dug, dream dreamt, flee fled,
fling flung, forbid forbade forbidden, forgive forgave forgiven, freeze froze frozen, grind ground, hide hid hidden, kneel knelt, lay laid, lean leant,
leap leapt, learn learnt, lend lent, light lit, prove proven, ring rang rung, seek sought, sew sewn, shine shone, show shown, shrink shrank shrunk, slay slew slain,
smell smelt, sow sown, spell spelt, spill spilt, spin spun, spit spat, split, spoil spoilt, spring sprang sprung, steal stole stolen, stick stuck,
sting stung, stink stank stunk, stride strode stridden, string strung, swear swore sworn, sweep swept, swell swollen, swing swung, tear tore torn, wake woke woken,
weave wove woven, weep wept, wind wound, wring wrung, undo undoes undid undone, can could, may might, shall should, will would
"""
NOUNS = """
man men, woman women, child children, foot feet, tooth teeth, goose geese, mouse mice, louse lice, ox oxen, person people, penny pence, die dice,
medium media, datum data, criterion criteria, phenomenon phenomena, analysis analyses, crisis crises, thesis theses, hypothesis hypotheses, axis axes,
matrix matrices, vertex vertices, index indices, nucleus nuclei, cactus cacti, fungus fungi, radius radii, stimulus stimuli, alumnus alumni, bus buses, gas gases,
lens lenses, virus viruses, campus campuses
"""
COMPARED = "good better best well, bad worse worst badly, far farther farthest further furthest, little less least, many more most much, old elder eldest"
# What looks like a form of another word and is none.
ALONE = """
news always perhaps gas lens series species mathematics physics politics economics ethics gymnastics
mother father brother sister number corner letter matter summer flower tower power master butter dinner winter water paper never ever over under rather
river silver finger monster minister chapter center quarter order border shoulder wonder wander thunder offer differ suffer enter counter
forest honest interest request arrest harvest modest test west rest chest guest quest
king thing spring string wing evening morning nothing something anything everything during ceiling wedding pudding sibling
hundred indeed need seed speed bed red sacred naked wicked
"""


def table() -> dict[str, str]:
    """The base of every irregular form."""
    groups = [group.split() for text in (VERBS, NOUNS, COMPARED) for group in text.replace("\n", " ").split(",")]
    return {form: words[0] for words in groups if words for form in words[1:]}
