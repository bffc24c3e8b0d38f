"""The list of clinicians: members who were checked, people who post elsewhere, and the way out for each of them."""
