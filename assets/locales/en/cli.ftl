# The command line: lists, config, doctor. Keys: cli-*, config-*, doctor-*.

cli-nothing-runs = Nothing runs.
