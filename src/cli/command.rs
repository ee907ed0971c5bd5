//! Arguments → Command: the values of the domain from what a person wrote. Pure but for clap's types.
use jiff::{Zoned, civil::Date, civil::Time};

use super::{
    args::{
        AmendArgs, AnswerWord, AssessRecordArgs, AssessVerb, KindWord, LogArgs, OutcomeWord, PlanArgs, StartArgs,
        TaskFields, TaskVerb, Verb,
    },
    misuse::Misuse,
};
use crate::{
    domain::{
        command::{Answer, Command, LogEntry, Place, PlanEdit, Scores, SessionEdit, Start, TaskEdit},
        limits,
        session::{Origin, Outcome},
        stamp::Stamp,
        task::{Due, Repeat},
        week::{Week, logical_date},
    },
    text::{
        quick::{self, Quick},
        span,
        when::{self, When, WhenError},
    },
};

/// What is needed to read times: now, and when a day begins.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// The present moment in the user's zone.
    pub now: &'a Zoned,
    /// When a logical day begins.
    pub day_start: Time,
}

/// The command that these words ask for; none where they only ask to be told something.
///
/// # Errors
/// What is wrong with the arguments, in the order in which they stand.
pub fn command(verb: &Verb, clock: Clock<'_>) -> Result<Option<Command>, Misuse> {
    Ok(Some(match verb {
        Verb::Start(args) => Command::Start(start(args, clock)?),
        Verb::Pause => Command::Pause,
        Verb::Resume => Command::Resume,
        Verb::Toggle => Command::Toggle,
        Verb::Skip => Command::Skip,
        Verb::Restart => Command::Restart,
        Verb::Finish => Command::Finish,
        Verb::Void(args) => Command::Void { reason: args.reason.clone() },
        Verb::Extend(args) => {
            let seconds = span::parse_signed(&args.by).map_err(|fault| Misuse::Span(args.by.clone(), fault))?;
            Command::Extend { seconds }
        }
        Verb::Resolve(args) => Command::Resolve(match args.answer {
            AnswerWord::Continue => Answer::Continue,
            AnswerWord::End => Answer::End,
            AnswerWord::Count => Answer::Count,
            AnswerWord::Void => Answer::Void,
        }),
        Verb::Interrupt(args) => Command::Interrupt {
            kind: match args.kind {
                KindWord::Internal => Origin::Internal,
                KindWord::External => Origin::External,
            },
            note: args.note.clone(),
        },
        Verb::Log(args) => Command::Log(log(args, clock)?),
        Verb::Amend(args) => Command::Amend { session: args.session.clone(), edit: amend(args, clock)? },
        Verb::Delete(args) => Command::DeleteSession { session: args.session.clone() },
        Verb::Task(verb) => return task(verb, clock),
        Verb::Assess(AssessVerb::Record(args)) => Command::Assess(record(args)?),
        Verb::Plan(args) => return plan(args, clock),
        Verb::Undo(args) if !args.dry_run => Command::Undo,
        Verb::Status(_)
        | Verb::Park(_)
        | Verb::Wait
        | Verb::Watch
        | Verb::Sessions(_)
        | Verb::Assess(_)
        | Verb::History(_)
        | Verb::Review(_)
        | Verb::Config(_)
        | Verb::Doctor(_)
        | Verb::Completions(_)
        | Verb::Keys
        | Verb::Themes
        | Verb::Man
        | Verb::Undo(_)
        | Verb::RunHook { .. } => return Ok(None),
    }))
}

fn start(args: &StartArgs, clock: Clock<'_>) -> Result<Start, Misuse> {
    Ok(Start {
        task: args.task.clone(),
        length_s: args.length.as_deref().map(length).transpose()?,
        mode: args.mode.clone(),
        as_set: false,
        at: args.at.as_deref().map(|text| time(text, clock)).transpose()?,
    })
}

fn log(args: &LogArgs, clock: Clock<'_>) -> Result<LogEntry, Misuse> {
    Ok(LogEntry {
        task: args.task.clone(),
        at: time(&args.at, clock)?,
        seconds: length(&args.length)?,
        outcome: outcome(args.outcome),
        note: args.note.clone(),
    })
}

fn amend(args: &AmendArgs, clock: Clock<'_>) -> Result<SessionEdit, Misuse> {
    Ok(SessionEdit {
        task: args.task.clone().map(clearable),
        at: args.at.as_deref().map(|text| time(text, clock)).transpose()?,
        seconds: args.length.as_deref().map(length).transpose()?,
        outcome: args.outcome.map(outcome),
        note: args.note.clone().map(clearable),
    })
}

fn task(verb: &TaskVerb, clock: Clock<'_>) -> Result<Option<Command>, Misuse> {
    Ok(Some(match verb {
        TaskVerb::Add(args) => {
            let said = fields(&args.fields, clock)?;
            Command::AddTask(match &args.quick {
                Some(line) => laid_over(quick::parse(line, clock.now, clock.day_start).map_err(Misuse::Quick)?, said),
                None => TaskEdit { title: Some(args.title.join(" ")), ..said },
            })
        }
        TaskVerb::Edit(args) => {
            let edit = TaskEdit { title: args.title.clone(), ..fields(&args.fields, clock)? };
            Command::EditTask { task: args.task.clone(), edit }
        }
        TaskVerb::Done(args) => Command::Done { tasks: args.tasks.clone() },
        TaskVerb::Drop(args) => Command::Drop { tasks: args.tasks.clone() },
        TaskVerb::Reopen(args) => Command::Reopen { task: args.task.clone() },
        TaskVerb::Pin(args) => Command::Pin { task: args.task.clone() },
        TaskVerb::Move(args) => {
            let place = match args.place.as_str() {
                "up" => Place::Up,
                "down" => Place::Down,
                "first" => Place::First,
                "last" => Place::Last,
                other => Place::Before(other.to_owned()),
            };
            Command::PlaceTask { task: args.task.clone(), place }
        }
        TaskVerb::Split(args) => Command::SplitTask { task: args.task.clone(), parts: args.parts },
        TaskVerb::Merge(args) => Command::MergeTasks { tasks: args.tasks.clone(), title: args.title.clone() },
        TaskVerb::Delete(args) => Command::DeleteTask { task: args.task.clone() },
        TaskVerb::List(_) | TaskVerb::Show(_) => return Ok(None),
    }))
}

/// What a line says, with the options laid over it.
fn laid_over(line: Quick, options: TaskEdit) -> TaskEdit {
    let line = TaskEdit::from(line);
    TaskEdit {
        title: line.title,
        importance: options.importance.or(line.importance),
        due: options.due.or(line.due),
        estimate: options.estimate.or(line.estimate),
        project: options.project.or(line.project),
        tags: options.tags.or(line.tags),
        repeat: options.repeat.or(line.repeat),
        unplanned: options.unplanned.or(line.unplanned),
        ..options
    }
}

/// The change of a plan that the options ask for; none where they only ask to see it.
fn plan(args: &PlanArgs, clock: Clock<'_>) -> Result<Option<Command>, Misuse> {
    let date = plan_date(args, clock)?;
    let edit = if args.accept {
        PlanEdit::Accept
    } else if args.anew {
        PlanEdit::Anew
    } else if let Some(text) = &args.add {
        let (task, pomodoros) = match text.rsplit_once('=') {
            Some((task, count)) => (task, Some(number("estimate", count)?)),
            None => (text.as_str(), None),
        };
        PlanEdit::Add { task: task.to_owned(), pomodoros }
    } else if let Some(task) = &args.drop {
        PlanEdit::Drop { task: task.clone() }
    } else if let Some(task) = &args.up {
        PlanEdit::Move { task: task.clone(), by: -1 }
    } else if let Some(task) = &args.down {
        PlanEdit::Move { task: task.clone(), by: 1 }
    } else {
        return Ok(None);
    };
    Ok(Some(Command::EditPlan { date, edit }))
}

/// The day that a plan is for: today where none is named.
///
/// # Errors
/// [`Misuse::When`].
pub fn plan_date(args: &PlanArgs, clock: Clock<'_>) -> Result<Date, Misuse> {
    let today = logical_date(clock.now.datetime(), clock.day_start);
    args.date.as_deref().map_or(Ok(today), |text| date(text, clock))
}

fn fields(args: &TaskFields, clock: Clock<'_>) -> Result<TaskEdit, Misuse> {
    let urgency = args.urgency.clone().map(clearable);
    let estimate = args.estimate.clone().map(clearable);
    Ok(TaskEdit {
        title: None,
        importance: args.importance,
        urgency: urgency.map(|text| text.map(|text| number("urgency", &text)).transpose()).transpose()?,
        due: args.due.as_deref().map(|text| due(text, clock)).transpose()?,
        estimate: estimate.map(|text| text.map(|text| number("estimate", &text)).transpose()).transpose()?,
        project: args.project.clone().map(clearable),
        tags: list(&args.tags),
        note: args.note.clone().map(clearable),
        blocked_by: list(&args.blocked_by),
        unplanned: args.unplanned,
        dimension: None,
        repeat: args
            .repeat
            .clone()
            .map(clearable)
            .map(|text| text.map(|text| repeat(&text)).transpose())
            .transpose()?,
    })
}

fn record(args: &AssessRecordArgs) -> Result<Scores, Misuse> {
    Ok(Scores {
        template: args.template.clone(),
        scores: args.scores.iter().map(|text| score(text)).collect::<Result<_, _>>()?,
        notes: Vec::new(),
        week: args.week.as_deref().map(week).transpose()?,
        retest: args.retest,
        note: args.note.clone(),
    })
}

/// Whether a value asks for a field to be emptied.
fn clears(text: &str) -> bool {
    let text = text.trim();
    text.eq_ignore_ascii_case("none") || text == "无"
}

fn clearable(text: String) -> Option<String> {
    (!clears(&text)).then_some(text)
}

/// A repeated option: not given at all leaves the list as it is, a single `none` empties it.
fn list(values: &[String]) -> Option<Vec<String>> {
    match values {
        [] => None,
        [only] if clears(only) => Some(Vec::new()),
        several => Some(several.to_vec()),
    }
}

fn repeat(text: &str) -> Result<Repeat, Misuse> {
    quick::repeat(text).ok_or_else(|| Misuse::Repeat(text.to_owned()))
}

fn number<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<T, Misuse> {
    text.trim().parse().map_err(|_| Misuse::Number { field, text: text.to_owned() })
}

fn outcome(word: OutcomeWord) -> Outcome {
    match word {
        OutcomeWord::Completed => Outcome::Completed,
        OutcomeWord::Partial => Outcome::Partial,
        OutcomeWord::Void => Outcome::Void,
    }
}

fn length(text: &str) -> Result<u32, Misuse> {
    let seconds = span::parse(text).map_err(|fault| Misuse::Span(text.to_owned(), fault))?;
    Ok(u32::try_from(seconds).unwrap_or(limits::LONGEST_S))
}

fn time(text: &str, clock: Clock<'_>) -> Result<Stamp, Misuse> {
    let at = when::time(text, clock.now).map_err(|fault| Misuse::Time(text.to_owned(), fault))?;
    Ok(Stamp::from(&at))
}

fn due(text: &str, clock: Clock<'_>) -> Result<Option<Due>, Misuse> {
    let asked = when::when(text, clock.now, clock.day_start);
    Ok(match asked.map_err(|fault| Misuse::When(text.to_owned(), fault))? {
        When::Clear => None,
        When::At(at) => Some(Due::At(Stamp::from(&at))),
        When::Day { date, .. } => Some(Due::Day(date)),
    })
}

/// The logical date of a text: as for a deadline, and `yesterday`, `-3d`, `-2w` for the past.
///
/// # Errors
/// [`Misuse::When`].
pub fn date(text: &str, clock: Clock<'_>) -> Result<Date, Misuse> {
    let fault = |fault| Misuse::When(text.to_owned(), fault);
    let today = logical_date(clock.now.datetime(), clock.day_start);
    let word = text.trim().to_lowercase();
    let ago = match word.as_str() {
        "yesterday" | "昨天" => Some(1),
        _ => word.strip_prefix(['-', '−']).and_then(days_ago),
    };
    if let Some(days) = ago {
        let past = jiff::Span::new().try_days(-days).and_then(|span| today.checked_add(span));
        return past.map_err(|_| fault(WhenError::OutOfReach));
    }
    match when::when(text, clock.now, clock.day_start).map_err(fault)? {
        When::Day { date, .. } => Ok(date),
        When::At(at) => Ok(logical_date(at.datetime(), clock.day_start)),
        When::Clear => Err(fault(WhenError::NotATime)),
    }
}

fn days_ago(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let days = match unit {
        'd' => 1,
        'w' => 7,
        _ => return None,
    };
    let digits = &text[..text.len() - unit.len_utf8()];
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(i64::MAX)).map(|count: i64| count.saturating_mul(days))
}

/// An ISO week.
///
/// # Errors
/// [`Misuse::Week`].
pub fn week(text: &str) -> Result<Week, Misuse> {
    Week::parse(text.trim()).ok_or_else(|| Misuse::Week(text.to_owned()))
}

fn score(text: &str) -> Result<(String, f64), Misuse> {
    let fault = || Misuse::Score(text.to_owned());
    let (dimension, value) = text.split_once(['=', '＝']).ok_or_else(fault)?;
    let value = value.trim().parse().map_err(|_| fault())?;
    if dimension.trim().is_empty() {
        return Err(fault());
    }
    Ok((dimension.trim().to_owned(), value))
}

#[cfg(test)]
mod tests;
