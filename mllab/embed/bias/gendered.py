"""The word lists of Bolukbasi, Chang, Zou, Saligrama & Kalai 2016, "Man is to Computer Programmer as Woman is to Homemaker?".

Their published lists in lower case (tolga-b/debiaswe: definitional_pairs, equalize_pairs, gender_specific_seed); others can be given to `debias`
instead, for any two ends that words may lean to. Phrases are written as word2vec's Google News vectors write them.
"""

# What defines the direction, from the first word to the second.
DEFINING = "she-he her-his woman-man herself-himself daughter-son mother-father gal-guy girl-boy female-male mary-john"

# Pairs that shall differ in the direction only, and equally far to both sides.
EQUAL = """
convent-monastery spokeswoman-spokesman mom-dad moms-dads women-men councilwoman-councilman grandma-grandpa granddaughter-grandson
granddaughters-grandsons estrogen-testosterone aunt-uncle wives-husbands mother-father mothers-fathers motherhood-fatherhood she-he her-his
herself-himself girl-boy girls-boys sister-brother sisters-brothers businesswoman-businessman chairwoman-chairman congresswoman-congressman
gals-dudes sorority-fraternity mare-gelding lady-gentleman ladies-gentlemen grandmother-grandfather queen-king queens-kings female-male
females-males woman-man niece-nephew princess-prince schoolgirl-schoolboy daughter-son daughters-sons filly-colt nun-catholic_priest
ovarian_cancer-prostate_cancer ex_boyfriend-ex_girlfriend granny-fella twin_sister-twin_brother
"""

# Words that are gendered by what they mean, and so keep their place: the seed list of the paper.
MEANT = """
actress actresses aunt aunts bachelor ballerina barbershop baritone beard beards beau bloke blokes boy boyfriend boyfriends boyhood boys brethren
bride brides brother brotherhood brothers bull bulls businessman businessmen businesswoman chairman chairwoman chap colt colts congressman
congresswoman convent councilman councilmen councilwoman countryman countrymen czar dad daddy dads daughter daughters deer diva dowry dude dudes
estrogen father fathered fatherhood fathers fella fellas female females feminism fiance fiancee fillies filly fraternal fraternities fraternity gal
gals gelding gentleman gentlemen girl girlfriend girlfriends girls goddess godfather granddaughter granddaughters grandfather grandma grandmother
grandmothers grandpa grandson grandsons guy handyman he heiress hen hens her heroine hers herself him himself his horsemen hostess housewife
housewives hubby husband husbands king kings lad ladies lads lady lesbian lesbians lion lions ma macho maid maiden maids male males mama man mare
maternal maternity matriarch men menopause mistress mom mommy moms monastery monk monks mother motherhood mothers nephew nephews niece nieces nun
nuns obstetrics pa paternity penis prince princes princess prostate queen queens salesman salesmen schoolboy schoolgirl semen she sir sister sisters
son sons sorority sperm spokesman spokesmen spokeswoman stallion statesman stepdaughter stepfather stepmother stepson strongman stud studs suitor
suitors testosterone uncle uncles uterus vagina viagra waitress widow widower widows wife witch witches wives woman womb women
elder_brother eldest_son estranged_husband estranged_wife ex_boyfriend ex_girlfriend ovarian_cancer prostate_cancer teenage_girl teenage_girls
twin_brother twin_sister younger_brother
"""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((low, high) for low, _, high in (pair.partition("-") for pair in text.split()))


DEFINITIONAL = _pairs(DEFINING)
EQUALIZE = _pairs(EQUAL)
SPECIFIC = tuple(MEANT.split())
