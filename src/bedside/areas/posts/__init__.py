"""Posts: drafts, posts, threads, polls, images, timelines, search."""
