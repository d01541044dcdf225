// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>
#include <vector>

namespace probe::seal {

/// Why something cannot be sealed, or why a seal is not right. May hold a file's or a peer's words: hostile.
struct SealError {
  std::string text;
};

/// Who made a seal.
struct Maker {
  std::string subject;             ///< RFC 2253; hostile
  std::vector<std::string> names;  ///< its common names and e-mail addresses; hostile
  std::string distrust;            ///< why the roots do not vouch for it; empty: they do
};

}  // namespace probe::seal
