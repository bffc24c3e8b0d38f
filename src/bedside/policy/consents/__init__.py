"""What one person may permit another: a signed permission to publish, and acting for somebody."""
