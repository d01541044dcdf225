// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace probe {

/// Where a running scan of one target stands.
struct Progress {
  std::size_t asked = 0;        ///< cells that the scan is to decide
  std::size_t known = 0;        ///< accepted or refused so far
  std::size_t connections = 0;  ///< opened so far
  std::size_t at_once = 0;      ///< how many connections are allowed at once just now
  bool slowed_down = false;     ///< the target stopped answering: fewer connections, further apart, or none for a while
  std::size_t calls = 0;        ///< accepted cells carried further so far
  std::size_t to_call = 0;      ///< accepted cells to carry further; 0 until the matrix is known
};

}  // namespace probe
