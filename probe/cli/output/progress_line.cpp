// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/progress_line.hpp"

#include "probe/cli/output/printable.hpp"

#include <fmt/core.h>

#include <ostream>
#include <utility>

namespace probe::cli {
namespace {

constexpr std::size_t kNarrowest = 20;

std::string counts(const Progress& progress) {
  auto text = fmt::format("{} of {} cells known, {} connection{}", progress.known, progress.asked, progress.connections,
                          progress.connections == 1 ? "" : "s");
  if (progress.to_call != 0) text += fmt::format(", {} of {} calls made", progress.calls, progress.to_call);
  if (progress.slowed_down) text += fmt::format(", slowed down to {} at once", progress.at_once);
  return text;
}

/// Keeps the beginning: that is where names differ.
std::string shortened(const std::string& name, std::size_t columns) {
  if (name.size() <= columns) return name;
  return columns < 4 ? std::string() : name.substr(0, columns - 3) + "...";
}

}  // namespace

std::string progress_line(const ProgressView& view, std::size_t columns) {
  if (columns < kNarrowest) return {};
  std::string before, after = ": " + counts(view.progress);
  if (view.targets > 1) before = fmt::format("[{}/{}] ", view.done, view.targets);
  if (view.stopping) before += "stopping (Ctrl-C again kills): ";
  const auto fixed = before.size() + after.size() + 1;
  const auto name = shortened(printable(view.target), columns > fixed ? columns - fixed : 0);
  auto line = before + name + (name.empty() ? after.substr(2) : after);
  if (line.size() >= columns) line.resize(columns - 1);
  return line;
}

ProgressDisplay::ProgressDisplay(std::ostream& out, std::function<std::size_t()> columns)
    : out_(out), columns_(std::move(columns)) {}

void ProgressDisplay::draw(const ProgressView& view) { put(progress_line(view, columns_())); }

void ProgressDisplay::clear() {
  if (drawn_ == 0) return;
  put({});
  out_ << '\r' << std::flush;
}

void ProgressDisplay::put(const std::string& text) {
  const auto rest = drawn_ > text.size() ? drawn_ - text.size() : 0;
  out_ << '\r' << text << std::string(rest, ' ') << std::flush;
  drawn_ = text.size();
}

ScanProgress::ScanProgress(Wish wish, std::size_t targets, Environment& environment)
    : environment_(environment),
      is_shown_(wish == Wish::shown && environment.err_is_terminal && !is_dumb_terminal(environment.variables)),
      display_(environment.err, environment.columns) {
  view_.targets = targets;
}

void ScanProgress::draw(const Target& target, const Progress& progress) {
  view_.target = to_string(target);
  view_.progress = progress;
  view_.stopping = environment_.interrupted;
  if (is_shown_) display_.draw(view_);
}

void ScanProgress::end_target() {
  ++view_.done;
  display_.clear();
}

}  // namespace probe::cli
