"""Forms: their older view beside the newer one, and what is submitted to them."""
