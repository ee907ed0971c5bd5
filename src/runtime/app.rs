//! The dashboard's loop: one select over keys, the desk, the folders, signals and the next second.
mod input;
mod settings;

pub use settings::Source;

use std::{
    io,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::Result;
use crossterm::event::Event;
use ratatui::Terminal;
use tokio::{
    sync::mpsc::{UnboundedReceiver, channel, unbounded_channel},
    time,
};

use super::{
    arrangement,
    attend::Attendant,
    backend::Paint,
    banner::Banner,
    clerk::{Clerk, Reply, Request},
    clock,
    desk::Desk,
    drafts::Kept,
    hooks::{self, Hooks},
    keys::Keys,
    notice::Bell,
    signals::{End, Signals},
    terminal::{Canvas, Taken},
};
use crate::{
    config::{Config, problem_text},
    domain::{command::Command, draft::Draft, model::Model, moment::Moment, occasion::seen},
    text::locale::{Arg, Locale},
    ui::{self, Arrangement, Badge, Input, Scene, Screen, Theme},
};

/// Most keys between two paints.
const BURST: usize = 512;
/// Keys wait no longer than this for the answer to a form.
const PATIENCE_MS: i64 = 1000;
/// What takes longer than this to save is shown as being saved.
const SAVING_MS: i64 = 100;

/// Everything the dashboard is started with.
#[derive(Debug)]
pub struct Setting {
    /// The settings.
    pub config: Config,
    /// The language.
    pub locale: Locale,
    /// Colours and symbols.
    pub theme: Theme,
    /// What is wrong with the settings, in lines.
    pub banners: Vec<String>,
    /// What is said once, in lines.
    pub notices: Vec<String>,
}

/// Runs the dashboard until the user quits or a signal ends it. The caller has checked that there is a
/// terminal. Gives back the model as it was last known, and the language that was spoken last.
///
/// # Errors
/// Where the terminal cannot be used, or the desk is gone.
pub fn run(setting: Setting, source: &dyn Source, mut desk: Desk) -> Result<(Arc<Model>, Locale)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Before the terminal is taken: a signal that came in between would leave it as it is.
    let signals = {
        let _inside = runtime.enter();
        Signals::new()?
    };
    let mut taken = Taken::take(setting.config.screen.mouse)?;
    let canvas: Canvas = Terminal::new(Paint::new(io::stdout()))?;
    let model = Arc::new(desk.model().clone());
    let mut app = App::new(setting, source, model, canvas);
    app.take_drafts(&desk.store().drafts(), &clock::now());
    // The first picture comes before everything that can wait.
    app.draw(&clock::now())?;
    let result = runtime.block_on(app.live(desk, &mut taken, signals));
    drop(taken);
    result?;
    Ok((app.model, app.setting.locale))
}

struct App<'a> {
    setting: Setting,
    source: &'a dyn Source,
    /// The arrangement that was kept last.
    arranged: Arrangement,
    /// The file of settings as it was read last: when it was changed, and its size.
    read: Option<(SystemTime, u64)>,
    screen: Screen,
    model: Arc<Model>,
    canvas: Canvas,
    badge: Option<Badge>,
    banner: Banner,
    bell: Bell,
    hooks: Hooks,
    attendant: Attendant,
    waiting: usize,
    revision: u64,
    /// The model for which every session was asked for.
    all_asked: Option<u64>,
    /// What was typed while a form waits for its answer, and since when.
    held: Vec<Input>,
    held_ms: i64,
    /// When something was first asked for that has not been answered.
    asked: Option<i64>,
    kept: Kept,
}

impl<'a> App<'a> {
    fn new(setting: Setting, source: &'a dyn Source, model: Arc<Model>, canvas: Canvas) -> Self {
        let mut screen = Screen::new();
        if let Ok(size) = canvas.size() {
            screen.fit(size.width, size.height);
        }
        screen.seen(0);
        screen.arrange(arrangement::load(source.arrangement(), &setting.config.screen.arrangement));
        Self {
            arranged: screen.arrangement,
            read: settings::stat(source.path()),
            source,
            screen,
            model,
            canvas,
            badge: None,
            banner: Banner::new(setting.banners.clone(), setting.notices.clone()),
            bell: Bell::new(&setting.config.notify),
            setting,
            hooks: Hooks::default(),
            attendant: Attendant::default(),
            waiting: 0,
            revision: 0,
            all_asked: None,
            held: Vec::new(),
            held_ms: 0,
            asked: None,
            kept: Kept::default(),
        }
    }

    /// Takes back what was written and not sent before the last end.
    fn take_drafts(&mut self, drafts: &[Draft], now: &Moment) {
        let locale = &self.setting.locale;
        self.screen.take_drafts(&self.model, locale, now, drafts);
        let count = self.kept.begin(&self.screen);
        if count > 0 {
            self.screen.say(locale.with("common-drafts", &[("count", Arg::Int(count))]), ui::Tone::Done);
        }
    }

    fn draw(&mut self, now: &Moment) -> io::Result<()> {
        let status = self.model.status(now);
        let banner = self.banner.line(&self.setting.locale);
        self.screen.look(self.setting.theme.is_ascii(), banner.is_some());
        let scene = Scene {
            model: &self.model,
            screen: &self.screen,
            locale: &self.setting.locale,
            theme: &self.setting.theme,
            keymap: &self.setting.config.keys,
            moment: now,
            status: &status,
            badge: self.badge.as_ref(),
            banner: banner.as_deref(),
        };
        self.canvas.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = ui::draw(&scene, area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }

    /// Shows that something is being saved where that takes long; how long until it does.
    fn saving(&mut self, now: &Moment) -> Option<Duration> {
        let Some(asked) = self.asked.filter(|_| self.waiting > 0) else {
            self.asked = None;
            return None;
        };
        let left = SAVING_MS - (now.awake_ms - asked);
        if left > 0 {
            return Some(Duration::from_millis(left.unsigned_abs()));
        }
        if matches!(self.badge, None | Some(Badge::Saved)) {
            self.badge = Some(Badge::Saving);
        }
        None
    }

    async fn live(&mut self, desk: Desk, taken: &mut Taken, mut signals: Signals) -> Result<()> {
        let (replies, mut answers) = unbounded_channel();
        let (changed, mut changes) = channel(1);
        let clerk = Clerk::hire(desk, replies);
        clerk.ask(Request::Prepare);
        // Only their view needs them, and the first picture has been drawn.
        self.screen.set_settings(self.source.listed(self.setting.locale.lang()));
        self.screen.set_own_themes(self.source.themes());
        let mut keys = Keys::listen()?;
        let result = 'live: loop {
            let now = clock::now();
            self.attendant.look(&self.model, &clerk, &now);
            let patience = (!self.held.is_empty()).then_some(Duration::from_millis(PATIENCE_MS.unsigned_abs()));
            let wait = self.attendant.wait(&self.model, &now).min(patience.unwrap_or(Duration::MAX));
            let wait = self.saving(&now).into_iter().fold(wait, Duration::min);
            let wait = self.kept.keep(&self.screen, &clerk, &now, false).into_iter().fold(wait, Duration::min);
            let passes = self.screen.passes_ms(&now).map(|ms| Duration::from_millis(ms.unsigned_abs()));
            let wait = wait.min(passes.unwrap_or(Duration::MAX));
            let woken = tokio::select! {
                biased;
                end = signals.next() => Woken::Signal(end),
                reply = answers.recv() => Woken::Reply(reply),
                event = keys.next() => Woken::Key(event),
                _ = changes.recv() => Woken::Files,
                () = time::sleep(wait) => Woken::Second,
            };
            let now = clock::now();
            match woken {
                Woken::Signal(End::Quit) => break Ok(()),
                Woken::Signal(End::Stop) => self.suspend(taken)?,
                Woken::Second => self.look_at_settings(&clerk, taken)?,
                Woken::Files => {
                    while changes.try_recv().is_ok() {}
                    clerk.ask(Request::Refresh);
                    self.look_at_settings(&clerk, taken)?;
                }
                Woken::Reply(None) => break Err(anyhow::anyhow!("the desk is gone")),
                Woken::Reply(Some(Reply::Ready(mut folders))) => {
                    // A folder that is not there would keep the others from being watched.
                    folders.extend(self.source.path().parent().filter(|folder| folder.is_dir()).map(Path::to_owned));
                    self.attendant.watch(&folders, &changed, &clerk);
                }
                Woken::Reply(Some(reply)) => self.take(reply, &now)?,
                // The terminal is gone.
                Woken::Key(None) => break Ok(()),
                Woken::Key(Some(event)) => {
                    let mut next = Some(event);
                    let waiting = self.waiting;
                    // A burst of keys is painted once, as long as none of them changes what the next one means.
                    for _ in 0..BURST {
                        let Some(event) = next.take() else { break };
                        if self.key(event, &clerk, &now, taken)? {
                            break 'live Ok(());
                        }
                        if self.waiting == waiting {
                            next = keys.ready();
                        }
                    }
                    if let Some(event) = next
                        && self.key(event, &clerk, &now, taken)?
                    {
                        break Ok(());
                    }
                }
            }
            self.drain(&mut answers, &now)?;
            if self.release(&clerk, &now, taken)? {
                break Ok(());
            }
            self.read_all(&clerk);
            self.saving(&now);
            self.keep_arrangement();
            self.draw(&clock::now())?;
        };
        self.kept.keep(&self.screen, &clerk, &clock::now(), true);
        // What was asked for is carried out before the program ends.
        clerk.dismiss();
        while let Ok(reply) = answers.try_recv() {
            if let Reply::Model(model) = reply {
                self.model = model;
            }
        }
        result
    }

    /// Asks for every session where the screen needs them; once for each model, whatever comes of it.
    fn read_all(&mut self, clerk: &Clerk) {
        let needed = self.screen.needs_all_sessions() && !self.model.book.sessions.complete();
        if needed && self.all_asked.replace(self.revision) != Some(self.revision) {
            clerk.ask(Request::ReadAll);
        }
    }

    fn drain(&mut self, answers: &mut UnboundedReceiver<Reply>, now: &Moment) -> Result<()> {
        while let Ok(reply) = answers.try_recv() {
            self.take(reply, now)?;
        }
        Ok(())
    }

    fn take(&mut self, reply: Reply, now: &Moment) -> Result<()> {
        match reply {
            Reply::Model(model) => {
                let seen = seen(&self.model, &model, now);
                self.model = model;
                self.revision += 1;
                self.screen.seen(self.revision);
                self.bell.ring(self.canvas.backend_mut(), &seen, &self.setting.locale)?;
            }
            Reply::Done(command, result) => {
                match *command {
                    Command::Tick => self.attendant.ticked(),
                    // Nobody asked for it here.
                    Command::TakeEdits(_) => {}
                    _ => self.waiting = self.waiting.saturating_sub(1),
                }
                let result = result.as_deref();
                if let Ok(effects) = result {
                    self.bell.notify(effects, &self.setting.locale);
                    // It waits for its turn: that a phase is over comes first. The log has the details.
                    if self.screen.message.is_none() && self.bell.trouble().is_some() {
                        self.screen.say(self.setting.locale.text("timer-not-told"), ui::Tone::Refused);
                    }
                    self.hooks.run(hooks::jobs(&self.setting.config.hooks, effects));
                }
                if *command != Command::Tick || result.is_ok_and(|effects| !effects.is_empty()) {
                    ui::answered(&mut self.screen, &self.model, &self.setting.locale, &command, result);
                }
                if self.badge.is_none() || self.badge == Some(Badge::Saving) {
                    self.badge = (self.waiting == 0).then_some(Badge::Saved);
                }
            }
            Reply::Dropped(count) => self.waiting = self.waiting.saturating_sub(count),
            Reply::Unsaved(0, None) => {
                self.badge = Some(Badge::Saved);
                self.banner.trouble(None, &self.setting.locale);
            }
            Reply::Unsaved(count, trouble) => {
                self.attendant.ticked();
                if count > 0 {
                    self.badge = Some(Badge::Unsaved(count));
                }
                if let Some(trouble) = trouble {
                    self.banner.trouble(Some(&trouble), &self.setting.locale);
                }
            }
            Reply::Picture(hitch) => self.banner.picture(hitch.as_ref(), &self.setting.locale),
            Reply::Found(report) => self.banner.found(report, &self.setting.locale),
            Reply::Templates(bad) => {
                let locale = &self.setting.locale;
                let lines = bad.iter().flat_map(|(name, problems)| {
                    let path = Path::new("templates").join(name);
                    let said = problems.iter().map(|problem| (name.clone(), problem_text(problem, &path, locale)));
                    said.collect::<Vec<_>>()
                });
                self.screen.bad_templates = lines.collect();
            }
            Reply::NotSet(trouble) => {
                let args = [("path", trouble.path.as_str().into()), ("detail", trouble.detail.as_str().into())];
                self.screen.say(self.setting.locale.with("config-not-written", &args), ui::Tone::Refused);
            }
            Reply::ReadOnly(trouble) => self.badge = trouble.map(|_| Badge::ReadOnly),
            Reply::Barred(command, trouble) => {
                if *command == Command::Tick {
                    self.attendant.ticked();
                } else {
                    self.waiting = self.waiting.saturating_sub(1);
                    let args = [("path", trouble.path.as_str().into())];
                    let said = self.setting.locale.with("error-file-barred", &args);
                    ui::barred(&mut self.screen, &command, said);
                }
            }
            Reply::Ready(_) => {}
        }
        Ok(())
    }
}

enum Woken {
    Signal(End),
    Reply(Option<Reply>),
    Key(Option<Event>),
    Files,
    Second,
}
