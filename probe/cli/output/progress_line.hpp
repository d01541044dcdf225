// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/target.hpp"

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace probe::cli {

/// What the progress line says.
struct ProgressView {
  std::size_t targets = 1;  ///< in all
  std::size_t done = 0;
  std::string target;  ///< the one that reported last
  Progress progress;   ///< of that one
  bool stopping = false;
};

/// At most `columns` - 1 characters, so that no terminal wraps; the target's name gives way first. Printable.
[[nodiscard]] std::string progress_line(const ProgressView& view, std::size_t columns);

/// One line that is drawn over again. Plain carriage returns and blanks: every terminal knows those.
class ProgressDisplay {
 public:
  ProgressDisplay(std::ostream& out, std::function<std::size_t()> columns);
  void draw(const ProgressView& view);
  void clear();

 private:
  void put(const std::string& text);

  std::ostream& out_;
  std::function<std::size_t()> columns_;
  std::size_t drawn_ = 0;  ///< characters that stand there
};

/// The progress of scans on standard error, where that is a terminal that can be drawn on and `wish` says so.
class ScanProgress {
 public:
  enum class Wish : bool { quiet, shown };
  ScanProgress(Wish wish, std::size_t targets, Environment& environment);

  void draw(const Target& target, const Progress& progress);
  /// A target is done; what is printed next begins at the line's start.
  void end_target();
  void clear() { display_.clear(); }

 private:
  Environment& environment_;
  bool is_shown_;
  ProgressDisplay display_;
  ProgressView view_;
};

}  // namespace probe::cli
