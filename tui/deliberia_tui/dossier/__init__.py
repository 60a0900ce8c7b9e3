"""The folder of the commune: plain TOML files that anyone can read, written whole or not at all."""
