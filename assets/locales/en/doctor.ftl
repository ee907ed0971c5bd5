# What doctor says. Keys: doctor-*.

doctor-place-data = Data
doctor-place-state = State
doctor-place-config = Settings
doctor-place-templates = Templates
doctor-device = Device
doctor-no-device = none before the first write
doctor-records = Records
doctor-clock = Clock
doctor-clock-says = { $now } { $zone }, up { $up }, of it asleep { $slept }
doctor-terminal = Terminal
doctor-sharing = Sharing
doctor-not-shared = no syncer seen
doctor-writing = Writing
doctor-may-write = possible
doctor-may-not-write = { $path } cannot be written
doctor-lock-file = possible, with a lock file only: the file system knows no locks
doctor-colors = { $count } colours
doctor-file = File
doctor-bytes = Bytes
doctor-holds = Holds
doctor-role-journal = journal
doctor-role-picture = picture of tasks and goals
doctor-role-local = this machine's own
doctor-role-kept = set aside, kept
doctor-role-leftover = left over from a crash
doctor-found-torn = the last record is not whole ({ $bytes } bytes); it is set aside before the next write
doctor-found-chunk = passed over: { $detail }
doctor-found-newer = written by a later version; left as it is
doctor-found-too_large = too large, passed over
doctor-found-copy = a copy of a journal, read as one more
doctor-found-foreign = came from another machine; this one writes as a new device
doctor-found-no_picture = missing or empty; rebuilt from the journals
doctor-found-no_access = cannot be read: { $detail }
doctor-found-shared = lacks the line { $detail }: a syncer would share what belongs to this machine alone
doctor-found-tracked = git keeps it, though it belongs to this machine alone: git rm --cached it
doctor-found-makeshift = the file system knows no locks; a lock file has to do
doctor-found-unreadable = cannot be read: { $detail }
doctor-fixed-tail = torn tail set aside
doctor-fixed-chunks = lines that cannot be read set aside
doctor-fixed-copy = copy set aside, { $count ->
    [0] nothing in it was missing elsewhere
    [one] one record of it taken over
   *[other] { $count } records of it taken over
}
doctor-fixed-picture = rebuilt from the journals
doctor-fixed-timer = set aside; nothing runs
doctor-kept = kept as { $path }
doctor-fine = Nothing is wrong.
doctor-not-fine = { $count ->
    [one] One thing is not as it should be.
   *[other] { $count } things are not as they should be.
}
doctor-try-fix = focus-tui doctor --fix sets aside and rebuilds what can be; it deletes nothing.
doctor-by-hand = What is left has to be set right by hand.
