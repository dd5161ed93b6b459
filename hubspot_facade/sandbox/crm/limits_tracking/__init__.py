"""How much of its limits a portal has used up."""
