"""Keys, access tokens and client assertions: what proves who is asking."""
