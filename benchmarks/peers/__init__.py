"""What is measured beside the floor: one module each, with a `PEER`; a new one is a new file."""
