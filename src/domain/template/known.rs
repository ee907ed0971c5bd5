//! The templates that there are, made when somebody first looks at them.
use std::{
    ops::{Deref, DerefMut},
    sync::OnceLock,
};

use super::Template;

/// A list of templates, or the way it is made: most commands never look at one.
#[derive(Clone, Debug)]
pub struct Templates {
    list: OnceLock<Vec<Template>>,
    make: fn() -> Vec<Template>,
}

impl Templates {
    /// Those that `make` gives, which is called at most once, and not before somebody looks.
    pub fn later(make: fn() -> Vec<Template>) -> Self {
        Self { list: OnceLock::new(), make }
    }
}

impl From<Vec<Template>> for Templates {
    fn from(list: Vec<Template>) -> Self {
        Self { list: OnceLock::from(list), make: Vec::new }
    }
}

impl Deref for Templates {
    type Target = Vec<Template>;

    fn deref(&self) -> &Vec<Template> {
        self.list.get_or_init(self.make)
    }
}

impl DerefMut for Templates {
    fn deref_mut(&mut self) -> &mut Vec<Template> {
        let list = self.list.take().unwrap_or_else(self.make);
        self.list = OnceLock::from(list);
        self.list.get_mut().unwrap_or_else(|| unreachable!("it was set just now"))
    }
}

impl PartialEq for Templates {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<'a> IntoIterator for &'a Templates {
    type Item = &'a Template;
    type IntoIter = std::slice::Iter<'a, Template>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_made_before_somebody_looks() {
        let templates = Templates::later(|| panic!("nobody looked"));
        assert!(templates.clone().list.get().is_none());
        let mut made = Templates::later(|| vec![Template::default()]);
        assert_eq!(made.len(), 1);
        made.push(Template::default());
        assert_eq!(made, Templates::from(vec![Template::default(); 2]));
    }
}
