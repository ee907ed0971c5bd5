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
task-pinned = pinned

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
task-field-unplanned = Unplanned
task-choice-auto = yes where the day is planned already
task-choice-yes = yes
task-choice-no = no
task-field-reason = Reason
task-field-minutes = Minutes
task-field-length = Length
task-field-at = Start
task-field-task = Task
task-field-outcome = Outcome
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
task-field-parts = The number of parts
task-field-pomodoros = The number of pomodoros
task-field-split = Parts
task-field-part = Part
task-late-today = late
task-none-open = Nothing is open: { $key } adds a task.
task-none = No task yet: { $key } adds one.
task-none-match = Nothing matches { $filter }.
task-none-selected = No task is selected.
task-not-here = That needs the tasks in sight.
task-step-focus = { $one }: focus for a while, on a task or on none; it rings when it is over
task-step-interrupt = { $one } and { $two }: mark what interrupts you, from within or from outside
task-step-score = { $one }: score the week once in a while; { $two } shows how it goes
task-step-more = { $one }: every setting · { $two }: every key
task-where = focus-tui config path says where the files are.
task-example-1 = e.g. write the first page of the thesis
task-example-2 = e.g. pay the bill @fri
task-example-3 = e.g. learn 20 words ~2
task-form-add = New task
task-form-edit = Change task
task-form-estimate = New estimate
task-form-split = Split the task
task-form-merge = Merge the small ones
task-due-forms = fri · +3d · 12 dec · 18:00
task-note-break = alt-enter: new line
task-number = { $min } to { $max }, ← →
task-arrows = ← →
task-pressure = { $remaining } of { $available } pomodoros left before it is due
task-term-product = { $name }: { $product }

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

plan-fit = { $planned } of { $all } fit today
plan-all-fit = { $count ->
    [one] the last one fits today
   *[other] all { $count } left fit today
}
plan-more-fit = { $count ->
    [one] { $count } more fits today
   *[other] { $count } more fit today
}
plan-none-fit = no more fits today
plan-work-over = work is over for today
plan-work-ends = work ends { $time }
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
plan-set-windows = [day.windows] in the settings says when you work; then the plan of the day stands here.
plan-nothing = Nothing to plan.
plan-overdue = { $task } is late already.
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
plan-day = { $date }, { $word }
plan-is-offered = offered · { $key } accepts it
plan-is-offered-there = offered · { $key } shows it
plan-all-met = All deadlines can be met.
plan-over = { $capacity } of { $planned } pomodoros still fit: { $over } too many
plan-tight = tight: leave some room
plan-kept = { $done } of { $planned } planned pomodoros done
plan-none-accepted = No plan was accepted for that day.
plan-past = That day is over.
plan-kept-as-it-is = The plan is accepted already and stays as it is.
plan-hours = hours
plan-tasks = tasks in order
plan-free = free
plan-now = now
plan-why-postpone = postpone: it cannot be met
plan-next = next in the plan: { $task }
plan-choose = Put into the plan
plan-choose-none = All open tasks are in the plan.

task-planned = planned today
task-by-default = by score
task-by-taskwarrior = by urgency
task-by-quadrant = by quadrant
task-by-manual = by hand
task-ranking-default = ordered by score
task-ranking-taskwarrior = ordered by Taskwarrior's urgency
task-ranking-manual = ordered by hand: the keys of importance move a task
task-at-end = { $field } is { $level } already.
task-no-offer = Nothing is offered here.
task-quick = New task
task-quick-forms = !5 importance · @fri due · ~3 pomodoros · #project · +tag · *week · !u unplanned
task-quick-pomodoros = { $count ->
    [one] { $count } pomodoro
   *[other] { $count } pomodoros
}
task-quick-late = already over
task-in-days = in { $days } days
task-filter-forms = words of the title · #project +tag !5 q:1 band:high due:week is:pinned { $saved }
task-created = Entered
task-done-at = Done
task-dropped-at = Dropped
task-blocks = Holds up
task-estimate-nth = { $first } first, then { $then }
task-actual = Done so far
task-actual-of = { $actual } of { $estimate } · { $minutes }
task-ratio = { $ratio } times the first estimate
task-forecast-name = Forecast
task-unplanned = unplanned
task-accept-split = { $key } splits it
task-accept-merge = { $key } merges them
task-sized-split = larger than 7: { $key } splits it into { $parts }
task-sized-merge = below one: { $key } merges { $count } small ones
task-part-estimate = { $text }: the estimate goes from ~0.1 to ~999.
task-part-title = A part needs a title.
task-split-range = The number of parts goes from 2 to 50.
task-parts-forms = title ~pomodoros
task-estimate-about = { $task }: { $done } pomodoros so far. How many will it take in all?
task-score = Score
plan-others-met = All other deadlines can be met.
plan-is-late = late
task-days-ago = { $days } days ago
task-repeat-forms = day · weekday · week · month
task-blocked-forms = titles or ids, with commas
