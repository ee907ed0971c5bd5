//! The symbols that panes draw with, in Unicode and in ASCII. Every one of them is one column wide.

/// One column each; the arrays go from empty to full.
#[derive(Debug)]
pub struct Symbols {
    /// Frame: top left, top right, bottom left, bottom right, horizontal, vertical, tee left, tee right.
    pub frame: [&'static str; 8],
    /// Progress line: done, half done, to do.
    pub line: [&'static str; 3],
    /// Pomodoros: done, to do.
    pub block: [&'static str; 2],
    /// Bars: full, rest.
    pub bar: [&'static str; 2],
    /// Columns of growing height.
    pub column: [&'static str; 8],
    /// The pixel of big digits: full, upper half, lower half.
    pub pixel: [&'static str; 3],
    /// The selected row.
    pub cursor: &'static str,
    /// What runs.
    pub running: &'static str,
    /// What is kept on top.
    pub pinned: &'static str,
    /// What is planned for today.
    pub planned: &'static str,
    /// What waits.
    pub blocked: &'static str,
    /// What is done.
    pub done: &'static str,
    /// What was dropped.
    pub dropped: &'static str,
    /// Better, worse, the same.
    pub trend: [&'static str; 3],
    /// From one thing to another.
    pub arrow: &'static str,
    /// Between things.
    pub dot: &'static str,
    /// A dotted line.
    pub dotted: &'static str,
    /// A point of a chart where there is no braille.
    pub point: &'static str,
    /// Whether braille can be drawn.
    pub braille: bool,
    /// Cells of a heatmap, from nothing to most.
    pub heat: [&'static str; 5],
}

pub(super) static UNICODE: Symbols = Symbols {
    frame: ["╭", "╮", "╰", "╯", "─", "│", "├", "┤"],
    line: ["━", "╸", "─"],
    block: ["▮", "▯"],
    bar: ["█", "░"],
    column: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    pixel: ["█", "▀", "▄"],
    cursor: "▸",
    running: "●",
    pinned: "↑",
    planned: "▹",
    blocked: "⊘",
    done: "✓",
    dropped: "×",
    trend: ["▴", "▾", "="],
    arrow: "→",
    dot: "·",
    dotted: "┄",
    point: "•",
    braille: true,
    heat: ["·", "░", "▒", "▓", "█"],
};

pub(super) static ASCII: Symbols = Symbols {
    frame: ["+", "+", "+", "+", "-", "|", "+", "+"],
    line: ["=", ">", "-"],
    block: ["#", "."],
    bar: ["#", "."],
    column: ["_", "_", ".", ".", "-", "-", "=", "#"],
    pixel: ["#", "\"", "_"],
    cursor: ">",
    running: "*",
    pinned: "^",
    planned: "~",
    blocked: "!",
    done: "v",
    dropped: "x",
    trend: ["+", "-", "="],
    arrow: ">",
    dot: "-",
    dotted: ".",
    point: "*",
    braille: false,
    heat: [".", "-", "+", "*", "#"],
};
