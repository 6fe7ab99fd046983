"""Rules of the house that import-linter cannot express (docs/architecture.md); each is held by a walk over the syntax."""
