"""What became of each e-mail that the portal sent, and the sends of each e-mail together, as version 1 has them."""
