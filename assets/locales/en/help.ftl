# Help and the names of keys. Keys: help-*, key-*.

help-title = keys
help-group-timer = timer
help-group-tasks = tasks
help-group-assessment = assessment
help-group-weeks = weeks
help-group-screen = screen
