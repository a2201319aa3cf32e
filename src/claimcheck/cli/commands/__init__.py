"""The commands, one file each: a module's `register` adds its command to the app."""
