"""Words added by hand: common ones that neither BERT's vocabulary holds as a whole nor WordNet's own texts use often enough.

Work, family, the home, food, animals, clothes, feelings, science: what exercises on word embeddings ask for. Each is a lemma of WordNet 3.0; the build checks it.
"""

WORK = """
    homemaker babysitter firefighter stylist cashier bookkeeper janitor socialite hairdresser electrician plumber receptionist paralegal
    beautician manicurist housekeeper dressmaker seamstress nanny governess midwife hygienist pediatrician dermatologist cardiologist
    radiologist anesthesiologist neurologist oncologist gynecologist psychotherapist physiotherapist optometrist veterinarian paramedic
    bartender barmaid waitress dishwasher busboy caterer bellboy doorman bouncer chauffeur trucker bricklayer roofer welder machinist
    locksmith glazier upholsterer cobbler tinsmith stonemason woodworker cabinetmaker handyman repairman lumberjack ranger gravedigger
    pawnbroker stockbroker financier bookmaker auctioneer typist stenographer proofreader copywriter lexicographer cartoonist illustrator
    sculptor choreographer ballerina acrobat juggler comedienne screenwriter playwright novelist essayist biographer columnist newscaster
    statistician biochemist microbiologist geneticist zoologist entomologist geologist meteorologist seismologist paleontologist
    criminologist sociologist psychologist archaeologist astronaut cosmonaut aviator stewardess dietitian nutritionist masseuse
    lifeguard referee goalkeeper jockey
"""
HOME = """
    grandma grandpa granddaughter grandson stepmother stepfather stepson stepdaughter stepsister stepbrother godmother godfather fiancee
    bridegroom bridesmaid newlywed widower bachelorette spinster toddler teenager preteen orphan adoptee tomboy
    toothbrush toothpaste hairbrush lipstick mascara eyeliner perfume cologne deodorant shampoo washcloth bathrobe hairpin
    nightgown pajamas petticoat camisole brassiere pantyhose necktie cufflink suspenders cardigan pullover sweatshirt sweatpants raincoat
    overcoat windbreaker sneaker sandal moccasin wristwatch handbag knapsack wheelbarrow screwdriver pliers wrench hacksaw chainsaw
    dustpan dishcloth doormat lampshade bookcase bookshelf armchair footstool hammock stroller highchair bassinet
    refrigerator dishwasher microwave toaster teapot saucepan spatula corkscrew teaspoon tablespoon
"""
NATURE = """
    spaghetti lasagna macaroni ravioli sushi teriyaki burrito enchilada quesadilla guacamole hummus falafel omelet pancake waffle croissant
    baguette pretzel meatball cheeseburger hamburger sauerkraut mayonnaise mustard ketchup vinaigrette cucumber zucchini eggplant cauliflower
    broccoli asparagus artichoke celery parsley cilantro turnip radish rutabaga raspberry blueberry strawberry blackberry gooseberry
    cantaloupe watermelon pineapple tangerine grapefruit nectarine apricot
    hippopotamus rhinoceros giraffe chimpanzee gorilla orangutan kangaroo koala platypus porcupine hedgehog chipmunk hamster gerbil
    salamander tadpole caterpillar grasshopper ladybug mosquito centipede jellyfish seahorse starfish ostrich flamingo hummingbird woodpecker
    poodle dachshund chihuahua dalmatian thunderstorm snowstorm blizzard drizzle hailstone earthquake landslide avalanche
"""
MIND = """
    cheerful grumpy gloomy joyous miserable melancholy lonesome jealous envious spiteful ungrateful thankful compassionate empathetic
    affectionate heartless ruthless merciless courageous cowardly timid bashful outgoing talkative taciturn gullible naive cunning
    hardworking industrious diligent lazy slothful clumsy graceful elegant shabby frugal stingy extravagant thrifty generous
    bossy submissive assertive nurturing motherly fatherly manly womanly effeminate feminist chauvinist sexist racist bigot
    algebra calculus trigonometry arithmetic geometry computation equation polynomial algorithm spreadsheet keyboard
    photosynthesis chromosome molecule electron proton neutron microscope telescope thermometer
    impossible unlikely dishonest illogical irrational impolite unhelpful uncomfortable inconvenient unreliable unfriendly
    quickly slowly happily sadly angrily quietly loudly cheerfully carelessly gracefully
"""
WORDS = tuple(dict.fromkeys(" ".join((WORK, HOME, NATURE, MIND)).split()))
