# Tasks and the plan of the day. Keys: task-*, plan-*.

task-quadrant-Q1 = do now
task-quadrant-Q2 = schedule
task-quadrant-Q3 = delegate or shorten
task-quadrant-Q4 = drop or later

task-band-high = high
task-band-medium = medium
task-band-low = low


task-late = { $days } d late
task-open = { $count } open
task-late-count = { $count } late
task-why = why { $score }
task-blocked = blocked

plan-done = { $count } done

task-title = Tasks
task-field-title = Title
task-field-importance = Importance
task-field-urgency = Urgency
task-field-due = Due
task-field-estimate = Estimate
task-field-project = Project
task-field-tags = Tags
task-field-tag = A tag
task-field-note = Note
task-field-blocked_by = Blocked by
task-field-reason = Reason
task-field-minutes = Minutes
task-field-length = Length
task-field-at = Start
task-field-dimension = A dimension
task-field-dimensions = The number of dimensions
task-field-points = The number of points of a scale
task-field-id = An id
task-field-name = A name
task-field-question = A question
task-field-practice = A practice
task-field-practices = The number of practices
task-field-target = A target
task-field-answer = An answer
task-late-today = late
task-none = No task yet: { $key } adds one.
task-none-match = Nothing matches { $filter }.
task-none-selected = No task is selected.
task-where = focus-tui config path says where the files are.
task-example-1 = e.g. write the first page of the thesis
task-example-2 = e.g. pay the bill, due fri
task-example-3 = e.g. learn 20 words, 2 pomodoros
task-form-add = New task
task-form-edit = Change task
task-due-forms = fri · +3d · 12 dec · 18:00
task-note-break = alt-enter: new line
task-number = { $min } to { $max }, ← →
task-arrows = ← →
task-pressure = { $remaining } of { $available } pomodoros left before it is due

task-term-importance = importance
task-term-urgency = urgency
task-term-age = age
task-term-blocking = others wait

task-source-none = not pressing
task-source-due = due soon
task-source-overdue = overdue
task-source-pressure = much work left
task-source-manual = by hand

plan-capacity = of { $count } that fit today
plan-goal = of { $count }
plan-streak = { $count } days in a row
