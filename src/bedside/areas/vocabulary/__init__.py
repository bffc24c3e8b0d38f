"""Terms of vocabularies, what is offered for free text, and the curators' queue of words that no vocabulary knows."""
