"""Lists of words, written as one writes them down."""

from __future__ import annotations

from typing import Final


def words(listed: str) -> frozenset[str]:
    """The words of a list that is parted by blanks."""
    return frozenset(listed.split())


# No dictionary of ours has them, and they are no slips: sounds, short forms, words of our time and of fiction.
SPOKEN: Final = words(
    """
    leant dreamt learnt spelt smelt spilt spoilt burnt nought ok okay cafe naive fiance fiancee hmm hm mhm mm mkay shh
    psst pst pfft tch tsk tsked ugh argh brr grr ahem um uh er erm huh heh meh nah yeah yep yup nope aww ew eww oof
    eek whoa woah yay geez sheesh c'mon wanna gonna gotta kinda sorta dunno lemme gimme outta hafta whatcha cuz cos
    til em ya yer ye y'all ma'am o'er e'er ne'er tho thru alright goddamn dammit goodnight hella fuckin badass
    smartass dumbass arse wanker knackered gobsmacked cuppa nan gran grandad mam aluminium archaeology blonde blondes
    hoodie hoodies smartphone texted texting selfie selfies teleport teleports teleported teleporting teleporter
    barista onesie doorjamb tshirt blog blogs vlog livestream app apps emoji emojis meme memes gif gifs wifi ramen
    soju sake yukata katana katanas dojo sensei senpai kunai shuriken chakra jutsu ninja kimono muggle mage mages
    dwarven elven orcish lycan fae hyperdrive lightsaber exosuit comms facepalmed facepalm goofily snarky deadpanned
    bestie bestfriend headcanon fanfic fanfiction yaoi canon cosplay playlist podcast hashtag username de la le du des
    der den von van el al di da ad et vs etc inst mme mlle monsieur madame mademoiselle señor señora moulding
    mouldings mouldy storeyed gaol tonne tonnes
    """
)
