//! Pages of a list in the envelope of the API's framework, and the faults that live between pages.
//!
//! `links` are `http://` and carry nothing but the page number: a client that follows them loses
//! its `properties[]`, here as there. They point at the simulator, never at the real API.

use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::fault::Fault;
use super::odd;

const PER_PAGE_MAX: usize = 100;
const PER_PAGE_DEFAULT: usize = 10;
const SMALL_PAGE: usize = 5;

/// Pages on either side of the current one that `meta.links` names in a long list.
const NEIGHBOURS: usize = 3;

/// The asked page of a list; only the rows of that page are made ready to be shown.
///
/// # Errors
/// Refuses a page below 1 and a page size outside 1 to 100, and answers the faults of single pages.
pub(super) fn paginate<Row>(
    call: &Call<'_>,
    list: &str,
    rows: impl ExactSizeIterator<Item = Row>,
    show: impl Fn(Row) -> Value,
) -> Result<Answer, Answer> {
    let page = call.query.count("page", 1, usize::MAX)?;
    let mut per_page = call.query.count("per_page", PER_PAGE_DEFAULT, PER_PAGE_MAX)?;
    if call.suffers(Fault::SmallPages) {
        per_page = per_page.min(SMALL_PAGE);
    }
    let hidden = usize::from(call.suffers(Fault::LastRowHidden) && rows.len() > 0);
    let listed = rows.len() - hidden;
    let (skipped, total) = place(call, page, per_page, listed);
    let last_page = total.div_ceil(per_page).max(1);
    let total = total + usize::from(odd::is_one_off(call, list));
    if call.suffers(Fault::PageTwoFailing) && page == 2 {
        return Err(Answer::server_error());
    }
    if call.suffers(Fault::PropertyPageFailing) && list == "properties" && page == last_page {
        return Err(Answer::too_many());
    }
    let mut data: Vec<Value> = rows.take(listed).skip(skipped).take(per_page).map(show).collect();
    if call.suffers(Fault::RowsSwapBetweenPages) && page > 1 && page == last_page {
        data.extend(data.last().cloned().map(newcomer));
    }
    if call.suffers(Fault::DataEmpty) {
        data.clear();
    }
    let from = (!data.is_empty()).then(|| (page - 1).saturating_mul(per_page) + 1);
    let path = format!("{}/v2/{list}", call.origin);
    let url = |number: usize| format!("{path}?page={number}");
    let previous = (page > 1).then(|| url(page - 1));
    let next = (page < last_page).then(|| url(page + 1));
    let shrunk = usize::from(call.suffers(Fault::LastPageShrinks) && page > 1);
    let skewed = usize::from(call.suffers(Fault::WrongCurrentPage));
    let mut envelope = json!({
        "links": {"first": url(1), "last": url(last_page), "prev": previous, "next": next},
        "meta": {
            "current_page": page.saturating_add(skewed),
            "from": from,
            "last_page": last_page - shrunk,
            "links": page_links(page, last_page, &url),
            "path": path,
            "per_page": per_page,
            "to": from.map(|from| from + data.len() - 1),
            "total": total,
        },
        "data": data,
    });
    if let Some(fields) = envelope.as_object_mut().filter(|_| call.suffers(Fault::MetaMissing)) {
        fields.remove("meta");
    }
    Ok(Answer::json(200, envelope))
}

/// A new reservation: the same stay with different names.
fn newcomer(mut row: Value) -> Value {
    for key in ["id", "code"] {
        if let Some(text) = row.get(key).and_then(Value::as_str) {
            row[key] = json!(format!("{text}-new"));
        }
    }
    row
}

/// How many rows precede the page, and how many there are in total; both may have changed since the
/// first page was read.
fn place(call: &Call<'_>, page: usize, per_page: usize, total: usize) -> (usize, usize) {
    let before = (page - 1).saturating_mul(per_page);
    if page == 1 {
        return (before, total);
    }
    if call.suffers(Fault::RowsShiftBetweenPages) {
        return (before - 1, total);
    }
    if call.suffers(Fault::CountChangesBetweenPages) {
        return (before - 1, total + 1);
    }
    if call.suffers(Fault::PageRepeated) {
        return (0, total);
    }
    if call.suffers(Fault::RowsSwapBetweenPages) {
        return (before.saturating_add(1), total);
    }
    if call.suffers(Fault::RowLeavesBetweenPages) {
        return (before.saturating_add(1), total.saturating_sub(1));
    }
    (before, total)
}

/// The buttons of a pager: "Previous", the pages, "Next"; long lists are shortened by "...".
fn page_links(page: usize, last_page: usize, url: &impl Fn(usize) -> String) -> Value {
    let link = |url: Option<String>, label: &str, active: bool| json!({"url": url, "label": label, "active": active});
    let mut links = Vec::new();
    links.push(link((page > 1).then(|| url(page - 1)), "&laquo; Previous", false));
    let mut shown_before = 0;
    for number in shown_pages(page, last_page) {
        if number > shown_before + 1 {
            links.push(link(None, "...", false));
        }
        links.push(link(Some(url(number)), &number.to_string(), number == page));
        shown_before = number;
    }
    links.push(link((page < last_page).then(|| url(page + 1)), "Next &raquo;", false));
    Value::Array(links)
}

/// The pages that are named, as the framework picks them: all of a short list, else both ends and
/// the neighbourhood of the current page.
fn shown_pages(page: usize, last_page: usize) -> Vec<usize> {
    let window = NEIGHBOURS + 4;
    let (first, last) = (1..=2, last_page.saturating_sub(1)..=last_page);
    if last_page < NEIGHBOURS * 2 + 8 {
        (1..=last_page).collect()
    } else if page <= window {
        (1..=window + NEIGHBOURS).chain(last).collect()
    } else if page > last_page - window {
        first.chain(last_page - (window + NEIGHBOURS - 1)..=last_page).collect()
    } else {
        first.chain(page - NEIGHBOURS..=page + NEIGHBOURS).chain(last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_shortened() {
        assert_eq!(shown_pages(1, 1), [1]);
        assert_eq!(shown_pages(2, 13).len(), 13);
        assert_eq!(shown_pages(7, 20), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19, 20]);
        assert_eq!(shown_pages(10, 20), [1, 2, 7, 8, 9, 10, 11, 12, 13, 19, 20]);
        assert_eq!(shown_pages(14, 20), [1, 2, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    }
}
