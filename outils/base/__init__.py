"""Parts of the command that compiles the reference base."""
