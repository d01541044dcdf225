// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <string>

namespace probe {

/// Whether enough of an answer in another protocol has come to name it: a line of text, or anything that is not text.
[[nodiscard]] bool foreign_answer_is_telling(tls::BytesView answer);

/// "the answer begins with "HTTP/1.1 400 Bad Request"", or with octets in hexadecimal. At most 80 octets of it are
/// shown, and only printable ASCII.
[[nodiscard]] std::string describe_foreign_answer(tls::BytesView answer);

}  // namespace probe
