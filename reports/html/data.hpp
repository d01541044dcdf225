// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/escape.hpp"
#include "reports/view/standing.hpp"

#include <kainjow/mustache.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace reports::html {

/// What the template is filled with. Names that a template finds nowhere are looked up further out: a part sets all of
/// its names, the absent ones to absent().
using Data = kainjow::mustache::data;

[[nodiscard]] inline Data object() { return Data(Data::type::object); }
[[nodiscard]] inline Data list() { return Data(Data::type::list); }
[[nodiscard]] inline Data absent() { return Data(false); }

/// Text for people, a peer's too: no control character and no override of direction is left. The template escapes
/// markup, as it does with every {{name}}.
[[nodiscard]] inline Data text(std::string_view hostile) { return Data(visible(hostile)); }
/// The same, or absent().
[[nodiscard]] inline Data text_or_absent(std::string_view hostile) {
  return hostile.empty() ? absent() : text(hostile);
}

/// What a colour stresses beside the words: the template's classes.
namespace tone {
inline constexpr const char* kGood = "good";
inline constexpr const char* kBad = "bad";
inline constexpr const char* kOpen = "open";
inline constexpr const char* kMixed = "mixed";
inline constexpr const char* kNone = "none";
inline constexpr const char* kPlain = "plain";
}  // namespace tone

[[nodiscard]] inline const char* tone_of(view::Standing standing) {
  switch (standing) {
    case view::Standing::good:
      return tone::kGood;
    case view::Standing::bad:
      return tone::kBad;
    case view::Standing::mixed:
      return tone::kMixed;
    case view::Standing::open:
      return tone::kOpen;
    case view::Standing::plain:
      return tone::kPlain;
    case view::Standing::none:
      break;
  }
  return tone::kNone;
}
[[nodiscard]] inline const char* tone_of(probe::Effect effect) { return tone_of(view::standing_of(effect)); }
[[nodiscard]] inline const char* tone_of(probe::TargetStatus status) {
  return status == probe::TargetStatus::complete ? tone::kGood : tone::kOpen;
}

/// One cell of a matrix. The style puts a sign beside the words that says the same, by the tone.
[[nodiscard]] inline Data cell(const char* tone, std::string_view words) {
  auto data = object();
  data["tone"] = Data(tone);
  data["text"] = text(words);
  return data;
}

[[nodiscard]] inline Data fact(const std::string& label, std::string_view value) {
  auto data = object();
  data["label"] = Data(label);
  data["value"] = text(value);
  return data;
}

}  // namespace reports::html
