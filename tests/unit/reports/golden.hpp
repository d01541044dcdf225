// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace reports::test {

/// Compares with tests/unit/reports/golden/NAME. To take new output over, run the test with UPDATE_GOLDEN=1 in the
/// environment, then read the difference before it is committed: these files are what users see.
void check_golden(const std::string& name, const std::string& written);

}  // namespace reports::test
