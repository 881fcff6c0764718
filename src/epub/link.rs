//! Addresses out of the book. In: whatever a text gives as one. Out: a URL that every reader can parse (RFC 3986), or
//! nothing where it leads nowhere from inside an EPUB.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Schemes that name a host.
const WITH_HOST: &[&str] = &["http", "https", "ftp"];
/// Schemes that do not, of those that EPUBCheck knows (it warns of others, registered or not).
const WITHOUT_HOST: &[&str] = &["mailto", "tel", "urn", "news", "xmpp", "sip", "irc"];

/// `raw` as a URL. `None` for relative references, for schemes that no reader follows (`file`, `javascript`) and
/// where the host cannot be one.
pub fn url(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let (scheme, rest) = match raw.strip_prefix("//") {
        Some(_) => ("https".to_owned(), raw),
        None => raw.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest))?,
    };
    if scheme == "doi" {
        return (!rest.trim().is_empty()).then(|| format!("https://doi.org/{}", encoded(rest)));
    }
    if WITHOUT_HOST.contains(&scheme.as_str()) {
        return (!rest.trim().is_empty()).then(|| format!("{scheme}:{}", encoded(rest)));
    }
    if !WITH_HOST.contains(&scheme.as_str()) {
        return None;
    }
    let rest = rest.strip_prefix("//")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    is_host(host).then(|| format!("{scheme}://{host}{}", encoded(path)))
}

/// Whether `host` is a name or an address, with or without a port.
fn is_host(host: &str) -> bool {
    if let Some(bracketed) = host.strip_prefix('[') {
        let Some((address, port)) = bracketed.split_once(']') else { return false };
        return address.parse::<Ipv6Addr>().is_ok() && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let labels = || name.strip_suffix('.').unwrap_or(name).split('.');
    let names = labels().all(|label| {
        let ends = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !ends && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    });
    let numeric = labels().next_back().is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    names && (!numeric || name.parse::<Ipv4Addr>().is_ok()) && port.is_none_or(is_port)
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// Everything that RFC 3986 §2 does not allow in a path, query or fragment, percent-encoded; what is encoded already
/// stays as it is.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fragment = false;
    for (i, byte) in text.bytes().enumerate() {
        let plain = match byte {
            b'%' => text.as_bytes().get(i + 1..i + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
            b'#' => !std::mem::replace(&mut fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        if plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_url_cannot_hold_is_percent_encoded_once() {
        assert_eq!(
            url(" http://a.example/b c|d%20e%zz#f#é ").as_deref(),
            Some("http://a.example/b%20c%7Cd%20e%25zz#f%23%C3%A9")
        );
        assert_eq!(url("//a.example/x").as_deref(), Some("https://a.example/x"));
        assert_eq!(url("doi:10.1/a<b").as_deref(), Some("https://doi.org/10.1/a%3Cb"));
        assert_eq!(url("MAILTO:a b@c.example").as_deref(), Some("mailto:a%20b@c.example"));
    }

    #[test]
    fn what_leads_nowhere_is_no_url() {
        for raw in [
            "",
            "chapter.md",
            "#x",
            "file:///etc",
            "javascript:x()",
            "http:a",
            "http://",
            "http://a b/",
            "http://1.2.3.999/",
            "http://[::1",
            "http://a:99999/",
            "mailto:",
            "http://a..b/",
        ] {
            assert_eq!(url(raw), None, "{raw}");
        }
        assert!(url("http://[::1]:80/").is_some() && url("https://käse.example:8080").is_some());
    }
}
