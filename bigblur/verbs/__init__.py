"""The verbs: each is one function, from Python (`bigblur.build`) and from the command line (`bigblur build`)."""
