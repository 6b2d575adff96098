"""What stands at the head of each generated file."""

NOTICE = "Generated from ontology/ by `make generate`. Do not edit: change the Turtle and run it again."
