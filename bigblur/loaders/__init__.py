"""Turn sources into statements. One module a kind of source; each returns `Loaded`."""
