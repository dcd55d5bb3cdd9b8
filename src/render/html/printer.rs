//! The printer: templates prepared once, then filled with what each document's view says.

use super::batch_view::BatchView;
use super::error::HtmlError;
use super::explain::ExplainView;
use super::view::StatementView;
use super::{escape, logo};
use crate::render::batch_page::BatchPage;
use crate::render::explain::Explanation;
use crate::render::page::Page;

/// The templates. Every name ends in `.html`: Tera escapes what such templates print and nothing
/// else.
const TEMPLATES: [(&str, &str); 5] = [
    ("style.html", include_str!("../../../templates/style.html")),
    ("parts.html", include_str!("../../../templates/parts.html")),
    ("statement.html", include_str!("../../../templates/statement.html")),
    ("batch.html", include_str!("../../../templates/batch.html")),
    ("explain.html", include_str!("../../../templates/explain.html")),
];

/// Prints pages as HTML; made once a run, used from any number of threads.
#[derive(Debug)]
pub struct HtmlPrinter {
    tera: tera::Tera,
    logo: Option<String>,
}

impl HtmlPrinter {
    /// A printer for documents that show `logo`, the bytes of a PNG image, next to the manager's
    /// name.
    ///
    /// # Errors
    /// Refuses a logo of another format or of more than 1 MiB.
    pub fn new(logo: Option<&[u8]>) -> Result<Self, HtmlError> {
        let mut tera = tera::Tera::default();
        tera.autoescape_on([".html"]);
        tera.set_escape_fn(escape::escape);
        tera.add_raw_templates(TEMPLATES)
            .map_err(|source| HtmlError::Template { template: "*", source })?;
        let logo = logo.map(logo::data_uri).transpose()?;
        Ok(Self { tera, logo })
    }

    /// An owner's statement as an HTML document.
    ///
    /// The words for page breaks ("carried forward") are not used: a browser paginates by itself
    /// and does not report the position.
    ///
    /// # Errors
    /// Fails only when a template does not fit the page, which is a fault of this program.
    pub fn statement(&self, page: &Page) -> Result<String, HtmlError> {
        self.render("statement.html", &StatementView::of(page, self.logo.as_deref()))
    }

    /// The manager's overview of a batch as an HTML document; its links are relative, so that it
    /// works from a folder without a server.
    ///
    /// # Errors
    /// Fails only when a template does not fit the page, which is a fault of this program.
    pub fn batch(&self, page: &BatchPage) -> Result<String, HtmlError> {
        self.render("batch.html", &BatchView::of(page, self.logo.as_deref()))
    }

    /// Explanations of reservations, one below the other, as an HTML document.
    ///
    /// # Errors
    /// Fails only when a template does not fit the page, which is a fault of this program.
    pub fn explanations(&self, explanations: &[Explanation]) -> Result<String, HtmlError> {
        self.render("explain.html", &ExplainView::of(explanations, self.logo.as_deref()))
    }

    fn render(
        &self,
        template: &'static str,
        view: &impl serde::Serialize,
    ) -> Result<String, HtmlError> {
        tera::Context::from_serialize(view)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|source| HtmlError::Template { template, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_template_goes_around_the_escape_function() {
        for (name, text) in TEMPLATES {
            assert!(name.ends_with(".html"), "{name}");
            for word in ["|safe", "autoescape", "<script", "javascript:", "http:", "https:"] {
                assert!(!text.replace("| ", "|").contains(word), "{name} holds '{word}'");
            }
        }
    }

    #[test]
    fn printers_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<HtmlPrinter>();
    }
}
