"""One file a verb: what changes stored things, with permission, rules and log together."""
