//! Which language to speak, from the setting and the POSIX variables handed in. Reads no environment.

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

/// A language setting that is none of `en`, `zh-CN`, `auto`; holds what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLang(pub String);

impl Lang {
    /// The language of a setting: `en`, `zh-CN` (or `zh`; case and `_` do not matter), or `auto`,
    /// which asks `env`: the values of LC_ALL, LC_MESSAGES and LANG, in this order.
    ///
    /// # Errors
    /// [`UnknownLang`] for any other setting.
    pub fn parse(setting: &str, env: [Option<&str>; 3]) -> Result<Self, UnknownLang> {
        match setting.to_ascii_lowercase().replace('_', "-").as_str() {
            "auto" => Ok(Self::detect(env)),
            "en" => Ok(Self::En),
            "zh-cn" | "zh" => Ok(Self::ZhCn),
            _ => Err(UnknownLang(setting.to_owned())),
        }
    }

    /// The language of the POSIX locale given by LC_ALL, LC_MESSAGES and LANG: the first one set and
    /// not empty decides; any Chinese is [`ZhCn`](Self::ZhCn), everything else English.
    pub fn detect(env: [Option<&str>; 3]) -> Self {
        let name = env.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or("C");
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or(name);
        if language.eq_ignore_ascii_case("zh") { Self::ZhCn } else { Self::En }
    }

    /// The name in config and on the command line: `en` or `zh-CN`.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const NOTHING: [Option<&str>; 3] = [None; 3];

    #[rstest]
    #[case("en", Ok(Lang::En))]
    #[case("zh-CN", Ok(Lang::ZhCn))]
    #[case("zh_cn", Ok(Lang::ZhCn))]
    #[case("auto", Ok(Lang::En))]
    #[case("fr", Err(UnknownLang("fr".into())))]
    #[case("", Err(UnknownLang("".into())))]
    fn settings(#[case] setting: &str, #[case] expected: Result<Lang, UnknownLang>) {
        assert_eq!(Lang::parse(setting, NOTHING), expected);
    }

    #[rstest]
    #[case([None, None, Some("zh_CN.UTF-8")], Lang::ZhCn)]
    #[case([None, None, Some("zh_TW")], Lang::ZhCn)]
    #[case([Some("en_US.UTF-8"), Some("zh_CN"), Some("zh_CN")], Lang::En)]
    #[case([Some(""), Some("zh_CN"), Some("en_US")], Lang::ZhCn)]
    #[case([Some("C"), None, Some("zh_CN")], Lang::En)]
    #[case([None, None, Some("zhuang")], Lang::En)]
    #[case([None, None, None], Lang::En)]
    fn posix_order(#[case] env: [Option<&str>; 3], #[case] expected: Lang) {
        assert_eq!(Lang::detect(env), expected);
        assert_eq!(Lang::parse("auto", env), Ok(expected));
    }

    #[test]
    fn a_setting_beats_the_environment() {
        assert_eq!(Lang::parse("en", [Some("zh_CN"), None, None]), Ok(Lang::En));
    }
}
