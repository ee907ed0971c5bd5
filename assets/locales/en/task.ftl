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
task-field-repeat = Repeats
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
task-step-focus = { $one }: focus for a while, on a task or on none; it rings when it is over
task-step-interrupt = { $one } and { $two }: mark what interrupts you, from within or from outside
task-step-score = { $one }: score the week once in a while; { $two } shows how it goes
task-step-more = { $one }: every setting · { $two }: every key
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
task-term-place = place by hand
task-term-next = label next
task-term-due = due
task-term-priority = priority
task-term-scheduled = planned today
task-term-active = worked on now
task-term-annotations = notes
task-term-tags = labels
task-term-project = project
task-term-waiting = not its day yet
task-term-blocked = waits for others

task-source-none = not pressing
task-source-due = due soon
task-source-overdue = overdue
task-source-pressure = much work left
task-source-manual = by hand

plan-capacity = of { $count } that fit today
plan-goal = of { $count }
plan-streak = { $count } days in a row

task-quick-no-title = No title is left. Write what there is to do, as in: write thesis !5 @fri ~3 #project +tag
task-quick-importance = { $text } is no importance. Write !1 to !5, or \! for a plain word.
task-quick-estimate = { $text } is no estimate. Write ~0.1 to ~999 pomodoros, or \~ for a plain word.
task-quick-repeat = { $text } says nothing of coming back. Write *day, *weekday, *week or *month.
task-quick-twice = { $text } comes a second time. Say it once.
task-quick-unclosed = { $text } lacks the closing quote.
task-quick-refused = { $text }: { $why }

task-repeat-day = every day
task-repeat-weekday = every weekday
task-repeat-week = every week
task-repeat-month = every month

task-filter-value = { $text } is no term of a filter. Write one of: { $known }.
task-filter-none-saved = There is no filter @{ $name }: none is saved in [filters] of the settings.
task-filter-no-such = There is no filter @{ $name }. There are: { $known }.
task-filter-endless = The filter @{ $name } names itself.

task-forecast = likely { $p50 }, at most { $p80 } in four of five cases
task-forecast-similar = from { $n } finished tasks of its project or labels
task-forecast-all = from all { $n } finished tasks
task-split = Larger than 7 pomodoros: split it into { $parts } of about { $each }.
task-merge = { $count } tasks are below one pomodoro; together they are { $total }. Do them in one: { $tasks }

plan-of = Plan for { $date }
plan-offered = offered; focus-tui plan --accept takes it
plan-accepted = accepted
plan-fits = { $planned } of { $capacity } pomodoros that still fit
plan-no-windows = No work windows are set, so this is what is late, due or pinned. [day.windows] in the settings says when you work.
plan-nothing = Nothing to plan.
plan-late = { $task } cannot be done before it is due.
plan-postpone = To meet all other deadlines postpone: { $tasks }
plan-left-out = not in it
plan-start-only = start
plan-at-risk = deadline at risk
plan-why-no_room = no room
plan-why-blocked = waits for another task
plan-why-not_due = not due
plan-why-not_accepted = not accepted
plan-slot-short_break = short break
plan-slot-long_break = long break
plan-slot-fixed = kept free
plan-title = Plan
