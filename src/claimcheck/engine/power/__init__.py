"""How many slips the rules would notice."""
