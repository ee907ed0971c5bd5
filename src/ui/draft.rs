//! Forms that were left as what was written in them, and back: to outlive the program. Pure.
use std::collections::BTreeMap;

use super::{
    form::{Form, FormKind, Making, PairForm, Quick, ScoreForm, TemplateForm},
    screen::{Dialog, Screen},
};
use crate::{
    domain::{draft::Draft, id::Id, model::Model, moment::Moment, week::Week},
    text::locale::Locale,
};

/// What was written in a dialog; none where nothing was, or where it means something only now.
fn draft(dialog: &Dialog) -> Option<Draft> {
    let (kind, of, fields) = match dialog {
        Dialog::Form(form) if form.is_changed() => {
            let (kind, of) = match &form.kind {
                FormKind::AddTask => ("add-task", String::new()),
                FormKind::EditTask(id) => ("edit-task", id.to_string()),
                FormKind::Review(week) => ("review", week.to_string()),
                FormKind::Goals(template) => ("goals", template.clone()),
                FormKind::Log => ("log", String::new()),
                FormKind::Void
                | FormKind::Note(_)
                | FormKind::Extend
                | FormKind::Amend(_)
                | FormKind::StartAt(_)
                | FormKind::Estimate(_)
                | FormKind::Split(_)
                | FormKind::Merge(_) => return None,
            };
            let changed = form.fields.iter().filter(|field| field.is_changed());
            (kind, of, changed.map(|field| (field.name.to_owned(), field.line.text().to_owned())).collect())
        }
        Dialog::Quick(quick) if !quick.line.text().trim().is_empty() => {
            let line = ("line".to_owned(), quick.line.text().to_owned());
            ("quick", String::new(), BTreeMap::from([line]))
        }
        Dialog::Scores(form) if form.is_changed() => {
            ("scores", format!("{} {}", form.template, form.week), form.written())
        }
        Dialog::Template(form) if form.is_changed() => {
            let kind = match form.making {
                Making::Change => "template",
                Making::Copy => "template-copy",
                Making::New => "template-new",
            };
            (kind, form.of.clone(), form.written())
        }
        Dialog::Pairs(form) if form.is_changed() => ("pairs", form.template.clone(), form.written()),
        _ => return None,
    };
    Some(Draft { kind: kind.to_owned(), of, fields })
}

/// The form of a draft with what was written in it; none where what it is about is not there any more.
fn dialog(draft: &Draft, model: &Model, locale: &Locale, now: &Moment) -> Option<Dialog> {
    let of = draft.of.as_str();
    let form = match draft.kind.as_str() {
        "quick" => {
            let mut quick = Quick::new();
            quick.line.insert(draft.fields.get("line")?);
            return Some(Dialog::Quick(quick));
        }
        "add-task" => Form::add_task(),
        "log" => Form::log(model),
        "edit-task" => Form::edit_task(model, &Id::new(of)?)?,
        "review" => Form::review(&model.look_back(Week::parse(of)?, now), 0, locale),
        "goals" => Form::goals(model, &model.template(of)?.id),
        "scores" => {
            let (template, week) = of.rsplit_once(' ')?;
            let mut form = ScoreForm::new(model, template, Week::parse(week)?, now)?;
            form.rewrite(&draft.fields);
            return form.is_changed().then_some(Dialog::Scores(form));
        }
        "template" | "template-copy" | "template-new" => {
            let mut form = match draft.kind.as_str() {
                "template" => TemplateForm::change(model, of, locale)?,
                "template-copy" => TemplateForm::copy(model, of, locale)?,
                _ => TemplateForm::fresh(model, locale),
            };
            form.rewrite(&draft.fields);
            return form.is_changed().then_some(Dialog::Template(form));
        }
        "pairs" => {
            let mut form = PairForm::new(model, of)?.ok()?;
            form.rewrite(&draft.fields);
            return form.is_changed().then_some(Dialog::Pairs(form));
        }
        _ => return None,
    };
    let form = rewritten(form, &draft.fields);
    form.is_changed().then_some(Dialog::Form(form))
}

fn rewritten(mut form: Form, written: &BTreeMap<String, String>) -> Form {
    for field in &mut form.fields {
        if let Some(text) = written.get(field.name) {
            field.line.set("");
            // As if it were pasted: cleaned and cut where somebody changed the file.
            field.line.insert(text);
        }
    }
    form
}

impl Screen {
    /// What is written in forms and not sent, or sent and not yet answered.
    pub fn drafts(&self) -> Vec<Draft> {
        self.drafts.iter().chain(&self.sent).chain(&self.dialog).filter_map(draft).collect()
    }

    /// Takes back the drafts of an earlier run: each opens again with its form.
    pub fn take_drafts(&mut self, model: &Model, locale: &Locale, now: &Moment, drafts: &[Draft]) {
        for dialog in drafts.iter().filter_map(|draft| dialog(draft, model, locale, now)) {
            self.keep_draft(dialog);
        }
    }
}
