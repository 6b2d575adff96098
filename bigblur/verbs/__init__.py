"""The verbs: each is one function, the same from Python (`bigblur.build`) and from the command line (`bigblur build`)."""
