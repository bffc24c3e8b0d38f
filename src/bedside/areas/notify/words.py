"""The sentences of notices. No illness, no words of a post, and a space only to its own members."""

from bedside.areas.notify.models import NoticeKind

SENTENCES = {
    NoticeKind.MENTION: "{who} named you in a post.",
    NoticeKind.REPLY: "{who} answered you.",
    NoticeKind.HELPED: "{who} said that your post helped them.",
    NoticeKind.FOLLOW: "{who} follows you now.",
    NoticeKind.FOLLOW_ASKED: "{who} would like to follow you.",
    NoticeKind.CONNECT_ASK: "{who} would like to connect with you.",
    NoticeKind.MESSAGE_ASK: "{who} would like to write to you. You decide.",
    NoticeKind.ACCEPTED: "{who} let you follow them.",
    NoticeKind.JOIN_ASKED: "{who} asks to join {space}.",
    NoticeKind.LET_IN: "You are a member of {space} now.",
    NoticeKind.CLAIM_PROOF: "One proof is missing, then you are verified. Choose one.",
    NoticeKind.CLAIM_REVIEW: "People look at your claim now. You need do nothing.",
    NoticeKind.CLAIM_YES: "You are verified. See what your badge says.",
    NoticeKind.CLAIM_NO: "Your claim was refused. See why, and what you can do.",
    NoticeKind.CLAIM_CLOSED: "Your claim was closed, because no proof came. You can begin a new one.",
    NoticeKind.CLAIM_DUE: "Your verification ends soon. Have it checked anew.",
    NoticeKind.CLAIM_OVER: "Your verification has ended. You can begin a new claim.",
    NoticeKind.CLAIM_HELD: "Your verification is suspended. See why, and how to answer.",
    NoticeKind.CLAIM_LIFTED: "Your verification counts again.",
    NoticeKind.CLAIM_TAKEN: "Your verification was taken back. You can appeal within 14 days.",
    NoticeKind.CLAIM_TWICE: "Somebody else claims your number. You keep your badge while we look into it.",
    NoticeKind.MESSAGE: "You have a message.",
    NoticeKind.ON_CALL: "Something urgent waits at your practice's desk.",
    NoticeKind.REVIEW: "Something waits on your reviewers' desk. You have three days.",
    NoticeKind.PICTURES: "Your post is not published yet. Look at its pictures first.",
    NoticeKind.DELAYED: "A post that waited 30 days could not be published. Look at it again.",
    NoticeKind.PERMIT_ASKED: "{who} asks you for a permission. Read it, then say yes or no.",
    NoticeKind.PERMIT_YES: "A permission that you asked for is signed.",
    NoticeKind.PERMIT_NO: "A permission that you asked for was not given.",
    NoticeKind.PERMIT_SOON: "A permission ends within a week. What was posted on it goes then.",
    NoticeKind.PERMIT_OVER: "A permission has ended. What you posted on it was taken down.",
    NoticeKind.CARE_ASKED: "{who} asks you something about caring. Read it, then say yes or no.",
    NoticeKind.QUESTION: "A question waits in your record. It takes less than a minute.",
    NoticeKind.MEET_ASK: "Somebody would like to be introduced to you. You decide.",
    NoticeKind.MEET_YES: "Somebody whom you asked said yes. See who it is.",
    NoticeKind.TELL_ASKED: "{who} asks if you may be told something at some time. You decide.",
    NoticeKind.HARD_TIME: "{who} asked that you be told: they are having a hard time.",
    NoticeKind.HARD_OVER: "{who} asked that you be told: the hard time is over.",
    NoticeKind.CARE_YEAR: "Somebody may act for you, and the year is nearly over. Say if it goes on.",
    NoticeKind.VOUCH_ASKED: "{who} asks you to vouch for them. Your answer is private.",
    NoticeKind.VOUCHED: "What colleagues vouched for you has changed. See where you stand.",
    NoticeKind.LISTED_YES: "We saw your code. The listed entry that you claimed is yours now.",
    NoticeKind.LISTED_NO: "We looked for your code, and did not find it. You can try again.",
    NoticeKind.LISTED_GONE: "Your claim of a listed entry has ended. The entry is no longer free.",
    NoticeKind.DUTY: "Something waits on the duty board.",
    NoticeKind.DUTY_LATE: "A clock on the duty board has run out. Look at it now.",
    NoticeKind.DUTY_REVIEW: "A review has waited for a week.",
    NoticeKind.SHIFT: "A colleague asks you to take over a shift.",
    NoticeKind.CARE: "We have written to you. Only you can read it.",
    NoticeKind.CARE_GLASS: "To keep you safe, two of our staff told somebody. See what and why.",
    NoticeKind.CARE_REVIEW: "You are asked to read what we learned. It names nobody.",
    NoticeKind.DECIDED: "The moderators decided something about yours. See what, why, and what you can do.",
    NoticeKind.SECOND_LOOK: "A second look at a decision is done. See how it ended.",
    NoticeKind.REPORTED: "We looked at what you reported. Thank you.",
    NoticeKind.AT_DESK: "Something was reported and waits for a look.",
    NoticeKind.EMERGENCY: "In an emergency, staff of this site could read what you wrote. See what, when and why.",
}
OF_SEVERAL = {
    NoticeKind.FOLLOW: "{who} follow you now.",
    NoticeKind.JOIN_ASKED: "{who} ask to join {space}.",
}


def sentence(kind: str, *, names: list[str], space: str = "") -> str:
    """Return what a notice says; `names` are those who did it, the last one first."""
    which = NoticeKind(kind)
    form = OF_SEVERAL.get(which, SENTENCES[which]) if len(names) > 1 else SENTENCES[which]
    return form.format(who=people(names), space=space)


def people(names: list[str]) -> str:
    """Return some names in words: "Moss", "Moss and Reed", "Moss and 2 others"."""
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join(names)
