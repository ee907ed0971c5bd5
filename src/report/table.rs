//! Tables of text in columns of the terminal, whatever script they are in. Pure.
use super::page::{Page, Tone};
use crate::text::{
    sanitize::sanitize,
    width::{ELLIPSIS, cut, pad_left, pad_right, width},
};

/// Spaces between two columns.
const GAP: usize = 2;
/// A column that can be cut never becomes narrower than this.
const LEAST: usize = 8;

/// One cell: its text, cleaned, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A cell with a meaning.
    pub fn new(tone: Tone, text: &str) -> Self {
        Self { text: sanitize(text).into_owned(), tone }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(Tone::Plain, &text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(Tone::Plain, text)
    }
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
    /// Text that is cut first where the terminal is too narrow.
    Cut,
}

/// Rows of cells under a heading.
#[derive(Clone, Debug)]
pub struct Table {
    aligns: Vec<Align>,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table with these headings.
    pub fn new(columns: &[(Align, String)]) -> Self {
        Self {
            aligns: columns.iter().map(|(align, _)| *align).collect(),
            head: columns.iter().map(|(_, head)| Cell::new(Tone::Dim, head)).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells stay empty, those too many are left out.
    pub fn push(&mut self, mut row: Vec<Cell>) {
        row.resize(self.aligns.len(), Cell::default());
        self.rows.push(row);
    }

    /// The table as lines, each ended by a newline, without blanks at their ends. Headings that are all
    /// empty take no line.
    pub fn text(&self, page: &Page<'_>) -> String {
        let named = self.head.iter().any(|cell| !cell.text.is_empty());
        let lines = || named.then_some(&self.head).into_iter().chain(&self.rows);
        let mut widths: Vec<usize> = (0..self.aligns.len())
            .map(|column| lines().map(|row| width(&row[column].text)).max().unwrap_or(0))
            .collect();
        if let Some(most) = page.columns {
            let all = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
            let mut over = all.saturating_sub(most);
            for (column, align) in self.aligns.iter().enumerate() {
                if *align == Align::Cut {
                    let less = over.min(widths[column].saturating_sub(LEAST));
                    widths[column] -= less;
                    over -= less;
                }
            }
        }
        let mut text = String::new();
        for row in lines() {
            // What is left blank at the end of a line is not written.
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |at| at + 1);
            for (column, cell) in row[..last].iter().enumerate() {
                let gap = if column == 0 { 0 } else { GAP };
                let set = match self.aligns[column] {
                    Align::Right => pad_left(&cell.text, widths[column]),
                    _ if column + 1 == last => cut(&cell.text, widths[column]).into_owned(),
                    _ => pad_right(&cell.text, widths[column]),
                };
                // The sign of a cut is as wide as the one that stands for it.
                let set = if page.ascii { set.replace(ELLIPSIS, "~") } else { set };
                text.push_str(&format!("{:gap$}{}", "", page.tone(cell.tone, &set)));
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::locale::{Lang, Locale};

    fn table() -> Table {
        let mut table = Table::new(&[
            (Align::Right, "n".to_owned()),
            (Align::Cut, "title".to_owned()),
            (Align::Left, "due".to_owned()),
        ]);
        table.push(vec!["7".into(), "写论文写论文写论文".into(), "today".into()]);
        table.push(vec!["12".into(), "ship".into()]);
        table
    }

    fn page(locale: &Locale, columns: Option<usize>, color: bool) -> Page<'_> {
        Page { locale, color, columns, ascii: false }
    }

    #[test]
    fn columns_line_up_by_what_the_terminal_shows() {
        let locale = Locale::new(Lang::En);
        let text = table().text(&page(&locale, None, false));
        assert_eq!(text, " n  title               due\n 7  写论文写论文写论文  today\n12  ship\n");
    }

    #[test]
    fn a_narrow_terminal_cuts_the_title() {
        let locale = Locale::new(Lang::En);
        let text = table().text(&page(&locale, Some(22), false));
        assert!(text.lines().all(|line| width(line) <= 22), "{text}");
        assert!(text.contains('…'));
    }

    #[test]
    fn colours_are_there_only_when_wanted() {
        let locale = Locale::new(Lang::En);
        assert!(table().text(&page(&locale, None, true)).contains("\x1b[2m"));
        let mut hostile = Table::new(&[(Align::Left, String::new())]);
        hostile.push(vec!["a\x1b[2J".into()]);
        assert!(!hostile.text(&page(&locale, None, false)).contains('\x1b'));
    }
}
