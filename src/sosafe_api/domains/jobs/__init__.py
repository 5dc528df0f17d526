"""Work that goes on in the background, as those see it who may ask for such work."""
