"""Content v2 and its successors of version 3: blogs, posts, topics, authors, pages, templates, layouts, addresses."""
