"""Records: evaluations of treatments and the figures made of them."""
