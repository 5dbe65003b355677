"""From a person to the sessions they should do, each choice with its reason."""
