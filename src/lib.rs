//! focus-tui: what now, am I in focus, am I getting better.
//!
//! The dashboard with the file that draws each part of it, below `src/ui/view`:
//!
//! ```text
//!  header.rs   Sun 22 Nov 2026 · W47   6 done, 6 more fit today   2 h 31 min    saved · ? keys
//! ╭─ 1 Timer ──────────────── focus ─╮╭─ 2 Tasks ──────────────── by score · 12 open · 1 late ─╮
//! │  digits.rs   ██  █   ██  ████    ││   tasks.rs  93  Q1  ship release     due 18:00    2/6  │
//! │   the time   ██  ████    ████    ││             87  Q1  overdue bill      4 d late    0/1  │
//! │  ━━━━━━━━━━━━━━━━━╸────────────  │├─ why 93 ────────────────────────────────────────────────┤
//! │  timer.rs  rings 14:25 · 3 of 4  ││   tasks/why.rs   importance 5 → 50.0 · urgency → 40.0  │
//! ╰──────────────────────────────────╯╰────────────────────────────────────────────────────────╯
//! ╭─ 3 Assessment ──────── week 47 ──╮╭─ 4 Weeks ──────────────────────────── score, 12 weeks ─╮
//! │  assessment.rs   82.0  ▴ 6.0     ││   weeks.rs                                 ⢀⡠⠤⠒⠊⠉     │
//! │    Decision  30 %  70  ████░░    ││     chart.rs      ⣀⠤⠤⠔⠒⠊⠉⠉⠉⠒⠤⣀⡠⠤⠒⠊⠉                   │
//! ╰──────────────────────────────────╯╰────────────────────────────────────────────────────────╯
//!  footer.rs   space pause   i internal   e external   x void   a add task       dialog.rs: forms
//! ```
//!
//! | to see | read |
//! |---|---|
//! | what can be asked of the program | [`domain::command`] |
//! | what comes of it | [`domain::update`] |
//! | what a key asks for | [`ui::press()`] |
//! | how it is drawn | [`ui::draw`] |
//! | how it becomes durable | [`runtime`] (the desk), [`store`] |
pub mod cli;
pub mod config;
pub mod domain;
pub mod report;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
