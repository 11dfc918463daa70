"""One folder a format; sheets in, files out."""
