//! The settings while the dashboard runs: changed there or in an editor, taken in at once. Knows their file by its source.
use std::{fs, io, path::Path, time::SystemTime};

use anyhow::Result;

use super::{App, Setting};
use crate::{
    runtime::{
        arrangement,
        banner::Banner,
        clerk::{Clerk, Request},
        clock,
        notice::Bell,
        terminal::Taken,
    },
    text::locale::Lang,
    ui,
};

/// Where the settings come from and go to.
pub trait Source {
    /// The settings as they are now.
    ///
    /// # Errors
    /// Where the file cannot be read or is no TOML: a sentence about it.
    fn load(&self) -> Result<Setting, String>;

    /// Every setting as a row to show, its comment in the language.
    fn listed(&self, lang: Lang) -> Vec<ui::Setting>;

    /// The names of the user's own themes.
    fn themes(&self) -> Vec<String>;

    /// Sets one setting in the user's file, to its default where there is no value.
    ///
    /// # Errors
    /// Where the setting does not take the value or the file cannot be written: a sentence about it.
    fn set(&self, key: &str, value: Option<&str>) -> Result<(), String>;

    /// The file of settings.
    fn path(&self) -> &Path;

    /// The file that keeps how the panes were arranged with keys.
    fn arrangement(&self) -> &Path;
}

impl App<'_> {
    /// Keeps how the panes are arranged, where a key has changed it.
    pub(super) fn keep_arrangement(&mut self) {
        if self.screen.arrangement == self.arranged {
            return;
        }
        self.arranged = self.screen.arrangement;
        let configured = &self.setting.config.screen.arrangement;
        if let Err(error) = arrangement::save(self.source.arrangement(), &self.arranged, configured) {
            tracing::warn!(%error, "screen.toml was not written");
        }
    }

    /// Changes a setting in the user's file and takes it in.
    pub(super) fn set(
        &mut self,
        key: &str,
        value: Option<&str>,
        form: Option<ui::SettingForm>,
        clerk: &Clerk,
        taken: &mut Taken,
    ) -> Result<()> {
        let said = match self.source.set(key, value) {
            Ok(()) => {
                self.read_settings(clerk, taken)?.map(|()| self.screen.setting_said(key, value, &self.setting.locale))
            }
            Err(wrong) => Err(wrong),
        };
        self.screen.setting_changed(form, said);
        Ok(())
    }

    /// Takes the settings in where somebody else has changed their file.
    pub(super) fn look_at_settings(&mut self, clerk: &Clerk, taken: &mut Taken) -> Result<()> {
        if stat(self.source.path()) == self.read {
            return Ok(());
        }
        match self.read_settings(clerk, taken)? {
            Ok(()) => self.screen.say(self.setting.locale.text("config-read-again"), ui::Tone::Done),
            Err(problem) => {
                let args = [("problem", problem.as_str().into())];
                self.screen.say(self.setting.locale.with("config-broken", &args), ui::Tone::Refused);
            }
        }
        Ok(())
    }

    /// Reads the settings again; what cannot be read leaves everything as it is.
    fn read_settings(&mut self, clerk: &Clerk, taken: &mut Taken) -> io::Result<Result<(), String>> {
        self.read = stat(self.source.path());
        let setting = match self.source.load() {
            Ok(setting) => setting,
            Err(problem) => return Ok(Err(problem)),
        };
        taken.set_mouse(setting.config.screen.mouse)?;
        self.screen.set_settings(self.source.listed(setting.locale.lang()));
        self.screen.set_own_themes(self.source.themes());
        if setting.config.screen.arrangement != self.setting.config.screen.arrangement {
            self.screen.arrange(setting.config.screen.arrangement);
        }
        self.banner = Banner::new(setting.banners.clone(), setting.notices.clone());
        self.bell = Bell::new(&setting.config.notify);
        if setting.config.rules != self.setting.config.rules {
            clerk.ask(Request::Obey(Box::new(setting.config.rules.clone()), clock::now()));
        }
        self.setting = setting;
        Ok(Ok(()))
    }
}

/// When a file was changed last, and its size; none where it is not there.
pub(super) fn stat(path: &Path) -> Option<(SystemTime, u64)> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
