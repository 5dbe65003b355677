"""Inside a FIT workout file: bytes, messages, and what each says of a session."""
