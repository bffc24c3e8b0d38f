"""Vocabularies of terms: how each is read, what is offered for a free text and what curators may do."""
