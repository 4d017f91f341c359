"""Make spam.csv: 1,300 short messages, about a third of them spam, for lectures on text, naive Bayes and what errors cost.

python datasets/make_spam.py            # writes spam.csv beside this file, the same bytes every time

Nobody wrote these messages and nobody received them. Addresses end in .example, which leads nowhere (RFC 2606).
"""

import csv
import io
import re
from pathlib import Path

import numpy as np

SEED, COUNT, SPAM, WRONG = 20260214, 1_300, 0.33, 15
HEADER = ("label", "text")


def parts(text: str) -> list[str]:
    """What stands between the bars."""
    return text.split("|")


SLOTS = {
    "name": parts("Anna|Ben|Carla|Deniz|Elif|Finn|Greta|Hugo|Ines|Jonas|Karim|Lena|Mila|Noah|Olga|Paul|Rosa|Sami|Tom|Yara"),
    "day": parts("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|tomorrow|tonight|today"),
    "time": parts("7|8:15|9:30|10|11:45|12|14:00|15:30|16|17:20|18|19:30|20|21"),
    "little": parts("3|5|8|12|15|20|24|35|40|60"),
    "much": parts("200|500|750|1000|1,500|2,000|5,000|10,000|25,000"),
    "place": parts(
        "the station|the library|the swimming pool|school|the office|the bakery|our flat|the park|grandma's|the gym|the harbour"
    ),
    "thing": parts("phone|bike|laptop|washing machine|camera|coat|backpack|tent|guitar|drill|sofa|blender"),
    "food": parts("pizza|soup|a cake|noodles|bread|a salad|dumplings|pancakes|curry|cheese"),
    "shop": parts("Northway|Parcelino|Halden Bank|Tellora|Kiosk24|Morgen Energy|Bluebox|Ferrow|Stadtwerke|Vantis"),
    "work": parts("report|slides|invoice|contract|draft|minutes|budget|offer|poster|plan"),
    "good": parts("parcel|order|ticket|voucher|refund|delivery"),
    "code": [str(number) for number in range(104_233, 990_000, 31_337)],
    "site": parts("northway.example|parcelino.example|halden.example|go.example/k7|tellora.example|my.example/login|bluebox.example"),
    "phone": [f"0700 55 {number}" for number in range(1_021, 9_900, 977)],
}

# Topics are parted by empty lines; a message takes some sentences of one, in their order.
# Notices: what an honest one and a false one have in common.
NOTICES = """
{shop}: your {good} {code} is on its way.
We could not deliver your {good} {day}.
Choose a new date at {site}.
Please confirm by {day}, {time}.

Your {shop} account was updated {day}.
If that was not you, call {phone}.
Your code is {code}.
See {site} for details.

A payment of {little} euros to {shop} was declined.
Please check your card.
Your subscription ends {day}.
Details at {site}

You have {little} points left at {shop}.
Use them before {day}.
Members get {little} percent off.
Reply STOP to end these messages.

Your appointment is {day} at {time}.
Please reply YES to confirm.
It is free to cancel until {time}.
Questions? Call {phone}.

I tried to call you {day}.
It is important.
Call me back on {phone}.
Please keep this between us.

I hope this finds you well.
Please find the {work} attached.
It would be kind to have your answer by {day}.
Let me know what you think.
"""
HAM = """
Are you coming to {place} {day}?
We meet at {time}.
{name} brings {food}.
Free entry for students, bring your card.

I am running late, be there at {time}.
The train is cancelled, I take the bus.
Start without me.
Sorry!

Can you pick up {name} from {place} {day}?
I have a meeting until {time}.
I made {food}, there is plenty left.
Love you

I left my {thing} at {place}, have you seen it?
It is the old one, worth maybe {little} euros.
Call me if you find it.
Thanks a million

Happy birthday {name}!
Hope you get a lot of cake.
Your gift is at {place}.
Congratulations on the exam, too!

I paid {little} euros for your ticket.
Pay me back whenever, cash is fine.
The bank closes at {time} anyway.
Or send me {food} lol

Won 3 to 1, what a match!
{name} won the raffle, a prize basket with {food}.
Drinks are on me {day}.
You missed it!!!

The {thing} is broken again.
The guarantee ended {day}, of course.
A new one costs {much} euros.
Shall we split it?

They offered me the job!
{much} euros more a year, guaranteed for two years.
I sign the contract {day}.
Let us celebrate at {place}.

Could you proofread the {work} before {day}?
I sent it last night.
{name} from {shop} needs it at {time}.
No hurry if you are busy.

{shop} wants {little} euros more from next month.
Shall we cancel the subscription?
I called {phone} and nobody answered.
Crazy prices.

Do you want my old {thing}?
It is free, just come and get it {day}.
Otherwise I sell it for {little} euros.
Pictures follow.

Urgent: which size does {name} wear?
I am in the shop, only {little} minutes left before they close.
The offer ends today.
Quick please!

Grandma cannot find her glasses.
She says somebody from the bank called.
I told her not to give them any password.
Can you look after her {day}?

I have a question about exercise 4.
Is the lecture in room {little}?
The {work} is due {day} at {time}.
See you there

The landlord answered about the heating.
Somebody comes {day} at {time}.
We should get a refund of {little} euros.
Finally

ok see you {day}

lol {name} said the same

no worries, another time then
"""
LOUD = """
You have WON {much} euros!!!
Claim your prize now at {site}
Only today.
Txt WIN to {phone}

Congratulations, your number was drawn!
A free {thing} is waiting for you.
Click {site} to claim.
Offer ends {day}.

Get a loan of {much} euros in five minutes.
No questions asked, approved at once.
Call {phone} now.
100% guaranteed.

Make {much} euros a week from home!
Our trading robot doubles your money.
No risk at all.
Join free at {site}

Lose {little} kilos in two weeks with one simple trick.
Doctors hate it.
Order at {site}
First pack free.

Best casino bonus, {little} free spins!
Cash out up to {much} euros.
Play now at {site}
18+

Hot singles near {place} want to meet you.
See their pictures at {site}
Free for {little} days.
Reply STOP to end these messages.
"""
SLY = """
{shop}: your {good} is held at customs.
Pay {little} euros at {site} to release it.
Otherwise it goes back {day}.

Hi Mum, my {thing} fell into the water.
This is my new number, {phone}.
Can you pay a bill of {much} euros for me today?
I will give it back {day}.

Are you at your desk?
I need {little} gift cards for a client, quickly.
I am in a meeting until {time}, so do not call.
Send me the codes.

I am the lawyer of a late relative of yours.
The estate is {much} euros and has no heir.
Kindly send a copy of your passport to proceed.
God bless.

I represent an investor who looks for an honest partner.
The business is legal and without risk for you.
Your share is {much} euros.
Please keep this between us.

We have read your profile and offer you a position.
{much} euros a month for {little} hours a week.
No experience needed.
Write to us at {site}

I found your pictures and would like to know you better.
I am new at {place} and a little shy.
My number is {phone}.
Kisses, {name}

As discussed, {shop} has a new bank account.
Please use it for the {work} of this month.
The transfer of {much} euros is due {day}.
Kind regards, accounting

You are owed a tax refund of {much} euros.
Enter your bank details at {site}.
The form closes {day}.

Unpaid toll of {little} euros.
Settle it at {site} before {day} to avoid a fine.
Thank you for driving safely.

{shop} noticed a strange login to your account.
Verify it at {site} or it will be closed {day}.
Your security is important to us.
"""

OPEN = parts("||||Hi,|Hello,|Hey|Hi {name},|Dear customer,|Dear {name},|Good morning,")
CLOSE = parts("||||||Thanks!|Best, {name}|Kind regards, {name}|Kind regards, your {shop} team|Thank you.")
OWN = {"ham": parts("xx|love, {name}|:)|bye|see you"), "spam": parts("T&Cs apply.|Reply fast.|Do not miss out!|Kind regards, service team")}
LEET = {"e": "3", "i": "1", "o": "0", "a": "@"}


def topics(text: str) -> list[list[str]]:
    """The sentences of each topic."""
    return [block.splitlines() for block in text.strip().split("\n\n")]


class Writer:
    """Makes messages with one generator of random numbers."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, share: float) -> bool:
        """Whether it happens, so often."""
        return bool(self.rng.random() < share)

    def one(self, among: list[str]) -> str:
        """Any of them."""
        return among[self.rng.integers(len(among))]

    def told(self, text: str, most: int = 4, least: int = 1) -> list[str]:
        """Some sentences of one topic, in their order."""
        topic = topics(text)[self.rng.integers(len(topics(text)))]
        count = min(len(topic), int(self.rng.integers(least, most + 1)))
        return [topic[i] for i in np.sort(self.rng.choice(len(topic), count, replace=False))]

    def ham(self) -> list[str]:
        """What people write to each other; three in ten are notices of shops and offices."""
        if self.chance(0.3):
            return self.told(NOTICES, 4, 2)
        return self.told(HAM) + (self.told(NOTICES, 1) if self.chance(0.08) else [])

    def spam(self) -> list[str]:
        """Four in ten shout; the others imitate: a notice with little wrong about it, or polite prose, here and there with a friend's sentence."""
        if self.chance(0.4):
            return self.told(LOUD) + (self.told(NOTICES, 1) if self.chance(0.2) else [])
        body = self.told(NOTICES, 2) + self.told(SLY, 2) if self.chance(0.35) else self.told(SLY, 4)
        return body + (self.told(HAM, 1) if self.chance(0.15) else [])

    def filled(self, text: str) -> str:
        """Slots like {name} filled by chance, the same slot always alike."""
        chosen = {name: self.one(among) for name, among in SLOTS.items()}
        return re.sub(r"\{(\w+)\}", lambda slot: chosen[slot[1]], text)

    def typed(self, text: str, spam: bool) -> str:
        """As thumbs type it: letters swapped or lost, no capitals; spam also shouts, and writes digits for letters."""
        if self.chance(0.22):
            at = int(self.rng.integers(1, len(text) - 2))
            text = text[:at] + (text[at + 1] + text[at] + text[at + 2 :] if self.chance(0.5) else text[at + 1 :])
        if self.chance(0.15):
            text = text.lower()
        if spam and self.chance(0.12):
            text = text.upper()
        if spam and self.chance(0.15):
            text = re.sub("[eioa]", lambda letter: LEET[letter[0]] if self.chance(0.25) else letter[0], text)
        return text

    def message(self, label: str) -> str:
        """A whole message, with a greeting and a farewell or without."""
        body = self.spam() if label == "spam" else self.ham()
        close = self.one(CLOSE + OWN[label] if self.chance(0.5) else CLOSE)
        text = " ".join(part for part in (self.one(OPEN), *body, close) if part)
        return self.typed(self.filled(text), label == "spam")


def rows(seed: int = SEED) -> list[tuple[str, str]]:
    """(label, text) of every message, no text twice, fifteen of them with the wrong label."""
    rng = np.random.default_rng(seed)
    write, found = Writer(rng), dict[str, str]()
    while len(found) < COUNT:
        label = "spam" if write.chance(SPAM) else "ham"
        found.setdefault(write.message(label), label)
    made = [(label, text) for text, label in found.items()]
    for at in rng.choice(COUNT, WRONG, replace=False):
        made[at] = ("ham" if made[at][0] == "spam" else "spam", made[at][1])
    return made


def export(seed: int = SEED) -> bytes:
    """The whole file: plain CSV, UTF-8, commas."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER, *rows(seed)])
    return out.getvalue().encode()


if __name__ == "__main__":
    Path(__file__).with_name("spam.csv").write_bytes(export())
