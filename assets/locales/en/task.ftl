# Tasks and the plan of the day. Keys: task-*, plan-*.

task-quadrant-Q1 = do now
task-quadrant-Q2 = schedule
task-quadrant-Q3 = delegate or shorten
task-quadrant-Q4 = drop or later

task-band-high = high
task-band-medium = medium
task-band-low = low

task-field-title = title
task-field-importance = importance
task-field-urgency = urgency
task-field-due = due
task-field-estimate = estimate
task-field-project = project
task-field-tags = tags
task-field-note = note
task-field-blocked_by = blocked by

task-late = { $days } d late
task-due = due { $when }
task-open = { $count } open
task-late-count = { $count } late
task-why = why { $score }
task-pinned = pinned
task-blocked = blocked

plan-fit = { $planned } of { $capacity } fit today
plan-done = { $count } done
