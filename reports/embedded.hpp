// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The page's files and the words, as the build found them (probe/embed.cmake).
namespace reports::embedded {

extern const std::string_view page_mustache, page_mustache_sha256;
extern const std::string_view page_css, page_css_sha256;
extern const std::string_view page_js, page_js_sha256;
extern const std::string_view words_en, words_en_sha256;
extern const std::string_view words_ja, words_ja_sha256;

}  // namespace reports::embedded
