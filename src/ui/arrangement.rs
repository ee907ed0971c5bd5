//! How the dashboard is divided, and which panes it shows. Values only.
use super::screen::Pane;

/// Shares in percent, and the panes that are shown: always at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrangement {
    left: u16,
    lower: u16,
    shown: [bool; Pane::ALL.len()],
}

impl Default for Arrangement {
    fn default() -> Self {
        Self { left: Self::LEFT, lower: Self::LOWER, shown: [true; Pane::ALL.len()] }
    }
}

impl Arrangement {
    /// The usual share of the left column.
    pub(super) const LEFT: u16 = 37;
    /// The usual share of the lower row.
    pub(super) const LOWER: u16 = 40;
    /// The smallest and the largest share of the left column, and of the lower row.
    pub const SHARES: (u16, u16) = (15, 75);

    /// An arrangement of these shares (brought into their bounds) and panes (all of them where there are none).
    pub fn new(left: u16, lower: u16, shown: &[Pane]) -> Self {
        let (least, most) = Self::SHARES;
        let all = shown.is_empty();
        let shown = Pane::ALL.map(|pane| all || shown.contains(&pane));
        Self { left: left.clamp(least, most), lower: lower.clamp(least, most), shown }
    }

    /// The share of the left column in percent.
    pub fn left(&self) -> u16 {
        self.left
    }

    /// The share of the lower row in percent.
    pub fn lower(&self) -> u16 {
        self.lower
    }

    /// Whether a pane is shown.
    pub fn shows(&self, pane: Pane) -> bool {
        self.shown[pane as usize]
    }

    /// The panes that are shown.
    pub fn shown(&self) -> impl Iterator<Item = Pane> {
        let shown = self.shown;
        Pane::ALL.into_iter().filter(move |pane| shown[*pane as usize])
    }

    /// Shows a pane.
    pub(super) fn show(&mut self, pane: Pane) {
        self.shown[pane as usize] = true;
    }

    /// Hides a pane; not the last one. Says whether it is hidden.
    pub(super) fn hide(&mut self, pane: Pane) -> bool {
        let others = self.shown().any(|other| other != pane);
        if others {
            self.shown[pane as usize] = false;
        }
        others
    }

    pub(super) fn set_left(&mut self, share: u16) {
        self.left = share.clamp(Self::SHARES.0, Self::SHARES.1);
    }

    pub(super) fn set_lower(&mut self, share: u16) {
        self.lower = share.clamp(Self::SHARES.0, Self::SHARES.1);
    }
}
