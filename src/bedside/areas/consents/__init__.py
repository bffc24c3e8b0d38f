"""What somebody permitted: a signed permission to publish, and acting for somebody. Texts are the permitter's own."""
