"""What content is: frozen types, and the loader that refuses to start on anything that does not fit."""
