"""Moderation: emergency access to what a member wrote in private, and what members hear of looks at theirs."""
