# The timer: phases, states, outcomes, what the pane says. Keys: timer-*.
# Phases, states, outcomes and interruptions are named as in the JSON of the command line.

timer-phase-focus = focus
timer-phase-short_break = short break
timer-phase-long_break = long break
timer-phase-idle = idle

timer-state-idle = idle
timer-state-running = running
timer-state-paused = paused
timer-state-asking = asking

timer-mode-pomodoro = pomodoro
timer-mode-flow = flow
timer-mode-countdown = countdown
timer-mode-custom = custom

timer-outcome-completed = completed
timer-outcome-void = void
timer-outcome-partial = partial
timer-outcome-skipped = skipped

timer-interrupt-internal = internal
timer-interrupt-external = external

timer-round = pomodoro { $round } of { $rounds }
timer-rings = rings { $time }
timer-paused-at = paused { $time }
timer-left = { $left } left
timer-over = over { $over }
timer-over-ago = over { $minutes } min ago
timer-next = then { $phase } { $minutes } min
timer-next-open = then { $phase }
timer-no-task = no task
timer-runs-on = The { $phase } goes on without this screen and rings { $time }. Come back with focus-tui.
timer-nobody-rings = Nobody will ring: no dashboard and no watch runs here. Open focus-tui, or start focus-tui watch.

timer-not-told = Notices do not work here: focus-tui config test-notice says why.
timer-notice-focus_start = Focus begins. { $task }
timer-notice-focus_end = Focus is over. { $task }
timer-notice-break_start = The break begins.
timer-notice-break_end = The break is over.
timer-notice-void = Focus was given up. { $task }
timer-notice-interrupt = An interruption was marked. { $task }
timer-notice-asks = The computer slept in the focus phase. What about it?

timer-gap = The computer slept { $slept }, from { $from } to { $to }. What about the focus phase?
timer-gap-continue = go on
timer-gap-end = end it at { $from }
timer-gap-count = count the gap
timer-gap-void = void it

timer-title = Timer
timer-letter-focus = F
timer-letter-short_break = S
timer-letter-long_break = L
timer-letter-idle = -
timer-letter-paused = P
timer-press = { $key } starts
timer-break-due = { $key } begins the break
timer-due = break due
timer-break-over = break over
timer-move-on = time is up: { $key } moves on
timer-go-on = { $key } goes on
timer-answer = { $key } answers
timer-runs-on-open = The { $phase } goes on without this screen. Come back with focus-tui.
timer-marked-internal = internal interruption marked
timer-marked-external = external interruption marked
timer-note-it = { $key }: note
timer-noted = noted: { $note }
timer-extended = { $minutes } min
timer-assigned = the focus is now for { $task }
timer-form-void = Give this pomodoro up
timer-form-note = What was it?
timer-form-extend = More or fewer minutes
timer-form-mode = Mode of the next start
timer-form-start-at = Start in the past
timer-at-forms = 09:00 · -10m · yesterday 9:00
timer-mode-as-set = as set
timer-mode-minutes = min, no break
timer-mode-about-pomodoro = { $focus } min, break { $short }, long break { $long } after { $rounds }
timer-mode-about-flow = counts up, earns a break
timer-mode-about-countdown = { $minutes } min, no break
timer-mode-later = The mode holds from the next start on.
timer-step = { $round } of { $rounds }
timer-parked = { $count } parked: { $key } makes a task
timer-day = today
timer-sessions = sessions of today
timer-interruptions = interruptions of today
timer-more-sessions = … { $key } shows all sessions
timer-streak = { $days } in a row, the longest were { $longest }
timer-best = best day: { $what } ({ $day })
timer-best-focus = most focus: { $what } ({ $day })
timer-none-parked = No note is parked today.
timer-ended-by-sleep = The phase was ended where the computer fell asleep. undo brings the question back.
